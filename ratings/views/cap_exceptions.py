"""The page of a decision that raises the cap of one group, and its check by a second person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms_exceptions import CapExceptionForm, recorded_as_typed
from ratings.queries import lists
from ratings.queries.cap_exceptions import ExceptionPage, exception_page
from ratings.services import cap_exceptions
from ratings.views.gates import need_decider, need_runner, need_sight


@require_http_methods(["GET", "POST"])
def cap_exception(request: TenantRequest, year: int, board_id: int, group_id: int) -> HttpResponse:
    """What the set asks for, what is recorded, and the form."""
    need_sight(request)
    lists.board_of(board_id, year)
    page = exception_page(board_id, group_id)
    if request.method == "GET":
        return _page(request, year, board_id, page, CapExceptionForm(initial=recorded_as_typed(page.recorded)))
    need_runner(request)
    form = CapExceptionForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            cap_exceptions.record_exception(
                group_id=page.group.pk, grant=form.grant(), actor=request.actor, at=clock.now()
            )
            messages.success(request, "Đã ghi quyết định. Số chỗ đổi sau khi người thứ hai đối chiếu, xác nhận.")
            return redirect("ratings:cap_exception", request.tenant.slug, year, board_id, group_id)
    return _page(request, year, board_id, page, form)


@require_POST
def confirm_cap_exception(request: TenantRequest, year: int, board_id: int, group_id: int) -> HttpResponse:
    """A second person has compared the record with the decision."""
    need_decider(request)
    lists.board_of(board_id, year)
    page = exception_page(board_id, group_id)
    found = cap_exceptions.confirm_exception(group_id=page.group.pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã xác nhận: nhóm {page.group.name} áp dụng tỷ lệ {found.rate}%.")
    return redirect("ratings:board", request.tenant.slug, year, board_id)


def _page(
    request: TenantRequest, year: int, board_id: int, page: ExceptionPage, form: CapExceptionForm
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "cycle": page.group.cycle,
        "board": lists.board_of(board_id, year),
        "group_id": request.resolver_match.kwargs["group_id"] if request.resolver_match else page.group.pk,
        "can_run": access.can_run_board(request.actor),
        "can_decide": access.can_decide(request.actor),
        "is_own_record": page.recorded is not None and page.recorded.recorded_by == request.actor.account,
    }
    return render(request, "ratings/cap_exception.html", context, status=422 if form.is_bound else 200)
