"""What the remediation plans of earlier years say by now, as the beginning of this year's report on them."""

from collections.abc import Iterable, Mapping

from reviews.models import RemediationItem, Review, Shortcoming, ShortcomingReport


def reports_from_plans(review: Review, shortcomings: Iterable[Shortcoming]) -> Mapping[int, ShortcomingReport]:
    """What earlier plans say about shortcomings, as the beginning of this year's report. (NA-2-2, HY-M01-11)"""
    rows = RemediationItem.objects.filter(
        shortcoming__in=list(shortcomings),
        plan__state="approved",
        plan__subject__cycle__year__lt=review.subject.cycle.year,
    ).select_related("in_charge")
    return {
        row.shortcoming_id: ShortcomingReport(
            review=review,
            shortcoming_id=row.shortcoming_id,
            status=row.status,
            progress=_progress(row),
            responsible=f"Đồng chí {row.in_charge.full_name}" if row.in_charge else "",
        )
        for row in rows.order_by("plan__subject__cycle__year", "pk")
        if row.version > 1 and row.result
    }


def _progress(row: RemediationItem) -> str:
    parts = [row.result]
    if row.reason:
        parts.append(f"Khó khăn, nguyên nhân: {row.reason}")
    if row.new_due_on and not row.is_fixed:
        parts.append(f"Thời hạn mới: {row.new_due_on:%d/%m/%Y}")
    return "\n".join(parts)
