"""The summary table for reports upward: on the page, as a file, and sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.exports import XLSX
from orgchart.middleware import TenantRequest
from orgchart.queries import superior_of
from orgchart.quotas import limited
from ratings import access
from ratings.queries import charts, results
from ratings.queries.regulation import regulation_of
from ratings.registry import table_address
from ratings.result_book import file_name, result_workbook
from ratings.services.reports import send_results
from ratings.views.gates import need_runner, need_sight
from reviews.queries import cycle_of


@require_GET
def result_table(request: TenantRequest, year: int) -> HttpResponse:
    """Own units and tenants below, with sums, shares, and who has not reported."""
    need_sight(request)
    cycle, today = cycle_of(year), clock.today()
    parts = results.result_table(cycle, today)
    cap = charts.cap_of(regulation_of(cycle))
    before = charts.year_before(cycle)
    context = {
        "cycle": cycle,
        "parts": [(part, charts.chart_of(part, before.get(part.key), cap)) for part in parts],
        "cap": cap,
        "unreported": parts[0].unreported,
        "superior": superior_of(request.tenant, today),
        "last": results.last_report(year),
        "can_send": access.can_run_board(request.actor),
        "print_address": table_address(cycle) if access.can_run_board(request.actor) else "",
    }
    return render(request, "ratings/result_table.html", context)


@require_GET
@limited("export")
def result_table_excel(request: TenantRequest, year: int) -> HttpResponse:
    """The same as a file, ready to print."""
    need_sight(request)
    cycle, today = cycle_of(year), clock.today()
    content = result_workbook(results.result_table(cycle, today), request.tenant, cycle, today)
    disposition = content_disposition_header(as_attachment=True, filename=file_name(request.tenant, cycle))
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition or "attachment"})


@require_POST
def send(request: TenantRequest, year: int) -> HttpResponse:
    """Send the figures of today up."""
    need_runner(request)
    letter = send_results(cycle_id=cycle_of(year).pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã gửi biểu tổng hợp tới {letter.peer.name}.")
    return redirect("ratings:result_table", request.tenant.slug, year)
