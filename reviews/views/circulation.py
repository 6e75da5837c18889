"""Moves of a review: send round, take back, finish, confirm."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from orgchart import clock
from orgchart.errors import InvalidInput
from orgchart.middleware import TenantRequest
from reviews import access
from reviews.calendar import last_sending_day
from reviews.forms import AgainForm, CirculateForm, FinaliseForm
from reviews.models import Review
from reviews.queries import completeness, written
from reviews.queries.contents import contents_of
from reviews.services import circulation, transitions
from reviews.services.review_again import review_again
from reviews.states import ReviewState
from reviews.views.read_page import read_context


@require_http_methods(["GET", "POST"])
def circulate(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """What is still missing, who will get the draft and by when; sending it."""
    review = _own_review(request, year, review_id)
    form = CirculateForm(request.POST if request.method == "POST" else None)
    missing = _missing(review)
    if request.method == "POST" and form.is_valid() and not missing:
        try:
            sent = circulation.circulate_review(
                review_id=review_id, actor=request.actor, at=clock.now(), approved=form.cleaned_data["approved"]
            )
        except InvalidInput as refusal:
            form.add_error("approved", refusal.errors["approved"])
        else:
            messages.success(request, f"Đã gửi dự thảo tới {sent.receipts.count()} đồng chí.")
            return redirect("reviews:review_read", request.tenant.slug, year, review_id)
    if review.state != ReviewState.NOT_STARTED:  # where nothing is written yet, the page lists all that is missing
        transitions.check_move(review, "circulate")
    refused = 409 if missing and request.method == "POST" else 200
    context = _sending(request, review) | {"form": form, "missing": missing}
    return render(request, "reviews/review_send.html", context, status=422 if form.errors else refused)


def _sending(request: TenantRequest, review: Review) -> dict[str, Any]:
    conference = written.planned_conference(review)
    people = written.audience_of(review.subject, clock.today())
    return {
        "review": review,
        "recipients": [person for person in people if person.pk != review.author_id],
        "needs_approval": access.needs_approval_of_head(request.actor, review),
        "conference": conference,
        "last_day": last_sending_day(transitions.local_day(conference.starts_at)) if conference else None,
        "today": clock.today(),
    }


def _missing(review: Review) -> list[completeness.Missing]:
    return completeness.missing_items(contents_of(review))


@require_POST
def withdraw(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """Take the draft back to change it."""
    _own_review(request, year, review_id)
    circulation.withdraw_review(review_id=review_id, actor=request.actor, at=clock.now())
    messages.success(request, "Đã rút dự thảo. Sửa xong, mời đồng chí gửi lại.")
    return redirect("reviews:review_edit", request.tenant.slug, year, review_id)


@require_http_methods(["GET", "POST"])
def finalise(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """What was said at the conference and what became of it; confirming text and level."""
    review = _own_review(request, year, review_id)
    typed = request.POST if request.method == "POST" else None
    form = FinaliseForm(typed, initial={"self_level": review.self_level})
    missing = [item for item in _missing(review) if item.anchor != "self_level"]
    if typed is not None and form.is_valid() and not missing:
        level = form.cleaned_data["self_level"]
        transitions.finalise_review(review_id=review_id, self_level=level, actor=request.actor, at=clock.now())
        messages.success(request, "Đã hoàn chỉnh văn bản.")
        return redirect("reviews:review_read", request.tenant.slug, year, review_id)
    transitions.check_move(review, "finalise")
    context = {
        "review": review,
        "form": form,
        "level": form["self_level"].value() or "",
        "comments": written.comments_on(review),
        "missing": missing,
        "was_refused": typed is not None and bool(missing),
    }
    refused = 409 if context["was_refused"] else 200
    return render(request, "reviews/review_finalise.html", context, status=422 if form.errors else refused)


@require_POST
def confirm(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """The body confirms the final text."""
    written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    transitions.confirm_review(review_id=review_id, actor=request.actor, at=clock.now())
    messages.success(request, "Đã xác nhận văn bản hoàn chỉnh.")
    return redirect("reviews:review_read", request.tenant.slug, year, review_id)


@require_POST
def order_again(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """The review did not satisfy: it is written and held anew."""
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    if not access.can_confirm_review(request.actor, review):
        raise PermissionDenied
    form = AgainForm(request.POST)
    if not form.is_valid():
        return render(request, "reviews/review_read.html", read_context(request, review, form), status=422)
    review_again(review_id=review_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã mở kiểm điểm lại. Văn bản trở về dự thảo; lập hội nghị mới sau khi gửi lại.")
    return redirect("reviews:review_list", request.tenant.slug, year)


def _own_review(request: TenantRequest, year: int, review_id: int) -> Review:
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    transitions.need_writer(request.actor, review)
    return review
