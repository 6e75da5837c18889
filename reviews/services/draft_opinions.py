"""Asking others for comments on a draft, taking them down, handling each. The step may be left out. (SL-II.4.1a-1)"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Person
from reviews import access
from reviews.models import DraftOpinion, Review, Verdict
from reviews.queries.contents import as_sent, contents_of
from reviews.queries.regulations import set_of
from reviews.services import saving, transitions
from reviews.states import ReviewState

NONE = "none"


@transaction.atomic
def ask_for_comments(
    *, review_id: int, addressee: str, due_on: date, actor: Actor, at: datetime, person_id: int | None = None
) -> DraftOpinion:
    """Send the draft as it stands to one body or person, to be returned by a day."""
    review = transitions.locked_review(review_id)
    transitions.need_writer(actor, review)
    transitions.check_cycle_is_open(review)
    if set_of(review.subject.cycle).value("prep.commentRound") == NONE:
        raise Refused("Bộ quy định của năm không có bước lấy ý kiến vào dự thảo.")
    if review.state != ReviewState.DRAFT:
        raise Refused(
            f"Bản này đang ở bước “{review.get_state_display()}”. Chỉ xin góp ý khi đang dự thảo, trước khi gửi tới "
            "thành viên hội nghị."
        )
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    name = saving.cleaned("addressee", addressee, 200).strip() or (person.full_name if person else "")
    errors = {}
    if not name:
        errors["addressee"] = "Ghi tên cơ quan, hoặc chọn một đồng chí."
    elif DraftOpinion.objects.filter(review=review, addressee=name).exists():
        errors["addressee"] = f"{name} đã được xin ý kiến về bản này."
    if person is not None and person.pk == review.author_id:
        errors["person"] = "Không xin ý kiến chính người viết."
    if due_on < transitions.local_day(at):
        errors["due_on"] = "Ngày gửi lại phải từ hôm nay trở đi."
    if errors:
        raise InvalidInput(errors)
    sections = as_sent(contents_of(review), {})["sections"]
    row = DraftOpinion(
        tenant_id=review.tenant_id, review=review, addressee=name, person=person, due_on=due_on, sent_at=at,
        sent_by=actor.account, content={"sections": sections},
    )  # fmt: skip
    row.save()
    _record(actor, "ask_for_comments", review, at, f"Gửi dự thảo xin ý kiến {name}: {review.subject.name}")
    return row


@transaction.atomic
def take_comment(*, opinion_id: int, text: str, actor: Actor, at: datetime) -> DraftOpinion:
    """What the addressee says, typed by that person, or by the writers from paper."""
    row = _locked(opinion_id)
    writes = access.can_write_review(actor, row.review)
    if not (writes or is_asked(actor, row)):
        raise NotVisible
    if row.answered_at is not None:
        raise Refused(f"Đã ghi ý kiến của {row.addressee}.")
    words = saving.cleaned("text", text).strip()
    if not words:
        raise InvalidInput({"text": "Ghi nội dung góp ý; không có ý kiến thì ghi “nhất trí”."})
    row.text, row.answered_at, row.answered_by = words, at, actor.account
    row.save()
    behalf = "" if is_asked(actor, row) else row.addressee
    summary = f"Ghi góp ý của {row.addressee} vào dự thảo: {row.review.subject.name}"
    _record(actor, "take_draft_comment", row.review, at, summary, behalf)
    return row


@transaction.atomic
def handle_comment(*, opinion_id: int, verdict: str, note: str, actor: Actor, at: datetime) -> DraftOpinion:
    """What the author made of a comment: taken, taken in part, or not, the latter two with a reason."""
    row = _locked(opinion_id)
    if not access.can_write_review(actor, row.review):
        raise PermissionDenied if is_asked(actor, row) else NotVisible
    if row.answered_at is None:
        raise Refused(f"{row.addressee} chưa có ý kiến nên chưa có gì để xử lý.")
    words = saving.cleaned("note", note, 500).strip()
    errors = {}
    if verdict not in {Verdict.ACCEPTED, Verdict.PARTLY, Verdict.REJECTED}:
        errors["verdict"] = "Chọn tiếp thu, tiếp thu một phần hoặc không tiếp thu."
    elif verdict != Verdict.ACCEPTED and not words:
        errors["note"] = "Ghi lý do khi tiếp thu một phần hoặc không tiếp thu."
    if errors:
        raise InvalidInput(errors)
    row.verdict, row.note = verdict, words
    row.save()
    summary = f"{row.get_verdict_display()} góp ý của {row.addressee}: {row.review.subject.name}"
    _record(actor, "handle_draft_comment", row.review, at, summary)
    return row


def is_asked(actor: Actor, row: DraftOpinion) -> bool:
    """Whether the draft was sent to the actor."""
    return actor.person_id is not None and actor.person_id == row.person_id


def _locked(opinion_id: int) -> DraftOpinion:
    rows = DraftOpinion.objects.select_for_update(of=("self",)).select_related(
        "review__subject__cycle", "review__subject__collective"
    )
    row = rows.filter(pk=opinion_id).first()
    if row is None:
        raise NotVisible
    return row


def _record(actor: Actor, action: str, review: Review, at: datetime, summary: str, behalf: str = "") -> None:
    audit.record(actor=actor, action=action, target=review, at=at, summary=summary[:300], on_behalf_of=behalf)
