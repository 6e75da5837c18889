"""Chỉ tiêu, sản phẩm: the lists of a year, the sheet of a body or person, one target, and what degrees rest on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import Conflict, InvalidInput
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from reviews import access, registry
from reviews.forms.targets import ProductForm, ResultForm, TargetForm
from reviews.models import Product, Review, Target
from reviews.queries import targets as found
from reviews.queries import written
from reviews.queries.contents import form_of
from reviews.queries.targets import PERSON, Bearer
from reviews.services import targets
from reviews.states import WRITABLE

ADD, PRODUCT, CARRY = "them", "san-pham", "chuyen"
SET, RESULT, REMOVE = "chi-tieu", "ket-qua", "bo"


@require_GET
def target_list(request: TenantRequest, year: int) -> HttpResponse:
    """Whose targets of a year the reader may see, and what share is met."""
    found.need_year(year)
    rows = found.bearers_of_year(request.actor, year, clock.today())
    return render(request, "reviews/target_list.html", {"year": year, "rows": rows})


@require_http_methods(["GET", "POST"])
@limited("upload")
def target_sheet(request: TenantRequest, year: int, kind: str, bearer_id: int) -> HttpResponse:
    """The targets and products of one body or person; POST adds a target or a product, or carries on what is open."""
    bearer = found.bearer_for(request.actor, kind, bearer_id, year, clock.today())
    step = request.POST.get("buoc", "") if request.method == "POST" else ""
    rows = list(found.targets_of(bearer, year))
    forms: dict[str, Form] = {
        ADD: TargetForm(
            request.POST if step == ADD else None,
            people=found.people_of(bearer, clock.today()),
            of_person=kind == PERSON,
        ),
        PRODUCT: ProductForm(
            request.POST if step == PRODUCT else None, request.FILES if step == PRODUCT else None, targets=rows
        ),
    }
    if step:
        told = _do_step(request, bearer, year, step, forms)
        if told:
            messages.success(request, told)
            return redirect("reviews:target_sheet", request.tenant.slug, year, kind, bearer_id)
    return _sheet(request, bearer, year, rows, forms)


def _do_step(request: TenantRequest, bearer: Bearer, year: int, step: str, forms: dict[str, Form]) -> str:
    """What was done, in words; empty where the form is shown again."""
    if not found.may_set(request.actor, bearer, clock.today()) and step != PRODUCT:
        raise PermissionDenied
    call: dict[str, Any] = {"bearer": bearer, "year": year, "actor": request.actor, "at": clock.now()}
    if step == CARRY:
        return f"Đã chuyển {targets.carry_over(**call)} chỉ tiêu chưa đạt sang năm {year + 1}."
    form = forms.get(step, forms[ADD])
    if not form.is_valid():
        return ""
    try:
        if isinstance(form, ProductForm):
            targets.add_product(typed=form.typed(), **call)
            return "Đã ghi sản phẩm."
        targets.add_target(typed=forms[ADD].typed(), **call)  # type: ignore[attr-defined]
    except InvalidInput as refusal:
        blame(form, refusal)
        return ""
    return "Đã thêm chỉ tiêu, nhiệm vụ."


def _sheet(
    request: TenantRequest, bearer: Bearer, year: int, rows: list[Target], forms: dict[str, Form]
) -> HttpResponse:
    products = found.products_of(bearer, year)
    evidence = registry.evidence_of(products)
    closed = found.closed_by(bearer, year)
    sets = found.may_set(request.actor, bearer, clock.today())
    answers = any(row.person_id == request.actor.person_id and row.person_id for row in rows)
    context = {
        "year": year,
        "bearer": bearer,
        "targets": rows,
        "share": found.share_of(rows),
        "products": [(row, evidence.get(row.pk, [])) for row in products],
        "target_form": forms[ADD],
        "product_form": forms[PRODUCT],
        "closed": closed,
        "can_set": sets and not closed,
        "can_prove": (sets or answers) and not closed,
        "can_carry": sets and any(not row.is_met for row in rows),
        "today": clock.today(),
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "reviews/target_sheet.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "POST"])
def target(request: TenantRequest, year: int, target_id: int) -> HttpResponse:
    """One target; POST changes what was set, enters the result, or takes the line away."""
    row, bearer = found.target_for(request.actor, target_id, year, clock.today())
    step = request.POST.get("buoc", RESULT) if request.method == "POST" else ""
    set_form = TargetForm(
        request.POST if step == SET else None,
        people=found.people_of(bearer, clock.today()),
        target=row,
        of_person=bearer.kind == PERSON,
    )
    result_form = ResultForm(request.POST if step == RESULT else None, target=row)
    conflict = None
    if step:
        try:
            if _change(request, row, bearer, step, set_form, result_form):
                return redirect("reviews:target_sheet", request.tenant.slug, year, bearer.kind, bearer.pk)
        except Conflict as caught:
            conflict = caught
    return _target_page(request, row, bearer, set_form, result_form, conflict)


def _change(
    request: TenantRequest, row: Target, bearer: Bearer, step: str, set_form: TargetForm, result_form: ResultForm
) -> bool:
    sets = found.may_set(request.actor, bearer, clock.today())
    if not sets and (step != RESULT or row.person_id != request.actor.person_id):
        raise PermissionDenied
    call: dict[str, Any] = {"target_id": row.pk, "actor": request.actor, "at": clock.now()}
    if step == REMOVE:
        targets.remove_target(**call)
        messages.success(request, "Đã bỏ chỉ tiêu, nhiệm vụ.")
        return True
    form: TargetForm | ResultForm = set_form if step == SET else result_form
    if not form.is_valid() or not _keep(form, call):
        return False
    messages.success(request, "Đã ghi chỉ tiêu, nhiệm vụ." if form is set_form else "Đã ghi kết quả.")
    return True


def _keep(form: TargetForm | ResultForm, call: dict[str, Any]) -> bool:
    version = form.cleaned_data["version"] or 0
    try:
        if isinstance(form, TargetForm):
            targets.save_target(typed=form.typed(), version=version, **call)
        else:
            targets.report_result(typed=form.typed(), version=version, **call)
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    return True


def _target_page(
    request: TenantRequest,
    row: Target,
    bearer: Bearer,
    set_form: TargetForm,
    result_form: ResultForm,
    conflict: Conflict | None,
) -> HttpResponse:
    closed = found.closed_by(bearer, row.year)
    sets = found.may_set(request.actor, bearer, clock.today())
    answers = request.actor.person_id is not None and request.actor.person_id == row.person_id
    context = {
        "year": row.year,
        "target": row,
        "bearer": bearer,
        "set_form": set_form,
        "result_form": result_form,
        "conflict": conflict,
        "closed": closed,
        "can_set": sets and not closed,
        "can_report": (sets or answers) and not closed,
    }
    bad = set_form.errors or result_form.errors
    return render(request, "reviews/target.html", context, status=409 if conflict else 422 if bad else 200)


@require_http_methods(["GET", "POST"])
def citations(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """Which products the degrees of a form rest on."""
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    if not access.can_write_review(request.actor, review):
        raise PermissionDenied
    products = found.products_of(found.bearer_of(review.subject), year)
    if request.method == "POST":
        pairs = [one.rpartition(":") for one in request.POST.getlist("can-cu")]
        chosen = [(key, int(pk)) for key, _, pk in pairs if pk.isdecimal() and len(pk) < 12]
        targets.cite_products(review_id=review.pk, chosen=chosen, actor=request.actor, at=clock.now())
        messages.success(request, "Đã ghi sản phẩm làm căn cứ của các cấp độ.")
        return redirect("reviews:review_edit", request.tenant.slug, year, review.pk)
    return render(request, "reviews/citations.html", _citations(review, products))


def _citations(review: Review, products: list[Product]) -> dict[str, Any]:
    cited = {(key, row.pk) for key, rows in found.cited_in(review).items() for row in rows}
    return {
        "cycle": review.subject.cycle,
        "review": review,
        "sections": [
            (section, [(row, f"{section.key}:{row.pk}", (section.key, row.pk) in cited) for row in products])
            for section in form_of(review)
            if section.has_degree
        ],
        "has_products": bool(products),
        "bearer": found.bearer_of(review.subject),
        "can_write": review.state in WRITABLE,
    }
