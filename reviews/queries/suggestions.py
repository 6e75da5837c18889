"""Suggestions for review: what is being drafted, what was sent, what a review has to answer."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.models import Tenant
from reviews import access, suggestion_rules
from reviews.models import Conference, Cycle, Deadline, Review, Subject, Suggestion, SuggestionPoint
from reviews.queries.regulations import set_of
from reviews.states import ReviewState, SuggestionState

STEP = "suggestion"
# Once a text is final, nothing can be asked of it any more.
_OVER = (ReviewState.FINAL, ReviewState.CONFIRMED)


def suggestions_of(actor: Actor, cycle: Cycle) -> QuerySet[Suggestion]:
    """Every letter of a cycle for those who run the year, open ones first; to all others there is none."""
    rows = Suggestion.objects.filter(cycle=cycle).select_related("subject__unit", "receiver", "drafted_by")
    if not access.can_see_suggestions(actor):
        return rows.none()
    return rows.prefetch_related("points").order_by("state", "subject_name", "pk")


def suggestion_for(actor: Actor, suggestion_id: int, year: int) -> Suggestion:
    """One letter with its issues."""
    related = ("cycle__tenant", "subject__unit", "receiver", "drafted_by", "approved_by", "envelope__peer")
    row = Suggestion.objects.filter(pk=suggestion_id, cycle__year=year).select_related(*related).first()
    if row is None or not access.can_see_suggestions(actor):
        raise NotVisible
    return row


def points_of(subject: Subject) -> list[SuggestionPoint]:
    """The issues that were suggested to a subject; those of a letter that is not sent are invisible to it."""
    rows = SuggestionPoint.objects.filter(suggestion__subject=subject, suggestion__state=SuggestionState.SENT)
    return list(rows.select_related("suggestion").order_by("suggestion__sent_at", "suggestion_id", "position"))


def subjects_to_suggest_to(cycle: Cycle) -> QuerySet[Subject]:
    """Who can still be asked something: everybody in the cycle whose text is not final."""
    rows = Subject.objects.filter(cycle=cycle).exclude(review__state__in=_OVER).select_related("unit")
    return rows.order_by("kind", "rank", "sort_key", "pk")


def subordinates(tenant: Tenant) -> QuerySet[Tenant]:
    """The tenants below, to which a letter can be sent."""
    rows = Tenant.objects.filter(links_up__superior=tenant, links_up__valid_to=None)
    return rows.distinct().order_by("name", "pk")


def last_day(cycle: Cycle) -> date | None:
    """The last timely day: the plan's own deadline, else the one of the regulation set."""
    planned = Deadline.objects.filter(cycle=cycle, step=STEP).values_list("last_day", flat=True).first()
    return planned or suggestion_rules.last_day(set_of(cycle), cycle.year)


def letters_behind(conference: Conference) -> list[Suggestion]:
    """The sent letters about whoever is on the agenda: they lengthen a conference. (HY-B.I.4.2-13 to -16, -18)"""
    rows = Suggestion.objects.filter(subject__agenda_items__conference=conference, state=SuggestionState.SENT)
    return list(rows.distinct().order_by("pk"))


def reviews_asked(cycle: Cycle) -> QuerySet[Review]:
    """The reviews that have something to answer."""
    sent = Suggestion.objects.filter(subject=OuterRef("subject"), state=SuggestionState.SENT)
    return Review.objects.filter(Exists(sent), subject__cycle=cycle)
