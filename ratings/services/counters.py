"""Keeping the counters of the results: rewritten in the transaction of whatever changes what they count."""

from collections.abc import Iterable

from orgchart.models import DisciplineRecord
from orgchart.tenancy import create_all, update_all
from ratings.models import COUNTED, RatingCase, ResultCounter
from ratings.queries.counting import Figures, Key, count_subjects
from reviews.models import Cycle, Subject


def recount(cycle: Cycle, unit_ids: Iterable[int] | None = None) -> None:
    """Bring the counters of a cycle, or of some of its units, up to the rows.

    Called last in a service: the counters are locked before the rows are counted, so that whoever comes second counts
    what the first has written, and nobody waits for a row while holding them.
    """
    units = None if unit_ids is None else sorted(set(unit_ids))
    if units is not None and not ResultCounter.objects.filter(cycle=cycle).exists():
        units = None  # a year that is older than the counters: all of them or none
    _make_missing(cycle, units)
    rows = ResultCounter.objects.select_for_update(of=("self",)).filter(cycle=cycle)
    if units is not None:
        rows = rows.filter(unit__in=units)
    locked = list(rows.order_by("pk"))
    found = count_subjects(cycle, units)
    changed = [row for row in locked if _take(row, found.get((row.unit_id, row.kind), Figures()))]
    update_all(ResultCounter, changed, [*COUNTED, "reasons"])


def recount_case(case: RatingCase) -> None:
    """The counters of the unit of one case."""
    recount(case.subject.cycle, [case.subject.unit_id])


def on_review_changed(cycle_id: int, unit_ids: Iterable[int] | None) -> None:
    """A text moved, or the list of who is reviewed changed."""
    recount(Cycle.objects.get(pk=cycle_id), unit_ids)


def on_discipline(record: DisciplineRecord) -> None:
    """A decision on discipline was entered or corrected; also the year that it was moved out of counts anew."""
    chosen = {"person": record.person_id} if record.person_id else {"collective": record.collective_id}
    for subject in Subject.objects.filter(**chosen).select_related("cycle").order_by("cycle", "pk"):
        recount(subject.cycle, [subject.unit_id])


def _make_missing(cycle: Cycle, units: list[int] | None) -> None:
    """Counters for units that have none; where two make them at once, the database keeps one."""
    subjects = Subject.objects.filter(cycle=cycle)
    known = ResultCounter.objects.filter(cycle=cycle)
    if units is not None:
        subjects, known = subjects.filter(unit__in=units), known.filter(unit__in=units)
    needed: set[Key] = set(subjects.order_by().values_list("unit_id", "kind").distinct())
    missing = sorted(needed - set(known.values_list("unit_id", "kind")))
    rows = [
        ResultCounter(tenant_id=cycle.tenant_id, cycle=cycle, unit_id=unit_id, kind=kind) for unit_id, kind in missing
    ]
    if rows:
        create_all(ResultCounter, rows, keep_existing=True)


def _take(row: ResultCounter, figures: Figures) -> bool:
    """Put the numbers into the row; whether one of them is another one now."""
    wanted = {name: figures.numbers.get(name, 0) for name in COUNTED} | {"reasons": figures.reasons}
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    return True
