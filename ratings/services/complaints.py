"""Reservations and complaints: a dated receipt, an answer in writing on every point; the level stays in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Tenant
from orgchart.queries import superior_of
from orgchart.services.envelopes import send_envelope
from orgchart.services.numbers import next_number, numbering_period
from orgchart.tenancy import create_all
from ratings import access, registry
from ratings.models import Complaint, ComplaintKind, ComplaintPoint, DecisionItem, Ground, Outcome, RatingCase
from ratings.queries.regulation import regulation_of
from ratings.services.decisions import Signer
from ratings.services.moves import apply_move, lock_case, lock_case_of_another, lock_cycle_of
from ratings.services.reconsiderations import open_reconsideration
from ratings.states import CASE_MOVES
from reviews.models import RatingPlace

RECEIPTS, ANSWERS = "KN", "CV"
MOST_POINTS = 5


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The written answer: a conclusion on every point by its place, the outcome, day and signer.

    The number comes from the register; `code` is given only where the superior has answered.
    """

    conclusions: Mapping[int, str]
    outcome: str
    answered_on: date
    signer: Signer
    code: str = ""


@transaction.atomic
def hand_in(
    *, case_id: int, kind: str, points: Sequence[str], actor: Actor, at: datetime, on_paper: bool = False
) -> Complaint:
    """Hand in a reservation or a complaint about a decided level: numbered, dated, with the day of the answer.

    The person rated does it, the office for whoever came with paper. The level stays in force. The superior gets a
    copy where one is linked. (CC-III.6-1, CC-III.6-2, CC-III.6-3)
    """
    lock_cycle_of(case_id)
    case = lock_case(case_id)
    if not access.can_read_result(actor, case) and not access.can_see_ratings(actor):
        raise NotVisible
    if on_paper and not access.can_decide(actor):
        raise PermissionDenied
    if not on_paper and not access.can_read_result(actor, case):
        raise PermissionDenied
    if case.state not in CASE_MOVES["annul"].sources:
        raise Refused(f"“{case.subject.name}” chưa có kết quả xếp loại nên chưa nhận đơn.")
    said = [text.strip() for text in points if text.strip()]
    if kind not in ComplaintKind.values:
        raise InvalidInput({"kind": "Mời đồng chí chọn bảo lưu ý kiến hoặc khiếu nại, kiến nghị."})
    if not said:
        raise InvalidInput({"point_1": "Mời đồng chí ghi nội dung chưa đồng tình."})
    if Complaint.objects.filter(case=case, kind=kind, state="received").exists() and kind == ComplaintKind.COMPLAINT:
        raise Refused("Đơn trước chưa được trả lời. Mời đồng chí chờ trả lời, hoặc bổ sung với nơi giải quyết.")
    complaint = _received(case, kind, actor, at, on_paper=on_paper)
    create_all(
        ComplaintPoint,
        [
            ComplaintPoint(tenant_id=case.tenant_id, complaint=complaint, position=place, text=text)
            for place, text in enumerate(said[:MOST_POINTS], start=1)
        ],
    )
    audit.record(
        actor=actor,
        action="hand_in_complaint",
        target=complaint,
        at=at,
        summary=f"{complaint.get_kind_display()} về kết quả xếp loại: {case.subject.name}",
        changes={"number": complaint.number, "decision": complaint.decision_code},
        on_behalf_of=complaint.complainant_name if on_paper else "",
    )
    _tell_superior(complaint, actor, at)
    return complaint


def _received(case: RatingCase, kind: str, actor: Actor, at: datetime, *, on_paper: bool) -> Complaint:
    tenant, today = Tenant.objects.get(pk=case.tenant_id), localdate(at)
    code, body = _decision_of(case)
    period = str(today.year)
    days = regulation_of(case.subject.cycle).value("appeal.answerDays")
    complaint = Complaint(
        tenant=tenant,
        case=case,
        kind=kind,
        complainant_name=case.subject.name[:120],
        level=case.level,
        decision_code=code,
        deciding_body=body,
        number=next_number(body_code=tenant.body_code, kind=RECEIPTS, period=period),
        period=period,
        received_at=at,
        received_by=actor.account,
        on_paper=on_paper,
        due_on=today + timedelta(days=int(str(days))) if kind == ComplaintKind.COMPLAINT else None,
    )
    complaint.save()
    return complaint


def _decision_of(case: RatingCase) -> tuple[str, str]:
    if case.subject.rating == RatingPlace.SUPERIOR:
        return case.external_decision, case.decided_externally_by
    item = DecisionItem.objects.filter(case=case).select_related("decision__board__body").order_by("-pk").first()
    return (item.decision.code, item.decision.board.body.name) if item is not None else ("", "")


