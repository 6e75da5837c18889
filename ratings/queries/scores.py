"""Score sheets: the lines that the set asks of a subject, the points in their columns, the conditions beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from orgchart.kinds import PostRole
from ratings.engine.board import Points
from ratings.engine.scales import Level
from ratings.models import CaseScore, RatingCase
from reviews.models import Cycle, Subject, SubjectKind
from reviews.regulations.clauses import Citation, citations_of
from reviews.regulations.rows import Condition
from reviews.regulations.scoring import GENERAL, PART_NAMES, RESULTS
from reviews.regulations.sets import RegulationSet


@dataclass(frozen=True)
class ScoreLine:
    """One line of the sheet with the most points that it may carry, and what stands in its three columns."""

    key: str
    part: str
    title: str
    most: int
    own: Decimal | None = None
    accepted: Decimal | None = None
    decided: Decimal | None = None


@dataclass(frozen=True)
class ScorePart:
    """General criteria, or results, with the sums of the columns; None while a line is empty."""

    name: str
    most: int
    lines: tuple[ScoreLine, ...]
    own: Decimal | None
    accepted: Decimal | None
    decided: Decimal | None


def subject_of_sheet(subject: Subject) -> str:
    """The word by which sets list score lines and conditions for a subject."""
    if subject.kind != SubjectKind.INDIVIDUAL:
        return "collective"
    return "member" if subject.role in ("", PostRole.STAFF) else "leader"


def score_lines(subject: Subject, regulation: RegulationSet) -> tuple[ScoreLine, ...]:
    """The lines of the subject's score sheet in the order of the set; none where the set scores nothing. (C12)"""
    return tuple(
        ScoreLine(row.key, row.part, row.title, regulation.most_points(row))
        for row in regulation.score_groups(subject_of_sheet(subject))
    )


def sheet_of(case: RatingCase, regulation: RegulationSet) -> tuple[ScoreLine, ...]:
    """The lines with what was scored."""
    found = {row.key: row for row in CaseScore.objects.filter(case=case)}
    return tuple(
        replace(line, own=row.self_points, accepted=row.points, decided=row.decided_points)
        if (row := found.get(line.key))
        else line
        for line in score_lines(case.subject, regulation)
    )


def parts_of(lines: Sequence[ScoreLine], regulation: RegulationSet) -> tuple[ScorePart, ...]:
    """The two parts with their sums, as they stand on the sheet."""
    return tuple(
        ScorePart(
            name,
            regulation.part_points(part),
            chosen,
            *(total(getattr(line, column) for line in chosen) for column in ("own", "accepted", "decided")),
        )
        for part, name in PART_NAMES.items()
        if (chosen := tuple(line for line in lines if line.part == part))
    )


def total(points: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of a column; None while a line of it is empty."""
    found = list(points)
    return sum((one for one in found if one is not None), Decimal(0)) if found and None not in found else None


def points_for_engine(subject: Subject, regulation: RegulationSet, given: Mapping[str, Decimal]) -> Points | None:
    """General and results for the engine once every line is scored; nothing for a set that does not judge by points."""
    lines = score_lines(subject, regulation)
    if regulation.scoring is None or not lines or any(line.key not in given for line in lines):
        return None
    sums = {part: sum((given[one.key] for one in lines if one.part == part), Decimal(0)) for part in PART_NAMES}
    return Points(general=sums[GENERAL], results=sums[RESULTS])


def given_points(cycle: Cycle, case: RatingCase | None = None) -> dict[int, dict[str, Decimal]]:
    """Points by case and line: accepted, before the appraisal as the subject scored them."""
    rows = CaseScore.objects.filter(case__subject__cycle=cycle)
    if case is not None:
        rows = rows.filter(case=case)
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for case_id, key, own, accepted in rows.values_list("case_id", "key", "self_points", "points"):
        points = own if accepted is None else accepted
        if points is not None:
            found[case_id][key] = points
    return found


@dataclass(frozen=True)
class ConditionField:
    """What a person confirms with evidence: one title may stand for several levels."""

    key: str
    title: str
    effects: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def is_knock_out(self) -> bool:
        """Whether the condition, once found, leaves only the lowest level."""
        return "KHT" in self.effects

    @property
    def levels(self) -> str:
        """The levels that need the condition, in words."""
        return ", ".join(Level[one].label for one in self.effects)

    @property
    def citations(self) -> list[Citation]:
        """The quoted clauses."""
        return citations_of(self.clauses)


def conditions_of(subject: Subject, regulation: RegulationSet) -> tuple[ConditionField, ...]:
    """The conditions of a set that scores by points which no board carries; those of one title are one question."""
    if regulation.scoring is None:
        return ()
    wanted = {subject_of_sheet(subject), "any"}
    by_title: dict[str, list[Condition]] = defaultdict(list)
    for row in regulation.conditions():
        if row.subject in wanted and not row.on_board:
            by_title[row.title].append(row)
    return tuple(
        ConditionField(
            rows[0].key,
            title,
            tuple(row.effect for row in rows),
            tuple(dict.fromkeys(clause for row in rows for clause in row.source.clauses)),
        )
        for title, rows in by_title.items()
    )


@dataclass(frozen=True)
class Standing:
    """What the conditions leave: attested for the top level, and the highest level that they admit otherwise."""

    attested: bool = True
    ceiling: Level | None = None
    open: tuple[ConditionField, ...] = ()


def standing_of(case: RatingCase, regulation: RegulationSet) -> Standing:
    """Unconfirmed conditions of a level close it; a knock-out with its document leaves the lowest. (366-QĐ/TW, 11)"""
    ceiling, attested, still_open = None, True, []
    for condition in conditions_of(case.subject, regulation):
        confirmed = bool(str(case.conditions.get(condition.key, "")).strip())
        if confirmed is not condition.is_knock_out:
            continue
        still_open.append(condition)
        limits = [Level.KHT] if condition.is_knock_out else [Level(Level[one] - 1) for one in condition.effects]
        lowest = min(limits)
        attested = attested and Level.HTT not in limits
        if lowest < Level.HTT:
            ceiling = lowest if ceiling is None else min(ceiling, lowest)
    return Standing(attested, ceiling, tuple(still_open))
