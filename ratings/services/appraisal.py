"""Appraisal: the accepted degrees, facts with their source, attestations, and the level that is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Conflict, InvalidInput, Refused
from orgchart.kinds import PostRole
from ratings import access
from ratings.engine.results import SubjectResult
from ratings.engine.scales import Rule, Unrated
from ratings.models import Ballot, CriterionDegree, RatingCase, Voting
from ratings.queries.judgement import Judgement, is_above, judge
from ratings.queries.regulation import attestations_of, criteria_of, regulation_of
from ratings.queries.scores import conditions_of, score_lines
from ratings.queries.sheet import load_sheet
from ratings.services.counters import recount_case
from ratings.services.moves import apply_move, lock_case_of_another
from ratings.services.scores import points_errors, store_points
from ratings.states import VotingState
from reviews.models import Level
from reviews.regulations.sets import RegulationSet


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """What the appraiser enters. A conclusion counts with its number and body only, never as a mere complaint."""

    degrees: Mapping[str, str]
    proposed_level: str
    attestations: Mapping[str, str] = field(default_factory=dict)
    targets_met_percent: Decimal = Decimal(100)
    main_targets_met: bool = True
    force_majeure: str = ""
    disunity: str = ""
    degradation: str = ""
    points: Mapping[str, Decimal | None] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    own_ceiling: str = ""
    new_head_transferred_on: date | None = None
    new_head_reason: str = ""
    note: str = ""


@transaction.atomic
def appraise_case(*, case_id: int, appraisal: Appraisal, version: int, actor: Actor, at: datetime) -> RatingCase:
    """Store the appraisal and the proposal; a proposal above the highest admissible level is refused with reasons.

    (HY-B.II.1.6-9, CC-IIIb.1-3)
    """
    case = _appraised_case(case_id, actor)
    _check_version(case, version)
    _refuse_after_ballot(case)
    apply_move(case, "appraise")
    judgement = _write(case, appraisal, actor, at)
    _check_proposal(case, judgement.of(case))
    audit.record(
        actor=actor,
        action="appraise",
        target=case,
        at=at,
        summary=f"Thẩm định {case.subject.name}: đề nghị {case.get_proposed_level_display()}",
        changes={
            "degrees": dict(appraisal.degrees),
            "points": {key: str(points) for key, points in appraisal.points.items() if points is not None},
            "conditions": case.conditions,
            "proposed": appraisal.proposed_level,
            "facts": case.facts,
        },
    )
    return case


def preview_appraisal(*, case_id: int, appraisal: Appraisal, actor: Actor, at: datetime) -> Judgement:
    """What the engine would say to this appraisal; nothing is kept."""
    with transaction.atomic():
        case = _appraised_case(case_id, actor)
        judgement = _write(case, appraisal, actor, at, complete=False)
        transaction.set_rollback(True)
    return judgement


@transaction.atomic
def exempt_case(*, case_id: int, actor: Actor, at: datetime) -> RatingCase:
    """Reviewed but not rated, where the rules say so; the reason is kept (CC-III.3-3, CC-III.3-4)."""
    case = _appraised_case(case_id, actor)
    answer = judge(load_sheet(case.subject.cycle)).of(case)
    if answer is None or answer.highest is not Unrated.NOT_RATED:
        raise Refused(
            f"Theo quy định, “{case.subject.name}” vẫn thuộc diện được xếp loại nên không ghi “không xếp loại”."
        )
    store_exemption(case, answer, actor, at)
    recount_case(case)
    return case


def _appraised_case(case_id: int, actor: Actor) -> RatingCase:
    """The locked case of somebody else, for the organisation board and the council of the year."""
    case = lock_case_of_another(case_id, actor)
    if not access.can_appraise(actor, case.subject.cycle):
        raise PermissionDenied
    return case


def store_exemption(case: RatingCase, answer: SubjectResult, actor: Actor, at: datetime) -> RatingCase:
    """Write the engine's finding that a case is not rated."""
    apply_move(case, "exempt")
    case.appraisal_note = answer.reasons[0].text
    case.save(update_fields=["state", "appraisal_note"])
    audit.record(
        actor=actor,
        action="exempt",
        target=case,
        at=at,
        summary=f"Không xếp loại: {case.subject.name}",
        changes={"reason": answer.reasons[0].text, "clauses": list(answer.reasons[0].clauses)},
    )
    return case


def _refuse_after_ballot(case: RatingCase) -> None:
    """What was voted on stays as it was when the votes were counted."""
    if case.group_id is not None and Voting.objects.filter(group=case.group_id, state=VotingState.OPEN).exists():
        raise Refused(f"Nhóm của “{case.subject.name}” đang bỏ phiếu điện tử nên không sửa thẩm định được.")
    if case.group_id is not None and Ballot.objects.filter(group=case.group_id).exists():
        raise Refused(
            f"Nhóm của “{case.subject.name}” đã có kết quả bỏ phiếu nên không sửa thẩm định được. "
            "Nếu thẩm định sai, mời đồng chí hủy kết quả bỏ phiếu đã nhập (có ghi lý do) rồi thẩm định lại."
        )


