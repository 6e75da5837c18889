"""Nhiệm vụ kiêm nhiệm: reports to both workplaces, receipts, comments."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import InvalidInput
from orgchart.middleware import TenantRequest
from reviews import access, queries
from reviews.forms.duties import DutyForms
from reviews.models import ConcurrentDuty
from reviews.queries import concurrent_duties as found
from reviews.services import concurrent_duties as duties

Service = Callable[..., ConcurrentDuty]
STEPS: dict[str, tuple[Service, str]] = {
    "gui": (duties.send_report, "Đã gửi báo cáo tới nơi công tác chính và nơi kiêm nhiệm."),
    "tiep-nhan": (duties.receive_report, "Đã ghi nhận tiếp nhận báo cáo."),
    "nhan-xet": (duties.comment_on_duty, "Đã gửi nhận xét về nơi công tác chính."),
    "tiep-tuc": (duties.go_ahead, "Đã ghi lý do tiếp tục khi thiếu nhận xét."),
}


@require_GET
def duty_list(request: TenantRequest, year: int) -> HttpResponse:
    """Concurrent posts with their report, their receipts and their comment."""
    cycle = queries.cycle_of(year)
    rows = list(found.duties_for(request.actor, cycle, clock.today()))
    context = {"cycle": cycle, "rows": rows, "missing": sum(row.lacks_comment for row in rows)}
    return render(request, "reviews/duty_list.html", context)


@require_http_methods(["GET", "POST"])
def duty(request: TenantRequest, year: int, duty_id: int) -> HttpResponse:
    """One concurrent post; POST does the step that its form names."""
    row = found.duty_for(request.actor, duty_id, year, clock.today())
    forms = DutyForms(row, request.POST or None)
    if request.method == "POST":
        _need_part(request, row, forms.step)
    if request.method == "POST" and forms.chosen.is_valid():
        service, told = STEPS[forms.step]
        try:
            service(duty_id=row.pk, actor=request.actor, at=clock.now(), **forms.chosen.cleaned_data)
        except InvalidInput as refusal:
            blame(forms.chosen, refusal)
        else:
            messages.success(request, told)
            return redirect("reviews:duty", request.tenant.slug, year, row.pk)
    bad = request.method == "POST"
    return render(request, "reviews/duty.html", _context(request, row, forms), status=422 if bad else 200)


def _need_part(request: TenantRequest, row: ConcurrentDuty, step: str) -> None:
    """Asked before the form is looked at, so that a wrong one shows nobody what he or she may not do."""
    sides = access.duty_sides(request.actor, row, found.headed_units(request.actor.person_id, clock.today()))
    may = {
        "gui": access.can_send_duty_report(request.actor, row),
        "tiep-nhan": bool(sides),
        "nhan-xet": "beside" in sides,
        "tiep-tuc": access.can_ask_opinions(request.actor),
    }
    if not may[step]:
        raise PermissionDenied


def _context(request: TenantRequest, row: ConcurrentDuty, forms: DutyForms) -> dict[str, Any]:
    actor, is_open = request.actor, row.subject.cycle.state != "closed"
    sides = access.duty_sides(actor, row, found.headed_units(actor.person_id, clock.today()))
    waiting = [side for side in sides if getattr(row, f"{side}_received_at") is None]
    received = row.main_received_at or row.beside_received_at
    return {
        "cycle": row.subject.cycle,
        "duty": row,
        "forms": forms.by_step,
        "cited": queries.scope_rules_of(row.subject.cycle).cite("place.concurrentNotFullTime"),
        "can_send": is_open and not received and access.can_send_duty_report(actor, row),
        "can_receive": is_open and row.sent_at is not None and bool(waiting),
        "can_comment": is_open and "beside" in sides and row.commented_at is None,
        "can_go_ahead": is_open and row.lacks_comment and access.can_ask_opinions(actor)
        and actor.person_id != row.subject.person_id,
    }  # fmt: skip
