"""Writing without a connection: a review as a Word file, and the file back into the same fields."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.errors import InvalidInput
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from orgchart.word_package import CONTENT_TYPE
from reviews.forms.offline import WordForm
from reviews.models import Review
from reviews.offline.reading import MAX_BYTES
from reviews.queries import written
from reviews.queries.contents import contents_of
from reviews.services import offline, saving
from reviews.services.transitions import need_writer
from reviews.views.line_views import save_lines
from reviews.views.reviews import edit_page
from reviews.views.typed import save_page


@require_GET
def review_word(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """The Word file with what is written so far."""
    review = _writable(request, year, review_id)
    response = HttpResponse(offline.word_of(contents_of(review)), content_type=CONTENT_TYPE)
    name = f"Bản kiểm điểm {year} - {review.subject.name}.docx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


@require_POST
@limited("upload")
def review_word_take(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """Put a file back: every field as if it were typed on the page, and what has no field is shown."""
    review = _writable(request, year, review_id)
    form = WordForm(request.POST, request.FILES)
    if not form.is_valid():
        return edit_page(request, review, word_errors=[str(error) for error in form.errors.get("file", [])])
    contents, at = contents_of(review), clock.now()
    try:
        returned = offline.returned_in(contents, form.cleaned_data["file"].read(MAX_BYTES + 1))
    except InvalidInput as refusal:
        return edit_page(request, review, word_errors=list(refusal.errors.values()))
    data = QueryDict(mutable=True)
    data.update(returned.data)
    typed = save_page(contents, data, actor=request.actor, at=at)
    save_lines(typed, review, contents, data, actor=request.actor, at=at)
    if typed.parts or not returned.is_clean:
        return edit_page(request, review, typed, returned=returned)
    messages.success(request, "Đã nạp bản Word: mọi nội dung trong tệp đã vào đúng các mục.")
    return redirect("reviews:review_edit", request.tenant.slug, year, review_id)


def _writable(request: TenantRequest, year: int, review_id: int) -> Review:
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    need_writer(request.actor, review)
    saving.check_writable(review)
    return review
