"""Comments on drafts as their writers and those asked see them."""

from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.models import Person, Post
from orgchart.queries import current
from reviews import access
from reviews.models import DraftOpinion, Review
from reviews.queries.contents import form_of


def opinions_on(review: Review) -> QuerySet[DraftOpinion]:
    """Everybody who was asked about a draft, with the answers."""
    return DraftOpinion.objects.filter(review=review).select_related("person", "answered_by").order_by("pk")


def opinion_for(actor: Actor, opinion_id: int, year: int) -> DraftOpinion:
    """One of them for its addressee and for the writers; for everybody else it does not exist."""
    related = ("review__subject__cycle", "review__subject__collective", "review__subject__unit", "person", "tenant")
    rows = DraftOpinion.objects.filter(pk=opinion_id, review__subject__cycle__year=year)
    row = rows.select_related(*related).first()
    if row is None or not (access.can_write_review(actor, row.review) or actor.person_id in {row.person_id} - {None}):
        raise NotVisible
    return row


def people_to_ask(review: Review, day: date) -> list[Person]:
    """Everybody who holds a post at a day, the author left out."""
    rows = Person.objects.filter(pk__in=Post.objects.filter(current(day)).values("person"))
    return list(rows.exclude(pk=review.author_id or 0).order_by("sort_key", "pk")[:500])


def sent_sections(row: DraftOpinion) -> list[tuple[str, str]]:
    """The draft as it was sent: heading by heading."""
    sections: dict[str, Any] = row.content.get("sections", {})
    found = [(section.title, sections.get(section.key, {}).get("text", "")) for section in form_of(row.review)]
    return [(heading, text) for heading, text in found if text]


def waiting_for(actor: Actor) -> QuerySet[DraftOpinion, tuple[str, int, int]]:
    """How many drafts an actor was asked about and has not answered, by tenant and year."""
    rows = asked_of(actor).filter(answered_at=None).order_by()
    return rows.values_list("tenant__slug", "review__subject__cycle__year").annotate(number=Count("pk"))


def asked_of(actor: Actor) -> QuerySet[DraftOpinion]:
    """Everything that an actor was asked to comment on, the open ones first."""
    rows = DraftOpinion.objects.filter(person=actor.person_id or 0).select_related("review__subject")
    return rows.order_by(F("answered_at").asc(nulls_first=True), "due_on", "pk")
