"""Hội đồng thẩm định of a year: the decision that appoints it, its people, its office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms_council import CouncilForm
from ratings.queries.councils import council_of, people_to_appoint
from ratings.services import councils
from ratings.views.gates import need_runner, need_sight
from reviews.queries import cycle_of


@require_http_methods(["GET", "POST"])
def council(request: TenantRequest, year: int) -> HttpResponse:
    """Read the council of the year, set it up, or write down who came and went."""
    need_sight(request)
    cycle = cycle_of(year)
    row = council_of(cycle)
    form = CouncilForm(request.POST or None, council=row, people=people_to_appoint(cycle, clock.today()))
    if request.method == "POST":
        need_runner(request)
        if form.is_valid():
            with refusals_at_fields(form):
                councils.set_up_council(cycle_id=cycle.pk, actor=request.actor, at=clock.now(), **form.values())
                messages.success(request, "Đã ghi hội đồng thẩm định. Thành viên thẩm định được đến khi đợt kết thúc.")
                return redirect("ratings:council", request.tenant.slug, year)
    can_change = access.can_run_board(request.actor) and cycle.state != "closed"
    context = {"cycle": cycle, "council": row, "form": form, "can_change": can_change}
    return render(request, "ratings/council.html", context, status=422 if form.errors else 200)
