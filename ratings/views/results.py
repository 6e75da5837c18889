"""The own result: level, decision, confirmation, how to reserve an opinion or to complain."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.models import DecisionItem, RatingCase
from ratings.queries import lists
from ratings.queries.reconsiderations import annulled_results
from ratings.registry import ResultDocument, result_documents
from ratings.services import notices
from reviews.queries import cycle_of


@dataclass(frozen=True)
class OwnResult:
    """One decided case of the person with its decision and papers."""

    case: RatingCase
    item: DecisionItem | None
    documents: list[ResultDocument]


@require_GET
def my_result(request: TenantRequest, year: int) -> HttpResponse:
    """Nothing but one's own, and not before the decision."""
    cycle = cycle_of(year)
    person_id = request.actor.person_id
    cases = lists.own_results(person_id, cycle) if person_id is not None else []
    results = [
        OwnResult(case, next(iter(case.decision_items.all()), None), result_documents(case))
        for case in cases
        if access.can_read_result(request.actor, case)
    ]
    unrated = [case for case in cases if case.state == "not_rated"]
    context = {
        "cycle": cycle,
        "results": results,
        "unrated": unrated,
        "annulled": list(annulled_results(person_id, cycle)) if person_id is not None else [],
        "is_person": person_id is not None,
    }
    return render(request, "ratings/my_result.html", context)


@require_POST
def confirm_read(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The person confirms having read the notice."""
    case = lists.case_of(case_id, year)
    if not access.can_read_result(request.actor, case):
        raise NotVisible
    notices.confirm_read(case_id=case_id, actor=request.actor, at=clock.now())
    return redirect("ratings:my_result", request.tenant.slug, year)
