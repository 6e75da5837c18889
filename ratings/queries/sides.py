"""Levels of the other lines beside those of the party line: the list, pairs that differ, organisations without one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from orgchart.models import Organization, Person
from ratings.models import Line, RatingCase, SideRating, SideReport
from ratings.queries.judgement import Judgement, level_of
from ratings.queries.regulation import regulation_of
from reviews.models import Cycle, Deadline, Level, RatingPlace, Subject, SubjectKind

# The step of the plan by which each line is reported, where the set has one.
STEPS = {
    Line.STAFF: "government_emulation", Line.ORGANIZATION: "government_emulation",
    Line.RESIDENTIAL: "government_emulation", Line.BRANCH: "mass_emulation",
}  # fmt: skip
EQUAL = "equal"


@dataclass(frozen=True)
class Pair:
    """Somebody's level as a member or leader beside the one as staff; `level` may still be a proposal."""

    case: RatingCase
    side: SideRating
    level: str
    is_decided: bool

    @property
    def level_name(self) -> str:
        """The level of the party line in words."""
        return str(Level(self.level).label)


@dataclass
class Unrated:
    """An organisation without a level, and who of the cycle belongs to it."""

    name: str
    subjects: list[str] = field(default_factory=list)


def side_ratings_of(cycle: Cycle) -> QuerySet[SideRating]:
    """The list of a cycle, line by line in the order of the names."""
    return SideRating.objects.filter(cycle=cycle).select_related("entered_by").order_by("line", "name", "pk")


def reports_of(cycle: Cycle) -> QuerySet[SideReport]:
    """The reports of a cycle with their receivers, the newest first."""
    rows = SideReport.objects.filter(cycle=cycle).select_related("sent_by").prefetch_related("receipts")
    return rows.order_by("-sent_at", "-pk")


def last_day_of(cycle: Cycle, line: str) -> Deadline | None:
    """The day of the plan by which a line is reported."""
    return Deadline.objects.filter(cycle=cycle, step=STEPS[Line(line)]).first()


def pairs_that_differ(cycle: Cycle) -> list[Pair]:
    """Whoever has both ratings in the cycle and not the same level in them; the decided level, else the proposal.

    (CC-I.4-2)
    """
    sides = _staff(cycle)
    rows = RatingCase.objects.filter(subject__cycle=cycle, subject__person__in=sides)
    cases = rows.select_related("subject").order_by("subject__rank", "subject__sort_key", "pk")
    pairs = []
    for case in cases:
        level, side = case.level or case.proposed_level, sides[case.subject.person_id or 0]
        if level and level != side.level:
            pairs.append(Pair(case, side, level, bool(case.level)))
    return pairs


def pair_obstacles(judgement: Judgement) -> list[str]:
    """Levels about to be decided that differ from the one as staff without a written explanation. (CC-I.4-2)"""
    sheet = judgement.sheet
    cases = [case for row in sheet.groups for case in sheet.cases_in(row.group.pk) if case.subject.person_id]
    sides = _staff(sheet.cycle, {case.subject.person_id for case in cases}) if cases else {}
    must_be_equal = sheet.regulation.value("rating.memberVsStaff") == EQUAL
    found = []
    for case in cases:
        side, answer = sides.get(case.subject.person_id or 0), judgement.of(case)
        level = level_of(answer) if answer is not None else None
        if side is None or not level or level == side.level or (side.explanation and not must_be_equal):
            continue
        remedy = "quy định yêu cầu hai mức như nhau" if must_be_equal else "cần ghi giải trình trước khi quyết định"
        found.append(
            f"{case.subject.name}: sắp quyết định “{Level(level).label}” nhưng đã được xếp loại cán bộ, công chức "
            f"“{side.get_level_display()}” (số {side.decision_code}); {remedy}."
        )
    return found


def must_be_equal(cycle: Cycle) -> bool:
    """Whether the set of the cycle wants the two levels to be the same."""
    return regulation_of(cycle).value("rating.memberVsStaff") == EQUAL


def unrated_organizations(cycle: Cycle) -> list[Unrated]:
    """Organisations whose collectives and leaders are rated in the cycle, without a level of their own. (HY-C.1-1)"""
    rated = set(
        SideRating.objects.filter(cycle=cycle, line=Line.ORGANIZATION).values_list("organization_id", flat=True)
    )
    decided = RatingCase.objects.filter(subject__cycle=cycle, subject__organization__isnull=False).exclude(level="")
    rated |= set(decided.values_list("subject__organization_id", flat=True))
    kinds = [SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL]
    rows = Subject.objects.filter(cycle=cycle, kind__in=kinds).exclude(rating=RatingPlace.NONE)
    found: dict[int, Unrated] = {}
    for subject in rows.select_related("unit", "collective__organization").order_by(
        "org_path", "rank", "sort_key", "pk"
    ):
        unit = subject.collective.organization if subject.collective is not None else subject.unit
        if unit.pk not in rated:
            found.setdefault(unit.pk, Unrated(unit.name)).subjects.append(subject.name)
    return list(found.values())


def persons_of(cycle: Cycle) -> list[tuple[int, str]]:
    """Whoever is rated as a leader or member in the cycle, for the choice of the form."""
    rows = Subject.objects.filter(cycle=cycle, person__isnull=False).order_by("sort_key", "pk")
    return [(subject.person_id or 0, _called(subject.name, subject.position)) for subject in rows]


def organizations_of(cycle: Cycle) -> list[tuple[int, str]]:
    """The organisations of the chart in their order, for the choice of the form."""
    rows = Organization.objects.filter(tenant_id=cycle.tenant_id, valid_to=None).order_by("path")
    return list(rows.values_list("pk", "name"))


def person_named(cycle: Cycle, person_id: int) -> Person | None:
    """The person, if the cycle knows it."""
    return Person.objects.filter(pk=person_id, subjects__cycle=cycle).first()


def _staff(cycle: Cycle, persons: Iterable[int | None] | None = None) -> dict[int, SideRating]:
    rows = SideRating.objects.filter(cycle=cycle, line=Line.STAFF, person__isnull=False)
    if persons is not None:
        rows = rows.filter(person__in=persons)
    return {row.person_id or 0: row for row in rows}


def by_line(rows: Iterable[SideRating]) -> list[tuple[str, list[SideRating]]]:
    """The rows under the name of their line, in the order of the lines."""
    found: dict[str, list[SideRating]] = defaultdict(list)
    for row in rows:
        found[row.line].append(row)
    return [(str(label), found[line]) for line, label in Line.choices if line in found]


def _called(name: str, position: str) -> str:
    return f"{name} – {position}" if position else name
