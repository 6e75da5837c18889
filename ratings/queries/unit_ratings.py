"""How organisations were rated, for pages of lower apps that list them."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from ratings.models import RatingCase
from ratings.states import CaseState
from reviews.models import SubjectKind


def with_ratings(rows: QuerySet[Any], year: int) -> QuerySet[Any]:
    """The rows with `rated` and `rated_in`: the newest decided level of their `organization` up to a year (HY-M02-6).

    Where the organisation itself is not rated, its leadership is. No further query.
    """
    decided = RatingCase.objects.filter(
        subject__unit=OuterRef("organization"), subject__cycle__year__lte=year,
        state__in=[CaseState.DECIDED, CaseState.NOTIFIED],
    ).exclude(subject__kind=SubjectKind.INDIVIDUAL)  # fmt: skip
    newest = decided.order_by("-subject__cycle__year", "-subject__kind", "subject__rank", "pk")
    found: QuerySet[Any] = rows.annotate(
        rated=Subquery(newest.values("level")[:1]), rated_in=Subquery(newest.values("subject__cycle__year")[:1])
    )
    return found
