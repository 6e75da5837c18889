"""The entry of this app at the left of every page, and the years to switch between."""

from django.urls import reverse

from orgchart.access import Actor
from orgchart.models import Tenant
from orgchart.registry import CycleEntry, NavEntry
from reviews import access, queries


def cycle_entry(actor: Actor, tenant: Tenant, year: int | None) -> NavEntry | None:
    """The year that one works in; before the first one, the office is led to making it."""
    if year is not None:
        url = reverse("reviews:cycle", args=[tenant.slug, year])
    elif access.can_manage_cycle(actor):
        url = reverse("reviews:cycle_new", args=[tenant.slug])
    else:
        return None
    return NavEntry("Đợt kiểm điểm", url, "cycle", 2, "reviews")


def cycle_entries(tenant: Tenant) -> list[CycleEntry]:
    """The cycles of a tenant, newest first."""
    rows = queries.cycles().filter(tenant=tenant).only("year")
    return [
        CycleEntry(row.year, f"Năm {row.year}", reverse("reviews:cycle", args=[tenant.slug, row.year])) for row in rows
    ]
