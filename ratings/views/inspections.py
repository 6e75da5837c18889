"""The check of finished years: the list, a new one with its preview, the page to print."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock, exports
from orgchart.answers import refusals_at_fields
from orgchart.errors import Refused
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from ratings import access, registry, tables
from ratings.forms import CorrectionForm, InspectionForm, OwnYearForm
from ratings.forms_orders import FindingForm, OrderForm
from ratings.inspection.reading import MAX_BYTES
from ratings.inspection.template import template_workbook
from ratings.models import Inspection
from ratings.queries import inspections as found
from ratings.services import corrections, inspections
from ratings.services.inspections import Preview
from ratings.views.gates import need_inspector, need_sight
from reviews.models import Cycle
from reviews.queries import cycle_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a page shows of a long file; everything is counted and everything is checked.
SHOWN_ROWS = 500


@require_GET
def inspection_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """The inspections made in a cycle."""
    need_sight(request)
    cycle = cycle_of(year)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Kiểm tra – đợt {year}", tables.INSPECTIONS, found.inspections_of(cycle))
    context = {
        "cycle": cycle,
        "inspections": found.inspections_of(cycle),
        "files": found.files_to_inspect(year) if access.can_inspect(request.actor) else (),
        "can_inspect": access.can_inspect(request.actor),
    }
    return render(request, "ratings/inspection_list.html", context)


@require_http_methods(["GET", "POST"])
@limited("upload")
def inspection_new(request: TenantRequest, year: int) -> HttpResponse:
    """Hand in a file and see row by row what was understood; nothing is stored yet."""
    need_inspector(request)
    cycle = cycle_of(year)
    if request.method == "GET":
        return _new(request, cycle, InspectionForm(until=year, initial=_initial(cycle)))
    form = InspectionForm(request.POST, request.FILES, until=year)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        with refusals_at_fields(form):
            preview = inspections.preview_file(
                question=form.question(), file_name=upload.name, content=upload.read(MAX_BYTES + 1)
            )
            return _previewed(request, cycle, form, preview)
    return _new(request, cycle, form)


@require_POST
def inspection_store(request: TenantRequest, year: int) -> HttpResponse:
    """Store what the preview showed."""
    need_inspector(request)
    cycle = cycle_of(year)
    try:
        content = signing.loads(request.POST.get("content", ""), salt=_salt(request, cycle))
    except signing.BadSignature:
        raise Refused(
            "Chưa ghi được: bản xem trước không còn nguyên vẹn hoặc thuộc đợt khác. Tải tệp lên lần nữa để xem lại."
        ) from None
    stored = inspections.store_inspection(cycle_id=cycle.pk, content=content, actor=request.actor, at=clock.now())
    messages.success(request, "Đã ghi kết quả kiểm tra.")
    return redirect("ratings:inspection", request.tenant.slug, year, stored.pk)


@require_POST
def inspection_own(request: TenantRequest, year: int) -> HttpResponse:
    """Check an own finished year."""
    need_inspector(request)
    cycle = cycle_of(year)
    form = OwnYearForm(request.POST, years=_own_years(year))
    if not form.is_valid():
        return _new(request, cycle, InspectionForm(until=year, initial=_initial(cycle)), own=form)
    checked = cycle_of(form.cleaned_data["own_year"])
    stored = inspections.inspect_own_cycle(
        cycle_id=cycle.pk, checked_id=checked.pk, actor=request.actor, at=clock.now()
    )
    messages.success(request, "Đã ghi kết quả kiểm tra.")
    return redirect("ratings:inspection", request.tenant.slug, year, stored.pk)


@require_GET
def inspection(request: TenantRequest, year: int, inspection_id: int) -> HttpResponse:
    """What was found, with clause, arithmetic, what to do and by when; printable."""
    need_sight(request)
    return show_inspection(request, found.inspection_of(inspection_id, year))


@require_POST
def correct(request: TenantRequest, year: int, inspection_id: int, finding_id: int) -> HttpResponse:
    """Note how one finding was put right."""
    need_inspector(request)
    chosen = found.inspection_of(inspection_id, year)
    found.finding_of(chosen, finding_id)
    form = CorrectionForm(request.POST, prefix=f"yc-{finding_id}")
    if form.is_valid():
        with refusals_at_fields(form):
            corrections.record_correction(
                inspection_id=chosen.pk,
                finding_id=finding_id,
                answer=form.report(),
                actor=request.actor,
                at=clock.now(),
            )
            messages.success(request, "Đã ghi kết quả khắc phục.")
            return redirect("ratings:inspection", request.tenant.slug, year, inspection_id)
    return show_inspection(request, chosen, failed=(finding_id, form))


@require_GET
@limited("export")
def inspection_template(request: TenantRequest, year: int) -> HttpResponse:
    """The empty workbook to fill in."""
    need_inspector(request)
    cycle_of(year)
    disposition = content_disposition_header(as_attachment=True, filename="Mẫu kiểm tra kết quả xếp loại.xlsx")
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(template_workbook(), content_type=XLSX, headers=headers)


def show_inspection(
    request: TenantRequest, chosen: Inspection, *, failed: tuple[int, CorrectionForm] | None = None,
    finding_form: FindingForm | None = None, order_form: tuple[int, OrderForm] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page of an inspection, with whichever form was refused."""
    can_inspect = access.can_inspect(request.actor)
    demands = found.demands_of(chosen)
    answers = {one.finding.pk: CorrectionForm(prefix=f"yc-{one.finding.pk}") for one in demands if can_inspect}
    answers |= dict([failed] if failed else [])
    orders = (_order_forms(chosen, demands) if can_inspect else {}) | dict([order_form] if order_form else [])
    context = {
        "cycle": chosen.cycle,
        "inspection": chosen,
        "demands": [(one, answers.get(one.finding.pk), orders.get(one.finding.pk)) for one in demands],
        "done": sum(one.correction is not None for one in demands),
        "can_inspect": can_inspect,
        "finding_form": finding_form or FindingForm(prefix="ph", names=found.names_in(chosen)),
        "report_address": registry.report_address(chosen) if can_inspect else "",
    }
    refused = any((failed, finding_form, order_form))
    return render(request, "ratings/inspection.html", context, status=422 if refused else 200)


