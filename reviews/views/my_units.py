"""Nơi tôi phụ trách: how far the followed units are, what is open there, notes and reminders."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from orgchart.models import Organization
from reviews import queries
from reviews.forms.unit_notes import ReportForm, UnitNoteForm, YearEndForm
from reviews.models import Cycle, UnitNoteKind, YearEnd
from reviews.queries import my_units as found
from reviews.queries.unit_steps import steps_of
from reviews.services import unit_notes, unit_plan
from reviews.states import CycleState

PAGE_SIZE = 50
TASKS_SHOWN = 200


@require_GET
def my_units(request: TenantRequest, year: int) -> HttpResponse:
    """The followed units with their state."""
    return _page(request, queries.cycle_of(year))


@require_http_methods(["GET", "POST"])
def my_unit(request: TenantRequest, year: int, unit_id: int) -> HttpResponse:
    """One unit opened: open tasks, reminders, notes; POST writes a note or reminds its head."""
    cycle = queries.cycle_of(year)
    if request.method == "GET":
        return _page(request, cycle, unit_id)
    unit_notes.driven_unit(unit_id=unit_id, actor=request.actor, at=clock.now())
    form = UnitNoteForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            row = unit_notes.note_unit(
                cycle_id=cycle.pk, unit_id=unit_id, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
            told = "Đã gửi đôn đốc tới người đứng đầu." if row.kind == UnitNoteKind.REMINDER else "Đã ghi chú."
            messages.success(request, told)
            return redirect("reviews:my_unit", request.tenant.slug, year, unit_id)
    return _page(request, cycle, unit_id, form)


@require_POST
def reminder_done(request: TenantRequest, year: int, note_id: int) -> HttpResponse:
    """The head of the unit takes note of a reminder."""
    cycle = queries.cycle_of(year)
    row = unit_notes.answer_reminder(note_id=note_id, cycle_id=cycle.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã ghi nhận đôn đốc.")
    return redirect("reviews:my_unit", request.tenant.slug, year, row.organization_id)


@require_POST
def unit_report(request: TenantRequest, year: int, unit_id: int, step: str) -> HttpResponse:
    """The unit reports a step of the plan."""
    cycle, form = queries.cycle_of(year), ReportForm(request.POST, auto_id=f"report-{step}-%s")
    unit_plan.own_unit(unit_id, request.actor, clock.now())
    if form.is_valid():
        with refusals_at_fields(form):
            unit_plan.send_report(
                cycle_id=cycle.pk, unit_id=unit_id, step=step, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
            messages.success(request, "Đã gửi báo cáo.")
            return redirect("reviews:my_unit", request.tenant.slug, year, unit_id)
    return _page(request, cycle, unit_id, report_form=form, reporting=step)


@require_POST
def unit_report_received(request: TenantRequest, year: int, report_id: int) -> HttpResponse:
    """The office has the report."""
    cycle = queries.cycle_of(year)
    row = unit_plan.receive_report(report_id=report_id, cycle_id=cycle.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã xác nhận tiếp nhận báo cáo.")
    return redirect("reviews:my_unit", request.tenant.slug, year, row.organization_id)


@require_POST
def year_end(request: TenantRequest, year: int, unit_id: int) -> HttpResponse:
    """When the unit sums up its year."""
    cycle, form = queries.cycle_of(year), YearEndForm(request.POST)
    unit_plan.own_unit(unit_id, request.actor, clock.now())
    if form.is_valid():
        with refusals_at_fields(form):
            unit_plan.set_year_end(
                cycle_id=cycle.pk, unit_id=unit_id, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
            messages.success(request, "Đã ghi ngày tổng kết năm.")
            return redirect("reviews:my_unit", request.tenant.slug, year, unit_id)
    return _page(request, cycle, unit_id, year_end_form=form)


def _page(
    request: TenantRequest, cycle: Cycle, unit_id: int | None = None, form: UnitNoteForm | None = None, **given: Any
) -> HttpResponse:
    """The page; `given` holds a refused form of the unit's steps under its name."""
    seen = found.follows(request.actor, clock.today())
    opened = {} if unit_id is None else _opened(request, cycle, seen, unit_id, form)
    if not seen.leads:
        raise PermissionDenied
    rows = found.my_units(seen, cycle, clock.today())
    context: dict[str, Any] = {
        "cycle": cycle,
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "complete": sum(row.progress.is_complete for row in rows),
        "late": sum(row.late for row in rows),
        "total": len(rows),
        "beside": [] if opened else found.headed_beside(seen, rows),
    }
    status = 422 if given or (form and form.errors) else 200
    return render(request, "reviews/my_units.html", context | opened | given, status=status)


def _opened(
    request: TenantRequest, cycle: Cycle, seen: found.Follows, unit_id: int, form: UnitNoteForm | None
) -> dict[str, Any]:
    """Open tasks and notes of one unit, for its head and for those who drive it."""
    unit = Organization.objects.filter(pk=unit_id).first()
    if unit is None or not seen.bases(unit):
        raise NotVisible
    if not (seen.drives(unit) or seen.heads(unit)):
        raise PermissionDenied
    notes = found.notes_on(cycle, unit)
    if not seen.drives(unit):
        notes = notes.filter(kind=UnitNoteKind.REMINDER)
    tasks = list(found.open_tasks(cycle, unit)[: TASKS_SHOWN + 1])
    plan = _plan_of(request, cycle, unit, enters=seen.heads(unit) or request.actor.is_office)
    return plan | {
        "unit": unit,
        "tasks": tasks[:TASKS_SHOWN],
        "more_tasks": len(tasks) > TASKS_SHOWN,
        "notes": notes[:100],
        "drives": seen.drives(unit),
        "answers": seen.heads(unit) or request.actor.is_office,
        "form": form or UnitNoteForm(initial={"kind": UnitNoteKind.REMINDER}),
    }


def _plan_of(request: TenantRequest, cycle: Cycle, unit: Organization, *, enters: bool) -> dict[str, Any]:
    """The steps of one unit, and what its head and the office enter there."""
    held = YearEnd.objects.filter(cycle=cycle, organization=unit).first()
    return {
        "steps": steps_of(cycle, unit, clock.today()),
        "year_end": held,
        "year_end_form": YearEndForm(initial={"held_on": held.held_on} if held else None),
        "enters": enters and cycle.state != CycleState.CLOSED,
        "is_office": request.actor.is_office,
    }
