"""What every save of a part of a review does: lock, compare versions, leave a trace."""

from datetime import datetime
from typing import Any

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Conflict, InvalidInput, Refused
from orgchart.models import AuditRecord
from orgchart.tenancy import TenantModel
from reviews.models import Review
from reviews.services import transitions
from reviews.states import REVIEW_MOVES, WRITABLE, ReviewState
from reviews.texts import clean_text, too_long


def writable(review_id: int, actor: Actor) -> Review:
    """The locked review, if the actor may write in it and its state still allows it."""
    review = transitions.locked_review(review_id)
    transitions.need_writer(actor, review)
    check_writable(review)
    return review


def check_writable(review: Review) -> None:
    """Nothing is written into a text that was sent or is final, nor outside the running year."""
    if review.state not in WRITABLE:
        raise Refused(
            f"Văn bản đang ở trạng thái “{review.get_state_display()}” nên không sửa được nữa. "
            + (
                "Muốn sửa, mời rút dự thảo trước khi hội nghị bắt đầu."
                if review.state == ReviewState.CIRCULATED
                else "Mọi thay đổi phải do cấp có thẩm quyền yêu cầu kiểm điểm lại."
            )
        )
    transitions.check_cycle_is_open(review)


def cleaned(name: str, text: str, longest: int | None = None) -> str:
    """A text as it is kept; one that is too long is refused at its field, a short field has one line."""
    text = clean_text(text)
    if longest is not None:
        text = " ".join(text.split())
    if refusal := too_long(text, longest) if longest is not None else too_long(text):
        raise InvalidInput({name: refusal})
    return text


def changed_fields(row: Any, values: dict[str, Any], version: int, *, theirs_by: str) -> list[str]:
    """The fields that the writer has changed; Conflict where somebody else changed one of them since `version`.

    What the writer left as it was in that version is no change, even where the row has moved on.
    """
    changed = []
    for field, value in values.items():
        current = getattr(row, field)
        if current == value:
            continue
        base = current if row.version == version else _value_at(row, field, version)
        if value == base:
            continue
        if base != current:
            raise conflict(value, current, theirs_by or last_writer(row), row.version)
        changed.append(field)
    return changed


def _value_at(row: Any, field: str, version: int) -> Any:
    """What the field held in an earlier version; None for a version that never was, nothing typed before the first."""
    known = row.history.filter(version=version).values_list(field, flat=True).first() if row.pk else None
    return row._meta.get_field(field).get_default() if known is None and version == 0 else known


def conflict(mine: Any, theirs: Any, theirs_by: str, version: int) -> Conflict:
    """Both texts, so that nothing typed is lost."""
    return Conflict(
        f"Mục này vừa được {theirs_by or 'người khác'} sửa. Mời đồng chí xem cả hai bản rồi chọn.",
        mine=str(mine),
        theirs=str(theirs),
        theirs_by=theirs_by,
        version=version,
    )


def last_writer(row: TenantModel, action: str = "") -> str:
    """Who saved the row last, by the audit trail."""
    records = AuditRecord.objects.filter(target_type=row._meta.label_lower, target_id=row.pk or 0)
    if action:
        records = records.filter(action=action)
    return records.order_by("-pk").values_list("actor_name", flat=True).first() or ""


def leave_trace(
    review: Review, actor: Actor, at: datetime, *, action: str, target: TenantModel, what: str, changes: dict[str, Any]
) -> None:
    """Note when the review was last saved, start it with its first words, and write one audit record a save."""
    review.last_saved_at = at
    if review.state == ReviewState.NOT_STARTED:
        changes = changes | {"state": [review.state, REVIEW_MOVES["start"].target]}
        review.state = REVIEW_MOVES["start"].target
        review.save(update_fields=["state", "last_saved_at"])
    else:
        # The headings keep their own versions; a version of the whole row for every saved sentence would say nothing.
        Review.objects.filter(pk=review.pk).update(last_saved_at=at)
    audit.record(
        actor=actor,
        action=action,
        target=target,
        at=at,
        summary=f"Sửa {what}: {review.subject.name}",
        changes=changes,
        on_behalf_of=transitions.behalf_of(actor, review),
    )
