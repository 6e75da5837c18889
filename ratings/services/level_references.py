"""Taking in the level of a body that was decided below: a ceiling for its head, tested again at once. (HY-B.II.2-5)"""

from collections.abc import Iterable
from datetime import date, datetime

from orgchart import audit
from orgchart.models import Tenant
from ratings.models import LevelReference
from ratings.queries.level_references import HeadedBody
from ratings.services.flags import retest
from reviews.models import Level, Subject
from reviews.services.cycles import locked_cycle


def take_levels(
    *, subject: Subject, bodies: Iterable[HeadedBody], sender: Tenant, told_at: datetime, at: datetime
) -> None:
    """What a later letter says takes the place of what an earlier one said; an unknown level is no level.

    Called where letters arrive and dossiers are matched; the caller's transaction holds.
    """
    cycle = locked_cycle(subject.cycle_id)
    for told in bodies:
        row = LevelReference.objects.filter(subject=subject, body=told.body).first()
        if row is None:
            row = LevelReference(tenant_id=subject.tenant_id, subject=subject, body=told.body[:200])
        elif row.told_at > told_at:
            continue
        known = told.level in Level.values and bool(told.code) and bool(told.decided_on)
        row.level, row.decision_code = (told.level, told.code[:120]) if known else ("", "")
        row.decided_on = date.fromisoformat(told.decided_on) if known else None
        row.sender, row.told_at = sender, told_at
        row.save()
        words = row.get_level_display() if row.level else "chưa có mức"
        audit.record(
            actor=None, action="take_level", target=row, at=at,
            summary=f"{sender.short_name} báo mức của {row.body}: {words} (người đứng đầu: {subject.name})"[:300],
        )  # fmt: skip
    retest(cycle, actor=None, at=at)
