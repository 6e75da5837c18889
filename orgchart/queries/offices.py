"""The registry of offices: who stood above and below whom at a day, on which line, and who came after whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from orgchart.models import Tenant, TenantLink, TenantSuccession

MOST_STEPS = 8


@dataclass(frozen=True)
class ChainStep:
    """One office above, with the link that leads to it."""

    line: str
    office: Tenant
    link: TenantLink


def _holds(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def chain_above(tenant: Tenant, line: str, day: date) -> list[ChainStep]:
    """The superiors on one line at a day, the nearest first; three levels until 6/2025 and two after are data."""
    steps: list[ChainStep] = []
    seen, below = {tenant.pk}, tenant.pk
    while len(steps) < MOST_STEPS:
        links = TenantLink.objects.filter(_holds(day), subordinate_id=below, line=line).select_related("superior")
        link = links.order_by("pk").first()
        if link is None or link.superior_id in seen:
            break
        steps.append(ChainStep(link.get_line_display(), link.superior, link))
        below = link.superior_id
        seen.add(below)
    return steps


def offices_below(tenant: Tenant, day: date) -> QuerySet[TenantLink]:
    """The links to the offices right below at a day, by name."""
    rows = TenantLink.objects.filter(_holds(day), superior=tenant).select_related("subordinate")
    return rows.order_by("line", "subordinate__short_name", "pk")


def links_over_time(tenant: Tenant) -> QuerySet[TenantLink]:
    """All superiors that an office ever had, newest first."""
    rows = TenantLink.objects.filter(subordinate=tenant).select_related("superior")
    return rows.order_by("-valid_from", "line", "pk")


def successions_of(tenant: Tenant) -> QuerySet[TenantSuccession]:
    """Which offices this one continues, and which one continues it."""
    rows = TenantSuccession.objects.filter(Q(predecessor=tenant) | Q(successor=tenant))
    return rows.select_related("predecessor", "successor").order_by("-happened_on", "pk")


def deciding_offices(tenant: Tenant, day: date) -> QuerySet[Tenant]:
    """Who may decide on somebody here: the office itself, those above it, and those that it came from."""
    above = {step.office.pk for line in ("party", "state") for step in chain_above(tenant, line, day)}
    linked = TenantLink.objects.filter(subordinate=tenant).values_list("superior_id", flat=True)
    return Tenant.objects.filter(pk__in={tenant.pk, *above, *linked}).order_by("short_name", "pk")
