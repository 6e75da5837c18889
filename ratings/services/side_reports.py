"""Reporting the levels of a line to several receivers at once, and noting who has received it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import create_all
from ratings import access
from ratings.models import Line, SideReceipt, SideReport
from ratings.queries.sides import last_day_of, side_ratings_of
from reviews.services.cycles import locked_cycle

MOST_RECEIVERS = 20


@transaction.atomic
def send_side_report(
    *, cycle_id: int, line: str, receivers: Sequence[str], reported_on: date, actor: Actor, at: datetime
) -> SideReport:
    """One report with the levels as they stand, to every receiver named; a late one is taken and marked so.

    (GB-3.2.3-1)
    """
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if line not in Line.values:
        raise InvalidInput({"line": "Mời đồng chí chọn đối tượng báo cáo."})
    named = list(dict.fromkeys(one.strip()[:200] for one in receivers if one.strip()))
    if not named:
        raise InvalidInput({"receivers": "Ghi ít nhất một nơi nhận, mỗi nơi một dòng."})
    if len(named) > MOST_RECEIVERS:
        raise InvalidInput({"receivers": f"Mỗi báo cáo gửi nhiều nhất {MOST_RECEIVERS} nơi."})
    if reported_on > localdate(at):
        raise InvalidInput({"reported_on": "Ngày gửi không thể ở tương lai."})
    rows = list(side_ratings_of(cycle).filter(line=line))
    if not rows:
        raise Refused(f"Chưa nhập kết quả xếp loại nào của {Line(line).label} nên chưa có nội dung để báo cáo.")
    deadline = last_day_of(cycle, line)
    report = SideReport(
        tenant_id=cycle.tenant_id, cycle=cycle, line=line, reported_on=reported_on,
        last_day=deadline.last_day if deadline is not None else None,
        items=[{"name": row.name, "level": row.level, "decision": row.decision_code} for row in rows],
        sent_at=at, sent_by=actor.account,
    )  # fmt: skip
    report.save()
    create_all(
        SideReceipt,
        [
            SideReceipt(tenant_id=cycle.tenant_id, report=report, position=place, receiver=name)
            for place, name in enumerate(named, start=1)
        ],
    )
    audit.record(
        actor=actor, action="send_side_report", target=report, at=at,
        summary=f"Báo cáo kết quả xếp loại {report.get_line_display()}: {len(rows)} kết quả, {len(named)} nơi nhận",
        changes={"receivers": named, "late": report.is_late},
    )  # fmt: skip
    return report


@transaction.atomic
def confirm_side_receipt(
    *, receipt_id: int, received_on: date, received_by: str, actor: Actor, at: datetime
) -> SideReceipt:
    """Note that one receiver has the report: the day and who confirmed it. (GB-3.2.3-1)"""
    if not access.can_run_board(actor):
        raise PermissionDenied
    row = SideReceipt.objects.select_for_update(of=("self",)).select_related("report").filter(pk=receipt_id).first()
    if row is None:
        raise NotVisible
    if row.received_on is not None:
        raise Refused(f"{row.receiver} đã xác nhận nhận báo cáo ngày {row.received_on:%d/%m/%Y}.")
    errors = {}
    if not received_by.strip():
        errors["received_by"] = "Cần ghi người xác nhận."
    if received_on < row.report.reported_on:
        errors["received_on"] = f"Không thể nhận trước ngày gửi ({row.report.reported_on:%d/%m/%Y})."
    elif received_on > localdate(at):
        errors["received_on"] = "Ngày nhận không thể ở tương lai."
    if errors:
        raise InvalidInput(errors)
    row.received_on, row.received_by = received_on, received_by.strip()
    row.save(update_fields=["received_on", "received_by"])
    summary = f"{row.receiver} xác nhận đã nhận báo cáo ngày {received_on:%d/%m/%Y}"
    audit.record(actor=actor, action="confirm_side_receipt", target=row, at=at, summary=summary)
    return row
