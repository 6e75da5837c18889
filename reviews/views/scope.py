"""Who is reviewed and rated, where, and why: the list, what the chart would change in it, and the open cases."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from reviews import access, queries
from reviews.forms import AudienceForm, BodyForm, EqualPostsForm, RulingForm, ScopeListForm
from reviews.models import Cycle, OpenCase, OpenCaseKind, Subject
from reviews.queries import scope as found
from reviews.services import open_cases, subjects
from reviews.services.open_cases import Ruling
from reviews.services.scope_changes import ChangeKind, plan_of

PAGE_SIZE = 50


@require_http_methods(["GET", "POST"])
def scope_list(request: TenantRequest, year: int) -> HttpResponse:
    """The list with places, reasons and clauses; POST makes it from the chart."""
    cycle = queries.cycle_of(year)
    if request.method == "POST":
        return _generate(request, cycle)
    _need_sight(request)
    form = ScopeListForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    chosen = found.ScopeFilter(given.get("loai", ""), given.get("trang_thai", ""), given.get("tim", ""))
    rows = found.scope_list(cycle, chosen)
    whole = "in" in request.GET
    context: dict[str, Any] = {
        "cycle": cycle,
        "page_obj": Paginator(rows, rows.count() or 1 if whole else PAGE_SIZE).get_page(request.GET.get("page")),
        "whole": whole,
        "form": form,
        "counts": [(name, found.STATES[name][0], number) for name, number in found.scope_counts(cycle).items()],
        "query": urlencode({"tim": chosen.search, "loai": chosen.kind, "trang_thai": chosen.state}) + "&",
        "exclusions": found.exclusions(cycle),
        "undecided": sum(not case.is_decided for case in found.open_cases(cycle)),
        "can_manage": access.can_manage_cycle(request.actor),
    }
    return render(request, "reviews/scope_list.html", context)


def _generate(request: TenantRequest, cycle: Cycle) -> HttpResponse:
    done = subjects.generate_subjects(cycle_id=cycle.pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã thêm {done.subjects} đối tượng, {done.places} nơi kiểm điểm từ sơ đồ tổ chức.")
    if done.undecided:
        names = ", ".join(done.undecided)
        messages.warning(request, f"Có chức vụ tương đương, thời gian ngang nhau, cần cấp quản lý quyết định: {names}.")
    return redirect("reviews:cycle_subjects", request.tenant.slug, cycle.year)


@require_http_methods(["GET", "POST"])
def scope_changes(request: TenantRequest, year: int) -> HttpResponse:
    """What the chart of today would change in the list; POST makes exactly what was shown."""
    if not access.can_manage_cycle(request.actor):
        raise PermissionDenied
    cycle = queries.cycle_of(year)
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        subjects.apply_scope(cycle_id=cycle.pk, digest=digest, actor=request.actor, at=clock.now())
        messages.success(request, "Đã cập nhật danh sách theo sơ đồ tổ chức.")
        return redirect("reviews:cycle_subjects", request.tenant.slug, year)
    plan = plan_of(cycle)
    groups = [(kind, plan.of(kind)) for kind in ChangeKind]
    context = {"cycle": cycle, "plan": plan, "groups": [(kind, rows) for kind, rows in groups if rows]}
    return render(request, "reviews/scope_changes.html", context)


@require_GET
def scope_cases(request: TenantRequest, year: int) -> HttpResponse:
    """What the rules leave to the authorised body, and what it has decided."""
    _need_sight(request)
    cycle = queries.cycle_of(year)
    context = {
        "cycle": cycle,
        "cases": found.open_cases(cycle),
        "can_decide": access.can_decide_scope(request.actor),
    }
    return render(request, "reviews/scope_cases.html", context)


@require_http_methods(["GET", "POST"])
def decide_case(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """Enter what the authorised body has chosen."""
    _need_pen(request)
    case = found.open_cases(queries.cycle_of(year)).filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    form = _form_of(case, request.POST or None)
    title = f"{case.get_kind_display()}: {case.person or case.collective}"
    return _ruled(request, case.cycle, form, title, lambda **given: open_cases.decide_case(case_id=case.pk, **given))


def _form_of(case: OpenCase, data: Any) -> RulingForm:
    if case.kind == OpenCaseKind.EQUAL_POSTS:
        return EqualPostsForm(data, posts=found.equal_posts(case))
    if case.kind == OpenCaseKind.AUDIENCE:
        return AudienceForm(data)
    return BodyForm(data) if case.kind == OpenCaseKind.NO_PLACE else RulingForm(data)


@require_http_methods(["GET", "POST"])
def request_place(request: TenantRequest, year: int, subject_id: int) -> HttpResponse:
    """The standing committee asks for a review at a further place."""
    _need_pen(request)
    cycle = queries.cycle_of(year)
    subject = Subject.objects.filter(pk=subject_id, cycle=cycle, person__isnull=False).first()
    if subject is None:
        raise NotVisible
    title = f"Kiểm điểm thêm ở nơi khác: {subject.name}"
    form = BodyForm(request.POST or None)
    return _ruled(request, cycle, form, title, lambda **given: open_cases.request_place(subject_id=subject.pk, **given))


@require_http_methods(["GET", "POST"])
def add_body(request: TenantRequest, year: int) -> HttpResponse:
    """One more collective on the list."""
    _need_pen(request)
    cycle = queries.cycle_of(year)
    form = BodyForm(request.POST or None)
    title = "Bổ sung tập thể vào danh sách kiểm điểm"
    return _ruled(request, cycle, form, title, lambda **given: open_cases.add_body(cycle_id=cycle.pk, **given))


def _ruled(
    request: TenantRequest, cycle: Cycle, form: RulingForm, title: str, service: Callable[..., OpenCase]
) -> HttpResponse:
    """The common form of a decision: filled in, refused at the field, or done."""
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        ruling = Ruling(*(given.pop(name) for name in ("body_name", "decided_on", "reason", "decision_number")))
        body = given.pop("collective", None)
        chosen = {"post_id": given.get("post"), "audience": given.get("audience")}
        if body is not None:
            chosen["collective_id"] = body.pk
        with refusals_at_fields(form):
            service(ruling=ruling, actor=request.actor, at=clock.now(), **{k: v for k, v in chosen.items() if v})
            messages.success(request, "Đã ghi quyết định và cập nhật danh sách.")
            return redirect("reviews:scope_cases", request.tenant.slug, cycle.year)
    context = {"cycle": cycle, "form": form, "heading": title}
    return render(request, "reviews/scope_decide.html", context, status=422 if form.errors else 200)


def _need_sight(request: TenantRequest) -> None:
    if not access.can_see_scope(request.actor):
        raise PermissionDenied


def _need_pen(request: TenantRequest) -> None:
    if not access.can_decide_scope(request.actor):
        raise PermissionDenied