def _order_forms(chosen: Inspection, demands: Iterable[found.Demand]) -> dict[int, OrderForm]:
    """A form for each finding that nobody ordered anything about, where there is somebody to order."""
    if chosen.envelope_id is None:
        return {}
    keys = [one.finding.pk for one in demands if one.finding.order_key is None]
    return {pk: OrderForm(prefix=f"yc-lai-{pk}", initial={"due_on": chosen.due_on}) for pk in keys}


def _salt(request: TenantRequest, cycle: Cycle) -> str:
    """What was previewed in one tenant and cycle is stored there and nowhere else."""
    return f"ratings.inspection.{request.tenant.pk}.{cycle.pk}"


def _own_years(year: int) -> list[int]:
    return [cycle.year for cycle in found.finished_cycles(year)]


def _initial(cycle: Cycle) -> dict[str, Any]:
    return {"year": cycle.year - 1, "set_code": cycle.set_code}


def _new(request: TenantRequest, cycle: Cycle, form: InspectionForm, *, own: OwnYearForm | None = None) -> HttpResponse:
    years = _own_years(cycle.year)
    context = {"cycle": cycle, "form": form, "own": own or OwnYearForm(years=years), "own_years": years}
    failed = form.is_bound or own is not None
    return render(request, "ratings/inspection_new.html", context, status=422 if failed else 200)


def _previewed(request: TenantRequest, cycle: Cycle, form: InspectionForm, preview: Preview) -> HttpResponse:
    salt = _salt(request, cycle)
    context = {
        "cycle": cycle,
        "form": form,
        "question": form.question(),
        "preview": preview,
        "rows": preview.reading.rows[:SHOWN_ROWS],
        "content": signing.dumps(preview.content, salt=salt, compress=True) if preview.content else "",
    }
    status = 200 if preview.content else 422
    return render(request, "ratings/inspection_preview.html", context, status=status)
