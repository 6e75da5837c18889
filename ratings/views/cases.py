"""The list of cases and the appraisal of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock, exports
from orgchart.answers import blame, refusals_at_fields
from orgchart.errors import Conflict, InvalidInput, Refused
from orgchart.middleware import TenantRequest
from ratings import access, tables
from ratings.forms import (
    AppraisalForm,
    ExternalDecisionForm,
    GroupChoiceForm,
    GroupForm,
    SelfRatingForm,
    appraisal_initial,
)
from ratings.models import RatingCase
from ratings.queries import case_page, lists, waiting
from ratings.queries.open_votes import votes_about
from ratings.queries.reconsiderations import flags_of, reconsiderations_of
from ratings.queries.regulation import regulation_of
from ratings.queries.scores import sheet_of
from ratings.services import appraisal, cases, decisions
from ratings.views.gates import need_appraiser, need_case_sight, need_decider, need_runner
from reviews.queries import cycle_of
from reviews.queries.concurrent_duties import comments_on
from reviews.queries.opinions import synthesis
from reviews.queries.targets import share_of_subject

PAGE_SIZE = 100


@require_GET
def case_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """Everybody and everything that is rated, by cap group."""
    cycle = cycle_of(year)
    need_case_sight(request, cycle)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Đối tượng xếp loại năm {year}", tables.CASES, lists.cases_of(cycle))
    only_waiting = request.GET.get("xem") == "cho"
    rows = lists.cases_of(cycle).filter(state__in=waiting.WAITING) if only_waiting else lists.cases_of(cycle)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "page_obj": page,
        "missing": lists.subjects_without_case(cycle),
        "only_waiting": only_waiting,
        "too_long": set(waiting.waiting_too_long(cycle, clock.today()).values_list("pk", flat=True)),
        "days_allowed": waiting.days_allowed(cycle),
        "can_run": access.can_run_board(request.actor),
        "group_form": GroupForm(groups=lists.balloted_groups(cycle)),
    }
    return render(request, "ratings/cases.html", context)


@require_POST
def prepare(request: TenantRequest, year: int) -> HttpResponse:
    """Put everybody on the list who is not on it yet."""
    need_runner(request)
    number = cases.prepare_cases(cycle_id=cycle_of(year).pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã đưa {number} đối tượng vào danh sách." if number else "Danh sách đã đủ đối tượng.")
    return redirect("ratings:cases", request.tenant.slug, year)


@require_POST
def create_group(request: TenantRequest, year: int) -> HttpResponse:
    """Add a cap group."""
    need_runner(request)
    cycle = cycle_of(year)
    form = GroupForm(request.POST, groups=lists.balloted_groups(cycle))
    if form.is_valid():
        with refusals_at_fields(form):
            cases.create_group(cycle_id=cycle.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã thêm nhóm. Chuyển từng đối tượng vào nhóm ở trang thẩm định.")
            return redirect("ratings:cases", request.tenant.slug, year)
    page = Paginator(lists.cases_of(cycle), PAGE_SIZE).get_page(1)
    context = {"cycle": cycle, "page_obj": page, "can_run": True, "group_form": form, "missing": 0}
    return render(request, "ratings/cases.html", context, status=422)


@require_http_methods(["GET", "POST"])
def appraise(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The appraisal sheet: self-degrees beside accepted ones, facts, and what the rules say."""
    need_case_sight(request, cycle_of(year))
    case = lists.case_of(case_id, year)
    if access.is_own_case(request.actor, case):
        raise PermissionDenied
    if request.method == "GET":
        return _sheet(request, case, _form(case))
    need_appraiser(request, case.subject.cycle)
    form = _form(case, request.POST)
    try:
        if form.is_valid() and _store(request, case, form):
            messages.success(request, f"Đã ghi thẩm định {case.subject.name}.")
            return redirect("ratings:appraise", request.tenant.slug, year, case_id)
    except Conflict as conflict:
        return _sheet(request, lists.case_of(case_id, year), _rebased(form, conflict), status=409)
    except Refused as refusal:
        return _sheet(request, lists.case_of(case_id, year), form, status=409, refusal=refusal)
    return _sheet(request, case, form, status=422)


