"""Opinions of participants: the list of a year, the page of a subject, one request and its answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.access import Actor
from orgchart.answers import blame, refusals_at_fields
from orgchart.errors import InvalidInput
from orgchart.middleware import TenantRequest
from orgchart.once import once
from orgchart.queries import organizations
from reviews import access, opinion_rules, queries, registry
from reviews.forms.opinions import OpinionForm, OpinionRequestForm, SendRequestForm
from reviews.models import OpinionRequest, Subject
from reviews.queries import opinions as found
from reviews.queries import set_of
from reviews.services import opinions
from reviews.states import OpinionState


@require_GET
def opinion_list(request: TenantRequest, year: int) -> HttpResponse:
    """Everything asked in a year; for a body that is asked, its own requests."""
    cycle, today = queries.cycle_of(year), clock.today()
    rows = list(found.requests_for(request.actor, cycle, today))
    only_missing = request.GET.get("thieu") == "1"
    context = {
        "cycle": cycle,
        "requests": [row for row in rows if row.state == OpinionState.SENT] if only_missing else rows,
        "missing": sum(row.state == OpinionState.SENT for row in rows),
        "total": len(rows),
        "only_missing": only_missing,
        "sees_all": access.can_see_opinions(request.actor),
        "subjects": queries.subjects_for(cycle) if access.can_ask_opinions(request.actor) else [],
        "today": today,
    }
    return render(request, "reviews/opinion_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def opinions_of(request: TenantRequest, year: int, subject_id: int) -> HttpResponse:
    """The synthesis about one subject, and asking one more body."""
    subject = found.subject_for(request.actor, subject_id, year)
    if request.method == "GET":
        return _subject_page(request, subject, _request_form(request, subject))
    if not access.can_ask_opinions(request.actor):
        raise PermissionDenied
    form = _request_form(request, subject)
    if not form.is_valid():
        return _subject_page(request, subject, form)
    data = dict(form.cleaned_data)
    places = {"organization_id": data.pop("organization"), "receiver_id": data.pop("receiver")}
    try:
        row = opinions.request_opinion(subject_id=subject.pk, actor=request.actor, at=clock.now(), **places, **data)
    except InvalidInput as refusal:
        blame(form, refusal)
        return _subject_page(request, subject, form)
    messages.success(request, f"Đã lập phiếu lấy ý kiến {row.participant}.")
    return redirect("reviews:opinion", request.tenant.slug, year, row.pk)


def _request_form(request: TenantRequest, subject: Subject) -> OpinionRequestForm:
    rules, today = set_of(subject.cycle), clock.today()
    wanted = request.GET.get("co-quan", "")
    return OpinionRequestForm(
        request.POST or None,
        criteria=opinion_rules.criteria(rules, subject),
        organizations=organizations(),
        tenants=found.tenants_to_ask(request.tenant, today),
        initial={
            "participant": wanted,
            "criteria": found.last_criteria(wanted) if wanted else [],
            "due_on": opinion_rules.usual_return_date(rules, today),
        },
    )


def _subject_page(request: TenantRequest, subject: Subject, form: OpinionRequestForm) -> HttpResponse:
    rows = found.requests_for(request.actor, subject.cycle, clock.today()).filter(subject=subject)
    asked = {row.participant for row in rows}
    named = opinion_rules.participants(set_of(subject.cycle), subject)
    context = {
        "cycle": subject.cycle,
        "subject": subject,
        "requests": rows,
        "synthesis": found.synthesis(subject),
        "named": [name for name in named if name not in asked],
        "hindrance": registry.hindrance_of_opinions(subject),
        "can_ask": access.can_ask_opinions(request.actor),
        "form": form,
        "today": clock.today(),
    }
    return render(request, "reviews/opinions_of.html", context, status=422 if form.errors else 200)


@require_GET
def opinion(request: TenantRequest, year: int, request_id: int) -> HttpResponse:
    """One request: what is asked, and the answer."""
    return _page(request, found.request_for(request.actor, request_id, year, clock.today()))


@require_POST
def opinion_send(request: TenantRequest, year: int, request_id: int) -> HttpResponse:
    """Send it."""
    row = found.request_for(request.actor, request_id, year, clock.today())
    form = SendRequestForm(request.POST)
    if not access.can_ask_opinions(request.actor):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, row, send_form=form)
    opinions.send_request(request_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã gửi lấy ý kiến.")
    return redirect("reviews:opinion", request.tenant.slug, year, row.pk)


@require_POST
def opinion_answer(request: TenantRequest, year: int, request_id: int) -> HttpResponse:
    """Answer, or type in an answer that came on paper."""
    row = found.request_for(request.actor, request_id, year, clock.today())
    if not found.can_answer(request.actor, row, clock.today()):
        raise PermissionDenied
    form = OpinionForm(request.POST, criteria=row.criteria)
    if form.is_valid():
        with refusals_at_fields(form):
            opinions.answer_request(request_id=row.pk, actor=request.actor, at=clock.now(), **form.values())
            messages.success(request, "Đã ghi ý kiến.")
            return redirect("reviews:opinion", request.tenant.slug, year, row.pk)
    return _page(request, row, form=form)


def _page(
    request: TenantRequest, row: OpinionRequest, *, form: Form | None = None, send_form: Form | None = None
) -> HttpResponse:
    actor, today = request.actor, clock.today()
    words = opinion_rules.words_of(row.criteria)
    degrees = [(one, words.get(row.degrees.get(one["code"], ""), "")) for one in row.criteria]
    context: dict[str, Any] = {
        "cycle": row.cycle,
        "row": row,
        "degrees": degrees,
        "whole": words.get(row.degree, ""),
        "form": form or OpinionForm(criteria=row.criteria),
        "send_form": send_form or SendRequestForm(),
        "can_send": row.state == OpinionState.DRAFT and access.can_ask_opinions(actor),
        "can_answer": row.state == OpinionState.SENT and found.can_answer(actor, row, today),
        "sees_all": access.can_see_opinions(actor),
        "print_address": _print_address(actor, row),
        "from_paper": access.can_ask_opinions(actor) and row.envelope_id is None,
        "hindrance": registry.hindrance_of_opinions(row.subject) if row.subject else "",
        "today": today,
    }
    bad = any(one.errors for one in (form, send_form) if one)
    return render(request, "reviews/opinion.html", context, status=422 if bad else 200)


def _print_address(actor: Actor, row: OpinionRequest) -> str:
    """Where the letter is printed, for those who ask; what came from another tenant is that tenant's paper."""
    return registry.opinion_print_address(row) if row.subject_id and access.can_ask_opinions(actor) else ""
