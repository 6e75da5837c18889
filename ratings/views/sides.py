"""Levels of the other lines: entered beside, held against those of the party line, reported."""

from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from orgchart import clock, exports
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms_sides import ExplainForm, ReceiptForm, SideRatingForm, SideReportForm
from ratings.models import SideReceipt, SideReport
from ratings.queries import sides as found
from ratings.services import side_ratings, side_reports
from ratings.tables import SIDES
from ratings.views.gates import need_runner, need_sight
from reviews.models import Cycle
from reviews.queries import cycle_of

Form = TypeVar("Form", bound=forms.Form)


@require_http_methods(["GET", "POST"])
def sides(request: TenantRequest, year: int) -> HttpResponseBase:
    """Everything of the other lines, and entering one more level."""
    need_sight(request)
    cycle = cycle_of(year)
    if request.method == "GET":
        if exports.is_wanted(request):
            rows = found.side_ratings_of(cycle)
            return exports.workbook(request, f"Xếp loại ngoài hệ đảng năm {year}", SIDES, rows)
        return _page(request, cycle)
    need_runner(request)
    form = SideRatingForm(request.POST, cycle=cycle)
    if form.is_valid():
        with refusals_at_fields(form):
            row = side_ratings.record_side_rating(
                cycle_id=cycle.pk, entry=form.entry(), actor=request.actor, at=clock.now()
            )
            messages.success(request, f"Đã ghi {row}.")
            return redirect("ratings:sides", request.tenant.slug, year)
    return _page(request, cycle, form=form)


@require_POST
def explain(request: TenantRequest, year: int, side_id: int) -> HttpResponse:
    """Why the two levels of a person differ."""
    need_runner(request)
    cycle, form = cycle_of(year), ExplainForm(request.POST)
    if not found.side_ratings_of(cycle).filter(pk=side_id).exists():
        raise NotVisible
    if not form.is_valid():
        return _page(request, cycle, explained={side_id: form})
    side_ratings.explain_difference(side_id=side_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã ghi giải trình.")
    return redirect("ratings:sides", request.tenant.slug, year)


@require_POST
def report(request: TenantRequest, year: int) -> HttpResponse:
    """Report a line to its receivers."""
    need_runner(request)
    cycle, form = cycle_of(year), SideReportForm(request.POST, prefix="bao-cao")
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_at_fields(form):
            done = side_reports.send_side_report(
                cycle_id=cycle.pk, line=typed["line"], receivers=form.named(), reported_on=typed["reported_on"],
                actor=request.actor, at=clock.now(),
            )  # fmt: skip
            messages.success(request, f"Đã lập báo cáo {done.get_line_display()}; ghi xác nhận của từng nơi nhận.")
            return redirect("ratings:sides", request.tenant.slug, year)
    return _page(request, cycle, report_form=form)


@require_POST
def receipt(request: TenantRequest, year: int, receipt_id: int) -> HttpResponse:
    """Note that a receiver has the report."""
    need_runner(request)
    cycle, form = cycle_of(year), ReceiptForm(request.POST)
    if not SideReceipt.objects.filter(pk=receipt_id, report__cycle=cycle).exists():
        raise NotVisible
    if form.is_valid():
        with refusals_at_fields(form):
            side_reports.confirm_side_receipt(
                receipt_id=receipt_id, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
            return redirect("ratings:sides", request.tenant.slug, year)
    return _page(request, cycle, received={receipt_id: form})


def _page(
    request: TenantRequest, cycle: Cycle, *, form: SideRatingForm | None = None,
    report_form: SideReportForm | None = None, explained: dict[int, ExplainForm] | None = None,
    received: dict[int, ReceiptForm] | None = None,
) -> HttpResponse:  # fmt: skip
    typed = any((form, report_form, explained, received))
    rows = list(found.side_ratings_of(cycle))
    pairs = [
        (pair, _named((explained or {}).get(pair.side.pk) or ExplainForm(), pair.side.pk, "giai-trinh"))
        for pair in found.pairs_that_differ(cycle)
    ]
    context = {
        "cycle": cycle,
        "lines": found.by_line(rows),
        "total": len(rows),
        "pairs": pairs,
        "unrated": found.unrated_organizations(cycle),
        "reports": [(one, _receipts(one, received)) for one in found.reports_of(cycle)],
        "form": form or SideRatingForm(cycle=cycle),
        "report_form": report_form or _fresh_report(cycle),
        "can_run": access.can_run_board(request.actor),
    }
    return render(request, "ratings/sides.html", context, status=422 if typed else 200)


def _receipts(report: SideReport, given: dict[int, ReceiptForm] | None) -> list[tuple[SideReceipt, ReceiptForm]]:
    rows = sorted(report.receipts.all(), key=lambda row: row.position)
    return [(row, _named((given or {}).get(row.pk) or ReceiptForm(), row.pk, "xac-nhan")) for row in rows]


def _named(form: Form, key: int, prefix: str) -> Form:
    """The form of a row with ids of its own."""
    form.auto_id = f"{prefix}-{key}-%s"
    return form


def _fresh_report(cycle: Cycle) -> SideReportForm:
    """The receivers that the plan names, to be completed."""
    deadline = found.last_day_of(cycle, "branch")
    names = [one.strip() for one in deadline.receiver.split(",")] if deadline is not None else []
    initial = {"receivers": "\n".join(filter(None, names)), "reported_on": clock.today()}
    return SideReportForm(prefix="bao-cao", initial=initial)
