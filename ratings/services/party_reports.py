"""Writing the yearly report on party building. (CC-IIIb.1-1)"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Conflict, InvalidInput, Refused
from ratings import access
from ratings.models import PartyReport
from reviews.services import saving
from reviews.services.cycles import locked_cycle
from reviews.states import CycleState


@transaction.atomic
def write_party_report(*, cycle_id: int, text: str, version: int, actor: Actor, at: datetime) -> PartyReport:
    """Keep the text; `version` is the one that the writer started from, 0 for the first."""
    cycle = locked_cycle(cycle_id)
    if not access.can_write_party_report(actor, cycle):
        raise PermissionDenied
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên báo cáo tổng kết chỉ còn để xem.")
    text = saving.cleaned("text", text).strip()
    if not text:
        raise InvalidInput({"text": "Ghi nội dung báo cáo tổng kết."})
    report = PartyReport.objects.filter(cycle=cycle).select_related("changed_by").first()
    if report is None:
        report = PartyReport(tenant_id=cycle.tenant_id, cycle=cycle, version=0)
    elif report.version != version:
        raise Conflict(
            f"Báo cáo vừa được {report.changed_by} sửa. Bản đồng chí nhập vẫn còn trong ô soạn thảo.",
            mine=text, theirs=report.text, theirs_by=str(report.changed_by), version=report.version,
        )  # fmt: skip
    report.text, report.version = text, report.version + 1
    report.changed_at, report.changed_by = at, actor.account
    report.save()
    summary = f"Soạn báo cáo tổng kết công tác xây dựng Đảng năm {cycle.year}"
    audit.record(actor=actor, action="write_party_report", target=report, at=at, summary=summary)
    return report
