"""Tiến độ cấp dưới: what the tenants below have counted, and sending the own numbers up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.middleware import TenantRequest
from reviews import access, queries
from reviews.models import CounterStep
from reviews.queries.below import progress_below, totals_below
from reviews.services import counters


@require_GET
def below(request: TenantRequest, year: int) -> HttpResponse:
    """Units by steps, from counters; nobody's draft is read."""
    if not access.can_see_progress(request.actor):
        raise PermissionDenied
    cycle = queries.cycle_of(year)
    rows = progress_below(cycle, clock.today())
    context = {"cycle": cycle, "rows": rows, "steps": CounterStep.labels, "totals": totals_below(rows)}
    return render(request, "reviews/progress_below.html", context)


@require_POST
def send_up(request: TenantRequest, year: int) -> HttpResponse:
    """Send the numbers of today to the superior."""
    cycle = queries.cycle_of(year)
    counters.send_progress(cycle_id=cycle.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã gửi số liệu tiến độ lên cấp trên.")
    return redirect("reviews:progress", request.tenant.slug, year)