@require_POST
def verdict(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """What the rules would say to what stands on the page now; nothing is kept."""
    need_appraiser(request, cycle_of(year))
    case = lists.case_of(case_id, year)
    form = _form(case, request.POST)
    form.is_valid()
    judgement = appraisal.preview_appraisal(
        case_id=case_id, appraisal=form.appraisal(), actor=request.actor, at=clock.now()
    )
    chosen = form.cleaned_data.get("proposed_level", "")
    context = {"case": case, "verdict": case_page.verdict_of(case, judgement, chosen)}
    return render(request, "ratings/_verdict.html", context)


@require_POST
def self_rate(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """Enter an own level that came on paper."""
    need_runner(request)
    case, form = lists.case_of(case_id, year), SelfRatingForm(request.POST)
    if not form.is_valid():
        return _sheet(request, case, _form(case), status=422, self_form=form)
    level = form.cleaned_data["self_level"]
    cases.record_self_rating(case_id=case_id, level=level, degrees={}, actor=request.actor, at=clock.now())
    messages.success(request, "Đã ghi mức tự xếp loại.")
    return redirect("ratings:appraise", request.tenant.slug, year, case_id)


@require_POST
def propose(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """Note that the proposal went up on paper, where no dossier is sent through the product."""
    need_runner(request)
    case = lists.case_of(case_id, year)
    decisions.propose_upward(case_id=case.pk, level=case.proposed_level, actor=request.actor, at=clock.now())
    messages.success(request, "Đã ghi là đã trình cấp trên.")
    return redirect("ratings:appraise", request.tenant.slug, year, case_id)


@require_POST
def decide_externally(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """Enter a level that the superior decided on paper."""
    need_decider(request)
    case, form = lists.case_of(case_id, year), ExternalDecisionForm(request.POST)
    if not form.is_valid():
        return _sheet(request, case, _form(case), status=422, external_form=form)
    decisions.decide_externally(case_id=case.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã ghi quyết định của cấp trên.")
    return redirect("ratings:appraise", request.tenant.slug, year, case_id)


@require_POST
def exempt(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """Reviewed, not rated."""
    need_runner(request)
    appraisal.exempt_case(case_id=lists.case_of(case_id, year).pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã ghi “không xếp loại”.")
    return redirect("ratings:appraise", request.tenant.slug, year, case_id)


@require_POST
def change_group(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """Move a case to another group while no ballot was held."""
    need_runner(request)
    case = lists.case_of(case_id, year)
    form = GroupChoiceForm(request.POST, groups=lists.open_groups(case.subject.cycle))
    if not form.is_valid():
        return _sheet(request, case, _form(case), status=422)
    chosen = form.cleaned_data["group"]
    cases.move_case(case_id=case_id, group_id=int(chosen) if chosen else None, actor=request.actor, at=clock.now())
    messages.success(request, "Đã chuyển nhóm xếp loại.")
    return redirect("ratings:appraise", request.tenant.slug, year, case_id)


def _form(case: RatingCase, data: Any = None) -> AppraisalForm:
    regulation = regulation_of(case.subject.cycle)
    form = AppraisalForm(data, case=case, regulation=regulation)
    lines = sheet_of(case, regulation) if form.lines else ()
    share = share_of_subject(case.subject) if form.with_facts else None
    form.initial = appraisal_initial(case, form.conditions, case_page.shown_degrees(case), lines, share)
    form.share = share
    return form


def _rebased(form: AppraisalForm, conflict: Conflict) -> AppraisalForm:
    """What was typed stays, beside what was stored first; sent again, it is the newer one."""
    form.data = {**dict(form.data.items()), "version": str(conflict.version)}
    form.add_error(None, f"{conflict.message} {conflict.theirs}")
    return form


def _group_form(case: RatingCase) -> GroupChoiceForm:
    return GroupChoiceForm(groups=lists.open_groups(case.subject.cycle), initial={"group": case.group_id or ""})


def _superior(case: RatingCase) -> dict[str, str]:
    return {"body": case.subject.decided_by.issuing_body} if case.subject.decided_by else {}


def _store(request: TenantRequest, case: RatingCase, form: AppraisalForm) -> bool:
    try:
        appraisal.appraise_case(
            case_id=case.pk,
            appraisal=form.appraisal(),
            version=form.cleaned_data["version"],
            actor=request.actor,
            at=clock.now(),
        )
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    return True


def _sheet(
    request: TenantRequest,
    case: RatingCase,
    form: AppraisalForm,
    *,
    status: int = 200,
    self_form: SelfRatingForm | None = None,
    external_form: ExternalDecisionForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    page = case_page.appraisal_page(case)
    context = {
        "case": case,
        "page": page,
        "form": form,
        "verdict": page.verdict,
        "refusal": refusal,
        "self_form": self_form or SelfRatingForm(),
        "external_form": external_form or ExternalDecisionForm(initial=_superior(case)),
        "group_form": _group_form(case),
    }
    more = _fields(page, form) | _beside(case) | _rights(request, case)
    return render(request, "ratings/appraise.html", context | more, status=status)


def _fields(page: case_page.AppraisalPage, form: AppraisalForm) -> dict[str, Any]:
    return {"rows": page.rows(form), "parts": page.scores(form), "questions": page.questions(form)}


def _beside(case: RatingCase) -> dict[str, Any]:
    """What the appraiser looks at beside the sheet."""
    return {
        "flags": flags_of(case),
        "old_results": reconsiderations_of(case),
        "opinions": synthesis(case.subject),
        "meetings": votes_about(case.subject),
        "duties": list(comments_on(case.subject_id)),
    }


def _rights(request: TenantRequest, case: RatingCase) -> dict[str, bool]:
    actor = request.actor
    return {
        "can_decide": access.can_decide(actor),
        "can_run": access.can_run_board(actor),
        "can_appraise": access.can_appraise(actor, case.subject.cycle),
    }
