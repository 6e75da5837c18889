"""A review that did not satisfy is held again: a new text and a new conference, the rating waits meanwhile."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews import access, registry
from reviews.models import Place, Review
from reviews.queries import written
from reviews.services.transitions import apply_move, check_cycle_is_open, check_move, locked_review

NO_MORE = ("circulated_at", "circulated_by", "finalised_at", "finalised_by", "confirmed_at", "confirmed_by")


@transaction.atomic
def review_again(*, review_id: int, ordered_by: str, reason: str, actor: Actor, at: datetime) -> Review:
    """Open a concluded review anew, on the order of the superior or of the own body.

    Every place waits for a conference again. The text that was sent, the conference with its conclusion and the
    minutes stay as they were. The rating waits until the review is closed again. (NA-4-2, GB-3.2.1-2)
    """
    review = locked_review(review_id)
    if not access.can_confirm_review(actor, review):
        if written.may_read(actor, review):
            raise PermissionDenied
        raise NotVisible
    check_move(review, "again")
    check_cycle_is_open(review)
    _check(ordered_by, reason)
    hindrance = registry.hindrance_of_again(review)
    if hindrance:
        raise Refused(hindrance, clauses=("NA-4-2",))
    review.again_since, review.again_ordered_by, review.again_reason = at, ordered_by.strip(), reason.strip()
    for name in NO_MORE:
        setattr(review, name, None)
    for place in Place.objects.filter(subject=review.subject).exclude(done_at=None):
        place.done_at = None
        place.save(update_fields=["done_at"])
    fields = ["again_since", "again_ordered_by", "again_reason", *NO_MORE]
    summary = f"Kiểm điểm lại {review.subject.name} theo yêu cầu của {review.again_ordered_by}: {review.again_reason}"
    apply_move(review, "again", actor=actor, at=at, fields=fields, summary=summary[:300])
    registry.announce_again(review, actor, at)
    registry.announce_change(review.subject.cycle_id, [review.subject.unit_id])
    return review


def _check(ordered_by: str, reason: str) -> None:
    errors = {}
    if not ordered_by.strip():
        errors["ordered_by"] = "Ghi nơi yêu cầu kiểm điểm lại, kèm số văn bản nếu có."
    elif len(ordered_by.strip()) > 200:
        errors["ordered_by"] = "Nơi yêu cầu không dài quá 200 ký tự."
    if not reason.strip():
        errors["reason"] = "Ghi rõ nội dung nào chưa đạt yêu cầu."
    if errors:
        raise InvalidInput(errors)
