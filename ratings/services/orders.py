"""Orders of a superior about decided levels: sent after an inspection, carried out below, answered upward. (NA-4-3)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.correspondence import OrderTask
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Envelope, EnvelopeBox, EnvelopeState
from orgchart.services.envelopes import send_envelope
from ratings import access
from ratings.engine.scales import Rule
from ratings.models import Ground, InspectionFinding, Reconsideration
from ratings.queries.orders import cases_to_annul, order_of
from ratings.services.reconsiderations import Annulment, annul_levels
from reviews.models import Cycle


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What the superior asks for beside the finding: until when, and in which words."""

    due_on: date
    text: str = ""


@transaction.atomic
def order_rating_again(*, finding_id: int, demand: Demand, actor: Actor, at: datetime) -> Envelope:
    """Order the inspected body to annul what the finding names and to rate it again; above the cap, the whole group.

    Ordered once for each finding; another order replaces it on the page of letters. (NA-4-3, CC-III.4-4)
    """
    if not access.can_order_again(actor):
        raise PermissionDenied
    rows = InspectionFinding.objects.select_for_update(of=("self",)).select_related("inspection__envelope__peer")
    finding = rows.filter(pk=finding_id).first()
    if finding is None:
        raise NotVisible
    inspection = finding.inspection
    if inspection.envelope is None:
        raise Refused(
            "Cuộc kiểm tra này lấy số liệu từ tệp nên hệ thống không biết gửi yêu cầu tới đâu. "
            "Soạn “Yêu cầu thực hiện” ở trang Văn bản đến, đi."
        )
    if finding.order_key is not None:
        raise Refused("Đã yêu cầu xếp loại lại về phát hiện này; xem văn bản đi để theo dõi trả lời.")
    if demand.due_on <= at.date():
        raise InvalidInput({"due_on": "Hạn hoàn thành phải sau ngày hôm nay."})
    whole_group = finding.rule == Rule.EXCELLENCE_CAP
    letter = send_envelope(
        kind=EnvelopeKind.ORDER, receiver=inspection.envelope.peer,
        title=f"Yêu cầu hủy bỏ, xếp loại lại: {finding.group or ', '.join(finding.subjects)}"[:300],
        content={
            "text": "\n".join(part for part in (finding.text, finding.remedy, demand.text.strip()) if part),
            "task": OrderTask.RATE_AGAIN, "due_on": demand.due_on.isoformat(), "year": inspection.year,
            "names": [] if whole_group else list(finding.subjects), "group": finding.group if whole_group else "",
        },
        actor=actor, at=at, reply_to=inspection.envelope.key,
    )  # fmt: skip
    finding.order_key = letter.key
    finding.save(update_fields=["order_key"])
    audit.record(
        actor=actor, action="order_rating_again", target=inspection, at=at,
        summary=f"Yêu cầu {inspection.body_name} xếp loại lại: {letter.title}"[:300],
    )  # fmt: skip
    return letter


@transaction.atomic
def carry_out_order(
    *, envelope_id: int, cycle: Cycle, case_ids: Collection[int], annulment: Annulment, actor: Actor, at: datetime
) -> list[Reconsideration]:
    """Annul what the order names by one decision, flag whoever hangs on it, and answer the superior by itself.

    The levels are annulled by the body that decided them; the superior orders and reads the answer. (CC-III.4-4)
    """
    if not access.can_decide(actor):
        raise PermissionDenied
    order = order_of(envelope_id, cycle)
    locked = Envelope.objects.select_for_update(of=("self",)).select_related("peer").get(pk=order.pk)
    if locked.state != EnvelopeState.RECEIVED:
        raise Refused("Tiếp nhận văn bản yêu cầu trước, sau đó mới thực hiện.")
    if Envelope.objects.filter(box=EnvelopeBox.OUT, kind=EnvelopeKind.REPORT, reply_to=locked.key).exists():
        raise Refused("Yêu cầu này đã được thực hiện và báo cáo cấp trên.")
    possible = {case.pk for case in cases_to_annul(cycle)}
    if not set(case_ids) <= possible:
        raise InvalidInput({"cases": "Có đối tượng không còn mức đã quyết định tại đây; mở lại trang để chọn lại."})
    done = annul_levels(
        case_ids=case_ids, ground=Ground.ORDER, facts=f"{locked.peer.name}: {locked.title}", annulment=annulment,
        actor=actor, at=at, order_key=locked.key,
    )  # fmt: skip
    _report(locked, done, actor, at)
    return done


def _report(order: Envelope, done: list[Reconsideration], actor: Actor, at: datetime) -> None:
    """What was annulled, by which decision, as the answer to the order."""
    head = f"Đã hủy bỏ {len(done)} kết quả theo Quyết định số {done[0].code} ngày {done[0].annulled_on:%d/%m/%Y}"
    lines = [
        f"– {one.case.subject.name}: hủy bỏ mức “{one.get_level_display()}” (Quyết định số {one.decision_code})"
        for one in done
    ]
    send_envelope(
        kind=EnvelopeKind.REPORT, receiver=order.peer, title=f"Báo cáo thực hiện: {order.title}"[:300],
        content={"text": "\n".join([f"{head}; đang xếp loại lại:", *lines])}, actor=actor, at=at, reply_to=order.key,
    )  # fmt: skip
