"""Next year's cycle out of the one that is there, in one step."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews import access, calendar
from reviews.models import Cycle, Deadline, OwnSet
from reviews.services.cycles import PlanStep, create_cycle
from reviews.services.subjects import Generated, generate_subjects


@dataclass(frozen=True)
class NextYear:
    """The new year with what came over."""

    cycle: Cycle
    own_steps: int
    listed: Generated


@transaction.atomic
def start_next_year(*, cycle_id: int, actor: Actor, at: datetime) -> NextYear:
    """The same plan a year later: its set or the one made from it, its own steps, its list from the chart of today.

    Deadlines of the set come from the set; nothing is issued, so that everything can still be changed.
    """
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    last = Cycle.objects.select_for_update(of=("self",)).filter(pk=cycle_id).first()
    if last is None:
        raise NotVisible
    own = Deadline.objects.filter(cycle=last, step__startswith="own-").order_by("last_day", "pk")
    steps = [PlanStep(row.title, a_year_later(row.last_day), row.receiver, row.phase) for row in own]
    try:
        cycle = create_cycle(
            year=last.year + 1,
            set_code=_set_of_next_year(last),
            rating_date=calendar.last_working_day(a_year_later(last.rating_date)),
            title=last.title.replace(str(last.year), str(last.year + 1)),
            actor=actor,
            at=at,
            own_steps=steps,
        )
    except InvalidInput as refusal:
        raise Refused(" ".join(refusal.errors.values())) from None
    return NextYear(cycle, len(steps), generate_subjects(cycle_id=cycle.pk, actor=actor, at=at))


def _set_of_next_year(last: Cycle) -> str:
    """The newest set that the committee has approved for the year out of the former one, else the same again."""
    rows = OwnSet.objects.filter(year=last.year + 1, made_from=last.set_code, kept__isnull=False)
    return rows.order_by("-pk").values_list("code", flat=True).first() or last.set_code


def a_year_later(day: date) -> date:
    """The same date of the next year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
