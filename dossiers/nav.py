"""The entry of this app at the left of every page."""

from django.urls import reverse

from orgchart.access import Actor
from orgchart.models import Tenant
from orgchart.registry import NavEntry


def dossier_entry(actor: Actor, tenant: Tenant, year: int | None) -> NavEntry | None:
    """Dossiers and documents of the cycle."""
    if year is None:
        return None
    return NavEntry(
        "Hồ sơ, văn bản", reverse("dossiers:dossier_list", args=[tenant.slug, year]), "folder", 4, "dossiers"
    )
