"""The list of conferences, planning one, and its page."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock, exports
from orgchart.errors import InvalidInput
from orgchart.middleware import TenantRequest
from orgchart.models import Person
from reviews import access, queries, tables
from reviews.forms import PlanningForm, ScheduleForm
from reviews.models import Conference, Cycle
from reviews.queries import conferences as found
from reviews.services import conferences
from reviews.views import conference_page


@require_GET
def conference_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """The conferences of a year that the actor takes part in or oversees, and the bodies without one."""
    cycle = queries.cycle_of(year)
    conferences = found.conferences_for(request.actor, cycle)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Hội nghị kiểm điểm năm {year}", tables.CONFERENCES, conferences)
    context = {
        "cycle": cycle,
        "conferences": conferences,
        "bodies": _bodies(request, cycle),
        "today": clock.today(),
    }
    return render(request, "reviews/conference_list.html", context)


def _bodies(request: TenantRequest, cycle: Cycle) -> list[dict[str, Any]]:
    """Bodies that the actor may plan a conference for: all for the office, those headed for others."""
    headed = None if request.actor.is_office else found.headed_bodies(request.actor.person_id, clock.today())
    rows = [
        {"name": str(row), "kind": "tap-the" if found.is_collective(row) else "chi-bo", "pk": row.pk}
        for row in found.bodies_to_confer(cycle)
    ]
    return [row for row in rows if headed is None or (row["kind"], row["pk"]) in headed]


class _Body(NamedTuple):
    """The body in the address, as the services name it."""

    collective_id: int | None
    cell_id: int | None


@require_http_methods(["GET", "POST"])
def conference_new(request: TenantRequest, year: int, kind: str, body_id: int) -> HttpResponse:
    """Set day, place and people; the agenda and the attendance list come by themselves."""
    cycle = queries.cycle_of(year)
    body = _Body(body_id, None) if kind == "tap-the" else _Body(None, body_id)
    preview = found.preview(cycle, body.collective_id, body.cell_id, day=clock.today())
    is_head = preview.head_id is not None and request.actor.person_id == preview.head_id
    if not (request.actor.is_office or is_head):
        raise PermissionDenied
    form = PlanningForm(
        request.POST or None,
        people=preview.people,
        combinable=preview.combinable,
        initial={"chair": preview.head_id},
    )
    if request.method == "POST" and form.is_valid():
        row = _plan(request, cycle, body, form)
        if row is not None:
            messages.success(request, "Đã lập hội nghị. Chương trình và danh sách dự được lập theo quy định.")
            return redirect("reviews:conference", request.tenant.slug, year, row.pk)
    context = {"cycle": cycle, "form": form, "preview": preview}
    return render(request, "reviews/conference_form.html", context, status=422 if form.errors else 200)


def _plan(request: TenantRequest, cycle: Cycle, body: _Body, form: PlanningForm) -> Conference | None:
    try:
        return conferences.plan_conference(
            cycle_id=cycle.pk,
            collective_id=body.collective_id,
            cell_id=body.cell_id,
            actor=request.actor,
            at=clock.now(),
            **form.values(),
        )
    except InvalidInput as refusal:
        conference_page.trouble(refusal, "form", form)
        return None


@require_GET
def conference(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """The agenda and the item at hand, or the minutes as they grow."""
    return conference_page.show(request, _conference(request, year, conference_id))


def _conference(request: TenantRequest, year: int, conference_id: int) -> Conference:
    return found.conference_for(conference_id=conference_id, year=year, actor=request.actor)


@require_http_methods(["GET", "POST"])
def conference_change(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """Move a conference or name others."""
    row = _conference(request, year, conference_id)
    if not access.can_run_conference(request.actor, row):
        raise PermissionDenied
    begun = row.state not in found.BEFORE_OPENING
    form = ScheduleForm(request.POST or None, people=_people(row), has_begun=begun, initial=_schedule(row))
    if request.method == "POST" and form.is_valid():
        try:
            conferences.change_conference(conference_id=row.pk, actor=request.actor, at=clock.now(), **form.values())
        except InvalidInput as refusal:
            conference_page.trouble(refusal, "form", form)
        else:
            messages.success(request, "Đã ghi lịch và phân công mới.")
            return redirect("reviews:conference", request.tenant.slug, year, row.pk)
    context = {"cycle": row.cycle, "conference": row, "form": form, "has_begun": begun}
    return render(request, "reviews/conference_form.html", context, status=422 if form.errors else 200)


def _people(row: Conference) -> list[Person]:
    return conference_page.people_of(found.attendances_of(row))


def _schedule(row: Conference) -> dict[str, Any]:
    return {
        "starts_at": timezone.localtime(row.starts_at),
        "days": row.days,
        "location": row.location,
        "chair": row.chair_id,
        "chair_reason": row.chair_reason,
        "secretary": row.secretary_id,
    }


@require_GET
def projector(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """Big letters for the wall: who is now, who is next; no comments, no conclusions."""
    row = _conference(request, year, conference_id)
    items = found.agenda_of(row)
    lines = conference_page.lines_of(row, items, found.posts_by_person(row), None)
    now = next((line for line in lines if line.item.state == "running"), None)
    return render(request, "reviews/conference_projector.html", {"conference": row, "lines": lines, "now": now})
