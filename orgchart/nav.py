"""The entry of this app at the left of every page."""

from django.urls import reverse

from orgchart.access import Actor, can_see_chart
from orgchart.models import Envelope, Tenant
from orgchart.registry import NavEntry


def chart_entry(actor: Actor, tenant: Tenant, year: int | None) -> NavEntry | None:
    """Organisations and persons, for those who may see the roster."""
    if not can_see_chart(actor):
        return None
    return NavEntry("Tổ chức, cán bộ", reverse("orgchart:chart", args=[tenant.slug]), "sitemap", 3, "orgchart")


def personal_file_page(envelope: Envelope) -> str:
    """Where somebody who comes from another office is taken in."""
    return reverse("orgchart:personal_file", args=[envelope.tenant.slug, envelope.pk])
