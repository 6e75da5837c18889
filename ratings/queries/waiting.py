"""Who is reviewed and not rated yet, since when, and where that takes too long. (HY-B.II-2, NA-5-1)"""

from datetime import date

from django.db.models import Count, F, QuerySet

from orgchart.models import Organization
from ratings.models import RatingCase
from ratings.states import CaseState
from reviews.models import Cycle, RatingPlace, Subject
from reviews.queries import set_of
from reviews.states import CycleState

WAITING = (CaseState.SELF_RATED, CaseState.APPRAISED, CaseState.PROPOSED, CaseState.BALLOTED)
SETTLED = (CaseState.DECIDED, CaseState.NOTIFIED, CaseState.NOT_RATED)
_OPEN_YEARS = (CycleState.ISSUED, CycleState.RUNNING)


def to_be_rated(cycle: Cycle) -> QuerySet[RatingCase]:
    """Whose review is over and whose level is not decided, the longest waiting first."""
    rows = RatingCase.objects.filter(subject__cycle=cycle, state__in=WAITING).select_related("subject__unit")
    return rows.order_by("self_rated_at", "subject__rank", "subject__sort_key", "pk")


def days_allowed(cycle: Cycle) -> int:
    """How many days rating may take after the review, by the set of the year."""
    value = set_of(cycle).value_if_known("vote.daysAfterReview")
    return value if isinstance(value, int) else 15


def waiting_too_long(cycle: Cycle, today: date) -> QuerySet[RatingCase]:
    """Those whose review has been over for longer than that."""
    return to_be_rated(cycle).filter(rate_by__lt=today)


def long_waits(today: date) -> QuerySet[RatingCase, tuple[str, int, int]]:
    """How many of them there are, by tenant and year, for the office of the deciding body."""
    rows = RatingCase.objects.filter(rate_by__lt=today, state__in=WAITING).order_by()
    rows = rows.filter(subject__cycle__state__in=_OPEN_YEARS)
    return rows.values_list("tenant__slug", "subject__cycle__year").annotate(number=Count("pk"))


def summed_up_without_level(today: date) -> QuerySet[Subject, tuple[str, int, int]]:
    """How many were to be rated before their unit summed up its year and are not, by tenant and year. (NA-5-1)"""
    rows = Subject.objects.filter(
        unit__year_ends__cycle=F("cycle"), unit__year_ends__held_on__lte=today, cycle__state__in=_OPEN_YEARS
    )
    rows = rows.exclude(rating=RatingPlace.NONE).exclude(rating_case__state__in=SETTLED).order_by()
    return rows.values_list("tenant__slug", "cycle__year").annotate(number=Count("pk"))


def unit_is_rated(cycle: Cycle, unit: Organization) -> bool | None:
    """Whether everybody of a unit who is to be rated has a level; None where nobody is."""
    rows = Subject.objects.filter(cycle=cycle, unit=unit).exclude(rating=RatingPlace.NONE)
    states = list(rows.values_list("rating_case__state", flat=True))
    return all(state in SETTLED for state in states) if states else None
