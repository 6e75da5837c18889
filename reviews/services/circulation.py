"""Sending a draft round, taking it back, and noting who has opened it."""

from datetime import datetime

from django.db import transaction

from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import create_all
from reviews import access
from reviews.models import Circulation, CirculationReceipt, Review
from reviews.queries import written
from reviews.queries.contents import as_sent, contents_of
from reviews.services import transitions


@transaction.atomic
def circulate_review(*, review_id: int, actor: Actor, at: datetime, approved: bool = False) -> Circulation:
    """Send the draft to the members of the conference; this version is kept as the one they read.

    `approved` says that the head has approved a collective report which somebody else sends.
    (HY-B.I.4.1a-1, HY-B.I.4.1a-2)
    """
    review = transitions.locked_review(review_id)
    transitions.need_writer(actor, review)
    transitions.check_move(review, "circulate")
    transitions.check_cycle_is_open(review)
    if access.needs_approval_of_head(actor, review) and not approved:
        raise InvalidInput({"approved": "Báo cáo tập thể chỉ gửi sau khi người đứng đầu đã duyệt dự thảo."})
    transitions.refuse_incomplete(review, "Chưa gửi được")
    day = transitions.local_day(at)
    recipients = [person for person in written.audience_of(review.subject, day) if person.pk != review.author_id]
    if not recipients:
        raise Refused(
            "Chưa gửi được: nơi kiểm điểm chưa có thành viên nào khác để nhận dự thảo. "
            "Mời Văn phòng kiểm tra nơi kiểm điểm và danh sách thành viên."
        )
    review.identity = dict(written.identity_of(review, day))
    review.circulated_at, review.circulated_by = at, actor.account
    circulation = Circulation(
        tenant_id=review.tenant_id,
        review=review,
        content=as_sent(contents_of(review), review.identity),
        sent_at=at,
        sent_by=actor.account,
    )
    circulation.save()
    create_all(
        CirculationReceipt, [CirculationReceipt(circulation=circulation, person=person) for person in recipients]
    )
    transitions.apply_move(
        review,
        "circulate",
        actor=actor,
        at=at,
        fields=["identity", "circulated_at", "circulated_by"],
        summary=f"Gửi dự thảo tới {len(recipients)} đồng chí: {review.subject.name}",
    )
    return circulation


@transaction.atomic
def withdraw_review(*, review_id: int, actor: Actor, at: datetime) -> Review:
    """Take a draft back to change it, as long as no conference on it has been opened."""
    review = transitions.locked_review(review_id)
    transitions.need_writer(actor, review)
    transitions.check_move(review, "withdraw")
    if written.is_being_conferred(review):
        raise Refused(
            "Không rút được dự thảo: hội nghị kiểm điểm đã bắt đầu. Nội dung tiếp thu sẽ được bổ sung sau hội nghị."
        )
    for circulation in review.circulations.filter(withdrawn_at=None):
        circulation.withdrawn_at = at
        circulation.save(update_fields=["withdrawn_at"])
    review.circulated_at = review.circulated_by = None
    review.identity = {}
    transitions.apply_move(
        review, "withdraw", actor=actor, at=at, fields=["circulated_at", "circulated_by", "identity"]
    )
    return review


@transaction.atomic
def open_receipt(*, review_id: int, actor: Actor, at: datetime) -> Circulation:
    """Note that a recipient has opened the draft, and give the version that was sent; the first time counts."""
    receipts = written.open_receipts(actor.person_id).filter(circulation__review=review_id)
    receipt = receipts.select_related("circulation").first()
    if receipt is None:
        raise NotVisible
    if receipt.opened_at is None:
        receipt.opened_at = at
        receipt.save(update_fields=["opened_at"])
    return receipt.circulation
