"""Reservations and complaints as their pages want them."""

from django.db.models import F, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from ratings import access
from ratings.models import Complaint
from ratings.states import ComplaintState
from reviews.models import Cycle


def complaints_of(cycle: Cycle) -> QuerySet[Complaint]:
    """Everything handed in about a cycle: unanswered first, by the day of the answer."""
    rows = Complaint.objects.filter(case__subject__cycle=cycle).select_related("case__subject", "reconsideration")
    return rows.order_by("-state", F("due_on").asc(nulls_last=True), "pk")


def own_complaints(person_id: int, cycle: Cycle) -> QuerySet[Complaint]:
    """What a person handed in about the own results, newest first, with the points."""
    rows = Complaint.objects.filter(case__subject__person=person_id, case__subject__cycle=cycle)
    return rows.select_related("reconsideration").prefetch_related("points").order_by("-pk")


def complaint_of(complaint_id: int, year: int, actor: Actor) -> Complaint:
    """One of the cycle in the address, for those who run the rating and for the one who handed it in."""
    rows = Complaint.objects.select_related("case__subject__cycle", "reconsideration", "received_by")
    found = rows.filter(pk=complaint_id, case__subject__cycle__year=year).first()
    if found is None or not access.can_read_complaint(actor, found):
        raise NotVisible
    return found


def unanswered() -> QuerySet[Complaint]:
    """Complaints that wait for an answer, the one due first on top."""
    rows = Complaint.objects.filter(state=ComplaintState.RECEIVED, due_on__isnull=False)
    return rows.select_related("case__subject__cycle", "tenant").order_by("due_on", "pk")
