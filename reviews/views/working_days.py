"""The calendar of working days: what is published, what the office has corrected, what changes with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.middleware import TenantRequest
from reviews import access, calendar, queries
from reviews.forms.working_days import DayForm
from reviews.models import Cycle
from reviews.queries import day_corrections
from reviews.services.working_days import correct_day

FIRST, LAST = 2018, 2100


@require_http_methods(["GET", "POST"])
def working_days(request: TenantRequest) -> HttpResponse:
    """Holidays and swapped days of a year; whoever runs the year corrects them."""
    if not request.actor.oversees:
        raise PermissionDenied
    if request.method == "POST" and not access.can_manage_cycle(request.actor):
        raise PermissionDenied
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_at_fields(form):
            row = correct_day(actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã sửa lịch làm việc; các hạn tính theo ngày làm việc đổi theo.")
            return redirect(f"{reverse('reviews:working_days', args=[request.tenant.slug])}?nam={row.day.year}")
    return _page(request, form)


def _page(request: TenantRequest, form: DayForm) -> HttpResponse:
    year = _year(request)
    cycle = queries.cycles().filter(year=year).first()
    context = {
        "year": year,
        "published": calendar.published_days(year),
        "history": day_corrections.history()[:100],
        "effects": _effects(cycle),
        "cycle": cycle,
        "can_correct": access.can_manage_cycle(request.actor),
        "form": form,
    }
    return render(request, "reviews/working_days.html", context, status=422 if form.errors else 200)


def _effects(cycle: Cycle | None) -> list[day_corrections.Effect]:
    return day_corrections.effects_on(cycle) if cycle is not None else []


def _year(request: TenantRequest) -> int:
    """The year that is asked for, else the one of today."""
    text = request.GET.get("nam", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == len(str(LAST)) else clock.today().year
    return min(max(year, FIRST), LAST)
