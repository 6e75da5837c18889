"""Reservations and complaints: handed in from the own result, answered by the deciding body."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import InvalidInput, NotVisible
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms_aftermath import AnswerForm, ComplaintForm
from ratings.models import Complaint
from ratings.queries import complaints as found
from ratings.queries import lists
from ratings.queries.reconsiderations import signer_of
from ratings.registry import complaint_documents
from ratings.services import complaints as services
from ratings.views.gates import need_decider, need_sight
from ratings.views.results import result_page
from reviews.queries import cycle_of


@require_POST
def complain(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The person hands in a reservation or a complaint."""
    case = lists.case_of(case_id, year)
    if not access.can_read_result(request.actor, case):
        raise NotVisible
    form = ComplaintForm(request.POST)
    if form.is_valid() and _hand_in(request, case_id, form, on_paper=False):
        return redirect("ratings:my_result", request.tenant.slug, year)
    return result_page(request, year, complaint_forms={case_id: form})


@require_http_methods(["GET", "POST"])
def complaint_on_paper(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The office enters what came on paper."""
    need_decider(request)
    case, form = lists.case_of(case_id, year), ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _hand_in(request, case_id, form, on_paper=True):
        return redirect("ratings:complaint_list", request.tenant.slug, year)
    context = {"case": case, "cycle": case.subject.cycle, "form": form}
    return render(request, "ratings/complaint_new.html", context, status=422 if form.errors else 200)


@require_GET
def complaint_list(request: TenantRequest, year: int) -> HttpResponse:
    """Everything handed in about a cycle."""
    need_sight(request)
    cycle = cycle_of(year)
    context = {"cycle": cycle, "complaints": found.complaints_of(cycle), "today": clock.today()}
    return render(request, "ratings/complaint_list.html", context)


@require_http_methods(["GET", "POST"])
def complaint(request: TenantRequest, year: int, complaint_id: int) -> HttpResponse:
    """One paper with its points, and the form of the answer."""
    row = found.complaint_of(complaint_id, year, request.actor)
    if request.method == "GET":
        initial = signer_of(row.case) | {"answered_on": clock.today()}
        return _page(request, row, AnswerForm(complaint=row, initial=initial))
    if not access.can_decide(request.actor):
        raise PermissionDenied
    form = AnswerForm(request.POST, complaint=row)
    if form.is_valid() and _answer(request, row, form):
        return redirect("ratings:complaint", request.tenant.slug, year, complaint_id)
    return _page(request, row, form, status=422)


def _hand_in(request: TenantRequest, case_id: int, form: ComplaintForm, *, on_paper: bool) -> bool:
    try:
        row = services.hand_in(
            case_id=case_id, kind=form.cleaned_data["kind"], points=form.points(), actor=request.actor,
            at=clock.now(), on_paper=on_paper,
        )  # fmt: skip
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    messages.success(request, f"Đã tiếp nhận, số {row.number} ngày {clock.today():%d/%m/%Y}.")
    return True


def _answer(request: TenantRequest, row: Complaint, form: AnswerForm) -> bool:
    try:
        done = services.answer_complaint(complaint_id=row.pk, answer=form.answer(), actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    messages.success(request, f"Đã trả lời bằng văn bản số {done.answer_code}.")
    return True


def _page(request: TenantRequest, row: Complaint, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    runs = access.can_see_ratings(request.actor)
    context = {
        "complaint": row,
        "cycle": row.case.subject.cycle,
        "points": list(row.points.order_by("position")),
        "form": form,
        "documents": complaint_documents(row),
        "is_late": row.due_on is not None and row.state == "received" and row.due_on < clock.today(),
        "runs": runs,
        "can_answer": access.can_decide(request.actor) and row.state == "received" and row.kind == "complaint",
    }
    return render(request, "ratings/complaint.html", context, status=status)
