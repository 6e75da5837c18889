"""Counting subjects from their rows: what the counters have to say, for some units or for a whole cycle."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from orgchart.models import DisciplineRecord, Organization
from ratings.models import COUNTED, LEVEL_FIELDS, ResultCounter
from ratings.states import CaseState
from reviews.models import Cycle, Exemption, Level, RatingPlace, Subject
from reviews.services.counters import REVIEWED

Key = tuple[int, str]
NOT_RATED = Q(rating=RatingPlace.NONE) | Q(rating_case__state=CaseState.NOT_RATED)


@dataclass
class Figures:
    """The figures of one unit and kind."""

    numbers: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)


def counters_of(cycle: Cycle) -> list[ResultCounter]:
    """The kept counters in the order of the tree; of a year that is older than them, the same figures from the rows.

    The first service that touches such a year stores them all (`services.counters.recount`), so they are never partial.
    """
    rows = ResultCounter.objects.filter(cycle=cycle).select_related("unit").order_by("unit__path", "kind", "pk")
    return list(rows) or _counted_now(cycle)


def _counted_now(cycle: Cycle) -> list[ResultCounter]:
    found = count_subjects(cycle)
    units = {unit.pk: unit for unit in Organization.objects.filter(pk__in={unit for unit, _ in found})}
    rows = [
        ResultCounter(cycle=cycle, unit=units[unit], kind=kind, reasons=figures.reasons, **figures.numbers)
        for (unit, kind), figures in found.items()
    ]
    return sorted(rows, key=lambda row: (row.unit.path, row.kind))


def count_subjects(cycle: Cycle, unit_ids: Iterable[int] | None = None) -> dict[Key, Figures]:
    """The figures by unit and kind (two queries)."""
    subjects = Subject.objects.filter(cycle=cycle)
    if unit_ids is not None:
        subjects = subjects.filter(unit__in=unit_ids)
    levels = {
        name: Count("pk", filter=Q(rating_case__level=level))
        for name, level in zip(LEVEL_FIELDS, Level.values, strict=True)
    }
    marked = _with_discipline(subjects, cycle).order_by().values("unit_id", "kind")
    rows: Iterable[Any] = marked.annotate(
        total=Count("pk"), reviewed=Count("pk", filter=Q(review__state__in=REVIEWED)),
        not_rated=Count("pk", filter=NOT_RATED), disciplined=Count("pk", filter=Q(has_discipline=True)), **levels,
    )  # fmt: skip
    found = {(row["unit_id"], row["kind"]): Figures({name: row[name] for name in COUNTED}) for row in rows}
    for key, reason in _reasons(subjects):
        reasons = found[key].reasons
        reasons[reason] = reasons.get(reason, 0) + 1
    return found


def _with_discipline(subjects: QuerySet[Subject], cycle: Cycle) -> QuerySet[Subject]:
    """Marks who was disciplined in the year of the cycle."""
    records = DisciplineRecord.objects.filter(decided_on__year=cycle.year)
    own = Exists(records.filter(person=OuterRef("person")))
    return subjects.annotate(has_discipline=own | Exists(records.filter(collective=OuterRef("collective"))))


def _reasons(subjects: QuerySet[Subject]) -> Iterable[tuple[Key, str]]:
    """Why each of those without a level has none, in words that can be counted."""
    names = {str(value): str(label) for value, label in Exemption.choices}
    rows = subjects.filter(NOT_RATED).order_by("pk")
    for unit, kind, exemption, reason, note in rows.values_list(
        "unit_id", "kind", "exemption", "reason", "rating_case__appraisal_note"
    ):
        yield (unit, kind), names.get(exemption) or reason or (note or "")[:120] or "Không xếp loại"
