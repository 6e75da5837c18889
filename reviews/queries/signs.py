"""Who found signs of degradation, corruption, waste or negative conduct: the answers that others may know of already.

The list is for the inspection commission of the committee that manages a subject. (CC-I.2-1)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviews.models import Circulation, Cycle, FormLine, RatingPlace, Review, Subject
from reviews.queries.cycles import CLOSED_STATES
from reviews.regulations.forms_of_sets import SIGN
from reviews.states import ReviewState

_GOING_ROUND = (ReviewState.CIRCULATED, ReviewState.REVIEWED)


@dataclass(frozen=True)
class FoundSign:
    """One positive answer and the review that gives it."""

    review: Review
    what: str

    @property
    def is_final(self) -> bool:
        """Whether it stands in the final text, not only in what was sent round."""
        return self.review.state in CLOSED_STATES


def found_signs(cycle: Cycle) -> list[FoundSign]:
    """The positive answers about subjects that this committee manages, by unit and rank (two queries).

    What was sent round counts as it was sent until the text is final: what the author changes meanwhile is a draft.
    """
    reviews = Review.objects.filter(subject__cycle=cycle).exclude(subject__rating=RatingPlace.SUPERIOR)
    final = FormLine.objects.filter(review__in=reviews, kind=SIGN, review__state__in=CLOSED_STATES)
    found = [
        FoundSign(row.review, str(row.values.get("what", "")))
        for row in final.filter(values__found="yes").select_related("review__subject__unit")
    ]
    rows = Circulation.objects.filter(review__in=reviews, review__state__in=_GOING_ROUND, withdrawn_at=None)
    latest = {row.review_id: row for row in rows.select_related("review__subject__unit").order_by("pk")}
    found += [
        FoundSign(row.review, what) for row in latest.values() if (what := _what_was_sent(row.content)) is not None
    ]
    return sorted(found, key=_in_order)


def sign_of(subject: Subject) -> str:
    """What the final text of a subject says was found, for the dossier that goes up to its superior; else empty."""
    rows = FormLine.objects.filter(review__subject=subject, kind=SIGN, review__state__in=CLOSED_STATES)
    row = rows.filter(values__found="yes").first()
    return str(row.values.get("what", "")) if row else ""


def _what_was_sent(content: Mapping[str, Any]) -> str | None:
    for line in content.get("lines", {}).get(SIGN, ()):
        if line["values"].get("found") == "yes":
            return str(line["values"].get("what", ""))
    return None


def _in_order(found: FoundSign) -> tuple[str, int, str, int]:
    subject = found.review.subject
    return subject.org_path, subject.rank, subject.sort_key, subject.pk
