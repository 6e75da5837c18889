"""Printing: ask for a document, render it in a background job, put it where it belongs."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from dossiers import access
from dossiers.documents.digest import content_digest
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.marking import MarkedPdf, PageMark
from dossiers.documents.sandbox import RenderFailed
from dossiers.documents.titles import SHORT_TITLES
from dossiers.file_rules import CheckedFile, clean_name
from dossiers.gather.bundles import bound_files
from dossiers.models import Disposal, DocumentCode, Dossier, File, IssuedLetter, PrintedDocument
from dossiers.pages.work import PagesRefused
from dossiers.services.bundles import contents_of, printed_with
from dossiers.services.files import store
from dossiers.services.gathering import CHANNELS, LIST, PUBLIC, ballot_of, gather, group_of
from dossiers.services.placing import place
from dossiers.signing.codes import address_of, new_code
from dossiers.states import DisposalState, DocumentState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import JobFailed, NotVisible, Refused
from orgchart.models import Job
from orgchart.services.jobs import NO_RIGHT, request_job, requester_of
from orgchart.tenancy import Row, TenantModel, current_tenant_id, scope
from ratings.access import can_inspect, can_see_ratings
from ratings.models import Board, Complaint, Decision, Inspection, RatingCase, Reconsideration
from reviews.access import can_see_opinions
from reviews.models import Conference, Cycle, FormKind, Invitation, OpinionRequest, RemediationPlan, Review, Subject
from reviews.queries.conferences import conferences_for
from reviews.queries.written import may_read
from reviews.states import ConferenceState, ReviewState

JOB_KIND = "print_document"
# Forms that are printed to be filled in by hand, whatever step the rating has reached.
SLIPS = frozenset({DocumentKind.RESIDENCE_SLIP, DocumentKind.CV_SUPPLEMENT})
FINAL = frozenset({ReviewState.FINAL, ReviewState.CONFIRMED})


@transaction.atomic
def print_review(*, review_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print Mẫu 01 or Mẫu 02; only the final text can be printed for the dossier (HY-B.II.3-5)."""
    related = ("subject__cycle", "subject__unit", "subject__person", "author")
    review = _found(Review.objects.select_related(*related).filter(pk=review_id))
    is_own = actor.person_id in {review.author_id, review.subject.person_id} - {None}
    _need_right(may=is_own or access.can_print(actor), sees=may_read(actor, review))
    if review.state not in FINAL:
        raise Refused(
            f"Bản kiểm điểm đang ở bước “{review.get_state_display()}”. Chỉ in bản chính thức sau khi hoàn chỉnh.",
            clauses=("HY-B.II.3-5",),
        )
    kind = document_kind(review)
    return _request(kind, subject=review.subject, actor=actor, at=at)


def document_kind(review: Review) -> DocumentKind:
    """The paper that a form is printed as: a report of a collective, or the self-review of a person."""
    is_report = review.form_kind == FormKind.COLLECTIVE_REPORT
    return DocumentKind.COLLECTIVE_REPORT if is_report else DocumentKind.LEADER_REVIEW


