"""The points that the meeting of an office agreed on become its own column: nobody types them twice."""

from ratings.models import CaseScore, RatingCase
from reviews.queries.office_sheet import agreed_points


def take_meeting_points(case: RatingCase) -> None:
    """Fill the own column of the sheet from the minutes, unless somebody has scored there already. (SL-IV.3-6)"""
    agreed = agreed_points(case.subject)
    if not agreed or CaseScore.objects.filter(case=case, self_points__isnull=False).exists():
        return
    rows = {row.key: row for row in CaseScore.objects.filter(case=case)}
    for key, points in agreed.items():
        row = rows.get(key) or CaseScore(tenant_id=case.tenant_id, case=case, key=key)
        row.self_points = points
        row.save()
