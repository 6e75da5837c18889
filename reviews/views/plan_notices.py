"""Thông báo kế hoạch: what a person has to do in the year, and for the office who has not opened it."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from orgchart import clock, exports
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from reviews import access, tables
from reviews.queries import cycle_of, plan_notices
from reviews.services.plan_notices import open_notice


@require_GET
def plan_notice(request: TenantRequest, year: int) -> HttpResponse:
    """The own tasks, forms and dates; opening the page is the confirmation."""
    cycle = cycle_of(year)
    notice = open_notice(cycle_id=cycle.pk, actor=request.actor, at=clock.now())
    context = {
        "cycle": cycle,
        "notice": notice,
        "tasks": plan_notices.tasks_of(cycle, notice.person_id),
        "steps": plan_notices.steps_of(cycle),
    }
    return render(request, "reviews/plan_notice.html", context)


@require_GET
def plan_notice_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """Who was told, and who has not opened it."""
    if not access.can_see_progress(request.actor):
        raise NotVisible
    cycle = cycle_of(year)
    rows = plan_notices.notices_of(cycle, unread_only="chua-doc" in request.GET)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Thông báo kế hoạch năm {year}", tables.PLAN_NOTICES, rows)
    everybody = plan_notices.notices_of(cycle)
    context = {
        "cycle": cycle,
        "notices": rows,
        "total": everybody.count(),
        "unread": everybody.filter(read_at=None).count(),
        "unread_only": "chua-doc" in request.GET,
    }
    return render(request, "reviews/plan_notice_list.html", context)
