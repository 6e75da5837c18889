"""The entry of this app at the left of every page, and the years to switch between."""

from django.urls import reverse

from orgchart.access import Actor
from orgchart.models import Envelope, Tenant
from orgchart.registry import CycleEntry, NavEntry
from reviews import access, queries
from reviews.models import OpinionRequest, Suggestion


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


def suggestion_page(envelope: Envelope) -> str:
    """Where a letter of suggestions from above is matched to its subject."""
    found = Suggestion.objects.get(envelope=envelope)
    return reverse("reviews:suggestion", args=[envelope.tenant.slug, envelope.content["year"], found.pk])


def invitation_page(envelope: Envelope) -> str:
    """Where an invitation to a conference below is taken up."""
    return reverse("reviews:guest_letter", args=[envelope.tenant.slug, envelope.pk])


def opinion_page(envelope: Envelope) -> str:
    """Where a request for an opinion from another tenant is answered."""
    found = OpinionRequest.objects.get(envelope=envelope)
    return reverse("reviews:opinion", args=[envelope.tenant.slug, envelope.content["year"], found.pk])
