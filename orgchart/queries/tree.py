"""The tree of organisations: what is above, below and beside, and where there is no People's Council."""

from datetime import date

from django.db.models import Q, QuerySet

from orgchart.models import Organization


def valid_on(day: date, prefix: str = "") -> Q:
    """The condition that an organisation or collective stands at a day."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day}))


def within(branch: Organization, prefix: str = "") -> Q:
    """The condition that an organisation is the branch or below it.

    A range and no LIKE: under row-level security PostgreSQL uses the index for comparisons only.
    """
    last = branch.path[:-1] + chr(ord(branch.path[-1]) + 1)
    return Q(**{f"{prefix}path__gte": branch.path, f"{prefix}path__lt": last})


def paths_above(row: Organization) -> list[str]:
    """The paths of everything above an organisation, the root first."""
    return [row.path[:end] for end in range(row.steplen, len(row.path), row.steplen)]


def ancestors_of(row: Organization) -> QuerySet[Organization]:
    """Everything above an organisation, the root first."""
    return Organization.objects.filter(path__in=paths_above(row)).order_by("path")


def parent_of(row: Organization) -> Organization | None:
    """The organisation right above."""
    above = paths_above(row)
    return Organization.objects.filter(path=above[-1]).first() if above else None


def children_of(row: Organization) -> QuerySet[Organization]:
    """The organisations right below, in reading order."""
    return Organization.objects.filter(within(row), depth=row.depth + 1).order_by("path")


def urban_government_since(row: Organization) -> date | None:
    """Since when the locality of an organisation has no People's Council, None where it has one. (GB-1-2)"""
    places = Organization.objects.filter(path__in=[*paths_above(row), row.path], urban_government_since__isnull=False)
    return places.order_by("path").values_list("urban_government_since", flat=True).first()


def without_council(day: date) -> Q:
    """The condition that an organisation lies where there is no People's Council at a day. (GB-1-2)"""
    found = Q(pk__in=[])
    for place in Organization.objects.filter(urban_government_since__lte=day).order_by("path"):
        found |= within(place)
    return found
