"""Results over the years, and the list for awards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms_aftermath import AwardedForm, AwardForm
from ratings.queries import years
from ratings.services import awards as services
from ratings.views.gates import need_decider, need_runner, need_sight
from reviews.models import Cycle
from reviews.queries import cycle_of


@require_GET
def results_by_year(request: TenantRequest, year: int) -> HttpResponse:
    """Everybody's decided levels, year beside year."""
    need_sight(request)
    shown = years.years_until(cycle_of(year).year)
    lines = [(line, line.cells(shown)) for line in years.results_of_years(shown)]
    context = {"cycle": cycle_of(year), "years": shown, "lines": lines}
    return render(request, "ratings/years.html", context)


@require_http_methods(["GET", "POST"])
def awards(request: TenantRequest, year: int) -> HttpResponse:
    """The list of proposals, and putting somebody on it."""
    need_sight(request)
    cycle = cycle_of(year)
    if request.method == "GET":
        return _awards(request, cycle, AwardForm(cases=years.awardable(cycle)))
    need_runner(request)
    form = AwardForm(request.POST, cases=years.awardable(cycle))
    if form.is_valid():
        typed = dict(form.cleaned_data)
        with refusals_at_fields(form):
            services.propose_award(case_id=typed.pop("case"), actor=request.actor, at=clock.now(), **typed)
            return redirect("ratings:awards", request.tenant.slug, year)
    return _awards(request, cycle, form, status=422)


@require_POST
def awarded(request: TenantRequest, year: int, award_id: int) -> HttpResponse:
    """Note the decision that gave the award."""
    need_decider(request)
    cycle, form = cycle_of(year), AwardedForm(request.POST)
    if not years.awards_of(cycle).filter(pk=award_id).exists():
        raise NotVisible
    if form.is_valid():
        services.record_award(award_id=award_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
        messages.success(request, "Đã ghi quyết định khen thưởng.")
        return redirect("ratings:awards", request.tenant.slug, year)
    return _awards(request, cycle, AwardForm(cases=years.awardable(cycle)), status=422, given={award_id: form})


def _awards(
    request: TenantRequest, cycle: Cycle, form: AwardForm, *, status: int = 200,
    given: dict[int, AwardedForm] | None = None,
) -> HttpResponse:  # fmt: skip
    rows = []
    for award in years.awards_of(cycle):
        blank = (given or {}).get(award.pk) or AwardedForm(initial={"awarded_on": clock.today()})
        blank.auto_id = f"khen-{award.pk}-%s"
        rows.append((award, blank))
    context = {
        "cycle": cycle,
        "rows": rows,
        "form": form,
        "can_run": access.can_run_board(request.actor),
        "can_decide": access.can_decide(request.actor),
    }
    return render(request, "ratings/awards.html", context, status=status)
