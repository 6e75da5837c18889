"""Asking for documents, their progress, and opening files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from io import BytesIO
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers import access, queries
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.titles import SHORT_TITLES
from dossiers.downloads import hand_out
from dossiers.file_rules import clean_name
from dossiers.gather.staff import STEP as STAFF_STEP
from dossiers.gather.staff import staff_report as gather_staff_report
from dossiers.models import Dossier, PrintedDocument
from dossiers.services import printing
from dossiers.services.viewing import record_view
from dossiers.services.word import word_of
from dossiers.views.signing import document_page
from orgchart import clock
from orgchart.downloads import as_attachment
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from orgchart.word_package import CONTENT_TYPE
from ratings.models import Board, Decision, Inspection
from reviews.models import Conference, FormKind, Invitation, OpinionRequest, Review, Subject
from reviews.queries import cycle_of, deadlines_of

P = ParamSpec("P")
Ask = Callable[Concatenate[TenantRequest, int, P], PrintedDocument]

# Forms that are offered where the checklist has their item.
LISTED_FORMS = {
    DocumentKind.RESULT_REPORT: "result_report",
    DocumentKind.RESIDENCE_SLIP: "residence_comment",
    DocumentKind.CV_SUPPLEMENT: "cv_supplement",
}

OFFERED = (
    DocumentKind.SELF_ASSESSMENT, DocumentKind.SUBMISSION_LETTER, DocumentKind.NOTICE, DocumentKind.DOSSIER_BUNDLE,
)  # fmt: skip
OF_SUBJECT = {*OFFERED, DocumentKind.REMEDIATION_REPORT}


@dataclass(frozen=True)
class PrintButton:
    """A document that can be asked for, with its newest print."""

    title: str
    url: str
    document: PrintedDocument | None


def print_buttons(request: TenantRequest, dossier: Dossier) -> list[PrintButton]:
    """The documents that the product makes for one subject."""
    subject, slug, year = dossier.subject, request.tenant.slug, dossier.subject.cycle.year
    review = getattr(subject, "review", None)
    prints = queries.latest_documents([subject.pk])
    buttons = []
    if review is not None:
        url = reverse("dossiers:print_review", args=[slug, year, review.pk])
        kind = printing.document_kind(review)
        buttons.append(PrintButton(FormKind(review.form_kind).label, url, prints.get((subject.pk, kind))))
    listed = {item.code for item in dossier.items.all()}
    wanted = [kind for kind, code in LISTED_FORMS.items() if code in listed]
    for kind in (*OFFERED, *wanted):
        url = reverse("dossiers:print_subject", args=[slug, year, kind, subject.pk])
        buttons.append(PrintButton(SHORT_TITLES[kind], url, prints.get((subject.pk, kind))))
    for conference, printed in queries.conferences_of(subject):
        url = reverse("dossiers:print_minutes", args=[slug, year, conference.pk])
        buttons.append(PrintButton(f"Biên bản: {conference.title}", url, printed))
    return buttons


def prints(ask: Ask[P]) -> Callable[..., HttpResponseBase]:
    """A view that asks for a document on POST, out of the tenant's share, and leads to the page of its progress."""

    @require_POST
    @limited("render")
    @wraps(ask)
    def view(request: TenantRequest, year: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return _to_page(request, year, ask(request, year, *args, **kwargs))

    return view


def _to_page(request: TenantRequest, year: int, document: PrintedDocument) -> HttpResponse:
    return redirect("dossiers:document", request.tenant.slug, year, document.pk)


@prints
def print_review(request: TenantRequest, year: int, review_id: int) -> PrintedDocument:
    """Mẫu 01 or Mẫu 02 of a final review."""
    _need_in_year(Review.objects.filter(pk=review_id, subject__cycle__year=year))
    return printing.print_review(review_id=review_id, actor=request.actor, at=clock.now())


@prints
def print_subject(request: TenantRequest, year: int, kind: str, subject_id: int) -> PrintedDocument:
    """The self-assessment sheet or the submission letter of a subject."""
    if kind not in {*OF_SUBJECT, *LISTED_FORMS}:
        raise PermissionDenied
    _need_in_year(Subject.objects.filter(pk=subject_id, cycle__year=year))
    return printing.print_for_subject(
        kind=DocumentKind(kind), subject_id=subject_id, actor=request.actor, at=clock.now()
    )


@prints
def print_minutes(request: TenantRequest, year: int, conference_id: int) -> PrintedDocument:
    """The minutes of a conference that has ended."""
    _need_in_year(Conference.objects.filter(pk=conference_id, cycle__year=year))
    return printing.print_minutes(conference_id=conference_id, actor=request.actor, at=clock.now())


@prints
def print_decision(request: TenantRequest, year: int, decision_id: int) -> PrintedDocument:
    """An issued decision."""
    _need_in_year(Decision.objects.filter(pk=decision_id, board__cycle__year=year))
    return printing.print_decision(decision_id=decision_id, actor=request.actor, at=clock.now())


@prints
def print_meeting(request: TenantRequest, year: int, board_id: int, part: str) -> PrintedDocument:
    """The list of a rating meeting, or the minutes of one of its counts."""
    _need_in_year(Board.objects.filter(pk=board_id, cycle__year=year))
    return printing.print_meeting(board_id=board_id, part=part, actor=request.actor, at=clock.now())


@prints
def print_inspection(request: TenantRequest, year: int, inspection_id: int) -> PrintedDocument:
    """The report of an inspection of a finished year."""
    _need_in_year(Inspection.objects.filter(pk=inspection_id, cycle__year=year))
    return printing.print_inspection(inspection_id=inspection_id, actor=request.actor, at=clock.now())


@prints
def print_opinion(request: TenantRequest, year: int, request_id: int) -> PrintedDocument:
    """The letter that asks one body for its opinion."""
    _need_in_year(OpinionRequest.objects.filter(pk=request_id, cycle__year=year))
    return printing.print_opinion(request_id=request_id, actor=request.actor, at=clock.now())


@prints
def print_invitation(request: TenantRequest, year: int, invitation_id: int) -> PrintedDocument:
    """The invitation of one body or person to a conference."""
    _need_in_year(Invitation.objects.filter(pk=invitation_id, conference__cycle__year=year))
    return printing.print_invitation(invitation_id=invitation_id, actor=request.actor, at=clock.now())


@prints
def print_calendar(request: TenantRequest, year: int) -> PrintedDocument:
    """The notice with the dates of all conferences."""
    return printing.print_calendar(cycle_id=cycle_of(year).pk, actor=request.actor, at=clock.now())


@prints
def print_results(request: TenantRequest, year: int) -> PrintedDocument:
    """The summary table of the results with its chart."""
    return printing.print_results(cycle_id=cycle_of(year).pk, actor=request.actor, at=clock.now())


@require_http_methods(["GET", "POST"])
@limited("render")
def annex(request: TenantRequest, year: int) -> HttpResponse:
    """The annex of the plan: what was printed of it, and a new print."""
    if not access.can_print(request.actor):
        raise PermissionDenied
    cycle = cycle_of(year)
    if request.method == "POST":
        return _to_page(request, year, printing.print_annex(cycle_id=cycle.pk, actor=request.actor, at=clock.now()))
    return render(request, "dossiers/annex.html", {"cycle": cycle, "rows": queries.annexes_of(cycle)})


@require_http_methods(["GET", "POST"])
@limited("render")
def staff_report(request: TenantRequest, year: int) -> HttpResponse:
    """The report on the rated staff as it stands, and a new print."""
    if not access.can_print(request.actor):
        raise PermissionDenied
    cycle = cycle_of(year)
    if request.method == "POST":
        return _to_page(
            request, year, printing.print_staff_report(cycle_id=cycle.pk, actor=request.actor, at=clock.now())
        )
    context = {
        "cycle": cycle,
        "report": gather_staff_report(cycle, request.tenant),
        "deadline": deadlines_of(cycle).filter(step=STAFF_STEP).first(),
        "rows": queries.prints_of_year(cycle, DocumentKind.STAFF_REPORT),
    }
    return render(request, "dossiers/staff_report.html", context)


def _need_in_year(rows: QuerySet[Any]) -> None:
    """What belongs to another year is not at this address."""
    if not rows.exists():
        raise NotVisible


@require_GET
def document(request: TenantRequest, year: int, document_id: int) -> HttpResponse:
    """One printed document: its progress, then the file and its signatures."""
    found = queries.document_for(request.actor, document_id, year)
    record_view(found, found.title, actor=request.actor, at=clock.now())
    return document_page(request, year, found)


@require_GET
def document_word(request: TenantRequest, year: int, document_id: int) -> FileResponse:
    """A printed letter, decision or minutes for Word."""
    found = queries.document_for(request.actor, document_id, year)
    content, name = word_of(found), clean_name(f"{found.title}.docx")
    record_view(found, f"tệp Word: {found.title}", actor=request.actor, at=clock.now())
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=CONTENT_TYPE)


@require_GET
def file(request: TenantRequest, file_id: int) -> HttpResponse | FileResponse:
    """A stored file, as an attachment, to whoever may open it."""
    found, about = queries.openable_file(request.actor, file_id, clock.today())
    found.need_open()
    record_view(about, f"tệp: {found.name}", actor=request.actor, at=clock.now())
    return hand_out(found)


@require_GET
def envelope_file(request: TenantRequest, year: int, submission_id: int, file_id: int) -> HttpResponse | FileResponse:
    """A file that came with a dossier from below."""
    found, submission = queries.file_of_submission(request.actor, submission_id, year, file_id)
    record_view(submission, f"tệp: {found.name}", actor=request.actor, at=clock.now())
    return as_attachment(found.content, found.name, found.content_type)
