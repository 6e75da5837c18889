"""Lists of reviews: of one cycle, of one unit, of one person, and what waits for somebody."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from orgchart.access import Actor
from orgchart.models import Organization
from orgchart.names import search_key
from reviews.models import Cycle, Deadline, FormKind, Review, ReviewSection, Subject
from reviews.queries.written import open_receipts
from reviews.regulations.forms import form
from reviews.states import CycleState, ReviewState

# Steps of the plan by which the texts have to be written, the most telling first.
WRITING_STEPS = {
    FormKind.LEADER_REVIEW: ("self_review", "review"),
    FormKind.COLLECTIVE_REPORT: ("collective_report", "review"),
}
_AT_WORK = (CycleState.ISSUED, CycleState.RUNNING)


def visible_reviews(actor: Actor, cycle: Cycle) -> QuerySet[Review]:
    """The reviews that the actor knows of: the own one, those sent to him or her, all for whoever runs the year."""
    rows = Review.objects.filter(subject__cycle=cycle)
    if actor.oversees:
        return rows
    received = open_receipts(actor.person_id).values("circulation__review")
    own = Q(author_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    return rows.filter(own | Q(pk__in=received))


def review_rows(
    actor: Actor, cycle: Cycle, *, state: str = "", unit_id: int | None = None, search: str = ""
) -> QuerySet[Review]:
    """The list of a cycle, unit by unit, collectives before persons, with how many headings are written."""
    rows = visible_reviews(actor, cycle)
    if state in ReviewState.values:
        rows = rows.filter(state=state)
    if unit_id is not None:
        rows = rows.filter(subject__unit_id=unit_id)
    if search.strip():
        rows = rows.filter(subject__in=_subjects_named(cycle, search))
    written = (
        ReviewSection.objects.filter(review=OuterRef("pk"))
        .exclude(text="")
        .values("review")
        .annotate(total=Count("pk"))
        .values("total")
    )
    rows = rows.annotate(written=Coalesce(Subquery(written, output_field=IntegerField()), 0))
    order = ("subject__org_path", "subject__kind", "subject__rank", "subject__sort_key", "pk")
    return rows.select_related("subject__unit", "author").order_by(*order)


def _subjects_named(cycle: Cycle, search: str) -> QuerySet[Subject]:
    key = search_key(search)
    others = Subject.objects.filter(cycle=cycle, person=None).values_list("pk", "name")
    named = [pk for pk, name in others if key in search_key(name)]
    return Subject.objects.filter(Q(person__search_key__contains=key) | Q(pk__in=named), cycle=cycle)


def units_with_reviews(actor: Actor, cycle: Cycle) -> QuerySet[Organization]:
    """The units to choose from above the list."""
    units = visible_reviews(actor, cycle).values("subject__unit")
    return Organization.objects.filter(pk__in=units).order_by("path")


def reviews_received(actor: Actor, reviews: Iterable[Review]) -> set[int]:
    """Which of these were sent to the actor and can be read."""
    ids = [review.pk for review in reviews]
    return set(
        open_receipts(actor.person_id).filter(circulation__review__in=ids).values_list("circulation__review", flat=True)
    )


def reviews_to_write(person_id: int) -> QuerySet[Review]:
    """What a person has to write or to finish in the years that are running."""
    states = (ReviewState.NOT_STARTED, ReviewState.DRAFT, ReviewState.CIRCULATED, ReviewState.REVIEWED)
    rows = Review.objects.filter(author_id=person_id, state__in=states, subject__cycle__state__in=_AT_WORK)
    return rows.select_related("subject__cycle", "tenant").order_by("pk")


def drafts_to_read(person_id: int) -> QuerySet[Review]:
    """Drafts that were sent to a person who has not opened them yet."""
    unopened = open_receipts(person_id).filter(opened_at=None).values("circulation__review")
    rows = Review.objects.filter(pk__in=unopened, state=ReviewState.CIRCULATED, subject__cycle__state__in=_AT_WORK)
    return rows.select_related("subject__cycle", "tenant").order_by("pk")


def final_reviews_to_confirm() -> QuerySet[Review]:
    """Final texts that the body has not confirmed yet."""
    rows = Review.objects.filter(state=ReviewState.FINAL, subject__cycle__state__in=_AT_WORK)
    return rows.select_related("subject__cycle", "tenant").order_by("pk")


def due_day(form_kind: str, deadlines: Iterable[Deadline]) -> date | None:
    """By when the text has to be written: its own step of the plan, else the first day that the plan names."""
    days = {deadline.step: deadline.last_day for deadline in deadlines}
    for step in WRITING_STEPS[FormKind(form_kind)]:
        if step in days:
            return days[step]
    return min(days.values(), default=None)


def headings_of(review: Review) -> int:
    """How many headings of its form ask for a text."""
    return sum(section.has_text for section in form(review.form_kind))
