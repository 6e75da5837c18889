"""The steps of one unit in a year: by when, done or not, late or not. (GB-3.2.4b-1, GB-3.2.4b-2, GB-3.2.2-2, NA-5-1)"""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from orgchart.kinds import PostRole
from orgchart.models import Organization, Post
from orgchart.queries import current
from reviews import registry
from reviews.models import Conference, Cycle, Deadline, Place, Review, SubjectKind, UnitReport, YearEnd
from reviews.queries.cycles import deadlines_of
from reviews.queries.office_steps import OFFICE_REPORT, OfficeStep, asks_office, office_steps
from reviews.states import CycleState, Phase, ReviewState

SCHEDULE = "schedule"
_SOON = 7
_UNWRITTEN = {ReviewState.NOT_STARTED, ReviewState.DRAFT}
_OVER = {ReviewState.REVIEWED, ReviewState.FINAL, ReviewState.CONFIRMED}


@dataclass(frozen=True)
class UnitStep:
    """One step of a unit; `report` is the key of a step that the unit reports on its own."""

    title: str
    wording: str
    last_day: date
    receiver: str
    is_done: bool
    state: str
    report: str = ""
    sent: UnitReport | None = None
    done_on: date | None = None


def steps_of(cycle: Cycle, unit: Organization, today: date) -> list[UnitStep]:
    """What the plan asks of a unit, by date; what is none of its business is left out.

    Seven queries, three more for an office that is scored.
    """
    reports = {row.step: row for row in UnitReport.objects.filter(cycle=cycle, organization=unit)}
    facts = _Facts.of(cycle, unit)
    found = []
    for row in deadlines_of(cycle):
        if row.reporters:
            if unit.kind in row.reporters.split():
                found.append(_reported(row, reports.get(row.step), facts, today))
            continue
        if row.step == OFFICE_REPORT and asks_office(cycle, unit):
            found += [_of_office(row, step, today) for step in office_steps(cycle, unit)]
            continue
        done = facts.done(Phase(row.phase)) if row.phase else None
        if done is not None:
            found.append(_step(row, today, is_done=done))
    end = YearEnd.objects.filter(cycle=cycle, organization=unit).first()
    if end is not None:
        found.append(_year_end(end, facts, today))
    return sorted(found, key=lambda step: step.last_day)


def reported_steps(cycle: Cycle) -> QuerySet[Deadline]:
    """The steps that some kinds of organisations report on their own."""
    return deadlines_of(cycle).exclude(reporters="")


def _reported(row: Deadline, sent: UnitReport | None, facts: "_Facts", today: date) -> UnitStep:
    if row.step == SCHEDULE:
        return _step(row, today, is_done=facts.has_conference)
    return _step(row, today, is_done=sent is not None, report=row.step, sent=sent)


def _step(row: Deadline, today: date, *, is_done: bool, report: str = "", sent: UnitReport | None = None) -> UnitStep:
    state = _state(row.last_day, today, is_done=is_done)
    return UnitStep(row.title, row.wording, row.last_day, row.receiver, is_done, state, report, sent)


def _of_office(row: Deadline, step: OfficeStep, today: date) -> UnitStep:
    """One of the three steps of an office; done after the last timely day, it stays marked. (SL-III.1-2)"""
    is_done = step.done_on is not None
    late = step.done_on is not None and step.done_on > row.last_day
    state = "done_late" if late else _state(row.last_day, today, is_done=is_done)
    return UnitStep(step.title, row.wording, row.last_day, row.receiver, is_done, state, done_on=step.done_on)


def _year_end(end: YearEnd, facts: "_Facts", today: date) -> UnitStep:
    """Review and rating are over before the unit sums up its year. (NA-5-1)"""
    done = facts.done(Phase.REVIEW) is not False and facts.done(Phase.RATING) is not False
    return UnitStep(
        title="Kiểm điểm, xếp loại xong trước tổng kết năm",
        wording=f"tổng kết ngày {end.held_on:%d/%m/%Y}",
        last_day=end.held_on,
        receiver="",
        is_done=done,
        state="done" if done else "late" if end.held_on <= today else _state(end.held_on, today, is_done=False),
    )


def _state(last_day: date, today: date, *, is_done: bool) -> str:
    if is_done:
        return "done"
    left = (last_day - today).days
    return "late" if left < 0 else "soon" if left <= _SOON else "open"


