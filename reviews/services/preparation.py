"""Getting a conference ready: the list of open points, and what the person in charge said. (CC-IIIb.1-2, HY-C.1-5)"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews import access
from reviews.models import Conference, Direction, PreparationItem
from reviews.queries import conferences as queries
from reviews.queries import preparation
from reviews.texts import clean_text


def open_for_preparation(conference_id: int, actor: Actor) -> Conference:
    """The locked conference before its opening, for whoever runs it."""
    rows = Conference.objects.select_for_update(of=("self",)).select_related(
        "cycle", "collective__organization", "cell"
    )
    conference = rows.filter(pk=conference_id).first()
    if conference is None or not queries.conferences_for(actor, conference.cycle).filter(pk=conference_id).exists():
        raise NotVisible
    if not access.can_run_conference(actor, conference):
        raise PermissionDenied
    if conference.state not in queries.BEFORE_OPENING:
        raise Refused("Hội nghị đã bắt đầu nên không ghi thêm việc chuẩn bị.")
    return conference


@transaction.atomic
def tick(*, conference_id: int, key: str, actor: Actor, at: datetime, done: bool = True) -> PreparationItem:
    """Tick a point, or open it again; what the records contradict is not ticked. (CC-IIIb.1-2)"""
    conference = open_for_preparation(conference_id, actor)
    point = next((one for one in preparation.points_of(conference) if one.key == key), None)
    if point is None:
        raise NotVisible
    if done and point.missing:
        raise Refused(f"Chưa đánh dấu xong “{point.title}” được: {point.missing}")
    row = PreparationItem.objects.filter(conference=conference, key=key).first() or PreparationItem(
        tenant_id=conference.tenant_id, conference=conference, key=key, title=point.title
    )
    row.done_at, row.done_by = (at, actor.account) if done else (None, None)
    row.save()
    summary = f"{'Đã chuẩn bị' if done else 'Chuẩn bị lại'}: {row.title}"
    audit.record(actor=actor, action="tick_preparation", target=conference, at=at, summary=summary[:300])
    return row


@transaction.atomic
def add_point(*, conference_id: int, title: str, actor: Actor, at: datetime) -> PreparationItem:
    """One more point of the office's own."""
    conference = open_for_preparation(conference_id, actor)
    words = clean_text(title).strip()[:200]
    if not words:
        raise InvalidInput({"title": "Ghi việc cần chuẩn bị."})
    number = PreparationItem.objects.filter(conference=conference, key__startswith="own-").count() + 1
    row = PreparationItem(tenant_id=conference.tenant_id, conference=conference, key=f"own-{number}", title=words)
    row.save()
    audit.record(actor=actor, action="add_preparation", target=conference, at=at, summary=f"Thêm việc: {words}"[:300])
    return row


@transaction.atomic
def record_direction(
    *, conference_id: int, giver: str, given_on: date, text: str, actor: Actor, at: datetime
) -> Direction:
    """What the person in charge said, when; several are kept, none is changed. (HY-C.1-5)"""
    conference = open_for_preparation(conference_id, actor)
    giver, text = clean_text(giver).strip()[:200], clean_text(text).strip()
    errors = {}
    if not giver:
        errors["giver"] = "Ghi họ tên, chức vụ đồng chí phụ trách."
    if not text:
        errors["text"] = "Ghi nội dung ý kiến."
    if given_on > queries.local_day(at):
        errors["given_on"] = "Ngày cho ý kiến không sau hôm nay."
    if errors:
        raise InvalidInput(errors)
    row = Direction(
        tenant_id=conference.tenant_id, conference=conference, giver=giver, given_on=given_on, text=text,
        entered_at=at, entered_by=actor.account,
    )  # fmt: skip
    row.save()
    summary = f"Ý kiến đồng chí phụ trách {giver}, ngày {given_on:%d/%m/%Y}"
    audit.record(actor=actor, action="record_direction", target=conference, at=at, summary=summary[:300])
    return row