@transaction.atomic
def print_for_subject(*, kind: DocumentKind, subject_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the self-assessment sheet or the submission letter of one subject."""
    subject = _found(Subject.objects.select_related("cycle", "unit").filter(pk=subject_id))
    sees = can_see_ratings(actor) or actor.person_id in {subject.person_id} - {None}
    _need_right(may=access.can_print(actor), sees=sees)
    if kind in SLIPS:
        if subject.person_id is None:
            raise NotVisible
        return _request(kind, subject=subject, actor=actor, at=at)
    if kind == DocumentKind.DOSSIER_BUNDLE:
        for file in bound_files(_found(Dossier.objects.filter(subject=subject))):
            file.need_open()
        return _request(kind, subject=subject, actor=actor, at=at)
    if kind == DocumentKind.REMEDIATION_REPORT:
        _found(RemediationPlan.objects.filter(subject=subject))
        return _request(kind, subject=subject, actor=actor, at=at)
    case = RatingCase.objects.filter(subject=subject).first()
    if kind == DocumentKind.NOTICE and (case is None or not case.level):
        raise Refused("Chưa có quyết định xếp loại nên chưa in được thông báo.", clauses=("CC-III.5-2",))
    if case is None or not case.self_level:
        raise Refused("Chưa có mức tự xếp loại, chưa in được. Hoàn chỉnh bản kiểm điểm trước.")
    return _request(kind, subject=subject, actor=actor, at=at)


@transaction.atomic
def print_minutes(*, conference_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the minutes of a conference that has ended."""
    conference = _found(Conference.objects.select_related("cycle").filter(pk=conference_id))
    sees = conferences_for(actor, conference.cycle).filter(pk=conference_id).exists()
    _need_right(may=access.can_print(actor), sees=sees)
    if conference.state not in {ConferenceState.CLOSED, ConferenceState.SIGNED}:
        raise Refused("Hội nghị chưa kết thúc nên chưa in được biên bản.")
    return _request(DocumentKind.MINUTES, conference=conference, actor=actor, at=at)


@transaction.atomic
def print_decision(*, decision_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print an issued decision with its annex."""
    decision = _found(Decision.objects.select_related("board__cycle").filter(pk=decision_id))
    _need_right(may=access.can_print(actor), sees=can_see_ratings(actor))
    return _request(DocumentKind.DECISION, decision=decision, actor=actor, at=at)


@transaction.atomic
def print_meeting(*, board_id: int, part: str, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the list of a rating meeting, or the minutes of one count ("group-round-sitting")."""
    board = _found(Board.objects.select_related("cycle").filter(pk=board_id))
    _need_right(may=access.can_print(actor), sees=can_see_ratings(actor))
    if part == LIST:
        return _request(DocumentKind.BOARD_LIST, board=board, actor=actor, at=at)
    if part.startswith(CHANNELS):
        if group_of(board, part) is None:
            raise NotVisible
        return _request(DocumentKind.CHANNEL_SUMMARY, board=board, part=part, actor=actor, at=at)
    if ballot_of(board, part) is None:
        raise NotVisible
    return _request(DocumentKind.BALLOT_COUNT, board=board, part=part, actor=actor, at=at)


@transaction.atomic
def print_opinion(*, request_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the letter that asks one body for its opinion, once it is answered with the answer (Mẫu 03)."""
    row = _found(OpinionRequest.objects.select_related("cycle").filter(pk=request_id, subject__isnull=False))
    _need_right(may=access.can_print(actor), sees=can_see_opinions(actor))
    return _request(DocumentKind.OPINION_LETTER, opinion=row, cycle=row.cycle, actor=actor, at=at)


@transaction.atomic
def print_annex(*, cycle_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print what the regulation set of a year says as the annex of its plan; before the plan is issued, as a draft."""
    cycle = _found(Cycle.objects.filter(pk=cycle_id))
    _need_right(may=access.can_print(actor), sees=True)
    return _request(DocumentKind.SET_ANNEX, cycle=cycle, actor=actor, at=at)


@transaction.atomic
def print_inspection(*, inspection_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the report of an inspection with what was put right so far; whoever inspects prints it (NA-4-1, NA-4-3)."""
    chosen = _found(Inspection.objects.filter(pk=inspection_id))
    _need_right(may=can_inspect(actor) or access.can_print(actor), sees=can_see_ratings(actor))
    return _request(DocumentKind.INSPECTION_REPORT, inspection=chosen, actor=actor, at=at)


@transaction.atomic
def print_staff_report(*, cycle_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the report on the rated staff, by level and kind, with everybody's name (SL-IV.4-6)."""
    cycle = _found(Cycle.objects.filter(pk=cycle_id))
    _need_right(may=access.can_print(actor), sees=True)
    return _request(DocumentKind.STAFF_REPORT, cycle=cycle, actor=actor, at=at)


@transaction.atomic
def print_invitation(*, invitation_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the invitation of one body or person to a conference (HY-C.1-2)."""
    row = _found(Invitation.objects.select_related("conference__cycle").filter(pk=invitation_id))
    conference = row.conference
    sees = conferences_for(actor, conference.cycle).filter(pk=conference.pk).exists()
    _need_right(may=access.can_print(actor), sees=sees)
    return _request(DocumentKind.INVITATION, cycle=conference.cycle, part=str(row.pk), actor=actor, at=at)


@transaction.atomic
def print_calendar(*, cycle_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the notice with the dates of all conferences of a year (SL-IV.4-3)."""
    cycle = _found(Cycle.objects.filter(pk=cycle_id))
    _need_right(may=access.can_print(actor), sees=True)
    return _request(DocumentKind.CONFERENCE_NOTICE, cycle=cycle, actor=actor, at=at)


@transaction.atomic
def print_results(*, cycle_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the summary table of a year with its chart, as the figures stand that day (CC-III.7.2)."""
    cycle = _found(Cycle.objects.filter(pk=cycle_id))
    _need_right(may=access.can_print(actor), sees=can_see_ratings(actor))
    return _request(DocumentKind.RESULT_TABLE, cycle=cycle, part=f"{localdate(at):%Y-%m-%d}", actor=actor, at=at)


@transaction.atomic
def print_disposal(*, disposal_id: int, actor: Actor, at: datetime) -> PrintedDocument:
    """Print the list of what is proposed, and the minutes once it was carried out."""
    row = _found(Disposal.objects.select_related("cycle").filter(pk=disposal_id))
    _need_right(may=access.can_print(actor), sees=access.can_see_keeping(actor))
    is_done = row.state == DisposalState.DONE
    kind = DocumentKind.DISPOSAL_MINUTES if is_done else DocumentKind.DISPOSAL_LIST
    return _request(kind, cycle=row.cycle, part=str(row.pk), actor=actor, at=at)


def _found(rows: QuerySet[Row]) -> Row:
    """The row; a missing one is as good as invisible."""
    row = rows.first()
    if row is None:
        raise NotVisible
    return row


def _need_right(*, may: bool, sees: bool) -> None:
    """Whoever may not print what he or she sees is told so; to whom it is invisible it does not exist."""
    if not may:
        raise PermissionDenied if sees else NotVisible


def place_signed_minutes(conference: Conference, actor: Actor, at: datetime) -> None:
    """Signed minutes go into the dossiers by themselves; they are printed where they have not been (HY-B.II.3-6)."""
    _request(DocumentKind.MINUTES, conference=conference, actor=actor, at=at)


def print_answer(complaint: Complaint, actor: Actor, at: datetime) -> None:
    """An answer is written, so it is printed by itself; one that the superior gave is a paper of the superior's."""
    if complaint.answer_number is not None:
        subject = complaint.case.subject
        _request(DocumentKind.COMPLAINT_ANSWER, subject=subject, complaint=complaint, actor=actor, at=at)


def print_annulment(row: Reconsideration, actor: Actor, at: datetime) -> None:
    """The decision that annuls a level is printed with it."""
    _request(DocumentKind.ANNULMENT, subject=row.case.subject, reconsideration=row, actor=actor, at=at)


def print_letter(letter: IssuedLetter, *, actor: Actor, at: datetime, part: str = "") -> None:
    """A letter is printed with its number, for the website in a version of its own (SL-NN-1)."""
    _request(DocumentKind.OFFICE_LETTER, letter=letter, cycle=letter.cycle, part=part, actor=actor, at=at)


def _request(kind: DocumentKind, *, actor: Actor, at: datetime, **source: TenantModel | str) -> PrintedDocument:
    """The row and the job; what was printed before with the same content is simply given again.

    `source` names the rows that the document is about, by the fields of the printed document.
    """
    about: dict[str, Any] = {
        "tenant_id": current_tenant_id(),
        "title": SHORT_TITLES[kind],
        "requested_at": at,
        "requested_by": actor.account,
        **source,
    }
    digest = digest_of(PrintedDocument(kind=kind, **about))
    rows = PrintedDocument.objects.select_for_update(of=("self",))
    found, is_new = rows.get_or_create(kind=kind, content_digest=digest, defaults=about)
    if found.state == DocumentState.READY:
        place(found, at)
        return found
    if is_new:
        found.code = new_code()
        DocumentCode.objects.create(code=found.code, tenant_id=found.tenant_id, document_id=found.pk)
        audit.record(actor=actor, action="print_document", target=found, at=at, summary=f"Tạo văn bản: {found.title}")
    request_again(found, actor=actor, at=at)
    return found


def current_bundle(subject: Subject) -> File | None:
    """The bound dossier of a subject, if it was printed and no paper has changed since."""
    stands = PrintedDocument(tenant_id=subject.tenant_id, kind=DocumentKind.DOSSIER_BUNDLE, subject=subject)
    rows = PrintedDocument.objects.filter(kind=stands.kind, subject=subject, state=DocumentState.READY)
    found = rows.filter(content_digest=digest_of(stands)).select_related("file").first()
    return found.file if found is not None else None


def request_again(document: PrintedDocument, *, actor: Actor, at: datetime) -> None:
    """Put the document into the outbox; a job that failed or was taken back is queued anew."""
    document.state = DocumentState.REQUESTED
    key = f"print:{document.tenant_id}:{document.pk}"
    arguments = {"document": document.pk}
    document.job = request_job(kind=JOB_KIND, key=key, arguments=arguments, at=at, account=actor.account)
    document.save()


def digest_of(document: PrintedDocument) -> str:
    """The content and whom it is about: two people of one name never share a print."""
    source = f"{document.subject_id}/{document.conference_id}/{document.decision_id}"
    later = (document.complaint_id, document.reconsideration_id, document.board_id, document.cycle_id, document.part)
    source += "".join(f"/{key}" for key in later if key)
    source += f"/inspection-{document.inspection_id}" if document.inspection_id else ""
    source += f"/opinion-{document.opinion_id}" if document.opinion_id else ""
    source += f"/letter-{document.letter_id}" if document.letter_id else ""
    content = content_digest(DocumentKind(document.kind), gather(document))
    return hashlib.sha256(f"{source}:{content}".encode()).hexdigest()


def run_print_job(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """The handler of the outbox: render outside the transaction, then store; running twice stores once."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        document = PrintedDocument.objects.filter(pk=job.arguments["document"]).first()
        if document is None:
            raise NotVisible
        if document.state == DocumentState.READY:
            return
        data = gather(document)
        papers = contents_of(document)
        allowed = _may_still_print(job, document, at)
    try:
        if not allowed:
            raise JobFailed(NO_RIGHT)
        mark = PageMark(code=document.code, address=address_of(document.code, settings.PUBLIC_URL))
        printed = printed_with(papers, DocumentKind(document.kind), data, mark=mark)
    except Exception as error:
        with transaction.atomic(), scope(tenant=job.tenant_id):
            PrintedDocument.objects.filter(pk=document.pk).update(state=DocumentState.FAILED)
        if isinstance(error, RenderFailed | PagesRefused):
            raise JobFailed(str(error)) from error
        raise
    with transaction.atomic(), scope(tenant=job.tenant_id):
        _finish(document.pk, printed, at)


def _may_still_print(job: Job, document: PrintedDocument, at: datetime) -> bool:
    """The right of whoever asked is asked again when the work begins: it may have been taken away meanwhile."""
    try:
        actor = requester_of(job, at)
    except JobFailed:
        return False
    if actor is None or access.can_open_document(actor, document):
        return True
    conference = document.conference
    return conference is not None and conferences_for(actor, conference.cycle).filter(pk=conference.pk).exists()


def _finish(document_id: int, printed: MarkedPdf, at: datetime) -> None:
    document = PrintedDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    if document.state == DocumentState.READY:
        return
    name = clean_name(f"{document.title}{_of_whom(document)}.pdf")
    document.file = store(CheckedFile(name, "application/pdf", printed.content), actor=None, at=at)
    document.rooms = [asdict(room) for room in printed.rooms]
    document.state = DocumentState.READY
    document.save()
    place(document, at)


def _of_whom(document: PrintedDocument) -> str:
    if document.subject is not None:
        return f" – {document.subject.name}"
    if document.opinion is not None:
        return f" – {document.opinion.participant}"
    if document.letter is not None:
        public = " – bản công bố" if document.part == PUBLIC else ""
        return f" số {document.letter.code.replace('/', '-')}{public}"
    if document.decision is not None:
        return f" số {document.decision.code.replace('/', '-')}"
    if document.inspection is not None:
        return f" năm {document.inspection.year} – {document.inspection.body_name}"
    if document.cycle is not None:
        return f" năm {document.cycle.year}"
    return ""