@transaction.atomic
def answer_complaint(*, complaint_id: int, answer: Answer, actor: Actor, at: datetime) -> Complaint:
    """Answer in writing, point by point; where the body concludes so, the level is looked at again.

    (CC-III.6-3, CC-III.6-4)
    """
    if not access.can_decide(actor):
        raise PermissionDenied
    case_id = Complaint.objects.filter(pk=complaint_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotVisible
    lock_cycle_of(case_id)
    case = lock_case_of_another(case_id, actor)
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("case__subject").get(pk=complaint_id)
    if complaint.kind == ComplaintKind.RESERVATION:
        raise Refused("Ý kiến bảo lưu được lưu cùng kết quả và báo cáo cấp trên, không phải trả lời.")
    apply_move(complaint, "answer")
    points = list(ComplaintPoint.objects.filter(complaint=complaint).order_by("position"))
    _check_answer(complaint, points, answer, case, at)
    for point in points:
        point.conclusion = answer.conclusions[point.position].strip()
        point.save(update_fields=["conclusion"])
    _write_answer(complaint, answer, actor, at)
    if answer.outcome == Outcome.RERATE and case.subject.rating == RatingPlace.HERE:
        complaint.reconsideration = open_reconsideration(
            case_id=case.pk,
            ground=Ground.COMPLAINT,
            facts=f"Kết luận giải quyết đơn số {complaint.number}: văn bản số {complaint.answer_code}",
            actor=actor,
            at=at,
        )
    complaint.save()
    audit.record(
        actor=actor,
        action="answer_complaint",
        target=complaint,
        at=at,
        summary=f"Trả lời đơn số {complaint.number} của {complaint.complainant_name}: {complaint.answer_code}",
        changes={"outcome": complaint.get_outcome_display()},
        on_behalf_of=complaint.signer_name if actor.is_office else "",
    )
    _tell_superior(complaint, actor, at)
    registry.answered(complaint, actor, at)
    return complaint


def _check_answer(
    complaint: Complaint, points: Sequence[ComplaintPoint], answer: Answer, case: RatingCase, at: datetime
) -> None:
    errors = {
        f"conclusion_{point.position}": f"Cần kết luận về nội dung {point.position}."
        for point in points
        if not answer.conclusions.get(point.position, "").strip()
    }
    if answer.outcome not in Outcome.values:
        errors["outcome"] = "Mời đồng chí chọn kết luận chung."
    if not answer.signer.name.strip():
        errors["signer_name"] = "Cần ghi người ký văn bản trả lời."
    received = localdate(complaint.received_at)
    if answer.answered_on < received:
        errors["answered_on"] = f"Không thể trả lời trước ngày nhận đơn ({received:%d/%m/%Y})."
    elif answer.answered_on > localdate(at):
        errors["answered_on"] = "Ngày trả lời không thể ở tương lai."
    if case.subject.rating == RatingPlace.SUPERIOR and not answer.code.strip():
        errors["code"] = f"{complaint.deciding_body} trả lời; cần ghi số văn bản trả lời của nơi đó."
    if errors:
        raise InvalidInput(errors)


def _write_answer(complaint: Complaint, answer: Answer, actor: Actor, at: datetime) -> None:
    if complaint.case.subject.rating == RatingPlace.SUPERIOR:
        complaint.answer_code = answer.code.strip()
    else:
        tenant = Tenant.objects.get(pk=complaint.tenant_id)
        period = numbering_period(tenant, answer.answered_on)
        complaint.answer_number = next_number(body_code=tenant.body_code, kind=ANSWERS, period=period)
        complaint.answer_code = f"{complaint.answer_number:02d}-{ANSWERS}/{tenant.body_code}"
    complaint.outcome, complaint.answered_on = answer.outcome, answer.answered_on
    complaint.answered_at, complaint.answered_by = at, actor.account
    complaint.signer_name, complaint.signer_title = answer.signer.name.strip(), answer.signer.title.strip()


def _tell_superior(complaint: Complaint, actor: Actor, at: datetime) -> None:
    """The direct superior sees what was reserved or complained about, and later the answer in its place."""
    tenant = Tenant.objects.get(pk=complaint.tenant_id)
    superior = complaint.case.subject.decided_by or superior_of(tenant, localdate(at))
    if superior is None or superior.pk == tenant.pk:
        return
    sent = send_envelope(
        kind=EnvelopeKind.COMPLAINT,
        receiver=superior,
        title=f"{complaint.get_kind_display()} về kết quả xếp loại: {complaint.complainant_name}"[:300],
        content=_content(complaint),
        actor=actor,
        at=at,
        replaces=complaint.sent_key,
    )
    complaint.sent_key = sent.key
    complaint.save(update_fields=["sent_key"])


def _content(complaint: Complaint) -> dict[str, object]:
    points = ComplaintPoint.objects.filter(complaint=complaint).order_by("position")
    return {
        "year": complaint.case.subject.cycle.year,
        "kind": complaint.kind,
        "name": complaint.complainant_name,
        "level": complaint.level,
        "decision": complaint.decision_code,
        "body": complaint.deciding_body,
        "number": complaint.number,
        "received_on": localdate(complaint.received_at).isoformat(),
        "due_on": complaint.due_on.isoformat() if complaint.due_on else "",
        "points": [{"text": one.text, "conclusion": one.conclusion} for one in points],
        "outcome": complaint.outcome,
        "answer": complaint.answer_code,
    }
