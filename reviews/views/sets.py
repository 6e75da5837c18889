"""Regulation sets: the list, one set with all that it says, making one, and its way to approval."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from orgchart.queries import audit_entries
from reviews import access
from reviews.models import OwnSet
from reviews.queries import own_sets, set_choices
from reviews.queries.regulations import set_named, state_set_choices
from reviews.queries.set_page import ONLY, SetView
from reviews.queries.timetables import dated_steps, first_year, timetable_of_set
from reviews.regulations.errors import UnknownSetError
from reviews.regulations.sets import RegulationSet
from reviews.services import own_sets as services
from reviews.services.sending_sets import send_set_down
from reviews.set_forms import ReturnForm, SetForm
from reviews.states import SetState
from reviews.timetable import contradictions

MOVES: dict[str, tuple[Callable[..., OwnSet], str]] = {
    "trinh": (services.submit_set, "Đã trình duyệt bộ quy định."),
    "duyet": (services.approve_set, "Đã duyệt bộ quy định; có thể lập đợt kiểm điểm theo bộ này."),
    "gui-xuong": (send_set_down, "Đã gửi bộ quy định xuống các cấp dưới trực tiếp."),
    "tra-lai": (services.return_set, "Đã trả lại để sửa."),
    "bo": (services.discard_set, "Đã bỏ bản soạn; nội dung vẫn xem lại được ở trang này."),
}


@require_GET
def set_list(request: TenantRequest) -> HttpResponse:
    """Own, received and built-in sets."""
    context = {"entries": own_sets.set_entries(), "can_write": access.can_write_sets(request.actor)}
    return render(request, "reviews/sets/list.html", context)


@require_GET
def set_page(request: TenantRequest, code: str) -> HttpResponse:
    """One set: its values with their sources, its lists, what differs, who may do what next."""
    return _page(request, code)


def find_set(code: str) -> tuple[OwnSet | None, RegulationSet]:
    """The set that a code means and, for an own one, its row; an unknown code is not visible."""
    row = own_sets.own_set(code)
    if row is not None:
        return row, own_sets.draft_of(row)
    try:
        return None, set_named(code)
    except UnknownSetError:
        raise NotVisible from None


def view_of(row: OwnSet | None, regulation: RegulationSet) -> SetView:
    """The set beside the one that it is made from; a built-in one beside its parent."""
    if row is not None:
        return SetView(regulation, own_sets.above(row))
    return SetView(regulation, set_named(regulation.parent) if regulation.parent else None)


def _page(request: TenantRequest, code: str, form: Form | None = None) -> HttpResponse:
    row, regulation = find_set(code)
    view, only = view_of(row, regulation), request.GET.get("loc", "")
    year = row.year if row is not None else first_year(regulation) or clock.today().year
    context: dict[str, Any] = {
        "row": row,
        "regulation": regulation,
        "sections": view.sections(request.GET.get("tim", ""), only),
        "tables": view.tables(),
        "frames": view.frames(),
        "dated": dated_steps(regulation, year),
        "clashes": contradictions(timetable_of_set(regulation, year)),
        "year": year,
        "only": only,
        "filters": ONLY.items(),
        "search": request.GET.get("tim", ""),
        "cycles": own_sets.cycles_under(code),
        "can_edit": row is not None and row.state == SetState.DRAFT and access.can_write_sets(request.actor),
        "can_write": access.can_write_sets(request.actor),
        "can_approve": access.can_approve_sets(request.actor),
        "return_form": form or ReturnForm(),
        "history": audit_entries("reviews.ownset", row.pk) if row is not None else [],
    }
    return render(request, "reviews/sets/set.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "POST"])
def set_new(request: TenantRequest) -> HttpResponse:
    """Make this year's set from last year's or from a superior's."""
    if not access.can_write_sets(request.actor):
        raise PermissionDenied
    form = SetForm(
        request.POST or None, choices=set_choices(), state_choices=state_set_choices(), initial=_first_head(request)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ancestors = {name: data[name] for name in ("made_from", "relation", "parent", "state_parent")}
        with refusals_at_fields(form):
            row = services.make_set(head=form.head(), actor=request.actor, at=clock.now(), **ancestors)
            messages.success(request, "Đã lập bộ quy định; mọi nội dung giữ như bộ đã chọn cho đến khi sửa.")
            return redirect("reviews:set", request.tenant.slug, row.code)
    return render(request, "reviews/sets/new.html", {"form": form}, status=422 if form.errors else 200)


def _first_head(request: TenantRequest) -> dict[str, object]:
    year = clock.today().year
    issuer = request.tenant.issuing_body
    title = f"Kế hoạch kiểm điểm, đánh giá, xếp loại năm {year} của {issuer}"
    return {
        "made_from": request.GET.get("tu", ""), "relation": "base", "year": year, "issuer": issuer, "title": title
    }  # fmt: skip


@require_POST
def set_move(request: TenantRequest, code: str, move: str) -> HttpResponse:
    """Submit, approve or return an own set."""
    row = own_sets.require_own(code)
    service, told = MOVES[move]
    form = ReturnForm(request.POST) if move == "tra-lai" else None
    if form is not None and not form.is_valid():
        return _page(request, code, form)
    reason = form.cleaned_data if form is not None else {}
    service(set_id=row.pk, actor=request.actor, at=clock.now(), **reason)
    messages.success(request, told)
    return redirect("reviews:set", request.tenant.slug, code)