def _check_version(case: RatingCase, version: int) -> None:
    if case.version != version:
        raise Conflict(
            f"Phần thẩm định của “{case.subject.name}” vừa được người khác ghi. "
            "Nội dung đồng chí nhập còn nguyên dưới đây; bấm ghi lần nữa nếu muốn giữ bản của mình.",
            mine="",
            theirs=f"Bản đã ghi đề nghị “{case.get_proposed_level_display() or 'chưa chọn mức'}”"
            + (f", nhận xét: {case.appraisal_note}" if case.appraisal_note else "."),
            theirs_by=case.appraised_by.full_name if case.appraised_by else "",
            version=case.version,
        )


def _write(case: RatingCase, appraisal: Appraisal, actor: Actor, at: datetime, *, complete: bool = True) -> Judgement:
    regulation = regulation_of(case.subject.cycle)
    lines = score_lines(case.subject, regulation)
    errors = {
        **_degree_errors(case, appraisal, regulation),
        **points_errors(lines, regulation, appraisal.points),
        **_new_head_errors(case, appraisal, regulation),
    }
    if complete and errors:
        raise InvalidInput(errors)
    conditions = attestations_of(case.subject, regulation)
    evidence = {key: appraisal.attestations.get(key, "").strip() for key in conditions}
    case.attestations = {key: text for key, text in evidence.items() if text}
    case.attested = len(case.attestations) == len(conditions)
    asked = {one.key for one in conditions_of(case.subject, regulation)}
    case.conditions = {key: text.strip() for key, text in appraisal.conditions.items() if key in asked and text.strip()}
    case.facts = {
        "targets_met_percent": str(appraisal.targets_met_percent),
        "main_targets_met": appraisal.main_targets_met,
        "force_majeure": appraisal.force_majeure.strip(),
        "disunity": appraisal.disunity.strip(),
        "degradation": appraisal.degradation.strip(),
    }
    claims = bool(appraisal.new_head_transferred_on and appraisal.new_head_reason.strip())
    case.new_head_transferred_on = appraisal.new_head_transferred_on if claims else None
    case.new_head_reason = appraisal.new_head_reason.strip() if claims else ""
    case.own_ceiling, case.appraisal_note = appraisal.own_ceiling, appraisal.note.strip()
    case.proposed_level, case.proposed_at = appraisal.proposed_level, at if appraisal.proposed_level else None
    case.appraised_at, case.appraised_by = at, actor.account
    case.version += 1
    case.save()
    _store_degrees(case, appraisal, regulation)
    store_points(case, "points", lines, appraisal.points)
    return judge(load_sheet(case.subject.cycle), with_proposals=True)


def _degree_errors(case: RatingCase, appraisal: Appraisal, regulation: RegulationSet) -> dict[str, str]:
    """Every criterion has one of the four degrees; one without object may stay empty (HY-B.II.1.3-9)."""
    return {
        f"degree_{row.code}": f"Chưa chọn cấp độ cho tiêu chí {row.code}."
        for row in criteria_of(case.subject, regulation)
        if not appraisal.degrees.get(row.code) and not row.if_any
    }


def _new_head_errors(case: RatingCase, appraisal: Appraisal, regulation: RegulationSet) -> dict[str, str]:
    """The exception needs a set that knows it, a head, a date in the rated year, and a reason (CC-I.6-4)."""
    day, reason = appraisal.new_head_transferred_on, appraisal.new_head_reason.strip()
    if day is None and not reason:
        return {}
    if regulation.value("ceiling.newHeadException") is not True:
        return {"new_head_reason": "Bộ quy định của đợt này không có ngoại lệ cho người đứng đầu mới chuyển đến."}
    if case.subject.role != PostRole.HEAD:
        return {"new_head_reason": "Ngoại lệ này chỉ áp dụng cho người đứng đầu."}
    if day is None or day.year != case.subject.cycle.year:
        return {"new_head_transferred_on": f"Ngày chuyển đến phải nằm trong năm {case.subject.cycle.year}."}
    return {} if reason else {"new_head_reason": "Cần ghi rõ vì sao không liên quan đến kết quả của nơi mới đến."}


def _store_degrees(case: RatingCase, appraisal: Appraisal, regulation: RegulationSet) -> None:
    rows = {row.code: row for row in CriterionDegree.objects.filter(case=case)}
    for criterion in criteria_of(case.subject, regulation):
        row = rows.get(criterion.code) or CriterionDegree(tenant_id=case.tenant_id, case=case, code=criterion.code)
        row.degree = appraisal.degrees.get(criterion.code, "")
        row.save()


def _check_proposal(case: RatingCase, answer: SubjectResult | None) -> None:
    if answer is None:
        return
    if any(reason.rule is Rule.REVIEW_NOT_CLOSED for reason in answer.reasons):
        raise Refused(f"{case.subject.name}: {answer.reasons[0].text}", clauses=answer.reasons[0].clauses)
    if answer.highest is Unrated.NOT_RATED and not case.proposed_level:
        return  # six months may be full by the day of the meeting, so the appraisal is kept
    if case.proposed_level not in Level.values:
        raise InvalidInput({"proposed_level": "Mời đồng chí chọn mức đề nghị."})
    if is_above(case.proposed_level, answer):
        raise InvalidInput({"proposed_level": " ".join(reason.text for reason in answer.reasons)})
