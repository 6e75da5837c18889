"""Asking others for comments on a draft: whom, what came back, what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.middleware import TenantRequest
from reviews import access
from reviews.forms.draft_opinions import AskForm, DraftCommentForm, HandlingForm
from reviews.models import DraftOpinion
from reviews.queries import cycle_of, written
from reviews.queries import draft_opinions as found
from reviews.services import draft_opinions as services
from reviews.services.transitions import need_writer
from reviews.states import ReviewState


@require_http_methods(["GET", "POST"])
def draft_opinions(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """Who was asked about a draft, and asking one more."""
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    need_writer(request.actor, review)
    form = AskForm(request.POST or None, people=found.people_to_ask(review, clock.today()))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        with refusals_at_fields(form):
            services.ask_for_comments(
                review_id=review.pk, person_id=data.pop("person"), actor=request.actor, at=clock.now(), **data
            )
            messages.success(request, "Đã gửi dự thảo xin ý kiến.")
            return redirect("reviews:draft_opinions", request.tenant.slug, year, review.pk)
    context = {
        "review": review,
        "opinions": found.opinions_on(review),
        "form": form,
        "can_ask": review.state == ReviewState.DRAFT,
        "today": clock.today(),
    }
    return render(request, "reviews/draft_opinions.html", context, status=422 if form.errors else 200)


@require_GET
def my_draft_opinions(request: TenantRequest, year: int) -> HttpResponse:
    """The drafts that the actor was asked about."""
    cycle = cycle_of(year)
    rows = found.asked_of(request.actor).filter(review__subject__cycle=cycle)
    return render(request, "reviews/my_draft_opinions.html", {"cycle": cycle, "rows": rows})


@require_http_methods(["GET", "POST"])
def draft_opinion(request: TenantRequest, year: int, opinion_id: int) -> HttpResponse:
    """The draft as it was sent, and the comment of whoever was asked."""
    row = found.opinion_for(request.actor, opinion_id, year)
    form = DraftCommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_at_fields(form):
            services.take_comment(opinion_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã ghi góp ý.")
            return redirect("reviews:draft_opinion", request.tenant.slug, year, row.pk)
    return _page(request, row, comment_form=form)


@require_POST
def draft_opinion_handle(request: TenantRequest, year: int, opinion_id: int) -> HttpResponse:
    """What the author makes of a comment."""
    row, form = found.opinion_for(request.actor, opinion_id, year), HandlingForm(request.POST)
    need_writer(request.actor, row.review)
    if form.is_valid():
        with refusals_at_fields(form):
            services.handle_comment(opinion_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã ghi xử lý góp ý.")
            return redirect("reviews:draft_opinions", request.tenant.slug, year, row.review_id)
    return _page(request, row, handling_form=form)


def _page(request: TenantRequest, row: DraftOpinion, **given: Any) -> HttpResponse:
    writes = access.can_write_review(request.actor, row.review)
    context = {
        "row": row,
        "review": row.review,
        "sections": found.sent_sections(row),
        "writes": writes,
        "from_paper": writes and not services.is_asked(request.actor, row),
        "comment_form": DraftCommentForm(),
        "handling_form": HandlingForm(initial={"verdict": row.verdict, "note": row.note}),
        **given,
    }
    wrong = any(form.errors for form in given.values())
    return render(request, "reviews/draft_opinion.html", context, status=422 if wrong else 200)
