"""Reports on concurrent duties: who sees them, who receives them, and which comments are missing."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.kinds import PostRole
from orgchart.models import Post
from orgchart.queries import current
from reviews.models import ConcurrentDuty, Cycle
from reviews.states import CycleState

_RELATED = (
    "tenant", "subject__cycle", "subject__person", "post", "main", "beside", "sent_by", "main_received_by",
    "beside_received_by", "commented_by", "waived_by",
)  # fmt: skip


def headed_units(person_id: int | None, today: date) -> set[int]:
    """The organisations that a person heads."""
    if person_id is None:
        return set()
    rows = Post.objects.filter(current(today), person=person_id, role=PostRole.HEAD)
    units: set[int] = set(rows.values_list("organization", flat=True))
    return units


def duties_for(actor: Actor, cycle: Cycle, today: date) -> QuerySet[ConcurrentDuty]:
    """All of a cycle for those who run the year; else the own ones, and those that were sent to units one heads."""
    rows = ConcurrentDuty.objects.filter(subject__cycle=cycle).select_related(*_RELATED)
    if not actor.oversees:
        units = headed_units(actor.person_id, today)
        received = Q(sent_at__isnull=False) & (Q(main__in=units) | Q(beside__in=units))
        rows = rows.filter(Q(subject__person=actor.person_id or 0) | received)
    return rows.order_by("subject__rank", "subject__sort_key", "pk")


def duty_for(actor: Actor, duty_id: int, year: int, today: date) -> ConcurrentDuty:
    """One report; to whom has no part in it, it does not exist."""
    cycle = Cycle.objects.filter(year=year).first()
    row = duties_for(actor, cycle, today).filter(pk=duty_id).first() if cycle is not None else None
    if row is None:
        raise NotVisible
    return row


def missing_comments(subject_ids: Iterable[int]) -> QuerySet[ConcurrentDuty]:
    """Concurrent workplaces whose comment is missing and that nobody has decided to do without. (CC-II.2.2-8)"""
    rows = ConcurrentDuty.objects.filter(subject__in=list(subject_ids), commented_at=None, waived_at=None)
    return rows.select_related("beside", "subject__cycle").order_by("subject_id", "beside__name", "pk")


def comments_on(subject_id: int) -> QuerySet[ConcurrentDuty]:
    """Every concurrent post of somebody with what is known of it."""
    return ConcurrentDuty.objects.filter(subject=subject_id).select_related(*_RELATED).order_by("beside__name", "pk")


def duties_waiting(actor: Actor, today: date) -> QuerySet[ConcurrentDuty, tuple[str, int, int]]:
    """How much waits for a person by tenant and year: the own report; as head of a workplace receipt and comment."""
    headed = Post.objects.filter(current(today), person=actor.person_id or 0, role=PostRole.HEAD).values("organization")
    sent = Q(sent_at__isnull=False) & ~Q(subject__person=actor.person_id or 0)
    own = Q(subject__person=actor.person_id or 0, sent_at=None)
    at_main = sent & Q(main__in=headed, main_received_at=None)
    at_beside = sent & Q(beside__in=headed, commented_at=None, waived_at=None)
    rows = ConcurrentDuty.objects.filter(own | at_main | at_beside).exclude(subject__cycle__state=CycleState.CLOSED)
    return rows.order_by().values_list("tenant__slug", "subject__cycle__year").annotate(number=Count("pk"))
