"""The cycle: one line of time, counters, and the steps that drive the year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock, registry
from orgchart.answers import refusals_at_fields
from orgchart.errors import InvalidInput
from orgchart.kinds import OrganizationKind
from orgchart.middleware import TenantRequest
from reviews import access, calendar, queries
from reviews.forms import ChooseSetForm, CycleForm, DeadlineForm, ExplanationForm
from reviews.models import Cycle, Deadline
from reviews.queries import my_units
from reviews.queries.cycles import counts_by_state
from reviews.queries.timetables import Explained, explained_of
from reviews.registry import open_matters
from reviews.services import cycles
from reviews.services.next_year import start_next_year
from reviews.states import CycleState, Phase

SOON = 7
# The list behind a deadline, by what it brings to an end.
PLACES: dict[str, str] = {
    Phase.SELF_REVIEW: "review_list",
    Phase.DRAFT: "review_list",
    Phase.REVIEW: "conference_calendar",
}
MOVES: dict[str, tuple[Callable[..., Cycle], str]] = {
    "ban-hanh": (cycles.issue_cycle, "Đã ban hành kế hoạch; bộ quy định được giữ nguyên từ đây."),
    "bat-dau": (cycles.start_cycle, "Đợt kiểm điểm đã bắt đầu."),
    "ket-thuc": (cycles.close_cycle, "Đợt kiểm điểm đã kết thúc."),
}


@dataclass(frozen=True)
class Mark:
    """A deadline as the line of time shows it."""

    label: str
    day: date
    state: str
    wording: str
    level: str
    url: str = ""


@require_GET
def cycle(request: TenantRequest, year: int) -> HttpResponse:
    """Where the year stands."""
    return _page(request, queries.cycle_of(year))


def _page(
    request: TenantRequest, row: Cycle, form: Form | None = None, explanation: Form | None = None, status: int = 200
) -> HttpResponse:
    today, actor = clock.today(), request.actor
    oversees = access.can_see_progress(actor)
    rules, deadlines = queries.set_of(row), list(queries.deadlines_of(row))
    context: dict[str, Any] = {
        "cycle": row,
        "today": today,
        "marks": [_mark(row, deadline, today) for deadline in deadlines],
        "counts": counts_by_state(row) if oversees else [],
        "set_title": rules.title,
        "set_changed": bool(row.set_digest) and row.set_digest != rules.digest,
        "set_form": _set_form(request, row),
        "contradictions": _contradictions(row, deadlines, explanation),
        "can_manage": access.can_manage_cycle(actor),
        "can_issue": access.can_issue_cycle(actor),
        "oversees": oversees,
        "leads": my_units.follows(actor, today).leads,
        "page_groups": registry.cycle_pages(actor, request.tenant, row.year),
        "deadline_form": form or DeadlineForm(),
    }
    wrong = any(one.errors for one in (form, explanation) if one is not None)
    return render(request, "reviews/cycle.html", context, status=422 if wrong else status)


def _set_form(request: TenantRequest, row: Cycle) -> ChooseSetForm | None:
    """While the plan is prepared the office may choose another set."""
    if row.state != CycleState.PREPARING or not access.can_manage_cycle(request.actor):
        return None
    return ChooseSetForm(choices=queries.set_choices(), initial={"set_code": row.set_code})


def _contradictions(row: Cycle, deadlines: list[Deadline], typed: Form | None) -> list[tuple[Explained, Form]]:
    """What contradicts itself, each with the form of its explanation; a refused one stays in its own form."""
    wanted = typed["about"].value() if typed is not None else ""
    return [
        (one, typed if typed is not None and one.found.code == wanted else _explanation(one))
        for one in explained_of(row, deadlines)
    ]


def _explanation(one: Explained) -> Form:
    text = one.note.text if one.note else ""
    return ExplanationForm(initial={"about": one.found.code, "text": text}, auto_id=f"id_{one.found.code}_%s")


def _mark(cycle: Cycle, row: Deadline, today: date) -> Mark:
    office_day = calendar.last_working_day(row.last_day)
    days = (row.last_day - today).days
    state = "late" if days < 0 else "today" if days == 0 else "soon" if days <= SOON else "later"
    if cycle.state == CycleState.CLOSED:
        state = "past"  # nothing is late in a year that is over
    place = "my_units" if row.reporters else PLACES.get(row.phase, "")
    url = reverse(f"reviews:{place}", args=[cycle.tenant.slug, cycle.year]) if place else ""
    parts = [_whose(row), row.receiver]
    if office_day != row.last_day:
        parts.append(f"ngày làm việc cuối cùng {office_day:%d/%m/%Y}")
    return Mark(row.title, row.last_day, state, row.wording, " · ".join(filter(None, parts)), url)


def _whose(row: Deadline) -> str:
    """The kinds of units that report a step on their own."""
    kinds = [OrganizationKind(kind).label for kind in row.reporters.split()]
    return f"{', '.join(kinds)} báo cáo" if kinds else ""


@require_http_methods(["GET", "POST"])
def cycle_new(request: TenantRequest) -> HttpResponse:
    """Begin a year."""
    if not access.can_manage_cycle(request.actor):
        raise PermissionDenied
    year = clock.today().year
    form = CycleForm(
        request.POST or None, initial={"year": year, "title": f"Kiểm điểm, đánh giá, xếp loại chất lượng năm {year}"}
    )
    form.fields["set_code"].choices = [  # type: ignore[attr-defined]
        (choice.code, choice.title) for choice in queries.set_choices()
    ]
    if request.method == "POST" and form.is_valid():
        with refusals_at_fields(form):
            row = cycles.create_cycle(actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã lập đợt kiểm điểm với các mốc thời gian của bộ quy định.")
            return redirect("reviews:cycle", request.tenant.slug, row.year)
    return render(request, "reviews/cycle_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def deadline_new(request: TenantRequest, year: int) -> HttpResponse:
    """Add a step of the own plan."""
    if not access.can_manage_cycle(request.actor):
        raise PermissionDenied
    row = queries.cycle_of(year)
    form = DeadlineForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            cycles.add_deadline(
                cycle_id=row.pk, step=cycles.PlanStep(**form.cleaned_data), actor=request.actor, at=clock.now()
            )
            messages.success(request, "Đã thêm mốc thời gian.")
            return redirect("reviews:cycle", request.tenant.slug, year)
    return _page(request, row, form)


@require_POST
def cycle_set(request: TenantRequest, year: int) -> HttpResponse:
    """Hold the year under another set."""
    row = queries.cycle_of(year)
    form = ChooseSetForm(request.POST, choices=queries.set_choices())
    code = form.cleaned_data["set_code"] if form.is_valid() else ""
    try:
        cycles.choose_set(cycle_id=row.pk, set_code=code, actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        messages.error(request, " ".join(refusal.errors.values()))
        return _page(request, row, status=422)
    messages.success(request, "Đã chọn bộ quy định; các mốc thời gian lấy theo bộ này.")
    return redirect("reviews:cycle", request.tenant.slug, year)


@require_POST
def cycle_explain(request: TenantRequest, year: int) -> HttpResponse:
    """Say why contradicting dates stand."""
    row = queries.cycle_of(year)
    if not access.can_manage_cycle(request.actor):
        raise PermissionDenied
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return _page(request, row, explanation=form)
    cycles.explain_contradiction(cycle_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã ghi giải trình.")
    return redirect("reviews:cycle", request.tenant.slug, year)


@require_POST
def cycle_next(request: TenantRequest, year: int) -> HttpResponse:
    """Next year's cycle out of this one, in one step."""
    made = start_next_year(cycle_id=queries.cycle_of(year).pk, actor=request.actor, at=clock.now())
    told = (
        f"Đã lập đợt năm {made.cycle.year} từ đợt năm {year}: {made.own_steps} mốc riêng, "
        f"{made.listed.subjects} đối tượng từ sơ đồ hiện nay. Xem lại rồi ban hành."
    )
    messages.success(request, told)
    return redirect("reviews:cycle", request.tenant.slug, made.cycle.year)


@require_GET
def closing(request: TenantRequest, year: int) -> HttpResponse:
    """What is still open before the year is closed, and when it was closed."""
    if not access.can_see_progress(request.actor):
        raise PermissionDenied
    row = queries.cycle_of(year)
    context = {
        "cycle": row,
        "matters": open_matters(row),
        "may_close": access.can_manage_cycle(request.actor) and row.state == CycleState.RUNNING,
    }
    return render(request, "reviews/closing.html", context)


@require_POST
def cycle_move(request: TenantRequest, year: int, move: str) -> HttpResponse:
    """Issue, start or close the year."""
    row = queries.cycle_of(year)
    service, told = MOVES[move]
    service(cycle_id=row.pk, actor=request.actor, at=clock.now())
    messages.success(request, told)
    return redirect("reviews:cycle", request.tenant.slug, year)
