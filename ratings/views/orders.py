"""Orders of the superior about decided levels, and the inspection that leads to one."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import blame, refusals_at_fields
from orgchart.errors import InvalidInput, NotVisible
from orgchart.middleware import TenantRequest
from orgchart.models import Envelope
from ratings import access
from ratings.forms_orders import CarryOutForm, FindingForm, OrderForm
from ratings.models import Inspection
from ratings.queries import inspections as found
from ratings.queries import orders as queries
from ratings.queries.reconsiderations import signer_of
from ratings.services import inspection_files, orders
from ratings.views.gates import need_decider, need_inspector, need_sight
from ratings.views.inspections import show_inspection
from reviews.models import Cycle
from reviews.queries import cycle_of


@require_GET
def order_list(request: TenantRequest, year: int) -> HttpResponse:
    """What the superior has ordered, and how it was answered."""
    need_sight(request)
    cycle = cycle_of(year)
    rows = [(one, queries.answer_to(one)) for one in queries.orders_of(cycle)[:50]]
    return render(request, "ratings/order_list.html", {"cycle": cycle, "rows": rows})


@require_http_methods(["GET", "POST"])
def order(request: TenantRequest, year: int, envelope_id: int) -> HttpResponse:
    """One order: whom it names, and the decision by which it is carried out."""
    need_sight(request)
    cycle = cycle_of(year)
    letter, cases = queries.order_of(envelope_id, cycle), list(queries.cases_to_annul(cycle))
    named = queries.named_in(letter, cases)
    initial = {"cases": named, "annulled_on": clock.today(), **(signer_of(cases[0]) if cases else {})}
    form = CarryOutForm(request.POST or None, cases=cases, initial=initial)
    if request.method == "POST":
        need_decider(request)
        if form.is_valid() and _carried_out(request, letter, cycle, form):
            return redirect("ratings:order", request.tenant.slug, year, envelope_id)
    due = letter.content.get("due_on")
    context = {
        "cycle": cycle, "order": letter, "answer": queries.answer_to(letter), "form": form, "cases": cases,
        "missing": sorted(set(letter.content.get("names") or ()) - {case.subject.name for case in cases}),
        "due_on": date.fromisoformat(due) if due else None, "can_decide": access.can_decide(request.actor),
    }  # fmt: skip
    return render(request, "ratings/order.html", context, status=422 if form.errors else 200)


def _carried_out(request: TenantRequest, letter: Envelope, cycle: Cycle, form: CarryOutForm) -> bool:
    try:
        done = orders.carry_out_order(
            envelope_id=letter.pk, cycle=cycle, case_ids=form.cleaned_data["cases"], annulment=form.annulment(),
            actor=request.actor, at=clock.now(),
        )  # fmt: skip
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    messages.success(request, f"Đã hủy bỏ {len(done)} kết quả và báo cáo cấp trên; mời thẩm định lại.")
    return True


@require_POST
def inspection_from_file(request: TenantRequest, year: int, envelope_id: int) -> HttpResponse:
    """Open the inspection of a body from what it handed over."""
    need_inspector(request)
    cycle = cycle_of(year)
    row = inspection_files.open_from_file(
        cycle_id=cycle.pk, envelope_id=envelope_id, actor=request.actor, at=clock.now()
    )
    messages.success(request, "Đã lập cuộc kiểm tra từ tài liệu đã nhận.")
    return redirect("ratings:inspection", request.tenant.slug, year, row.pk)


@require_GET
def inspection_papers(request: TenantRequest, year: int, inspection_id: int) -> HttpResponse:
    """The documents of the inspected body, subject by subject."""
    need_inspector(request)
    row = _inspection(inspection_id, year)
    if row.envelope is None:
        raise NotVisible
    context = {"cycle": row.cycle, "inspection": row, "items": row.envelope.content.get("items", ())}
    return render(request, "ratings/inspection_papers.html", context)


@require_POST
def record_finding(request: TenantRequest, year: int, inspection_id: int) -> HttpResponse:
    """Add what a person found."""
    need_inspector(request)
    row = _inspection(inspection_id, year)
    form = FindingForm(request.POST, names=found.names_in(row), prefix="ph")
    if form.is_valid():
        with refusals_at_fields(form):
            inspection_files.record_finding(
                inspection_id=row.pk, found=form.found(), actor=request.actor, at=clock.now()
            )
            messages.success(request, "Đã ghi phát hiện.")
            return redirect("ratings:inspection", request.tenant.slug, year, row.pk)
    return show_inspection(request, row, finding_form=form)


@require_POST
def order_again(request: TenantRequest, year: int, inspection_id: int, finding_id: int) -> HttpResponse:
    """Order the inspected body to annul and to rate again."""
    need_inspector(request)
    row = _inspection(inspection_id, year)
    finding = found.finding_of(row, finding_id)
    if not access.can_order_again(request.actor):
        raise PermissionDenied
    form = OrderForm(request.POST, prefix=f"yc-lai-{finding_id}")
    if form.is_valid():
        with refusals_at_fields(form):
            orders.order_rating_again(finding_id=finding.pk, demand=form.demand(), actor=request.actor, at=clock.now())
            messages.success(request, "Đã gửi yêu cầu hủy bỏ, xếp loại lại tới nơi được kiểm tra.")
            return redirect("ratings:inspection", request.tenant.slug, year, row.pk)
    return show_inspection(request, row, order_form=(finding_id, form))


def _inspection(inspection_id: int, year: int) -> Inspection:
    return found.inspection_of(inspection_id, year)
