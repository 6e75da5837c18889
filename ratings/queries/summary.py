"""The summary table of a cycle: one part for each kind, leaders by rank and given name, counts and shares per level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ratings.engine.scales import Unrated
from ratings.engine.wording import number
from ratings.models import RatingCase
from ratings.queries.judgement import Judgement, judge
from ratings.queries.results import share
from ratings.queries.sheet import load_sheet
from ratings.states import CaseState
from reviews.models import Cycle, Level, RatingPlace, Subject, SubjectKind


@dataclass(frozen=True)
class SummaryRow:
    """One line: who, the own level, the decided one, and the remark."""

    name: str
    position: str
    unit: str
    self_level: str
    level: str
    decision: str
    remark: str


@dataclass(frozen=True)
class LevelCount:
    """How many got a level, and which share of those who are rated."""

    level: str
    count: int
    share: str


@dataclass(frozen=True)
class SummaryPart:
    """All subjects of one kind."""

    kind: str
    title: str
    rows: list[SummaryRow]
    rated: int
    pending: int
    counts: list[LevelCount]


KINDS = (
    (SubjectKind.PARTY_ORGANIZATION, "Tổ chức đảng"),
    (SubjectKind.ORGANIZATION, "Tổ chức, cơ quan, đơn vị"),
    (SubjectKind.COLLECTIVE, "Tập thể lãnh đạo, quản lý"),
    (SubjectKind.INDIVIDUAL, "Cá nhân"),
)


def summary_of(cycle: Cycle) -> list[SummaryPart]:
    """The parts of the summary that have rows."""
    sheet = load_sheet(cycle)
    judgement = judge(sheet)
    cases = {case.subject_id: case for case in sheet.cases}
    rows = Subject.objects.filter(cycle=cycle).select_related("unit", "decided_by")
    subjects = list(rows.order_by("rank", "sort_key", "pk"))
    codes = _decision_codes(cycle)
    parts = []
    for kind, title in KINDS:
        chosen = [subject for subject in subjects if subject.kind == kind]
        if chosen:
            parts.append(_part(kind, title, chosen, cases, judgement, codes))
    return parts


def _decision_codes(cycle: Cycle) -> dict[int, str]:
    rows = RatingCase.objects.filter(subject__cycle=cycle, decision_items__isnull=False)
    return dict(rows.order_by("decision_items__pk").values_list("subject_id", "decision_items__decision__code"))


def _part(
    kind: str,
    title: str,
    subjects: Sequence[Subject],
    cases: dict[int, RatingCase],
    judgement: Judgement,
    codes: dict[int, str],
) -> SummaryPart:
    found = [_row(subject, cases.get(subject.pk), judgement, codes) for subject in subjects]
    levels = [case.level for subject in subjects if (case := cases.get(subject.pk)) and case.level]
    exempt = sum(1 for row in found if row.remark.startswith("Không xếp loại"))
    counts = [
        LevelCount(level, levels.count(level), _share(levels.count(level), len(levels))) for level in Level.values
    ]
    return SummaryPart(kind, title, found, len(levels), len(found) - len(levels) - exempt, counts)


def _row(subject: Subject, case: RatingCase | None, judgement: Judgement, codes: dict[int, str]) -> SummaryRow:
    return SummaryRow(
        name=subject.name,
        position=subject.position,
        unit=subject.unit.name,
        self_level=case.self_level if case else "",
        level=case.level if case else "",
        decision=(case.external_decision or codes.get(subject.pk, "")) if case else "",
        remark=_remark(subject, case, judgement),
    )


def _remark(subject: Subject, case: RatingCase | None, judgement: Judgement) -> str:
    """Why there is no level, or where it comes from."""
    if subject.rating == RatingPlace.NONE:
        return f"Không xếp loại: {subject.reason}"
    if case is None or case.level:
        return f"{case.decided_externally_by} quyết định" if case and case.decided_externally_by else ""
    if case.state == CaseState.NOT_RATED:
        return f"Không xếp loại: {case.appraisal_note}"
    if subject.rating == RatingPlace.SUPERIOR and subject.decided_by is not None:
        return f"Chờ {subject.decided_by.short_name} quyết định"
    answer = judgement.of(case)
    if answer is not None and answer.highest is Unrated.NOT_RATED:
        return f"Không xếp loại: {answer.reasons[0].text}"
    return ""


def _share(count: int, total: int) -> str:
    """A share in per cent as the reports have it; limits are never read off it."""
    found = share(count, total)
    return "" if found is None else f"{number(found)}%"


def total_rows(parts: Iterable[SummaryPart]) -> int:
    """How many subjects the summary lists."""
    return sum(len(part.rows) for part in parts)
