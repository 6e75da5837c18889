"""Facts of the year as the engine wants them: discipline from its records, the rest from the appraisal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from orgchart.models import DisciplineRecord, Post
from ratings.engine import board as asked
from ratings.engine.scales import Discipline
from ratings.models import RatingCase
from reviews.models import Subject, SubjectKind


class YearDiscipline:
    """Disciplinary decisions of the rated year, by the subject that they weigh on (HY-B.II.1.4-9, -11, -17, -18)."""

    def __init__(self, year: int, subjects: Iterable[Subject]) -> None:
        self._year = year
        chosen = list(subjects)
        persons, collectives, members = _bearers(year, chosen)
        records = DisciplineRecord.objects.filter(
            Q(person__in=persons) | Q(collective__in=collectives), decided_on__year=year
        ).select_related("person")
        self._of_person: dict[int, list[DisciplineRecord]] = defaultdict(list)
        self._of_collective: dict[int, list[DisciplineRecord]] = defaultdict(list)
        for record in records.order_by("decided_on", "pk"):
            if record.person_id is not None:
                self._of_person[record.person_id].append(record)
            elif record.collective_id is not None:
                self._of_collective[record.collective_id].append(record)
        self._members = members

    def own(self, subject: Subject) -> list[DisciplineRecord]:
        """Decisions on the person or on the collective itself."""
        if subject.person_id is not None:
            return self._of_person[subject.person_id]
        return self._of_collective[subject.collective_id] if subject.collective_id is not None else []

    def of_members(self, subject: Subject) -> list[DisciplineRecord]:
        """Decisions on persons who belong to the body, now or earlier in the year."""
        return [record for person in self._members[_body(subject)] for record in self._of_person[person]]

    def all_of(self, subject: Subject) -> list[DisciplineRecord]:
        """Everything that counts for the subject."""
        return [*self.own(subject), *self.of_members(subject)]

    def counted_before(self, record: DisciplineRecord) -> bool:
        """Whether an earlier cycle has counted the violation already (HY-B.II.1.4-18)."""
        return record.counted_in_year is not None and record.counted_in_year != self._year


Body = tuple[str, int]


def _body(subject: Subject) -> Body:
    if subject.kind == SubjectKind.COLLECTIVE:
        return "collective", subject.collective_id or 0
    return "organization", subject.organization_id or 0


def _bearers(year: int, subjects: Sequence[Subject]) -> tuple[set[int], set[int], dict[Body, list[int]]]:
    persons = {subject.person_id for subject in subjects if subject.person_id is not None}
    collectives = {subject.collective_id for subject in subjects if subject.collective_id is not None}
    organizations = {subject.organization_id for subject in subjects if subject.organization_id is not None}
    in_year = Q(started_on__lte=date(year, 12, 31)) & (Q(ended_on=None) | Q(ended_on__gte=date(year, 1, 1)))
    leading = Q(collective__in=collectives) | Q(organization__in=organizations, collective__isnull=False)
    members: dict[Body, list[int]] = defaultdict(list)
    rows = Post.objects.filter(in_year, leading).values_list("person_id", "collective_id", "organization_id").distinct()
    for person, collective, organization in rows:
        members["collective", collective].append(person)
        if person not in members["organization", organization]:
            members["organization", organization].append(person)
        persons.add(person)
    return persons, collectives, members


def facts_of(case: RatingCase, discipline: YearDiscipline) -> asked.Facts:
    """The facts of one case; only a conclusion with its number counts, never a mere complaint (HY-B.II.1.4-14)."""
    subject = case.subject
    if subject.kind == SubjectKind.INDIVIDUAL:
        own = discipline.own(subject)
        return asked.Facts(disciplines=tuple(_record(one, discipline) for one in own))
    typed: Mapping[str, Any] = case.facts
    return asked.Facts(
        collective_discipline=_of_body(discipline.own(subject), discipline),
        member_disciplines=tuple(_record(one, discipline) for one in discipline.of_members(subject)),
        disunity_concluded=bool(typed.get("disunity")),
        degradation_concluded=bool(typed.get("degradation")),
        targets_met_percent=Decimal(str(typed.get("targets_met_percent", "100"))),
        main_targets_met=bool(typed.get("main_targets_met", True)),
        force_majeure=bool(typed.get("force_majeure")),
    )


def _record(record: DisciplineRecord, discipline: YearDiscipline) -> asked.DisciplineRecord:
    return asked.DisciplineRecord(
        degree=Discipline[record.degree.upper()],
        counted_before=discipline.counted_before(record),
        violation=record.violation or None,
    )


def _of_body(records: Sequence[DisciplineRecord], discipline: YearDiscipline) -> asked.CollectiveDiscipline | None:
    """The engine takes one record of the body: the one that weighs most, because it decides."""
    if not records:
        return None
    heaviest = min(
        records, key=lambda one: (discipline.counted_before(one), one.self_detected and one.remedied, one.pk)
    )
    return asked.CollectiveDiscipline(
        self_detected=heaviest.self_detected,
        remedied=heaviest.remedied,
        counted_before=discipline.counted_before(heaviest),
    )
