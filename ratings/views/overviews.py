"""Tables to look over: whether a year kept to its seven points, what people found in themselves, who stands where."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock, exports
from orgchart.middleware import TenantRequest
from ratings import access, tables
from ratings.queries.comparison import comparison_of, group_of_year
from ratings.queries.compliance import Outcome, compliance_of
from ratings.queries.manifestations import SMALLEST, overview_of
from ratings.services.manifestations import read_names
from ratings.views.gates import need_case_sight, need_sight
from reviews.queries import cycle_of


@require_GET
def compliance(request: TenantRequest, year: int) -> HttpResponseBase:
    """The seven points, pass or fail, with what breaks them; to print or as a workbook."""
    need_sight(request)
    cycle = cycle_of(year)
    points = compliance_of(cycle, clock.today())
    if exports.is_wanted(request):
        title = f"Tự kiểm tra bảy nội dung năm {year}"
        return exports.workbook(request, title, tables.COMPLIANCE, tables.compliance_rows(points))
    broken = sum(one.outcome == Outcome.BROKEN for one in points)
    return render(request, "ratings/compliance.html", {"cycle": cycle, "points": points, "broken": broken})


@require_GET
def manifestations(request: TenantRequest, year: int) -> HttpResponseBase:
    """Positive answers per item and body, without names."""
    need_sight(request)
    if not access.can_inspect(request.actor):
        raise PermissionDenied
    cycle = cycle_of(year)
    overview = overview_of(cycle)
    if exports.is_wanted(request):
        rows = tables.manifestation_rows(overview)
        return exports.workbook(request, f"Tự nhận diện biểu hiện năm {year}", tables.MANIFESTATIONS, rows)
    may_read = access.can_read_manifestation_names(request.actor, cycle)
    context = {"cycle": cycle, "overview": overview, "smallest": SMALLEST, "may_read_names": may_read}
    return render(request, "ratings/manifestations.html", context)


@require_http_methods(["GET", "POST"])
def manifestation_names(request: TenantRequest, year: int) -> HttpResponseBase:
    """The same with names, for whoever was authorised: asked for by a button, because each reading is recorded."""
    cycle = cycle_of(year)
    if not access.can_read_manifestation_names(request.actor, cycle):
        need_sight(request)
        raise PermissionDenied
    rows = None
    if request.method == "POST":
        rows = read_names(cycle=cycle, actor=request.actor, at=clock.now())
    return render(request, "ratings/manifestation_names.html", {"cycle": cycle, "rows": rows})


@require_GET
def comparison(request: TenantRequest, year: int, group_id: int) -> HttpResponse:
    """All subjects of one cap group side by side, before anybody votes. (HY-A.2-5)"""
    cycle = cycle_of(year)
    need_case_sight(request, cycle)
    found = comparison_of(group_of_year(group_id, year), request.actor)
    return render(request, "ratings/comparison.html", {"cycle": cycle, "comparison": found})
