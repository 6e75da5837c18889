"""Moves of a review: one public function each; nothing else assigns its state."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews import access, registry
from reviews.models import Level, Review, Shortcoming, ShortcomingStatus
from reviews.queries import completeness, written
from reviews.queries.concluded import earlier_shortcomings
from reviews.queries.contents import contents_of
from reviews.states import REVIEW_MOVES, CycleState, ReviewState


def local_day(at: datetime) -> date:
    """The day in the office at a moment."""
    return at.astimezone(timezone.get_current_timezone()).date()


def locked_review(review_id: int) -> Review:
    """The review, locked until the transaction ends; one of another tenant does not exist."""
    rows = Review.objects.select_for_update(of=("self",)).select_related("subject__cycle", "subject__unit", "author")
    review = rows.filter(pk=review_id).first()
    if review is None:
        raise NotVisible
    return review


def need_writer(actor: Actor, review: Review) -> None:
    """Only the author and the office write; to everybody else who cannot even read it, it does not exist."""
    if access.can_write_review(actor, review):
        return
    if written.may_read(actor, review):
        raise PermissionDenied
    raise NotVisible


def behalf_of(actor: Actor, review: Review) -> str:
    """For whom the actor enters, for the audit record; empty when it is the actor's own."""
    return str(review.author or review.subject) if access.writes_for_another(actor, review) else ""


def check_move(review: Review, move: str) -> None:
    """Refuse a move that the state forbids, saying which state it is and which one it would need."""
    needed = REVIEW_MOVES[move]
    if review.state in needed.sources:
        return
    wanted = " hoặc ".join(f"“{ReviewState(state).label}”" for state in sorted(needed.sources))
    raise Refused(
        f"Không thực hiện được “{needed.label}”: văn bản đang ở trạng thái “{review.get_state_display()}”, "
        f"việc này chỉ làm được khi ở trạng thái {wanted}."
    )


def apply_move(
    review: Review, move: str, *, actor: Actor, at: datetime, fields: Iterable[str] = (), summary: str = ""
) -> None:
    """Set the state, save what goes with it, and leave the audit record."""
    before, review.state = review.state, REVIEW_MOVES[move].target
    review.save(update_fields=["state", *fields])
    audit.record(
        actor=actor,
        action=f"{move}_review",
        target=review,
        at=at,
        summary=summary or f"{REVIEW_MOVES[move].label}: {review.subject.name}",
        changes={"state": [before, review.state]},
        on_behalf_of=behalf_of(actor, review),
    )


def check_cycle_is_open(review: Review) -> None:
    """Nothing is written into a year that has not been issued or is over."""
    state = review.subject.cycle.state
    if state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc, văn bản chỉ còn để đọc.")
    if state == CycleState.PREPARING:
        raise Refused("Đợt kiểm điểm đang chuẩn bị. Mời đồng chí viết sau khi kế hoạch được ban hành.")


def refuse_incomplete(review: Review, what: str) -> None:
    """Refuse with everything that is still missing (HY-B.I.3.1-1, HY-M02-13)."""
    missing = completeness.missing_items(contents_of(review))
    if missing:
        raise Refused(
            f"{what}: còn {len(missing)} chỗ phải điền. Mời đồng chí bổ sung rồi thực hiện lại.",
            reasons=[str(item) for item in missing],
        )


@transaction.atomic
def mark_reviewed(*, review_id: int, actor: Actor, at: datetime) -> Review:
    """The conference has concluded on the subject; the text reopens for its author (HY-B.I.4.2-9)."""
    review = locked_review(review_id)
    check_move(review, "review")
    apply_move(review, "review", actor=actor, at=at)
    registry.announce_change(review.subject.cycle_id, [review.subject.unit_id])
    return review


@transaction.atomic
def finalise_review(*, review_id: int, self_level: str, actor: Actor, at: datetime) -> Review:
    """The author confirms text and own level after the conference; every comment has been answered by then.

    (HY-B.I.4.2-7, HY-B.I.4.2-9, HY-M02-14)
    """
    review = locked_review(review_id)
    need_writer(actor, review)
    check_move(review, "finalise")
    check_cycle_is_open(review)
    if self_level not in Level.values:
        raise InvalidInput({"self_level": "Mời đồng chí chọn một trong bốn mức xếp loại."})
    _refuse_unanswered_comments(review)
    if review.self_level != self_level:
        review.self_level, review.level_version = self_level, review.level_version + 1
    refuse_incomplete(review, "Chưa hoàn chỉnh được")
    review.finalised_at, review.finalised_by = at, actor.account
    review.identity = {}
    review.identity = dict(written.identity_of(review, local_day(at)))
    fields = ["finalised_at", "finalised_by", "identity", "self_level", "level_version"]
    apply_move(review, "finalise", actor=actor, at=at, fields=fields)
    _close_remedied_shortcomings(review)
    registry.announce_final(review, actor, at)
    registry.announce_change(review.subject.cycle_id, [review.subject.unit_id])
    return review


def _refuse_unanswered_comments(review: Review) -> None:
    pending = list(written.pending_comments(review))
    if pending:
        raise Refused(
            f"Chưa hoàn chỉnh được: còn {len(pending)} ý kiến góp ý chưa ghi tiếp thu hay không tiếp thu. "
            "Mời ghi kết luận từng ý kiến ở trang hội nghị rồi thực hiện lại.",
            reasons=[f"{comment.speaker}: {comment.text[:120]}" for comment in pending],
            clauses=["HY-B.I.4.2-7"],
        )


def _close_remedied_shortcomings(review: Review) -> None:
    """What the text says is fixed needs no report any more; reports that came from a plan are kept with the text."""
    for line in earlier_shortcomings(review):
        if line.report.pk is None and line.report.status:
            line.report.tenant_id, line.report.version = review.tenant_id, 1
            line.report.save()
    fixed = review.shortcoming_reports.filter(status=ShortcomingStatus.FIXED).values("shortcoming")
    for shortcoming in Shortcoming.objects.filter(pk__in=fixed, is_open=True):
        shortcoming.is_open = False
        shortcoming.save(update_fields=["is_open"])


@transaction.atomic
def confirm_review(*, review_id: int, actor: Actor, at: datetime) -> Review:
    """The body confirms the final text; from now on it is only read."""
    review = locked_review(review_id)
    if not access.can_confirm_review(actor, review):
        if written.may_read(actor, review):
            raise PermissionDenied
        raise NotVisible
    check_move(review, "confirm")
    review.confirmed_at, review.confirmed_by = at, actor.account
    apply_move(review, "confirm", actor=actor, at=at, fields=["confirmed_at", "confirmed_by"])
    return review
