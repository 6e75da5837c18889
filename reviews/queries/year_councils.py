"""Councils of a year with their people, their day and the initiatives put before them."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.models import Person
from orgchart.queries import current
from reviews.models import Cycle, Deadline, Initiative, YearCouncil, YearCouncilMember

STEP = "councils"


def councils_of(cycle: Cycle) -> QuerySet[YearCouncil]:
    """The councils of a year, each with its members and initiatives."""
    members = YearCouncilMember.objects.select_related("person").order_by("person__sort_key", "pk")
    initiatives = Initiative.objects.select_related("person").order_by("person__sort_key", "pk")
    rows = YearCouncil.objects.filter(cycle=cycle).select_related("chair")
    return rows.prefetch_related(Prefetch("members", members), Prefetch("initiatives", initiatives)).order_by("kind")


def council_for(actor: Actor, council_id: int, year: int) -> YearCouncil:
    """One council for those who run the year."""
    row = YearCouncil.objects.filter(pk=council_id, cycle__year=year).select_related("cycle", "chair").first()
    if row is None or not actor.oversees:
        raise NotVisible
    return row


def last_day(cycle: Cycle) -> date | None:
    """The last timely day for the meetings: "trước ngày 28/11" is the 27th. (SL-III.1-4)"""
    return Deadline.objects.filter(cycle=cycle, step=STEP).values_list("last_day", flat=True).first()


def is_late(council: YearCouncil) -> bool:
    """Whether the council met after its last timely day."""
    due = last_day(council.cycle)
    return due is not None and council.met_on is not None and council.met_on > due


def people_to_appoint(today: date) -> QuerySet[Person]:
    """Whoever holds a post."""
    return Person.objects.filter(current(today, "posts__")).distinct().order_by("sort_key", "pk")
