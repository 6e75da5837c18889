"""Reading a stored file in the browser: its pages drawn by the server, so that nothing of the file runs anywhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from dossiers import queries
from dossiers.models import Dossier, File, IncomingSubmission
from dossiers.pages.work import DRAWABLE, PagesRefused, page_counts, picture_of
from dossiers.services.viewing import Viewed, record_view
from orgchart import clock
from orgchart.errors import NotVisible, Refused
from orgchart.middleware import TenantRequest
from orgchart.models import EnvelopeFile
from orgchart.quotas import limited

MOST_PAGES = 60


@require_GET
@limited("preview")
def file_preview(request: TenantRequest, file_id: int) -> HttpResponse:
    """The pages of a file of one's own tenant."""
    found, about = queries.openable_file(request.actor, file_id, clock.today())
    return _page(request, found, about, "file", [file_id])


@require_GET
@limited("preview")
def file_page(request: TenantRequest, file_id: int, page: int) -> HttpResponse:
    """One of them as a picture."""
    found, _ = queries.openable_file(request.actor, file_id, clock.today())
    return _picture(found, page)


@require_GET
@limited("preview")
def arrived_preview(request: TenantRequest, year: int, submission_id: int, file_id: int) -> HttpResponse:
    """The pages of a file that came with a dossier from below."""
    found, submission = queries.file_of_submission(request.actor, submission_id, year, file_id)
    return _page(request, found, submission, "envelope_file", [year, submission_id, file_id])


@require_GET
@limited("preview")
def arrived_page(request: TenantRequest, year: int, submission_id: int, file_id: int, page: int) -> HttpResponse:
    """One of them as a picture."""
    found, _ = queries.file_of_submission(request.actor, submission_id, year, file_id)
    return _picture(found, page)


def _page(
    request: TenantRequest, found: File | EnvelopeFile, about: Viewed, address: str, numbers: list[int]
) -> HttpResponse:
    """Word and Excel files, and what cannot be read, are named with the way to download them."""
    record_view(about, f"tệp: {found.name}", actor=request.actor, at=clock.now())
    count, trouble = 0, ""
    if found.content_type in DRAWABLE:
        try:
            count = page_counts([_content(found)])[0]
        except PagesRefused:
            trouble = "Không đọc được các trang của tệp này. Tải tệp về để xem."
    else:
        trouble = "Tệp Word, Excel không xem được ngay trên trang. Tải tệp về để xem."
    pages = [reverse(f"dossiers:{address}_page", args=[request.tenant.slug, *numbers, page]) for page in range(count)]
    context = {
        "file": found,
        "trouble": trouble,
        "pages": pages[:MOST_PAGES],
        "further": max(0, count - MOST_PAGES),
        "back": _back(request, about),
        "download": reverse(f"dossiers:{address}", args=[request.tenant.slug, *numbers]),
    }
    return render(request, "dossiers/preview.html", context)


def _back(request: TenantRequest, about: Viewed) -> str:
    """The page whose list of files led here, where there is one."""
    if isinstance(about, Dossier):
        return reverse("dossiers:dossier", args=[request.tenant.slug, about.subject.cycle.year, about.pk])
    if isinstance(about, IncomingSubmission):
        return reverse("dossiers:submission", args=[request.tenant.slug, about.cycle.year, about.pk])
    return ""


def _picture(found: File | EnvelopeFile, page: int) -> HttpResponse:
    if found.content_type not in DRAWABLE or page >= MOST_PAGES:
        raise NotVisible
    try:
        picture = picture_of(_content(found), page)
    except PagesRefused as refusal:
        raise Refused(str(refusal)) from None
    if not picture:
        raise NotVisible
    return HttpResponse(picture, content_type="image/jpeg")


def _content(found: File | EnvelopeFile) -> bytes:
    with found.opened() if isinstance(found, File) else found.content.open("rb") as content:
        read: bytes = content.read()
    return read
