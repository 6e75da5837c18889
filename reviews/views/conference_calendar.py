"""The calendar of all conferences, and who of those assigned to a unit came to its conference."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock, exports
from orgchart.middleware import TenantRequest
from reviews import access, queries, registry, tables
from reviews.queries import preparation as found
from reviews.queries import unit_steps
from reviews.services import conference_calendar as services


@require_GET
def conference_calendar(request: TenantRequest, year: int) -> HttpResponse:
    """All conferences by day; before it is published everybody sees the own ones only."""
    cycle = queries.cycle_of(year)
    is_open = request.actor.oversees or cycle.calendar_published_at is not None
    only_mine = not is_open or request.GET.get("xem") == "cua-toi"
    days = found.calendar_of(cycle, request.actor.person_id, only_mine=only_mine)
    context = {
        "cycle": cycle,
        "days": days,
        "only_mine": only_mine,
        "is_open": is_open,
        "can_publish": access.can_manage_cycle(request.actor),
        "sees_doubles": request.actor.oversees,
        "doubles": sum(bool(day.doubled) for day in days),
        "person_id": request.actor.person_id,
        "without_schedule": unit_steps.without_schedule(cycle) if request.actor.oversees else [],
        "schedule_deadline": queries.deadlines_of(cycle).filter(step=unit_steps.SCHEDULE).first(),
        "print_url": registry.call_print_address(request.actor, cycle),
    }
    return render(request, "reviews/conference_calendar.html", context)


@require_POST
def calendar_publish(request: TenantRequest, year: int) -> HttpResponse:
    """Make the calendar known."""
    cycle = queries.cycle_of(year)
    services.publish_calendar(cycle_id=cycle.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã công bố lịch. Mỗi lần đổi ngày, mọi người được mời đều được báo.")
    return redirect("reviews:conference_calendar", request.tenant.slug, year)


@require_GET
def conference_presence(request: TenantRequest, year: int) -> HttpResponseBase:
    """Who of those in charge and of the party agencies attended which conference; one's own for everybody else."""
    cycle = queries.cycle_of(year)
    rows = found.presence_of(cycle)
    if not request.actor.oversees:
        rows = [row for row in rows if row.invitation.person_id == request.actor.person_id]
        if not rows:
            raise PermissionDenied
    if exports.is_wanted(request):
        return exports.workbook(request, f"Dự hội nghị kiểm điểm năm {year}", tables.PRESENCE, rows)
    return render(request, "reviews/conference_presence.html", {"cycle": cycle, "rows": rows})
