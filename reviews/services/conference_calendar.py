"""The calendar of a year's conferences, made known to everybody. (SL-IV.4-3)"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Refused
from reviews import access
from reviews.models import Conference, Cycle
from reviews.services.cycles import locked_cycle


@transaction.atomic
def publish_calendar(*, cycle_id: int, actor: Actor, at: datetime) -> Cycle:
    """From now on everybody sees the calendar, and every later change of a date is told to those invited."""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if not Conference.objects.filter(cycle=cycle).exists():
        raise Refused("Chưa có hội nghị nào trong lịch nên chưa công bố được.")
    cycle.calendar_published_at, cycle.calendar_published_by = at, actor.account
    cycle.save()
    audit.record(
        actor=actor, action="publish_calendar", target=cycle, at=at, summary=f"Công bố lịch hội nghị năm {cycle.year}"
    )
    return cycle
