"""The list of a cycle, writing one review, and reading it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock, exports
from orgchart.middleware import TenantRequest
from reviews import access, tables
from reviews.forms import ReviewListForm
from reviews.models import Review
from reviews.queries import listing, written
from reviews.queries.contents import contents_of
from reviews.queries.cycles import cycle_of
from reviews.services.offline import Returned
from reviews.services.transitions import need_writer
from reviews.states import WRITABLE, ReviewState
from reviews.views.edit_page import edit_context
from reviews.views.line_views import change_lines, save_lines
from reviews.views.read_page import read_context
from reviews.views.typed import Typed, save_page

PAGE_SIZE = 50
_NEXT_PAGES = {"circulate", "finalise"}


@dataclass
class ReviewRow:
    """One line of the list with the one thing that the actor can do there."""

    review: Review
    url: str
    action: str
    total: int


@require_GET
def review_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """The reviews of a cycle that the actor knows of, unit by unit."""
    cycle = cycle_of(year)
    form = ReviewListForm(request.GET)
    form.is_valid()  # what cannot be understood narrows nothing
    chosen = form.cleaned_data
    filters = {"state": chosen.get("trang_thai", ""), "unit_id": chosen.get("don_vi"), "search": chosen.get("tim", "")}
    found = listing.review_rows(request.actor, cycle, **filters)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Bản kiểm điểm năm {year}", tables.REVIEWS, found.iterator(chunk_size=500))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "page_obj": page,
        "rows": _rows(request, year, list(page.object_list)),
        "units": listing.units_with_reviews(request.actor, cycle),
        "form": form,
        "chosen": filters,
        "query": urlencode({key: value for key, value in chosen.items() if value}) + "&",
    }
    return render(request, "reviews/review_list.html", context)


def _rows(request: TenantRequest, year: int, reviews: list[Review]) -> list[ReviewRow]:
    received = listing.reviews_received(request.actor, reviews)
    return [_row(request, year, review, is_recipient=review.pk in received) for review in reviews]


def _row(request: TenantRequest, year: int, review: Review, *, is_recipient: bool) -> ReviewRow:
    total = listing.headings_of(review)
    place = [request.tenant.slug, year, review.pk]
    if access.can_write_review(request.actor, review) and review.state in WRITABLE:
        action = "Hoàn chỉnh" if review.state == ReviewState.REVIEWED else "Viết"
        return ReviewRow(review, reverse("reviews:review_edit", args=place), action, total)
    if access.can_read_text(request.actor, review, is_recipient=is_recipient):
        return ReviewRow(review, reverse("reviews:review_read", args=place), "Đọc", total)
    return ReviewRow(review, "", "", total)


@require_http_methods(["GET", "POST"])
def review_edit(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """The whole form on one page; a plain POST saves all of it, with JavaScript every heading saves itself."""
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    need_writer(request.actor, review)
    if request.method == "GET":
        if review.state not in WRITABLE:
            return redirect("reviews:review_read", request.tenant.slug, year, review_id)
        return edit_page(request, review)
    contents, at = contents_of(review), clock.now()
    typed = save_page(contents, request.POST, actor=request.actor, at=at)
    save_lines(typed, review, contents, request.POST, actor=request.actor, at=at)
    if typed.parts:
        return edit_page(request, review, typed)
    if anchor := change_lines(review, request.POST, actor=request.actor, at=at):
        return redirect(f"{request.path}#{anchor}")
    messages.success(request, "Đã lưu toàn bộ nội dung.")
    name = request.POST.get("then", "")
    return redirect(f"reviews:{name if name in _NEXT_PAGES else 'review_edit'}", request.tenant.slug, year, review_id)


def edit_page(
    request: TenantRequest,
    review: Review,
    typed: Typed | None = None,
    *,
    returned: Returned | None = None,
    word_errors: Sequence[str] = (),
) -> HttpResponse:
    """The page of writing, with what could not be saved still in its place."""
    if typed is not None:  # some of the page was saved before this
        review.refresh_from_db(fields=["state", "self_level", "level_version", "last_saved_at"])
    context = edit_context(request, review, typed) | {"returned": returned, "word_errors": word_errors}
    status = 422 if word_errors else typed.status if typed else 200
    return render(request, "reviews/review_edit.html", context, status=status)


@require_GET
def review_read(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """What was sent, as its readers see it; the first opening is noted on the recipient's receipt."""
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    return render(request, "reviews/review_read.html", read_context(request, review))
