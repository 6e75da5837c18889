"""Hội đồng của năm: who sits on them, what is put before them, what they decided."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import InvalidInput
from orgchart.middleware import TenantRequest
from reviews import access, queries
from reviews.forms.year_councils import AppointForm, InitiativeForm, MeetingForm
from reviews.models import YearCouncil, YearCouncilKind
from reviews.queries import year_councils as found
from reviews.services import year_councils as councils
from reviews.states import CycleState

PUT, MEET = "sang-kien", "hop"


@require_http_methods(["GET", "POST"])
def council_list(request: TenantRequest, year: int) -> HttpResponse:
    """The councils of a year and their deadline; POST appoints one."""
    cycle = queries.cycle_of(year)
    if not request.actor.oversees:
        raise PermissionDenied
    form = AppointForm(request.POST or None, people=found.people_to_appoint(clock.today()))
    if request.method == "POST":
        if not access.can_manage_cycle(request.actor):
            raise PermissionDenied
        if form.is_valid() and _appoint(request, cycle.pk, form):
            messages.success(request, "Đã ghi hội đồng.")
            return redirect("reviews:council_list", request.tenant.slug, year)
    context = {
        "cycle": cycle,
        "councils": list(found.councils_of(cycle)),
        "last_day": found.last_day(cycle),
        "form": form,
        "can_appoint": access.can_manage_cycle(request.actor) and cycle.state != CycleState.CLOSED,
    }
    return render(request, "reviews/council_list.html", context, status=422 if form.errors else 200)


def _appoint(request: TenantRequest, cycle_id: int, form: AppointForm) -> bool:
    data = dict(form.cleaned_data)
    chair_id, member_ids = data.pop("chair"), data.pop("members")
    call: dict[str, Any] = {"actor": request.actor, "at": clock.now(), "cycle_id": cycle_id}
    try:
        councils.appoint_council(chair_id=chair_id, member_ids=member_ids, **data, **call)
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    return True


@require_http_methods(["GET", "POST"])
def year_council(request: TenantRequest, year: int, council_id: int) -> HttpResponse:
    """One council; POST puts an initiative before it, or records its meeting."""
    row = found.council_for(request.actor, council_id, year)
    step = request.POST.get("buoc", PUT) if request.method == "POST" else ""
    forms = _forms(request, row, step)
    if step:
        if not access.can_manage_cycle(request.actor):
            raise PermissionDenied
        if forms[step if step in forms else PUT].is_valid() and _do(request, row, step, forms):
            return redirect("reviews:year_council", request.tenant.slug, year, row.pk)
    bad = any(form.errors for form in forms.values())
    return render(request, "reviews/year_council.html", _context(request, row, forms), status=422 if bad else 200)


def _context(request: TenantRequest, row: YearCouncil, forms: dict[str, Form]) -> dict[str, Any]:
    is_open = row.met_on is None and row.cycle.state != CycleState.CLOSED and access.can_manage_cycle(request.actor)
    return {
        "cycle": row.cycle,
        "council": row,
        "members": list(row.members.select_related("person").order_by("person__sort_key", "pk")),
        "initiatives": list(row.initiatives.select_related("person").order_by("person__sort_key", "pk")),
        "last_day": found.last_day(row.cycle),
        "is_late": found.is_late(row),
        "put_form": forms[PUT],
        "meeting_form": forms[MEET],
        "can_put": is_open and row.kind == YearCouncilKind.INITIATIVES,
        "can_meet": is_open,
    }


def _forms(request: TenantRequest, row: YearCouncil, step: str) -> dict[str, Form]:
    initiatives = row.initiatives.select_related("person").order_by("person__sort_key", "pk")
    return {
        PUT: InitiativeForm(request.POST if step == PUT else None, people=found.people_to_appoint(clock.today())),
        MEET: MeetingForm(request.POST if step == MEET else None, initiatives=initiatives),
    }


def _do(request: TenantRequest, row: YearCouncil, step: str, forms: dict[str, Form]) -> bool:
    call: dict[str, Any] = {"council_id": row.pk, "actor": request.actor, "at": clock.now()}
    form = forms[step if step in forms else PUT]
    data = form.cleaned_data
    try:
        if isinstance(form, MeetingForm):
            councils.record_meeting(met_on=data["met_on"], result=data["result"], verdicts=form.verdicts(), **call)
            messages.success(request, "Đã ghi kết quả họp hội đồng.")
        else:
            councils.put_initiative(person_id=data["person"], title=data["title"], **call)
            messages.success(request, "Đã đưa sáng kiến ra hội đồng.")
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    return True
