"""The notice of a plan as its reader sees it, and who has not opened it yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from orgchart.errors import NotVisible
from reviews.models import Cycle, Deadline, PlanNotice, Review, Subject
from reviews.queries.cycles import deadlines_of
from reviews.queries.listing import due_days
from reviews.states import CycleState

ANNOUNCED = (CycleState.ISSUED, CycleState.RUNNING)


@dataclass(frozen=True)
class Task:
    """A text that the reader writes: the prescribed form, about whom, until when, and where it is reviewed."""

    review: Review
    due: date | None
    places: tuple[str, ...]


def notice_for(cycle: Cycle, person_id: int | None) -> PlanNotice:
    """The notice of one person; without one there is nothing to see."""
    found = PlanNotice.objects.filter(cycle=cycle, person=person_id).first() if person_id else None
    if found is None:
        raise NotVisible
    return found


def tasks_of(cycle: Cycle, person_id: int) -> list[Task]:
    """The texts of one person, the own one first (five queries)."""
    rows = Review.objects.filter(subject__cycle=cycle, author=person_id).select_related("subject__cycle")
    reviews = list(rows.prefetch_related("subject__places__collective", "subject__places__cell"))
    due = due_days(reviews)
    ordered = sorted(reviews, key=lambda review: (review.subject.person_id != person_id, review.pk))
    return [
        Task(review, due.get(review.pk), tuple(str(place) for place in review.subject.places.all()))
        for review in ordered
    ]


def steps_of(cycle: Cycle) -> QuerySet[Deadline]:
    """All dates of the plan."""
    return deadlines_of(cycle)


def notices_of(cycle: Cycle, *, unread_only: bool = False) -> QuerySet[PlanNotice]:
    """All notices of a plan by unit and name, for the office."""
    rows = PlanNotice.objects.filter(cycle=cycle).select_related("person__account", "unit")
    if unread_only:
        rows = rows.filter(read_at=None)
    return rows.order_by("unit__path", "person__sort_key", "pk")


def unread_by(person_id: int) -> QuerySet[PlanNotice, tuple[str, int, int]]:
    """What somebody has not opened yet, while the year runs, by tenant and year."""
    rows = PlanNotice.objects.filter(person=person_id, read_at=None, cycle__state__in=ANNOUNCED)
    return rows.order_by().values_list("tenant__slug", "cycle__year").annotate(number=Count("pk"))


def people_of(cycle: Cycle) -> Iterable[tuple[int, int]]:
    """Who has a part in the year, each with a unit: those who are reviewed or rated, and those who write a report."""
    own = Subject.objects.filter(cycle=cycle, person__isnull=False).values_list("person_id", "unit_id")
    writers = Review.objects.filter(Q(subject__person=None), subject__cycle=cycle).values_list(
        "author_id", "subject__unit_id"
    )
    found: dict[int, int] = {}
    for person, unit in (*own.order_by("pk"), *writers.order_by("pk")):
        if person is not None:
            found.setdefault(person, unit)
    return found.items()
