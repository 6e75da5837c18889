"""Lists of reviews: of one cycle, of one unit, of one person, and what waits for somebody."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from orgchart.access import Actor
from orgchart.kinds import CollectiveKind
from orgchart.models import Organization
from orgchart.names import search_key
from reviews import access
from reviews.calendar import last_sending_day
from reviews.models import AgendaItem, Cycle, Deadline, FormKind, Review, ReviewSection, Subject
from reviews.queries.contents import form_of
from reviews.queries.written import open_receipts, shown_to_guests
from reviews.states import ConferenceState, CycleState, ReviewState

# Steps of the plan by which the texts have to be written, the most telling first.
WRITING_STEPS = {
    kind: ("collective_report" if kind == FormKind.COLLECTIVE_REPORT else "self_review", "review") for kind in FormKind
}
# Steps that are done by the organisation board and by outsiders, not by whoever writes.
_STEPS_OF_OTHERS = frozenset({"suggestion", "opinion"})
_UNWRITTEN = (ReviewState.NOT_STARTED, ReviewState.DRAFT)
_AT_WORK = (CycleState.ISSUED, CycleState.RUNNING)
_AHEAD = (ConferenceState.PLANNED, ConferenceState.ANNOUNCED)
_UNFINISHED = (ReviewState.NOT_STARTED, ReviewState.DRAFT, ReviewState.CIRCULATED, ReviewState.REVIEWED)


def visible_reviews(actor: Actor, cycle: Cycle) -> QuerySet[Review]:
    """The reviews that the actor knows of: the own one, those sent to him or her, all for whoever runs the year."""
    rows = Review.objects.filter(subject__cycle=cycle)
    if actor.oversees:
        return rows
    received = open_receipts(actor.person_id).values("circulation__review")
    own = Q(author_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    entered = Q(subject__unit__in=actor.entrusted_with("enter_for_cell"))
    drafted = Q(
        subject__cycle__in=actor.entrusted_with(access.DRAFT_REPORTS),
        subject__collective__kind=CollectiveKind.STANDING_COMMITTEE,
    )
    return rows.filter(own | entered | drafted | Q(pk__in=received) | shown_to_guests(actor))


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
    return rows.select_related("subject__unit", "subject__cycle", "author").order_by(*order)


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
    sent = open_receipts(actor.person_id).filter(circulation__review__in=ids)
    received = set(sent.values_list("circulation__review", flat=True))
    if actor.entrusted_with(access.GUEST):
        received |= set(Review.objects.filter(shown_to_guests(actor), pk__in=ids).values_list("pk", flat=True))
    return received


def reviews_waiting_for(person_id: int) -> QuerySet[Review]:
    """What a person has to write, to finish or to read in the years that are running."""
    unopened = open_receipts(person_id).filter(opened_at=None).values("circulation__review")
    own = Q(author_id=person_id, state__in=_UNFINISHED)
    rows = Review.objects.filter(own | Q(pk__in=unopened, state=ReviewState.CIRCULATED))
    return rows.filter(subject__cycle__state__in=_AT_WORK).select_related("subject__cycle", "tenant").order_by("pk")


def committee_reports_to_draft(cycles: Collection[int]) -> QuerySet[Review, tuple[str, int, int]]:
    """The unsent reports of standing committees in these years: tenant, year, and the report itself."""
    rows = Review.objects.filter(
        subject__cycle__in=cycles, subject__collective__kind=CollectiveKind.STANDING_COMMITTEE, state__in=_UNWRITTEN
    )
    return rows.order_by().values_list("tenant__slug", "subject__cycle__year", "pk")


def final_reviews_to_confirm() -> QuerySet[Review, tuple[str, int, int]]:
    """How many final texts the body has not confirmed yet, by tenant and year."""
    rows = Review.objects.filter(state=ReviewState.FINAL, subject__cycle__state__in=_AT_WORK).order_by()
    return rows.values_list("tenant__slug", "subject__cycle__year").annotate(number=Count("pk"))


def due_days(reviews: Iterable[Review]) -> dict[int, date]:
    """By when each text has to be ready: for the conference that is planned, else by the plan (two queries)."""
    wanted = list(reviews)
    if not wanted:
        return {}
    deadlines = list(Deadline.objects.filter(cycle__in={review.subject.cycle_id for review in wanted}))
    sending = _sending_days([review.subject_id for review in wanted])
    found = {
        review.pk: sending.get(review.subject_id)
        or _planned_day(review.form_kind, [row for row in deadlines if row.cycle_id == review.subject.cycle_id])
        for review in wanted
    }
    return {pk: day for pk, day in found.items() if day is not None}


def _sending_days(subject_ids: list[int]) -> dict[int, date]:
    """The last day on which drafts may go out before the planned conferences (HY-B.I.4.1a-2)."""
    zone = timezone.get_current_timezone()
    rows = AgendaItem.objects.filter(subject__in=subject_ids, conference__state__in=_AHEAD)
    starts = rows.order_by("-conference__starts_at").values_list("subject_id", "conference__starts_at")
    return {subject_id: last_sending_day(start.astimezone(zone).date()) for subject_id, start in starts}


def _planned_day(form_kind: str, deadlines: Iterable[Deadline]) -> date | None:
    """The step of the plan for this text, else the first day by which papers of any sort are due."""
    days = {deadline.step: deadline.last_day for deadline in deadlines if deadline.step not in _STEPS_OF_OTHERS}
    for step in WRITING_STEPS[FormKind(form_kind)]:
        if step in days:
            return days[step]
    return min(days.values(), default=None)


def headings_of(review: Review) -> int:
    """How many headings of its form ask for a text."""
    return sum(section.has_text for section in form_of(review))
