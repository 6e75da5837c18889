"""From a printed document to the plain values that stand on it, read anew from the rows that it is about."""

from datetime import date

from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.gather import (
    aftermath,
    annex,
    bundles,
    calls,
    channels,
    disposals,
    forms,
    inspection,
    letters,
    meetings,
    papers,
    records,
    result_table,
    slips,
    staff,
)
from dossiers.models import Disposal, IssuedLetter, PrintedDocument
from orgchart.errors import JobFailed
from orgchart.models import Tenant
from ratings.models import Ballot, Board, CapGroup, Complaint, Decision, Inspection, RatingCase, Reconsideration
from reviews.models import Conference, Cycle, FormKind, Invitation, OpinionRequest, Review, Subject

LIST = "danh-sach"
PUBLIC = "cong-bo"
CHANNELS = "kenh-thong-tin-"


def gather(document: PrintedDocument) -> DocumentData:
    """The plain values of a document, read anew from the rows that it is about."""
    tenant = Tenant.objects.get(pk=document.tenant_id)
    kind = DocumentKind(document.kind)
    if kind in {DocumentKind.COLLECTIVE_REPORT, DocumentKind.LEADER_REVIEW}:
        related = ("subject__cycle__tenant", "subject__unit", "subject__person", "subject__collective", "author")
        review = Review.objects.select_related(*related).get(subject=document.subject)
        is_report = review.form_kind == FormKind.COLLECTIVE_REPORT
        return forms.collective_report(review, tenant) if is_report else forms.leader_review(review, tenant)
    if document.opinion is not None:
        asked = OpinionRequest.objects.select_related("cycle__tenant", "subject").get(pk=document.opinion.pk)
        return slips.opinion_letter(asked, tenant)
    if document.letter is not None:
        issued = IssuedLetter.objects.select_related("cycle").get(pk=document.letter.pk)
        return letters.office_letter(issued, tenant, is_public=document.part == PUBLIC)
    if document.complaint is not None:
        complaint = Complaint.objects.select_related("case__subject__cycle").get(pk=document.complaint.pk)
        return aftermath.complaint_answer(complaint, tenant)
    if document.reconsideration is not None:
        row = Reconsideration.objects.select_related("case__subject__cycle").get(pk=document.reconsideration.pk)
        return aftermath.annulment_paper(row, tenant)
    if document.board is not None:
        return _meeting_paper(document, document.board.pk, tenant)
    if document.decision is not None:
        decision = Decision.objects.select_related("board__cycle").get(pk=document.decision.pk)
        return papers.decision_paper(decision, tenant)
    if document.inspection is not None:
        checks = Inspection.objects.select_related("cycle__tenant", "inspected_by")
        return inspection.inspection_report(checks.get(pk=document.inspection.pk), tenant)
    if document.cycle is not None:
        return _paper_of_year(document, document.cycle.pk, kind, tenant)
    if document.conference is not None:
        conference = Conference.objects.select_related("cycle").get(pk=document.conference.pk)
        return records.minutes_paper(conference, tenant)
    return _paper_of_subject(document, kind, tenant)


def _paper_of_year(document: PrintedDocument, cycle_id: int, kind: DocumentKind, tenant: Tenant) -> DocumentData:
    if kind == DocumentKind.INVITATION:
        rows = Invitation.objects.select_related("conference__cycle", "conference__chair")
        invited = rows.filter(pk=int(document.part)).first()
        if invited is None:
            raise JobFailed("Đại biểu này không còn trong danh sách mời nên không in được giấy mời.")
        return calls.invitation_paper(invited, tenant)
    if kind in {DocumentKind.DISPOSAL_LIST, DocumentKind.DISPOSAL_MINUTES}:
        listed = Disposal.objects.select_related("cycle", "proposed_by", "decided_by").get(pk=int(document.part))
        is_list = kind == DocumentKind.DISPOSAL_LIST
        return disposals.disposal_list(listed, tenant) if is_list else disposals.disposal_minutes(listed, tenant)
    cycle = Cycle.objects.select_related("tenant").get(pk=cycle_id)
    if kind == DocumentKind.CONFERENCE_NOTICE:
        return calls.conference_notice(cycle, tenant)
    if kind == DocumentKind.RESULT_TABLE:
        return result_table.result_table(cycle, tenant, date.fromisoformat(document.part))
    if kind == DocumentKind.STAFF_REPORT:
        return staff.staff_report(cycle, tenant)
    return annex.set_annex(cycle, tenant)


def _paper_of_subject(document: PrintedDocument, kind: DocumentKind, tenant: Tenant) -> DocumentData:
    if document.subject is not None and kind in slips.FOR_SUBJECT:
        related = ("cycle", "unit", "person", "decided_by")
        return slips.FOR_SUBJECT[kind](Subject.objects.select_related(*related).get(pk=document.subject.pk), tenant)
    if kind == DocumentKind.DOSSIER_BUNDLE:
        return bundles.dossier_bundle(bundles.dossier_of(document), tenant)
    case = RatingCase.objects.select_related("subject__cycle", "subject__unit", "subject__decided_by").get(
        subject=document.subject
    )
    if kind == DocumentKind.NOTICE:
        return meetings.notice_paper(case, tenant)
    if kind == DocumentKind.SELF_ASSESSMENT:
        return forms.self_assessment(case, tenant)
    above = case.subject.decided_by
    addressee = above.issuing_body if above is not None and above.pk != tenant.pk else tenant.issuing_body
    return papers.submission_letter(case, tenant, addressee=addressee)


def _meeting_paper(document: PrintedDocument, board_id: int, tenant: Tenant) -> DocumentData:
    board = Board.objects.select_related("cycle", "body").get(pk=board_id)
    if document.kind == DocumentKind.BOARD_LIST:
        return meetings.board_list_paper(board, tenant)
    if document.kind == DocumentKind.CHANNEL_SUMMARY:
        group = group_of(board, document.part)
        if group is None:
            raise JobFailed("Nhóm này không còn ở phiên họp nên không in được bản tổng hợp.")
        return channels.channel_summary(board, group, tenant)
    ballot = ballot_of(board, document.part)
    if ballot is None:
        raise JobFailed("Kết quả kiểm phiếu này đã được hủy nên không in được biên bản.")
    return meetings.ballot_count_paper(ballot, tenant)


def group_of(board: Board, part: str) -> CapGroup | None:
    """The group of the meeting whose channels a part names."""
    key = part.removeprefix(CHANNELS)
    if not key.isdecimal() or len(key) > 9:
        return None
    return CapGroup.objects.filter(pk=int(key), board_group__board=board).first()


def ballot_of(board: Board, part: str) -> Ballot | None:
    """The count that a part names; None where there is none, because it was taken back or never was."""
    numbers = part.split("-")
    if len(numbers) != 3 or not all(one.isdecimal() and len(one) < 10 for one in numbers):
        return None
    group, number, sitting = map(int, numbers)
    rows = Ballot.objects.select_related("board__cycle", "board__body", "group")
    return rows.filter(board=board, group=group, round=number, sitting=sitting).first()
