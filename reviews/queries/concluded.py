"""What was concluded about the subject of a review, and about its collectives: read once for the whole form."""

from dataclasses import dataclass

from django.db.models import FilteredRelation, Q, QuerySet

from reviews.models import Place, Review, Shortcoming, ShortcomingReport
from reviews.queries.earlier_plans import reports_from_plans
from reviews.queries.written import same_bearer


@dataclass(frozen=True)
class EarlierShortcoming:
    """An open shortcoming of earlier years with what this year's review says about it so far."""

    shortcoming: Shortcoming
    report: ShortcomingReport

    @property
    def anchor(self) -> str:
        """Where the line stands on the page."""
        return f"han-che-{self.shortcoming.pk}"


@dataclass(frozen=True)
class Concluded:
    """Earlier shortcomings for part III, this year's for part VI, those of the collectives for part V of a person."""

    earlier: list[EarlierShortcoming]
    of_this_year: list[Shortcoming]
    of_collectives: list[Shortcoming]


def concluded_about(review: Review) -> Concluded:
    """All of it by year; one query, a second one where plans say something that nobody has reported yet.

    Earlier ones are those still open, or reported on in this review. (HY-M01-11, HY-M02-9)
    """
    year = review.subject.cycle.year
    rows = list(_about_bearer(review).union(_about_collectives(review), all=True).order_by("year", "pk"))
    theirs = review.subject.person_id
    own = [row for row in rows if theirs is None or row.collective_id is None]
    return Concluded(
        earlier=_with_reports(review, [row for row in own if row.year < year]),
        of_this_year=[row for row in own if row.year == year and row.is_open],
        of_collectives=[row for row in rows if theirs is not None and row.collective_id is not None],
    )


def earlier_shortcomings(review: Review) -> list[EarlierShortcoming]:
    """The shortcomings of earlier years that this review has to report on. (HY-M01-11, HY-M02-9)"""
    return concluded_about(review).earlier


def _about_bearer(review: Review) -> QuerySet[Shortcoming]:
    rows = _with_report_of(review).filter(Q(is_open=True) | Q(here__isnull=False), **same_bearer(review.subject))
    return rows.filter(year__lte=review.subject.cycle.year)


def _about_collectives(review: Review) -> QuerySet[Shortcoming]:
    """What was concluded about the collectives where a person is reviewed. (HY-M02-11, HY-A.2-2)"""
    if review.subject.person_id is None:
        return _with_report_of(review).none()
    places = Place.objects.filter(subject=review.subject, collective__isnull=False).values("collective")
    return _with_report_of(review).filter(is_open=True, collective__in=places, year__lte=review.subject.cycle.year)


def _with_report_of(review: Review) -> QuerySet[Shortcoming]:
    here = FilteredRelation("reports", condition=Q(reports__review=review.pk))
    return Shortcoming.objects.annotate(here=here).select_related("here")  # type: ignore[misc]


def _with_reports(review: Review, rows: list[Shortcoming]) -> list[EarlierShortcoming]:
    """Where nobody has reported yet, the report begins with what the remediation plan says. (NA-2-2)"""
    reported: dict[int, ShortcomingReport | None] = {row.pk: getattr(row, "here", None) for row in rows}
    fresh = [row for row in rows if reported[row.pk] is None]
    begun = reports_from_plans(review, fresh) if fresh else {}
    return [
        EarlierShortcoming(
            row, reported[row.pk] or begun.get(row.pk) or ShortcomingReport(review=review, shortcoming=row)
        )
        for row in rows
    ]
