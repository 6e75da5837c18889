"""The summary of a cycle, on the page and as Excel."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from orgchart import clock
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from ratings.queries.summary import summary_of, total_rows
from ratings.views.gates import need_case_sight
from ratings.workbook import file_name, summary_workbook
from reviews.queries import cycle_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def summary(request: TenantRequest, year: int) -> HttpResponse:
    """Levels by kind, with counts and shares."""
    cycle = cycle_of(year)
    need_case_sight(request, cycle)
    parts = summary_of(cycle)
    return render(request, "ratings/summary.html", {"cycle": cycle, "parts": parts, "total": total_rows(parts)})


@require_GET
@limited("export")
def summary_excel(request: TenantRequest, year: int) -> HttpResponse:
    """The same as a file, ready to print."""
    cycle = cycle_of(year)
    need_case_sight(request, cycle)
    content = summary_workbook(summary_of(cycle), request.tenant, cycle, clock.today())
    disposition = content_disposition_header(as_attachment=True, filename=file_name(request.tenant, cycle))
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition or "attachment"})
