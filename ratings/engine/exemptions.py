"""Who is not rated at all, or not yet: review not closed, too short in post, organisation too new."""

from __future__ import annotations

from datetime import date

from reviews.regulations.spans import as_tuple, full_on, written

from .board import Board, Subject, SubjectKind
from .results import Reason
from .rules import RatingRules
from .scales import Rule, Unrated
from .wording import sentence

_EVENTS = (
    ("founded", "founded_on", "được thành lập"),
    ("split", "split_on", "được chia tách"),
    ("merged", "merged_on", "được sáp nhập"),
)


def reference_date(board: Board, rules: RatingRules) -> date:
    """The day up to which months are counted: the rating date, unless the set says the year's end. (CC-III.3-4)"""
    return date(board.year, 12, 31) if rules.months_to_year_end else board.rating_date


def review_not_closed(subject: Subject, rules: RatingRules) -> Reason | None:
    """Without a closed review there is no rating. (HY-B.II-1, CC-I.5-1)"""
    if subject.review_closed:
        return None
    return Reason(
        Rule.REVIEW_NOT_CLOSED,
        Unrated.BLOCKED,
        rules.cite("review-not-closed"),
        "Chưa hoàn thành kiểm điểm nên chưa được đánh giá, xếp loại; "
        "cần kết thúc hội nghị kiểm điểm và có báo cáo, bản kiểm điểm hoàn chỉnh.",
    )


def time_in_post(subject: Subject, rules: RatingRules, until: date) -> Reason | None:
    """A leader appointed less than the minimum of months ago is reviewed but not rated. (CC-III.3-4)"""
    if subject.kind is not SubjectKind.INDIVIDUAL or subject.appointed_on is None:
        return None
    full = full_on(subject.appointed_on, rules.min_months_in_post)
    if full <= as_tuple(until):
        return None
    return Reason(
        Rule.TIME_IN_POST,
        Unrated.NOT_RATED,
        rules.cite("time-in-post"),
        sentence(
            f"Được bổ nhiệm ngày {written(as_tuple(subject.appointed_on))}, tính đến ngày {written(as_tuple(until))} "
            f"chưa đủ {rules.min_months_in_post} tháng giữ chức vụ (đủ từ ngày {written(full)})",
            "nên vẫn kiểm điểm nhưng không xếp loại",
            remedy=_later(full, rules, "bổ nhiệm"),
        ),
    )


def new_organization(subject: Subject, rules: RatingRules, until: date) -> Reason | None:
    """A body founded, split or merged less than the minimum of months ago is reviewed but not rated. (CC-III.3-3)"""
    for event, attribute, words in _EVENTS:
        happened: date | None = getattr(subject, attribute)
        if happened is None or event not in rules.new_organization_events:
            continue
        full = full_on(happened, rules.min_months_new_organization)
        if full > as_tuple(until):
            return Reason(
                Rule.NEW_ORGANIZATION,
                Unrated.NOT_RATED,
                rules.cite("new-organization"),
                sentence(
                    f"Mới {words} ngày {written(as_tuple(happened))}, tính đến ngày {written(as_tuple(until))} "
                    f"chưa đủ {rules.min_months_new_organization} tháng (đủ từ ngày {written(full)})",
                    "nên vẫn kiểm điểm nhưng không xếp loại",
                    remedy=_later(full, rules, words.removeprefix("được ")),
                ),
            )
    return None


def _later(full: tuple[int, int, int], rules: RatingRules, event: str) -> str:
    """A later meeting may find the months full, unless they are counted to the end of the year; a date may be wrong."""
    wrong = f"sửa ngày {event} nếu ghi sai"
    if rules.months_to_year_end:
        return f"chỉ được xếp loại từ năm sau, hoặc {wrong}"
    return f"muốn được xếp loại thì phiên họp xét xếp loại phải từ ngày {written(full)} trở đi, hoặc {wrong}"
