"""The timetable of a cycle or of a set, with what contradicts itself in it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from reviews import calendar
from reviews.models import Cycle, Deadline, TimetableNote, YearEnd
from reviews.queries.regulations import set_of
from reviews.regulations.sets import RegulationSet
from reviews.timetable import Contradiction, Step, Timetable, contradictions


@dataclass(frozen=True)
class Explained:
    """A contradiction of a cycle with the explanation that the office gave, if any."""

    found: Contradiction
    note: TimetableNote | None


@dataclass(frozen=True)
class DatedStep:
    """A deadline of a set in one year, with the last day on which offices are open."""

    title: str
    wording: str
    last_day: date
    office_day: date


def timetable_of(cycle: Cycle, deadlines: Iterable[Deadline] | None = None) -> Timetable:
    """The dated steps of a cycle, its own ones among them; `deadlines` are those that somebody has read already."""
    regulation = set_of(cycle)
    rows = deadlines if deadlines is not None else Deadline.objects.filter(cycle=cycle).order_by("last_day", "pk")
    steps = [Step(row.step, row.title, row.phase, row.last_day, (row.clause,) if row.clause else ()) for row in rows]
    ends = YearEnd.objects.filter(cycle=cycle).order_by("held_on", "pk").values_list("organization__name", "held_on")
    binds = regulation.value("conf.beforeYearEnd") == "block"
    return replace(_table(regulation, steps, cycle.rating_date), year_ends=list(ends), before_year_end=binds)


def timetable_of_set(regulation: RegulationSet, year: int) -> Timetable:
    """The dated steps that a set gives for a year."""
    dated = [(row, row.last_timely_day(year)) for row in regulation.deadlines()]
    steps = [Step(row.key, row.title, row.phase, day, row.source.clauses) for row, day in dated if day is not None]
    return _table(regulation, steps, None)


def explained_of(cycle: Cycle, deadlines: Iterable[Deadline] | None = None) -> list[Explained]:
    """What contradicts itself in the timetable of a cycle, with the explanations."""
    notes = {note.about: note for note in TimetableNote.objects.filter(cycle=cycle).select_related("noted_by")}
    return [Explained(one, notes.get(one.code)) for one in contradictions(timetable_of(cycle, deadlines))]


def dated_steps(regulation: RegulationSet, year: int) -> list[DatedStep]:
    """The deadlines of a set as days of a year."""
    rows = [(row, row.last_timely_day(year)) for row in regulation.deadlines()]
    found = [
        DatedStep(row.title, row.wording, day, calendar.last_working_day(day)) for row, day in rows if day is not None
    ]
    return sorted(found, key=lambda step: step.last_day)


def first_year(regulation: RegulationSet) -> int | None:
    """The first year that a set was made for, where it names one."""
    years = regulation.value("regset.years")
    return next((year for year in years if isinstance(year, int)), None) if isinstance(years, list | tuple) else None


def _table(regulation: RegulationSet, steps: list[Step], rating_date: date | None) -> Timetable:
    lead = regulation.value("prep.collectiveLead")
    return Timetable(
        steps=steps,
        lead=lead if isinstance(lead, int) else 3,
        lead_clauses=regulation.source("prep.collectiveLead").clauses,
        rating_date=rating_date,
    )
