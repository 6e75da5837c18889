"""What a unit enters into the plan of a year: its reports of single steps, and the day it sums up its year."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Organization
from reviews.models import Cycle, Deadline, UnitReport, YearEnd
from reviews.queries import my_units
from reviews.queries.regulations import set_of
from reviews.queries.unit_steps import SCHEDULE, reported_steps
from reviews.services import saving
from reviews.services.cycles import locked_cycle
from reviews.services.transitions import local_day
from reviews.states import CycleState, Phase

BEFORE_YEAR_END = (Phase.REVIEW, Phase.RATING, Phase.GRASSROOTS)


@transaction.atomic
def send_report(*, cycle_id: int, unit_id: int, step: str, text: str, actor: Actor, at: datetime) -> UnitReport:
    """The head of a unit, or the office for it, reports a step to the office that the plan names. (GB-3.2.2-2)"""
    cycle = _open_cycle(cycle_id)
    unit = own_unit(unit_id, actor, at)
    deadline = reported_steps(cycle).filter(step=step).first()
    if deadline is None or step == SCHEDULE or unit.kind not in deadline.reporters.split():
        raise NotVisible
    if UnitReport.objects.filter(cycle=cycle, organization=unit, step=step).exists():
        raise Refused(f"{unit.name} đã báo cáo “{deadline.title}”.")
    words = saving.cleaned("text", text).strip()
    if not words:
        raise InvalidInput({"text": "Ghi nội dung báo cáo, hoặc số và ngày văn bản đã gửi."})
    row = UnitReport(
        tenant_id=cycle.tenant_id, cycle=cycle, organization=unit, step=step, receiver=deadline.receiver, text=words,
        sent_at=at, sent_by=actor.account,
    )  # fmt: skip
    row.save()
    late = " (muộn)" if local_day(at) > deadline.last_day else ""
    summary = f"{unit.name} báo cáo “{deadline.title}” tới {deadline.receiver}{late}"
    audit.record(actor=actor, action="send_unit_report", target=row, at=at, summary=summary[:300])
    return row


@transaction.atomic
def receive_report(*, report_id: int, cycle_id: int, actor: Actor, at: datetime) -> UnitReport:
    """The receiving office confirms that the report is there."""
    rows = UnitReport.objects.select_for_update(of=("self",)).select_related("organization")
    row = rows.filter(pk=report_id, cycle=cycle_id).first()
    if row is None or not my_units.follows(actor, local_day(at)).bases(row.organization):
        raise NotVisible
    if not actor.is_office:
        raise PermissionDenied
    if row.received_at is not None:
        raise Refused("Báo cáo này đã được tiếp nhận.")
    row.received_at, row.received_by = at, actor.account
    row.save()
    audit.record(
        actor=actor, action="receive_unit_report", target=row, at=at,
        summary=f"{row.receiver or 'Văn phòng'} tiếp nhận báo cáo của {row.organization.name}"[:300],
    )  # fmt: skip
    return row


@transaction.atomic
def set_year_end(*, cycle_id: int, unit_id: int, held_on: date, actor: Actor, at: datetime) -> YearEnd:
    """The day on which a unit sums up its year; what the plan has due after it is an error. (NA-5-1)

    Where the set only warns, or says nothing, the date is taken and the steps of the unit show what is late.
    """
    cycle = _open_cycle(cycle_id)
    unit = own_unit(unit_id, actor, at)
    if held_on.year not in {cycle.year, cycle.year + 1}:
        raise InvalidInput({"held_on": f"Ngày tổng kết phải trong năm {cycle.year} hoặc đầu năm sau."})
    later = due_after(cycle, held_on)
    if later and set_of(cycle).value("conf.beforeYearEnd") == "block":
        raise InvalidInput(
            {
                "held_on": f"Kiểm điểm, xếp loại phải xong trước tổng kết năm, mà sau ngày {held_on:%d/%m/%Y} kế hoạch "
                f"còn: {'; '.join(later)}. Lùi ngày tổng kết, hoặc đề nghị Văn phòng sửa mốc."
            }
        )
    row = YearEnd.objects.filter(cycle=cycle, organization=unit).first() or YearEnd(
        tenant_id=cycle.tenant_id, cycle=cycle, organization=unit
    )
    row.held_on, row.entered_at, row.entered_by = held_on, at, actor.account
    row.save()
    summary = f"{unit.name} tổng kết năm ngày {held_on:%d/%m/%Y}"
    audit.record(actor=actor, action="set_year_end", target=row, at=at, summary=summary[:300])
    return row


def due_after(cycle: Cycle, held_on: date) -> list[str]:
    """Review and rating dates of the plan that lie after a day."""
    rows = Deadline.objects.filter(cycle=cycle, phase__in=BEFORE_YEAR_END, last_day__gte=held_on)
    found = [f"{row.title} ({row.last_day:%d/%m/%Y})" for row in rows.order_by("last_day", "pk")]
    if cycle.rating_date >= held_on:
        found.append(f"bỏ phiếu xếp loại ({cycle.rating_date:%d/%m/%Y})")
    return found


def _open_cycle(cycle_id: int) -> Cycle:
    cycle = locked_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên không ghi thêm được.")
    return cycle


def own_unit(unit_id: int, actor: Actor, at: datetime) -> Organization:
    """A unit for its head and the office; others who follow it only read."""
    unit = Organization.objects.filter(pk=unit_id).first()
    seen = my_units.follows(actor, local_day(at))
    if unit is None or not seen.bases(unit):
        raise NotVisible
    if not (seen.heads(unit) or actor.is_office):
        raise PermissionDenied
    return unit
