"""The year 2023 as it was taken over from paper: final texts, decided levels, open shortcomings."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.demo.texts import text_for
from config.demo.year import remember_shortcomings, seed_of
from orgchart.tenancy import create_all
from ratings.models import RatingCase
from reviews.models import Cycle, Place, Review, ReviewSection
from reviews.queries.contents import form_of
from reviews.states import CycleState, ReviewState

# One in six was rated excellent, as the cap allows; most are good.
LEVELS = ("HTT", "HTT", "XS", "HTT", "HT", "HTT")


def close_by_paper(cycle: Cycle) -> None:
    """An earlier year is entered as it ended, not played again; nothing of it is computed by the product."""
    at = datetime.combine(cycle.rating_date, time(9), ZoneInfo("Asia/Ho_Chi_Minh"))
    reviews = list(Review.objects.filter(subject__cycle=cycle).select_related("subject").order_by("pk"))
    for position, review in enumerate(reviews):
        review.self_level = LEVELS[position % len(LEVELS)]
        review.state = ReviewState.CONFIRMED
        review.finalised_at, review.finalised_by = at - timedelta(days=10), cycle.issued_by
        review.confirmed_at, review.confirmed_by = at - timedelta(days=8), cycle.issued_by
        review.save()
    create_all(ReviewSection, [section for review in reviews for section in _sections(review, at)])
    Place.objects.filter(subject__cycle=cycle).update(done_at=at - timedelta(days=15))
    for position, case in enumerate(RatingCase.objects.filter(subject__cycle=cycle).order_by("pk")):
        case.self_level = case.level = LEVELS[position % len(LEVELS)]
        case.state = "notified"
        case.decided_externally_by = "Ban Thường vụ Đảng ủy thị trấn Chợ Chu"
        case.external_decision, case.external_decided_on = "88-QĐ/ĐU", cycle.rating_date
        case.notified_at = at + timedelta(days=3)
        case.save()
    remember_shortcomings(cycle, 20)
    cycle.state = CycleState.CLOSED
    cycle.save()


def _sections(review: Review, at: datetime) -> list[ReviewSection]:
    is_person = review.form_kind == "leader_review"
    return [
        ReviewSection(
            tenant_id=review.tenant_id,
            review=review,
            key=section.key,
            text=text_for(section.key, is_person=is_person, seed=seed_of(review.subject.name))
            if section.has_text
            else "",
            degree="T" if section.has_degree else "",
            version=1,
            saved_at=at - timedelta(days=20),
        )
        for section in form_of(review)
    ]
