"""The appraisal council of a year, and who can be appointed."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from orgchart.models import Person
from orgchart.queries import current
from ratings.models import AppraisalCouncil, CouncilMember
from reviews.models import Cycle


def council_of(cycle: Cycle) -> AppraisalCouncil | None:
    """The council with its members by Vietnamese name; None where there is none."""
    members = CouncilMember.objects.select_related("person__account").order_by("person__sort_key", "pk")
    rows = AppraisalCouncil.objects.filter(cycle=cycle).select_related("chair", "standing_office")
    return rows.prefetch_related(Prefetch("members", queryset=members)).first()


def people_to_appoint(cycle: Cycle, today: date) -> QuerySet[Person]:
    """Whoever holds a post or sits on the council already."""
    on_council = Person.objects.filter(pk__in=CouncilMember.objects.filter(council__cycle=cycle).values("person"))
    holders = Person.objects.filter(current(today, "posts__"))
    return (holders | on_council).distinct().order_by("sort_key", "pk")
