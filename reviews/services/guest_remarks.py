"""What guests from elsewhere say at a conference, each in the own name."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from reviews import access
from reviews.models import Attendance, Comment, Conference
from reviews.services.agenda_items import refuse_unless_running, visible_item


@transaction.atomic
def add_guest_remark(*, item_id: int, text: str, actor: Actor, at: datetime) -> Comment:
    """What a guest says about the subject at hand, while the invitation lasts. (HY-B.I.4.2-8, HY-B.I.4.2-18)"""
    conference, item = visible_item(item_id, actor)
    if not access.is_guest(actor, conference):
        raise PermissionDenied
    refuse_unless_running(item)
    guest = _listed(conference, actor)
    if guest.is_present is False:
        raise InvalidInput(
            {"text": f"Đồng chí được ghi vắng mặt ({guest.reason}). Mời báo thư ký sửa điểm danh trước."}
        )
    if not text.strip():
        raise InvalidInput({"text": "Ghi nội dung ý kiến góp ý."})
    remark = Comment(
        tenant_id=item.tenant_id, item=item, guest=guest, text=text.strip(), entered_at=at, entered_by=actor.account
    )
    remark.save()
    words = f"Đại biểu {guest.guest_name} góp ý về {item.subject.name}"
    audit.record(actor=actor, action="add_comment", target=item, at=at, summary=words)
    return remark


def _listed(conference: Conference, actor: Actor) -> Attendance:
    """The guest's line on the attendance list; whoever was let in by hand gets it with the first remark."""
    found = Attendance.objects.filter(conference=conference, account=actor.account).first()
    if found is None:
        found = Attendance(
            tenant_id=conference.tenant_id,
            conference=conference,
            guest_name=actor.account.full_name[:120],
            account=actor.account,
            is_member=False,
        )
        found.save()
    return found
