"""Recording how the findings of an inspection were put right."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from ratings import access
from ratings.models import Correction, CorrectionKind, InspectionFinding


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the inspected body reports about one demand."""

    kind: str
    decision_number: str
    done_on: date
    answer: str


@transaction.atomic
def record_correction(*, inspection_id: int, finding_id: int, answer: Answer, actor: Actor, at: datetime) -> Correction:
    """Note the answer to one demand, once; a changed level needs the number of its decision. (NA-3-2, NA-4-1)

    After the last day it is noted all the same and shown as late: a late correction is better than none.
    """
    if not access.can_inspect(actor):
        raise PermissionDenied
    rows = InspectionFinding.objects.select_for_update(of=("self",)).select_related("inspection")
    finding = rows.filter(pk=finding_id, inspection=inspection_id).first()
    if finding is None:
        raise NotVisible
    if Correction.objects.filter(finding=finding).exists():
        raise Refused("Yêu cầu này đã có kết quả khắc phục. Nếu ghi sai, mời đồng chí lập cuộc kiểm tra mới.")
    _check(answer, finding, localdate(at))
    correction = Correction(
        tenant_id=finding.tenant_id,
        finding=finding,
        kind=answer.kind,
        decision_number=answer.decision_number.strip(),
        done_on=answer.done_on,
        answer=answer.answer.strip(),
        recorded_at=at,
        recorded_by=actor.account,
    )
    correction.save()
    audit.record(
        actor=actor,
        action="record_correction",
        target=finding.inspection,
        at=at,
        summary=f"Khắc phục yêu cầu {finding.position}: {correction.get_kind_display()}",
        changes={"decision": correction.decision_number, "done_on": str(answer.done_on), "answer": correction.answer},
    )
    return correction


def _check(answer: Answer, finding: InspectionFinding, today: date) -> None:
    errors = {}
    if answer.kind != CorrectionKind.EXPLAINED and not answer.decision_number.strip():
        errors["decision_number"] = "Hủy bỏ hoặc xếp loại lại phải ghi số quyết định."
    if not answer.answer.strip():
        errors["answer"] = "Ghi rõ đã làm gì, hoặc vì sao giữ nguyên kết quả."
    if not finding.inspection.rating_date <= answer.done_on <= today:
        errors["done_on"] = "Ngày thực hiện nằm giữa ngày xếp loại được kiểm tra và hôm nay."
    if errors:
        raise InvalidInput(errors)
