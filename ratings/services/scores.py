"""The three columns of a score sheet: scored by the subject, accepted by the appraiser, fixed by the decision.

The accepted ones are stored with the appraisal (`services.appraisal`); the other two here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from ratings import access
from ratings.engine.board import Subject, SubjectKind
from ratings.engine.scales import Level
from ratings.engine.standard import points as by_points
from ratings.engine.wording import number
from ratings.models import CaseScore, RatingCase
from ratings.queries.regulation import regulation_of, rules_of
from ratings.queries.scores import (
    ScoreLine,
    points_for_engine,
    score_lines,
    total,
)
from ratings.services.cases import self_rating_warning
from ratings.services.moves import lock_case, lock_case_of_another
from ratings.states import CaseState
from reviews.regulations.scoring import PART_NAMES
from reviews.regulations.sets import RegulationSet

Given = Mapping[str, Decimal | None]
# From the appraisal on the own column stands as it was read there.
SELF_SCORED_IN = frozenset({CaseState.NOT_READY, CaseState.SELF_RATED})
DECIDED_IN = frozenset({CaseState.DECIDED, CaseState.NOTIFIED})


@transaction.atomic
def record_self_scores(*, case_id: int, points: Given, actor: Actor, at: datetime) -> RatingCase:
    """Store what the subject scores itself, line by line; the office may enter it from paper. (SL-IV.2-1)"""
    case = lock_case(case_id)
    if not access.can_score_self(actor, case):
        raise PermissionDenied
    if case.state not in SELF_SCORED_IN:
        raise Refused(
            f"Phiếu của “{case.subject.name}” đã được thẩm định nên điểm tự chấm giữ nguyên như khi nộp. "
            "Nếu điểm tự chấm sai, mời đồng chí báo cơ quan thẩm định ghi vào phần nhận xét."
        )
    regulation = regulation_of(case.subject.cycle)
    lines = _lines(case, regulation)
    _refuse_wrong(lines, regulation, points)
    store_points(case, "self_points", lines, points)
    if case.self_level:
        case.self_warning = self_rating_warning(case)
        case.save(update_fields=["self_warning"])
    audit.record(
        actor=actor,
        action="score_self",
        target=case,
        at=at,
        summary=f"Tự chấm điểm: {case.subject.name}, {_sum_words(points)}",
        changes={"points": _plain(points)},
    )
    return case


@transaction.atomic
def record_decided_scores(*, case_id: int, points: Given, actor: Actor, at: datetime) -> RatingCase:
    """Fix the points that the deciding body settled on; they have to reach the level that was decided."""
    case = lock_case_of_another(case_id, actor)
    if not access.can_decide(actor):
        raise PermissionDenied
    if case.state not in DECIDED_IN:
        raise Refused(f"Điểm quyết định được ghi sau khi có quyết định xếp loại “{case.subject.name}”.")
    regulation = regulation_of(case.subject.cycle)
    lines = _lines(case, regulation)
    _refuse_wrong(lines, regulation, points)
    _refuse_below_level(case, regulation, points)
    store_points(case, "decided_points", lines, points)
    audit.record(
        actor=actor,
        action="score_decided",
        target=case,
        at=at,
        summary=f"Ghi điểm quyết định: {case.subject.name}, {_sum_words(points)}",
        changes={"points": _plain(points)},
    )
    return case


def points_errors(lines: Sequence[ScoreLine], regulation: RegulationSet, given: Given) -> dict[str, str]:
    """What is wrong with the points of a sheet, by field; every line is scored where the set judges by points."""
    errors: dict[str, str] = {}
    for line in lines:
        points = given.get(line.key)
        if points is None:
            if regulation.scoring is not None:
                errors[f"points_{line.key}"] = f"Chưa chấm điểm “{line.title}”."
        elif not 0 <= points <= line.most:
            errors[f"points_{line.key}"] = f"Điểm từ 0 đến {line.most}."
    if errors:
        return errors
    for part, name in PART_NAMES.items():
        chosen = [line for line in lines if line.part == part]
        found, most = total(given.get(line.key) for line in chosen), regulation.part_points(part)
        if found is not None and found > most:
            errors[f"points_{chosen[-1].key}"] = (
                f"{name} cộng lại là {number(found)} điểm, tối đa {most}; cần bớt {number(found - most)} điểm."
            )
    return errors


def store_points(case: RatingCase, column: str, lines: Sequence[ScoreLine], given: Given) -> None:
    """Write one column of the sheet; the others stay."""
    rows = {row.key: row for row in CaseScore.objects.filter(case=case)}
    for line in lines:
        row = rows.get(line.key) or CaseScore(tenant_id=case.tenant_id, case=case, key=line.key)
        points = given.get(line.key)
        if getattr(row, column) != points:
            setattr(row, column, points if points is None or 0 <= points <= line.most else None)
            row.save()


def _lines(case: RatingCase, regulation: RegulationSet) -> tuple[ScoreLine, ...]:
    lines = score_lines(case.subject, regulation)
    if not lines:
        raise Refused("Bộ quy định của đợt này xếp loại theo cấp độ, không có phiếu chấm điểm.")
    return lines


def _refuse_wrong(lines: Sequence[ScoreLine], regulation: RegulationSet, given: Given) -> None:
    errors = points_errors(lines, regulation, given)
    if errors:
        raise InvalidInput(errors)


def _refuse_below_level(case: RatingCase, regulation: RegulationSet, given: Given) -> None:
    scored = {key: points for key, points in given.items() if points is not None}
    rules = rules_of(case.subject.cycle)
    points = points_for_engine(case.subject, regulation, scored)
    bare = Subject(id="diem", kind=SubjectKind.INDIVIDUAL, points=points)
    reason = by_points(bare, rules)
    if reason is not None and isinstance(reason.limit, Level) and reason.limit < Level[case.level]:
        last = score_lines(case.subject, regulation)[-1]
        raise InvalidInput(
            {f"points_{last.key}": f"Đã quyết định “{case.get_level_display()}” nhưng {_lower(reason.text)}"}
        )


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _plain(given: Given) -> dict[str, str]:
    return {key: str(points) for key, points in given.items() if points is not None}


def _sum_words(given: Given) -> str:
    found = total(given.values())
    return f"tổng {number(found)} điểm" if found is not None else "chưa đủ các dòng"