@dataclass(frozen=True)
class _Facts:
    """Where the unit stands, read once."""

    cycle: Cycle
    unit: Organization
    texts: dict[str, list[str]]
    has_conference: bool
    has_open_place: bool

    @classmethod
    def of(cls, cycle: Cycle, unit: Organization) -> "_Facts":
        rows = Review.objects.filter(subject__cycle=cycle, subject__unit=unit, subject__is_reviewed=True)
        texts: dict[str, list[str]] = {}
        for kind, state in rows.order_by().values_list("subject__kind", "state"):
            texts.setdefault(kind, []).append(state)
        here = Q(cell=unit) | Q(collective__organization=unit)
        open_places = Place.objects.filter(subject__cycle=cycle, subject__unit=unit, done_at=None)
        return cls(
            cycle,
            unit,
            texts,
            Conference.objects.filter(here, cycle=cycle).exists(),
            open_places.filter(subject__is_reviewed=True).exists(),
        )

    def done(self, phase: Phase) -> bool | None:
        """Whether the unit has ended a phase; None where it has no part in it."""
        persons = self.texts.get(SubjectKind.INDIVIDUAL, [])
        bodies = [state for kind, states in self.texts.items() if kind != SubjectKind.INDIVIDUAL for state in states]
        if phase == Phase.SELF_REVIEW:
            return _UNWRITTEN.isdisjoint(persons) if persons else None
        if phase == Phase.DRAFT:
            return _UNWRITTEN.isdisjoint(bodies) if bodies else None
        if phase == Phase.REVIEW:
            everything = persons + bodies
            return not self.has_open_place and _OVER.issuperset(everything) if everything else None
        return registry.unit_has_ended(phase, self.cycle, self.unit)


def without_schedule(cycle: Cycle) -> list[Organization]:
    """Units that owe the day of their conference, in the order of the chart (two queries). (GB-3.2.4b-2)"""
    row = reported_steps(cycle).filter(step=SCHEDULE).first()
    if row is None:
        return []
    known = Conference.objects.filter(cycle=cycle)
    listed = Organization.objects.filter(kind__in=row.reporters.split(), valid_to=None)
    listed = listed.filter(
        Q(pk__in=Place.objects.filter(subject__cycle=cycle).values("cell"))
        | Q(pk__in=Review.objects.filter(subject__cycle=cycle).values("subject__unit"))
    )
    listed = listed.exclude(pk__in=known.filter(cell__isnull=False).values("cell"))
    listed = listed.exclude(pk__in=known.filter(collective__isnull=False).values("collective__organization"))
    return list(listed.order_by("path", "pk"))


def schedules_owed(person_id: int, today: date) -> QuerySet[Deadline, tuple[str, int, int, date]]:
    """How many headed units owe the day of their conference, by tenant and year, and since when. (GB-3.2.4b-2)"""
    here = Q(cell=OuterRef("organization")) | Q(collective__organization=OuterRef("organization"))
    held = Conference.objects.filter(here, cycle=OuterRef(OuterRef("cycle")))
    return _owed(Q(step=SCHEDULE), _headed(person_id, today).filter(~Exists(held)))


def reports_owed(person_id: int, today: date) -> QuerySet[Deadline, tuple[str, int, int, date]]:
    """How many other steps headed units report on their own and have not yet. (GB-3.2.2-2)"""
    sent = UnitReport.objects.filter(
        organization=OuterRef("organization"), cycle=OuterRef(OuterRef("cycle")), step=OuterRef(OuterRef("step"))
    )
    return _owed(~Q(step=SCHEDULE), _headed(person_id, today).filter(~Exists(sent)))


def _headed(person_id: int, today: date) -> QuerySet[Post]:
    """The posts at the head of units of the kinds that a step is asked of."""
    rows = Post.objects.filter(current(today), person=person_id, role=PostRole.HEAD)
    rows = rows.annotate(asked=ExpressionWrapper(OuterRef("reporters"), output_field=CharField()))
    return rows.filter(asked__contains=Concat(Value(" "), F("organization__kind"), Value(" ")))


def _owed(steps: Q, owing: QuerySet[Post]) -> QuerySet[Deadline, tuple[str, int, int, date]]:
    rows = Deadline.objects.filter(steps, Exists(owing), cycle__state__in=[CycleState.ISSUED, CycleState.RUNNING])
    rows = rows.exclude(reporters="").order_by()
    return rows.values_list("tenant__slug", "cycle__year").annotate(number=Count("pk"), due=Min("last_day"))
