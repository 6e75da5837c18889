"""What the appraisal page shows beside the form: self-degrees, discipline, references, the verdict of the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orgchart.models import DisciplineRecord
from orgchart.queries import AuditEntry, audit_entries
from ratings.engine.results import SubjectResult
from ratings.engine.wording import number
from ratings.models import CriterionDegree, LevelReference, RatingCase
from ratings.queries.board_page import ReasonLine, reason_lines
from ratings.queries.conclusions import conclusions_of
from ratings.queries.judgement import Judgement, highest_of, is_above, judge
from ratings.queries.regulation import criteria_of
from ratings.queries.scores import (
    ConditionField,
    ScoreLine,
    ScorePart,
    conditions_of,
    parts_of,
    score_lines,
    sheet_of,
    standing_of,
)
from ratings.queries.sheet import GroupRow, Sheet, engine_id, load_sheet
from ratings.states import CaseState
from reviews.models import SubjectReference
from reviews.regulations.clauses import Citation, citations_of
from reviews.regulations.rows import FrameCriterion


@dataclass(frozen=True)
class Verdict:
    """What the rules say: the highest level, the reasons, the group's arithmetic as the proposals stand."""

    highest: str
    reasons: tuple[ReasonLine, ...]
    is_above: bool
    proposed: str
    group: str
    places: int
    proposed_tops: int
    computation: str
    clauses: list[Citation]
    scores: str = ""
    open_conditions: tuple[ConditionField, ...] = ()


@dataclass(frozen=True)
class DisciplineLine:
    """A disciplinary decision that weighs on the case, and whether it counts this year."""

    record: DisciplineRecord
    counted_before: bool


@dataclass(frozen=True)
class CriterionRow:
    """One line of the sheet: the criterion, what the subject thinks, the field of the appraiser."""

    criterion: FrameCriterion
    own: str
    field: Any


@dataclass(frozen=True)
class ScorePartRows:
    """One part of the score sheet with the field of the appraiser for every line."""

    part: ScorePart
    rows: list[tuple[ScoreLine, Any]]


@dataclass(frozen=True)
class AppraisalPage:
    """Everything beside the form."""

    criteria: tuple[FrameCriterion, ...]
    own: Mapping[str, str]
    parts: tuple[ScorePart, ...]
    conditions: tuple[ConditionField, ...]
    discipline: list[DisciplineLine]
    references: list[tuple[str, str]]
    conclusions: list[dict[str, str]]
    verdict: Verdict
    trail: list[AuditEntry]

    def rows(self, form: Any) -> list[CriterionRow]:
        """The criteria with their fields; result criteria come first (CC-I.4-1)."""
        ordered = sorted(self.criteria, key=lambda one: not one.result)
        return [CriterionRow(one, self.own.get(one.code, ""), form[f"degree_{one.code}"]) for one in ordered]

    def scores(self, form: Any) -> list[ScorePartRows]:
        """The score sheet with its fields, part by part."""
        return score_rows(self.parts, form)

    def questions(self, form: Any) -> list[tuple[ConditionField, Any]]:
        """The conditions that a person confirms, with their fields."""
        return [(one, form[f"condition_{one.key}"]) for one in self.conditions]


def appraisal_page(case: RatingCase) -> AppraisalPage:
    """Load what stands beside the form of one case."""
    sheet = load_sheet(case.subject.cycle)
    regulation = sheet.regulation
    records = sheet.discipline.all_of(case.subject)
    return AppraisalPage(
        criteria=criteria_of(case.subject, regulation),
        own=dict(CriterionDegree.objects.filter(case=case).values_list("code", "self_degree")),
        parts=parts_of(sheet_of(case, regulation), regulation) if score_lines(case.subject, regulation) else (),
        conditions=conditions_of(case.subject, regulation),
        discipline=[DisciplineLine(one, sheet.discipline.counted_before(one)) for one in records],
        references=_references(case, sheet),
        conclusions=conclusions_of([case.subject_id])[case.subject_id],
        verdict=verdict_of(case, judge(sheet, with_proposals=True), case.proposed_level),
        trail=audit_entries("ratings.ratingcase", case.pk),
    )


def score_rows(parts: Sequence[ScorePart], form: Any) -> list[ScorePartRows]:
    """The parts of a sheet with the field of every line."""
    return [ScorePartRows(part, [(line, form[f"points_{line.key}"]) for line in part.lines]) for part in parts]


def shown_degrees(case: RatingCase) -> dict[str, str]:
    """The accepted degrees; before the first appraisal those of the subject."""
    rows = CriterionDegree.objects.filter(case=case).values_list("code", "degree", "self_degree")
    untouched = case.appraised_at is None
    return {code: degree or (own if untouched else "") for code, degree, own in rows}


def verdict_of(case: RatingCase, judgement: Judgement, proposed: str) -> Verdict:
    """The engine's answer for one case and its group."""
    answer = judgement.of(case)
    row = next((one for one in judgement.sheet.groups if one.group.pk == case.group_id), None)
    figures = judgement.of_group(row) if row else None
    return Verdict(
        highest=highest_of(answer) or case.level,
        reasons=reason_lines(answer),
        is_above=is_above(proposed, answer),
        proposed=proposed,
        group=row.group.name if row else "",
        places=figures.places if figures else 0,
        proposed_tops=figures.excellent if figures else 0,
        computation=_computation(judgement, row, answer),
        clauses=citations_of(figures.clauses) if figures else [],
        scores=_score_words(judgement, case),
        open_conditions=_open_conditions(judgement, case),
    )


def _score_words(judgement: Judgement, case: RatingCase) -> str:
    """The sum of the accepted points, before the appraisal of the own ones, with its arithmetic."""
    wanted = engine_id(case.subject_id)
    points = next((one.points for one in judgement.board.subjects if one.id == wanted), None)
    if points is None:
        return ""
    return f"{number(points.general)} + {number(points.results)} = {number(points.general + points.results)} điểm"


def _open_conditions(judgement: Judgement, case: RatingCase) -> tuple[ConditionField, ...]:
    """The conditions that hold the level down as the sheet has them, which may be newer than the given row."""
    shown = judgement.sheet.case_of(engine_id(case.subject_id))
    return standing_of(shown, judgement.sheet.regulation).open


def _computation(judgement: Judgement, row: GroupRow | None, answer: SubjectResult | None) -> str:
    if row is None or answer is None:
        return ""
    return judgement.of_group(row).calculation


def _references(case: RatingCase, sheet: Sheet) -> list[tuple[str, str]]:
    """The bodies whose level limits the case, with level or proposal (HY-A.2-6)."""
    by_subject = {one.subject_id: one for one in sheet.cases}
    rows = SubjectReference.objects.filter(subject=case.subject_id).select_related("reference").order_by("pk")
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        other = by_subject.get(row.reference_id)
        found[engine_id(row.reference_id)] = (row.reference.name, _reference_words(other))
    below = [(row.body, _told_words(row)) for row in sheet.told.get(case.subject_id, ())]
    return [*found.values(), *below]


def _told_words(row: LevelReference) -> str:
    if not row.level:
        return f"chưa có mức, {row.sender.short_name} xếp loại"
    return f"{row.sender.short_name} đã xếp loại {row.get_level_display()}, Quyết định số {row.decision_code}"


def _reference_words(case: RatingCase | None) -> str:
    if case is None or case.state == CaseState.NOT_RATED:
        return "không xếp loại"
    if case.level:
        return f"đã xếp loại {case.get_level_display()}"
    if case.proposed_level:
        return f"đang đề nghị {case.get_proposed_level_display()}"
    return "chưa có mức"
