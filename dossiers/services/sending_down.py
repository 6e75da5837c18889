"""The decision of the superior comes down and becomes the external level of the subject below."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers import access
from dossiers.documents.kinds import DocumentKind
from dossiers.file_rules import check_file
from dossiers.models import ChecklistItem, Dossier, IncomingSubmission, PrintedDocument
from dossiers.services.files import store
from dossiers.states import DocumentState, ItemState, SubmissionState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from orgchart.models import Envelope, EnvelopeKind
from orgchart.services.envelopes import Attachment, send_envelope
from ratings.access import can_see_ratings
from ratings.models import Decision, DecisionItem, RatingCase
from ratings.services.decisions import decide_externally
from ratings.services.notices import notify_case


@transaction.atomic
def send_decision_down(*, decision_id: int, actor: Actor, at: datetime) -> int:
    """Send each subject of a decision whose dossier came from below its level, number and the printed decision.

    May run again: what was sent is not sent twice. Returns how many went out.
    """
    decision = Decision.objects.select_related("board__cycle__tenant").filter(pk=decision_id).first()
    if decision is None or not can_see_ratings(actor):
        raise NotVisible
    if not access.can_handle_submissions(actor):
        raise PermissionDenied
    paper = _printed(decision)
    sent = 0
    for item in DecisionItem.objects.filter(decision=decision).select_related("case__subject").order_by("pk"):
        rows = IncomingSubmission.objects.select_for_update(of=("self",)).select_related("envelope__peer")
        submission = rows.filter(subject=item.case.subject, state=SubmissionState.ACCEPTED).first()
        if submission is not None:
            _send(decision, item, submission, paper, actor, at)
            sent += 1
    return sent


def _printed(decision: Decision) -> Attachment:
    rows = PrintedDocument.objects.filter(decision=decision, kind=DocumentKind.DECISION, state=DocumentState.READY)
    document = rows.select_related("file").order_by("-pk").first()
    if document is None or document.file is None:
        raise Refused("Chưa có bản PDF của quyết định. Tạo bản PDF rồi gửi xuống.")
    with document.file.opened() as content:
        return Attachment("Quyết định", document.file.name, document.file.content_type, content.read())


def _send(
    decision: Decision,
    item: DecisionItem,
    submission: IncomingSubmission,
    paper: Attachment,
    actor: Actor,
    at: datetime,
) -> None:
    send_envelope(
        kind=EnvelopeKind.DECISION,
        receiver=submission.envelope.peer,
        title=f"Quyết định {decision.code}: {item.case.subject.name}",
        content={
            "year": decision.board.cycle.year,
            "level": item.level,
            "code": decision.code,
            "decided_on": decision.decided_on.isoformat(),
            "body": f"Ban Thường vụ {decision.board.cycle.tenant.issuing_body}",
        },
        actor=actor,
        at=at,
        attachments=[paper],
        reply_to=submission.envelope.key,
    )
    submission.state = SubmissionState.ANSWERED
    submission.save()


def on_decision_arrival(envelope: Envelope, at: datetime) -> None:
    """In the lower tenant's scope: the level becomes the external level, the paper goes into the dossier."""
    dossier = Dossier.objects.select_related("subject").filter(envelope_key=envelope.reply_to).first()
    if dossier is None:
        return
    content = envelope.content
    case_id = RatingCase.objects.get(subject=dossier.subject).pk
    decide_externally(
        case_id=case_id,
        level=content["level"],
        decision_code=content["code"],
        decided_on=date.fromisoformat(content["decided_on"]),
        body=content["body"],
        actor=None,
        at=at,
    )
    notify_case(case_id=case_id, actor=None, at=at)
    for attached in envelope.files.all():
        with attached.content.open("rb") as copy:
            file = store(check_file(attached.name, copy.read()), actor=None, at=at)
        items = ChecklistItem.objects.filter(dossier=dossier, code="decision")
        for item in items:
            item.file, item.state, item.note = file, ItemState.PROVIDED, ""
            item.save()
    audit.record(
        actor=None,
        action="receive_decision",
        target=dossier,
        at=at,
        summary=f"Nhận quyết định {content['code']} của {content['body']}",
    )
