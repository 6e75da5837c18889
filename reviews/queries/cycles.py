"""Cycles, their subjects, and which of these have finished their review."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from orgchart.errors import NotVisible
from reviews.models import Cycle, Deadline, Place, Review, Subject, SubjectKind
from reviews.states import ReviewState

CLOSED_STATES = frozenset({ReviewState.FINAL, ReviewState.CONFIRMED})


def cycles() -> QuerySet[Cycle]:
    """The cycles of the tenant, newest first."""
    return Cycle.objects.order_by("-year", "-pk")


def cycle_of(year: int) -> Cycle:
    """The cycle of a year; a missing one is not visible."""
    cycle = Cycle.objects.filter(year=year).select_related("tenant").first()
    if cycle is None:
        raise NotVisible
    return cycle


def deadlines_of(cycle: Cycle) -> QuerySet[Deadline]:
    """The deadlines of a cycle in order of time."""
    return Deadline.objects.filter(cycle=cycle).order_by("last_day", "pk")


def subjects_for(cycle: Cycle) -> QuerySet[Subject]:
    """Everybody and everything in a cycle: party organisations, collectives, persons by rank and Vietnamese name."""
    rows = Subject.objects.filter(cycle=cycle).select_related("unit", "review", "collective", "decided_by")
    return rows.order_by("kind", "rank", "sort_key", "pk")


def closed_subject_ids(cycle: Cycle) -> set[int]:
    """Subjects whose every place is done and whose text is final. (CC-I.5-1, CC-II.2.2-2)

    An organisation that is reviewed through its committee or leadership is closed when that is.
    """
    open_places = Place.objects.filter(subject__cycle=cycle, done_at=None).values("subject_id")
    done = Review.objects.filter(subject__cycle=cycle, state__in=CLOSED_STATES).exclude(subject_id__in=open_places)
    closed = set(done.values_list("subject_id", flat=True))
    return closed | _closed_through_committee(cycle, closed)


def _closed_through_committee(cycle: Cycle, closed: set[int]) -> set[int]:
    committees = Subject.objects.filter(pk__in=closed, kind=SubjectKind.COLLECTIVE).values(
        "collective__organization_id"
    )
    rows = Subject.objects.filter(
        cycle=cycle, organization__isnull=False, is_reviewed=False, organization_id__in=committees
    )
    return set(rows.values_list("pk", flat=True))


def is_closed(subject: Subject) -> bool:
    """Whether the review of one subject is over. (CC-I.5-1)"""
    return subject.pk in closed_subject_ids(subject.cycle)


def unfinished(cycle: Cycle) -> QuerySet[Subject]:
    """Subjects in scope whose review is not over yet. (HY-A.3-1)"""
    return subjects_for(cycle).filter(is_reviewed=True).exclude(pk__in=closed_subject_ids(cycle))


@dataclass(frozen=True)
class StateCount:
    """How many reviews of one sort stand in one state."""

    state: str
    label: str
    collectives: int
    individuals: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.collectives + self.individuals


def counts_by_state(cycle: Cycle) -> list[StateCount]:
    """Reviews of a cycle by state, in the order of the year; states nobody is in count zero."""
    rows = Review.objects.filter(subject__cycle=cycle, subject__is_reviewed=True)
    found = {
        (state, kind == SubjectKind.INDIVIDUAL): count
        for state, kind, count in _grouped(rows.values_list("state", "subject__kind").annotate(count=Count("pk")))
    }
    return [
        StateCount(state.value, str(state.label), found.get((state, False), 0), found.get((state, True), 0))
        for state in ReviewState
    ]


def _grouped(rows: Iterable[tuple[str, str, int]]) -> Iterable[tuple[str, str, int]]:
    """Collectives and party organisations count as one sort."""
    sums: dict[tuple[str, str], int] = {}
    for state, kind, count in rows:
        sort = SubjectKind.INDIVIDUAL if kind == SubjectKind.INDIVIDUAL else SubjectKind.COLLECTIVE
        sums[(state, sort)] = sums.get((state, sort), 0) + count
    return [(state, sort, count) for (state, sort), count in sums.items()]
