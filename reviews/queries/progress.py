"""How far every unit is: one row a body, its report, its conference, its people."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from reviews.models import Conference, Cycle, Place, Review, Subject, SubjectKind
from reviews.states import ConferenceState, ReviewState

# From which state on a step counts as done; the order of the states is the order of the year.
STEPS = {
    "written": ("Đã viết", ReviewState.DRAFT),
    "sent": ("Đã gửi", ReviewState.CIRCULATED),
    "reviewed": ("Đã kiểm điểm", ReviewState.REVIEWED),
    "final": ("Hoàn chỉnh", ReviewState.FINAL),
}
_ORDER = {state: position for position, state in enumerate(ReviewState)}


@dataclass(frozen=True)
class Count:
    """How many of how many have done a step."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether nobody lacks."""
        return self.done == self.total


@dataclass(frozen=True)
class UnitProgress:
    """One body with the state of its report, of its conference, and its people by step."""

    subject: Subject
    review: Review | None
    conference: Conference | None
    people: dict[str, Count]

    @property
    def is_complete(self) -> bool:
        """Whether nothing lacks here: report and all self-reviews are final, the conference is over."""
        report = self.review is None or _ORDER[ReviewState(self.review.state)] >= _ORDER[ReviewState.FINAL]
        over = self.conference is not None and self.conference.state in {ConferenceState.CLOSED, ConferenceState.SIGNED}
        return report and over and all(count.is_complete for count in self.people.values())


def progress_of(cycle: Cycle, among: Q | None = None) -> list[UnitProgress]:
    """Reviewed bodies by rank and name, people counted where they are rated (five queries whatever the size).

    `among` is a condition on subjects: only bodies and people that meet it.
    """
    wanted = among if among is not None else Q()
    bodies = (
        Subject.objects.filter(wanted, cycle=cycle, is_reviewed=True)
        .exclude(kind=SubjectKind.INDIVIDUAL)
        .select_related("review", "unit")
        .order_by("rank", "sort_key", "pk")
    )
    conferences = _latest_conferences(cycle)
    places = _own_places(cycle)
    states = _states_of_people(Subject.objects.filter(wanted, cycle=cycle, kind=SubjectKind.INDIVIDUAL))
    return [_row(body, conferences.get(places.get(body.pk, (None, None))), states[body.unit_id]) for body in bodies]


@dataclass(frozen=True)
class StepBar:
    """How many texts of a year have done a step, beside the same of the year before."""

    label: str
    count: Count
    before: Count | None

    @property
    def percent(self) -> int:
        """The length of the bar."""
        return _percent(self.count)

    @property
    def percent_before(self) -> int | None:
        """Where the year before stands, if there was one."""
        return None if self.before is None else _percent(self.before)


def step_bars(cycle: Cycle) -> list[StepBar]:
    """All texts of the year by step, reports and self-reviews together (one query)."""
    rows = Review.objects.filter(subject__cycle__year__in=[cycle.year, cycle.year - 1], subject__is_reviewed=True)
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for year, state in rows.values_list("subject__cycle__year", "state"):
        states[year][state] += 1
    before = states[cycle.year - 1]
    return [
        StepBar(label, _done(states[cycle.year], needed), _done(before, needed) if before else None)
        for label, needed in STEPS.values()
    ]


def _done(states: Counter[str], needed: ReviewState) -> Count:
    return Count(sum(count for state, count in states.items() if _reached(state, needed)), sum(states.values()))


def _percent(count: Count) -> int:
    return 100 * count.done // count.total if count.total else 0


def _row(body: Subject, conference: Conference | None, states: Counter[str]) -> UnitProgress:
    people = {key: _done(states, needed) for key, (_, needed) in STEPS.items()}
    return UnitProgress(body, getattr(body, "review", None), conference, people)


def _reached(state: str, needed: ReviewState) -> bool:
    return _ORDER[ReviewState(state)] >= _ORDER[needed]


def _latest_conferences(cycle: Cycle) -> dict[tuple[int | None, int | None], Conference]:
    rows = Conference.objects.filter(cycle=cycle).order_by("starts_at", "pk")
    found = {}
    for row in rows.prefetch_related("further_bodies"):
        found[row.collective_id, row.cell_id] = row
        found |= {(body.collective_id, None): row for body in row.further_bodies.all()}
    return found


def _own_places(cycle: Cycle) -> dict[int, tuple[int | None, int | None]]:
    rows = Place.objects.filter(subject__cycle=cycle).exclude(subject__kind=SubjectKind.INDIVIDUAL)
    return {
        pk: (collective, cell) for pk, collective, cell in rows.values_list("subject_id", "collective_id", "cell_id")
    }


def _states_of_people(people: QuerySet[Subject]) -> dict[int, Counter[str]]:
    rows = Review.objects.filter(subject__in=people)
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for unit_id, state in rows.values_list("subject__unit_id", "state"):
        counted[unit_id][state] += 1
    return counted
