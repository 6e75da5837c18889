"""What a review that is held again means for the rating: it waits, and what was voted on or decided comes first."""

from datetime import datetime

from orgchart import audit
from orgchart.access import Actor
from ratings.models import RatingCase
from ratings.services.cases import reviewed_through
from ratings.services.moves import apply_move
from ratings.states import CASE_MOVES, CaseState
from reviews.models import Review


def hindrance_of_again(review: Review) -> str:
    """Why a review can not be held again yet: the level stands by a ballot or a decision. (NA-4-2)"""
    for case in _cases(review):
        if case.state == CaseState.BALLOTED:
            return (
                f"“{case.subject.name}” đã bỏ phiếu xếp loại. Mời đồng chí hủy kết quả bỏ phiếu đã nhập (có ghi lý do) "
                "rồi yêu cầu kiểm điểm lại."
            )
        if case.state in CASE_MOVES["annul"].sources:
            return (
                f"“{case.subject.name}” đã có quyết định xếp loại. Mời đồng chí xem xét lại và hủy bỏ mức đó trước, "
                "rồi yêu cầu kiểm điểm lại."
            )
    return ""


def suspend_rating(review: Review, actor: Actor, at: datetime) -> None:
    """Own level and appraisal wait for the new review; what was entered stays readable in the trail. (NA-4-2)"""
    for case in _cases(review):
        if case.state not in CASE_MOVES["review_again"].sources:
            continue  # not rated at all
        proposed = case.proposed_level
        apply_move(case, "review_again")
        case.proposed_level, case.proposed_at, case.self_rated_at, case.rate_by = "", None, None, None
        case.version += 1
        case.save()
        audit.record(
            actor=actor,
            action="suspend_rating",
            target=case,
            at=at,
            summary=f"Tạm dừng xếp loại {case.subject.name}: chờ kiểm điểm lại",
            changes={"self_level": case.self_level, "proposed": proposed},
        )


def _cases(review: Review) -> list[RatingCase]:
    """The case of the subject, and of the cell that is reviewed through it."""
    rows = RatingCase.objects.select_for_update(of=("self",)).select_related("subject__cycle", "subject__collective")
    own = rows.filter(subject=review.subject_id).first()
    return [] if own is None else [own, *reviewed_through(own.subject)]
