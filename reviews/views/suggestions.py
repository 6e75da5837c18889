"""Suggestions for review: the list of a year, a new letter, and the page of one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.access import can_handle_envelopes
from orgchart.answers import blame, refusals_at_fields
from orgchart.errors import Conflict, InvalidInput
from orgchart.middleware import TenantRequest
from orgchart.once import once
from reviews import access, queries, suggestion_rules
from reviews.forms.suggestions import MatchForm, SendSuggestionForm, SuggestionForm, SuggestionTextForm
from reviews.models import Cycle, Suggestion
from reviews.queries import set_of
from reviews.queries import suggestions as found
from reviews.services import suggestion_letters, suggestions
from reviews.states import SuggestionState

MOVES: dict[str, tuple[Callable[..., Suggestion], str]] = {
    "duyet": (suggestions.approve_suggestion, "Đã duyệt gợi ý kiểm điểm."),
    "tra-lai": (suggestions.give_back_suggestion, "Đã trả lại để sửa."),
}


@require_GET
def suggestion_list(request: TenantRequest, year: int) -> HttpResponse:
    """Every letter of the year and where it stands."""
    cycle = queries.cycle_of(year)
    if not access.can_see_suggestions(request.actor):
        raise PermissionDenied
    context = {
        "cycle": cycle,
        "suggestions": found.suggestions_of(request.actor, cycle),
        "can_draft": _can_draft(request, cycle),
        "drafter": suggestion_rules.drafter_words(set_of(cycle)),
        "approver": suggestion_rules.approver_words(set_of(cycle)),
        "last_day": found.last_day(cycle),
        "today": clock.today(),
    }
    return render(request, "reviews/suggestion_list.html", context)


def _can_draft(request: TenantRequest, cycle: Cycle) -> bool:
    return access.can_draft_suggestion(request.actor, suggestion_rules.drafting_roles(set_of(cycle)))


@require_http_methods(["GET", "POST"])
@once
def suggestion_new(request: TenantRequest, year: int) -> HttpResponse:
    """Draft a letter."""
    cycle = queries.cycle_of(year)
    if not _can_draft(request, cycle):
        raise PermissionDenied
    form = SuggestionForm(
        request.POST or None,
        subjects=found.subjects_to_suggest_to(cycle),
        receivers=found.subordinates(request.tenant),
    )
    if request.method == "POST" and form.is_valid():
        row = _draft(request, cycle, form)
        if row is not None:
            messages.success(request, "Đã ghi dự thảo gợi ý kiểm điểm.")
            return redirect("reviews:suggestion", request.tenant.slug, year, row.pk)
    context = {"cycle": cycle, "form": form}
    return render(request, "reviews/suggestion_new.html", context, status=422 if form.errors else 200)


def _draft(request: TenantRequest, cycle: Cycle, form: SuggestionForm) -> Suggestion | None:
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    subject_id, receiver_id = data.pop("subject"), data.pop("receiver")
    try:
        return suggestions.draft_suggestion(
            cycle_id=cycle.pk,
            subject_id=subject_id,
            receiver_id=receiver_id,
            actor=request.actor,
            at=clock.now(),
            **data,
        )
    except InvalidInput as refusal:
        blame(form, refusal)
        return None


@require_http_methods(["GET", "POST"])
def suggestion(request: TenantRequest, year: int, suggestion_id: int) -> HttpResponse:
    """One letter: its issues, who drafted and approved it; changing it while it is a draft."""
    row = found.suggestion_for(request.actor, suggestion_id, year)
    if request.method == "GET":
        return _page(request, row)
    if not _can_draft(request, row.cycle):
        raise PermissionDenied
    form = SuggestionTextForm(request.POST)
    if not form.is_valid():
        return _page(request, row, edit_form=form)
    data = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
    try:
        suggestions.edit_suggestion(suggestion_id=row.pk, actor=request.actor, at=clock.now(), **data)
    except InvalidInput as refusal:
        blame(form, refusal)
        return _page(request, row, edit_form=form)
    except Conflict as conflict:
        return _page(request, row, edit_form=form, conflict=conflict)
    messages.success(request, "Đã ghi dự thảo gợi ý kiểm điểm.")
    return redirect("reviews:suggestion", request.tenant.slug, year, row.pk)


@require_POST
def suggestion_move(request: TenantRequest, year: int, suggestion_id: int, move: str) -> HttpResponse:
    """Approve, or give back."""
    found.suggestion_for(request.actor, suggestion_id, year)
    service, told = MOVES[move]
    service(suggestion_id=suggestion_id, actor=request.actor, at=clock.now())
    messages.success(request, told)
    return redirect("reviews:suggestion", request.tenant.slug, year, suggestion_id)


@require_POST
def suggestion_send(request: TenantRequest, year: int, suggestion_id: int) -> HttpResponse:
    """Send the approved letter."""
    row = found.suggestion_for(request.actor, suggestion_id, year)
    if not access.can_send_suggestion(request.actor, suggestion_rules.drafting_roles(set_of(row.cycle))):
        raise PermissionDenied
    form = SendSuggestionForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            suggestions.send_suggestion(suggestion_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã gửi gợi ý kiểm điểm.")
            return redirect("reviews:suggestion", request.tenant.slug, year, row.pk)
    return _page(request, row, send_form=form)


@require_POST
def suggestion_match(request: TenantRequest, year: int, suggestion_id: int) -> HttpResponse:
    """Say who is meant by a letter from above."""
    row = found.suggestion_for(request.actor, suggestion_id, year)
    if not can_handle_envelopes(request.actor):
        raise PermissionDenied
    form = MatchForm(request.POST, subjects=found.subjects_to_suggest_to(row.cycle))
    if form.is_valid():
        subject_id = form.cleaned_data["subject"]
        suggestion_letters.match_suggestion(
            suggestion_id=row.pk, subject_id=subject_id, actor=request.actor, at=clock.now()
        )
        messages.success(request, "Đã tiếp nhận gợi ý; đối tượng phải giải trình từng vấn đề.")
        return redirect("reviews:suggestion", request.tenant.slug, year, row.pk)
    return _page(request, row, match_form=form)


def _page(
    request: TenantRequest,
    row: Suggestion,
    *,
    edit_form: Form | None = None,
    send_form: Form | None = None,
    match_form: Form | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    points, due = list(row.points.order_by("position")), found.last_day(row.cycle)
    context: dict[str, Any] = {
        "cycle": row.cycle,
        "suggestion": row,
        "points": points,
        "conflict": conflict,
        "edit_form": edit_form or _edit_form(row, [point.text for point in points]),
        "send_form": send_form or SendSuggestionForm(),
        "match_form": match_form or MatchForm(subjects=found.subjects_to_suggest_to(row.cycle)),
        "approver": suggestion_rules.approver_words(set_of(row.cycle)),
        "last_day": due,
        "is_overdue": due is not None and clock.today() > due,
    } | _moves(request, row)
    bad = conflict or any(form.errors for form in (edit_form, send_form, match_form) if form)
    return render(request, "reviews/suggestion.html", context, status=409 if conflict else 422 if bad else 200)


def _edit_form(row: Suggestion, issues: list[str]) -> SuggestionTextForm:
    initial = {"issues": "\n".join(issues), "agency_comments": row.agency_comments, "version": row.version}
    return SuggestionTextForm(initial=initial)


def _moves(request: TenantRequest, row: Suggestion) -> dict[str, bool]:
    """What the actor may do with the letter as it stands."""
    actor, drafters = request.actor, suggestion_rules.drafting_roles(set_of(row.cycle))
    approves = actor.has(*suggestion_rules.APPROVERS)
    is_draft, is_approved = row.state == SuggestionState.DRAFT, row.state == SuggestionState.APPROVED
    return {
        "can_edit": is_draft and access.can_draft_suggestion(actor, drafters),
        "can_approve": is_draft and approves and row.drafted_by_id != actor.account.pk,
        "can_give_back": is_approved and approves,
        "can_match": row.state == SuggestionState.ARRIVED and can_handle_envelopes(actor),
        "can_send": is_approved and access.can_send_suggestion(actor, drafters),
    }
