"""The own result: level, decision, confirmation, how to reserve an opinion or to complain."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms_aftermath import ComplaintForm, PublishForm
from ratings.models import Complaint, DecisionItem, RatingCase
from ratings.queries import lists
from ratings.queries.complaints import own_complaints
from ratings.queries.notices import decision_in, notices_to, public_lists
from ratings.queries.reconsiderations import annulled_results
from ratings.registry import ResultDocument, result_documents
from ratings.services import notices
from ratings.views.gates import need_announcer
from reviews.queries import cycle_of


@dataclass(frozen=True)
class OwnResult:
    """One decided case of the person with its decision and papers."""

    case: RatingCase
    item: DecisionItem | None
    documents: list[ResultDocument]
    complaints: list[Complaint]
    form: ComplaintForm


@require_GET
def my_result(request: TenantRequest, year: int) -> HttpResponse:
    """Nothing but one's own, and not before the decision."""
    return result_page(request, year)


def result_page(
    request: TenantRequest, year: int, complaint_forms: Mapping[int, ComplaintForm] | None = None
) -> HttpResponse:
    """The page of the own result; with forms of complaints that were refused, by case."""
    cycle, forms = cycle_of(year), complaint_forms or {}
    person_id = request.actor.person_id
    cases = lists.own_results(person_id, cycle) if person_id is not None else []
    sent = list(own_complaints(person_id, cycle)) if person_id is not None else []
    results = [
        _own_result(case, sent, forms.get(case.pk)) for case in cases if access.can_read_result(request.actor, case)
    ]
    context = {
        "cycle": cycle,
        "results": results,
        "unrated": [case for case in cases if case.state == "not_rated"],
        "annulled": list(annulled_results(person_id, cycle)) if person_id is not None else [],
        "notices": notices_to(person_id, cycle) if person_id is not None else [],
        "is_person": person_id is not None,
    }
    return render(request, "ratings/my_result.html", context, status=422 if forms else 200)


def _own_result(case: RatingCase, sent: list[Complaint], refused: ComplaintForm | None) -> OwnResult:
    item = next(iter(case.decision_items.all()), None)
    own = [one for one in sent if one.case_id == case.pk]
    return OwnResult(case, item, result_documents(case), own, refused or ComplaintForm())


@require_POST
def confirm_read(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The person confirms having read the notice."""
    case = lists.case_of(case_id, year)
    if not access.can_read_result(request.actor, case):
        raise NotVisible
    notices.confirm_read(case_id=case_id, actor=request.actor, at=clock.now())
    return redirect("ratings:my_result", request.tenant.slug, year)


@require_POST
def confirm_manager_read(request: TenantRequest, year: int, notice_id: int) -> HttpResponse:
    """The direct manager confirms having read."""
    cycle_of(year)
    notices.confirm_manager_read(notice_id=notice_id, actor=request.actor, at=clock.now())
    return redirect("ratings:my_result", request.tenant.slug, year)


@require_GET
def published(request: TenantRequest, year: int) -> HttpResponse:
    """The levels that are public today, for everybody in the unit."""
    cycle = cycle_of(year)
    context = {"cycle": cycle, "lists": public_lists(cycle, clock.today())}
    return render(request, "ratings/published.html", context)


@require_POST
def publish(request: TenantRequest, year: int, decision_id: int) -> HttpResponse:
    """Make the levels of a decision public."""
    need_announcer(request)
    decision, form = decision_in(decision_id, year), PublishForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            done = notices.publish_decision(
                decision_id=decision.pk, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
            messages.success(request, f"Đã công khai từ {done.starts_on:%d/%m/%Y} đến {done.ends_on:%d/%m/%Y}.")
            return redirect("ratings:board", request.tenant.slug, year, decision.board_id)
    context = {"cycle": decision.board.cycle, "decision": decision, "form": form}
    return render(request, "ratings/publish.html", context, status=422)
