"""Looking again at a decided level: what speaks against it now, keeping it, annulling it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms_aftermath import AnnulForm, KeepForm, ReconsiderForm
from ratings.models import RatingCase
from ratings.queries import lists
from ratings.queries import reconsiderations as found
from ratings.services import reconsiderations as services
from ratings.states import CASE_MOVES, ReconsiderationState
from ratings.views.gates import need_decider, need_sight
from reviews.queries import cycle_of


@require_GET
def attention(request: TenantRequest, year: int) -> HttpResponse:
    """Everything of a cycle that was decided and has to be looked at again."""
    need_sight(request)
    cycle = cycle_of(year)
    context = {"cycle": cycle, "flags": found.open_flags(cycle), "reconsiderations": found.open_reconsiderations(cycle)}
    return render(request, "ratings/attention.html", context)


@require_http_methods(["GET", "POST"])
def reconsider(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The decided level, what the rules say to it now, and what became of earlier ones."""
    need_sight(request)
    case = lists.case_of(case_id, year)
    if request.method == "GET":
        return _page(request, case)
    need_decider(request)
    form = ReconsiderForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            services.open_reconsideration(case_id=case.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            return redirect("ratings:reconsider", request.tenant.slug, year, case_id)
    return _page(request, case, open_form=form)


@require_POST
def keep(request: TenantRequest, year: int, case_id: int, reconsideration_id: int) -> HttpResponse:
    """The level stands."""
    need_decider(request)
    case = lists.case_of(case_id, year)
    row, form = found.reconsideration_of(reconsideration_id, case), KeepForm(request.POST, prefix="giu")
    if not form.is_valid():
        return _page(request, case, keep_form=form)
    services.keep_level(reconsideration_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, f"Giữ nguyên mức xếp loại của {case.subject.name}.")
    return redirect("ratings:reconsider", request.tenant.slug, year, case_id)


@require_POST
def annul(request: TenantRequest, year: int, case_id: int, reconsideration_id: int) -> HttpResponse:
    """Annul the level by a numbered decision; the case goes back to the appraisal."""
    need_decider(request)
    case = lists.case_of(case_id, year)
    row, form = found.reconsideration_of(reconsideration_id, case), AnnulForm(request.POST, prefix="huy")
    if form.is_valid():
        with refusals_at_fields(form):
            done = services.annul_level(
                reconsideration_id=row.pk, annulment=form.annulment(), actor=request.actor, at=clock.now()
            )
            messages.success(request, f"Đã hủy bỏ theo Quyết định số {done.code}; mời đồng chí thẩm định lại.")
            return redirect("ratings:reconsider", request.tenant.slug, year, case_id)
    return _page(request, case, annul_form=form)


def _page(request: TenantRequest, case: RatingCase, **forms: ReconsiderForm | KeepForm | AnnulForm) -> HttpResponse:
    rows = list(found.reconsiderations_of(case))
    is_decided = case.state in CASE_MOVES["annul"].sources
    context = {
        "case": case,
        "cycle": case.subject.cycle,
        "rows": rows,
        "current": next((row for row in rows if row.state == ReconsiderationState.OPEN), None),
        "against": found.against(case) if is_decided else [],
        "is_decided": is_decided,
        "can_decide": access.can_decide(request.actor),
        "open_form": ReconsiderForm(),
        "keep_form": KeepForm(prefix="giu"),
        "annul_form": AnnulForm(prefix="huy", initial=found.signer_of(case) | {"annulled_on": clock.today()}),
    }
    return render(request, "ratings/reconsider.html", context | forms, status=422 if forms else 200)
