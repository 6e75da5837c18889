"""Telling each person of an issued plan, and noting who has opened the notice. (SL-IV.3-1)"""

from datetime import datetime

from django.db import transaction

from orgchart.access import Actor
from orgchart.tenancy import create_all
from reviews.models import Cycle, PlanNotice
from reviews.queries.plan_notices import notice_for, people_of
from reviews.states import CycleState


def send_notices(cycle: Cycle, at: datetime) -> int:
    """A notice to everybody in the year who has none; called when the plan is issued and when the list changes later.

    The caller holds the cycle's row, so that nobody is told twice. Returns how many were told.
    """
    if cycle.state in {CycleState.PREPARING, CycleState.CLOSED}:
        return 0
    told = set(PlanNotice.objects.filter(cycle=cycle).values_list("person", flat=True))
    rows = [
        PlanNotice(tenant_id=cycle.tenant_id, cycle=cycle, person_id=person, unit_id=unit, sent_at=at)
        for person, unit in people_of(cycle)
        if person not in told
    ]
    return len(create_all(PlanNotice, rows))


@transaction.atomic
def open_notice(*, cycle_id: int, actor: Actor, at: datetime) -> PlanNotice:
    """The own notice; the first opening is kept, the later ones change nothing."""
    cycle = Cycle.objects.get(pk=cycle_id)
    found = notice_for(cycle, actor.person_id)
    if found.read_at is None:
        PlanNotice.objects.filter(pk=found.pk, read_at=None).update(read_at=max(at, found.sent_at))
        found.refresh_from_db(fields=["read_at"])
    return found
