"""The highest level that the degrees of a draft admit, shown while somebody proposes the own level."""

from collections.abc import Mapping

from ratings.models import RatingCase
from ratings.queries.judgement import highest_of, judge
from ratings.queries.regulation import own_degrees
from ratings.queries.sheet import load_draft
from reviews.models import Review, Subject
from reviews.registry import LevelCeiling


def ceiling_of_draft(review: Review, degrees: Mapping[str, str]) -> LevelCeiling | None:
    """By degrees and discipline alone, as a warning (HY-B.II.1.6-2); None where nothing limits."""
    case = RatingCase(tenant_id=review.tenant_id, subject=review.subject)
    answer = judge(load_draft(case, own_degrees(review.form_kind, degrees))).of(case)
    highest = highest_of(answer)
    if answer is None or highest in {"", "XS", "NR", "blocked"}:
        return None
    because = answer.reasons[0].text.split(" nên ", 1)[0].strip(" ,")
    return LevelCeiling(highest, because[:1].lower() + because[1:])


def opinions_wait_for_appraisal(subject: Subject) -> str:
    """Participants are asked once the appraisal of the self-rating is on record. (HY-B.II.1.6-3)"""
    if RatingCase.objects.filter(subject=subject, appraised_at__isnull=False).exists():
        return ""
    return (
        f"Chưa lấy ý kiến về {subject.name} được: kết quả tự đánh giá chưa thẩm định. "
        "Hãy ghi thẩm định ở trang xếp loại trước."
    )
