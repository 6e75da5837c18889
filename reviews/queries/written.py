"""Reading what the writing of reviews needs: the review, its headings, last year's text, earlier shortcomings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.kinds import MembershipKind, PostLine
from orgchart.models import CellMembership, Person, Post
from orgchart.queries import current
from reviews import access
from reviews.models import (
    AgendaItem,
    Audience,
    CirculationReceipt,
    Comment,
    Conference,
    Place,
    Review,
    ReviewSection,
    Subject,
    Verdict,
)
from reviews.states import ConferenceState, ReviewState

_OPEN_CONFERENCE = (ConferenceState.RUNNING, ConferenceState.CLOSED, ConferenceState.SIGNED)
_DONE = (ReviewState.FINAL, ReviewState.CONFIRMED)


def review_for_reading(*, review_id: int, year: int, actor: Actor) -> Review:
    """The review with subject, cycle and author, if the actor may read its text; else as good as missing."""
    review = _review(review_id).filter(subject__cycle__year=year).first()
    if review is None or not may_read(actor, review):
        raise NotVisible
    return review


def _review(review_id: int) -> QuerySet[Review]:
    related = ("subject__cycle", "subject__unit", "subject__collective", "subject__person", "author")
    posts = Prefetch("subject__person__posts", Post.objects.select_related("organization"), to_attr="known_posts")
    return Review.objects.filter(pk=review_id).select_related(*related).prefetch_related(posts)


def posts_on(review: Review, day: date) -> list[Post]:
    """The posts of the reviewed person on a day, by rank; read once for all days where a page has loaded the review."""
    person = review.subject.person
    if person is None:
        return []
    known = getattr(person, "known_posts", None)
    if known is None:
        known = Post.objects.filter(current(day), person=person).select_related("organization")
    on_duty = [post for post in known if post.started_on <= day and (post.ended_on is None or post.ended_on >= day)]
    return sorted(on_duty, key=lambda post: (post.rank, post.pk))


def may_read(actor: Actor, review: Review) -> bool:
    """Whether the text is visible to the actor; asks for a receipt only where nothing else decides."""
    if access.can_read_text(actor, review, is_recipient=False):
        return True
    if not access.can_read_text(actor, review, is_recipient=True):
        return False
    if open_receipts(actor.person_id).filter(circulation__review=review).exists():
        return True
    return Review.objects.filter(shown_to_guests(actor), pk=review.pk).exists()


def shown_to_guests(actor: Actor) -> Q:
    """The condition on reviews that they are papers of a conference to which the actor is a guest, once they are sent.

    A guest reads what its members read, nothing else, and no longer than the invitation lasts. (HY-B.I.4.2-18)
    """
    invited = actor.entrusted_with(access.GUEST)
    if not invited:
        return Q(pk__in=[])
    return Q(subject__agenda_items__conference__in=invited, state__in=access.SHARED)


def open_receipts(person_id: int | None) -> QuerySet[CirculationReceipt]:
    """What was sent to a person and not withdrawn."""
    if person_id is None:
        return CirculationReceipt.objects.none()
    return CirculationReceipt.objects.filter(person_id=person_id, circulation__withdrawn_at=None)


def was_sent_to(actor: Actor, review: Review) -> bool:
    """Whether the actor belongs to the body that reviews the text: it was sent to him or her."""
    return open_receipts(actor.person_id).filter(circulation__review=review).exists()


def sections_of(review: Review) -> dict[str, ReviewSection]:
    """The headings written so far, by key."""
    return {row.key: row for row in ReviewSection.objects.filter(review=review).select_related("saved_by")}


@dataclass(frozen=True)
class VersionEntry:
    """One version of a heading, as the history shows it."""

    at: datetime | None
    actor: str
    action: str
    on_behalf_of: str
    before: str
    after: str


def history_entries(review: Review, key: str) -> list[VersionEntry]:
    """Every version of one heading, newest first, with who wrote it and for whom (HY-A.2-3)."""
    section = ReviewSection.objects.filter(review=review, key=key).first()
    rows = list(section.history.select_related("saved_by").order_by("history_id")) if section else []
    entries = []
    for before, row in zip([None, *rows], rows, strict=False):
        by_author = review.author is not None and review.author.account_id == row.saved_by_id
        entries.append(
            VersionEntry(
                at=row.saved_at,
                actor=row.saved_by.full_name if row.saved_by else "",
                action=f"lưu bản thứ {row.version}",
                on_behalf_of="" if by_author else str(review.author or ""),
                before=_written_as(before) if before else "",
                after=_written_as(row),
            )
        )
    return entries[::-1]


def _written_as(row: ReviewSection) -> str:
    degree = f"Cấp độ: {row.get_degree_display()}" if row.degree else ""
    return "\n\n".join(part for part in (row.text, degree) if part)


def sections_beside_last_year(review: Review) -> tuple[dict[str, ReviewSection], dict[str, str]]:
    """The headings written so far, and what the final review of the same subject said a year before (one query)."""
    subject = review.subject
    own = ReviewSection.objects.filter(review=review)
    before = ReviewSection.objects.filter(
        review__subject__cycle__year=subject.cycle.year - 1,
        review__form_kind=review.form_kind,
        review__state__in=_DONE,
        **same_bearer(subject, "review__subject__"),
    )
    rows = list(own.select_related("saved_by").union(before.select_related("saved_by"), all=True))
    here = {row.key: row for row in rows if row.review_id == review.pk}
    return here, {row.key: row.text for row in rows if row.review_id != review.pk and row.text}


def same_bearer(subject: Subject, prefix: str = "") -> dict[str, Any]:
    """The condition that a row belongs to the same collective, person or organisation as a subject."""
    if subject.person_id is not None:
        return {f"{prefix}person_id": subject.person_id}
    if subject.collective_id is not None:
        return {f"{prefix}collective_id": subject.collective_id}
    return {f"{prefix}organization_id": subject.organization_id}


def comments_on(review: Review) -> list[Comment]:
    """What was said about the subject at its conferences, in the order it was entered."""
    rows = Comment.objects.filter(item__subject=review.subject_id).select_related("person", "guest", "item")
    return list(rows.order_by("entered_at", "pk"))


def pending_comments(review: Review) -> QuerySet[Comment]:
    """Comments of which nobody has said yet whether they are taken up (HY-B.I.4.2-7)."""
    rows = Comment.objects.filter(item__subject=review.subject_id, verdict=Verdict.PENDING)
    return rows.select_related("person", "guest").order_by("entered_at", "pk")


def is_being_conferred(review: Review) -> bool:
    """Whether a conference that has this subject on its agenda was opened already."""
    return AgendaItem.objects.filter(subject=review.subject_id, conference__state__in=_OPEN_CONFERENCE).exists()


def audience_of(subject: Subject, on: date) -> QuerySet[Person]:
    """Who takes part where the subject is reviewed: members of the collectives, cells or staffs of its places."""
    found = Q(pk__in=[])
    for place in Place.objects.filter(subject=subject).select_related("collective"):
        found |= _people_of(place, on)
    if subject.collective_id is not None:
        found |= Q(pk__in=Post.objects.filter(current(on), collective=subject.collective_id).values("person"))
    rows = Person.objects.filter(found)
    return rows.order_by("sort_key", "pk")


def _people_of(place: Place, on: date) -> Q:
    if place.collective is None:
        members = CellMembership.objects.filter(current(on), cell=place.cell_id, kind=MembershipKind.OFFICIAL)
        return Q(pk__in=members.values("person"))
    if place.audience == Audience.ALL_STAFF:
        staff = Post.objects.filter(current(on), organization=place.collective.organization_id)
        return Q(pk__in=staff.values("person"))
    if place.audience == Audience.WHOLE_CELL:
        members = CellMembership.objects.filter(
            current(on), cell=place.collective.organization_id, kind=MembershipKind.OFFICIAL
        )
        return Q(pk__in=members.values("person"))
    return Q(pk__in=Post.objects.filter(current(on), collective=place.collective_id).values("person"))


def identity_of(review: Review, on: date) -> Mapping[str, str]:
    """The seven fields at the head of Mẫu 02: as frozen with the text that was sent, else from the roll (HY-M02-2).

    With them the last day of the reviewed period of somebody who is suspended, empty for all others (CC-III.3-6).
    """
    person = review.subject.person
    if review.identity or person is None:
        return dict(review.identity)
    posts: dict[str, list[str]] = {line: [] for line in PostLine.values}
    suspended: list[date] = []
    for post in posts_on(review, on):
        posts[post.line].append(post.title)
        if post.suspended_on is not None and post.suspended_on <= on:
            suspended.append(post.suspended_on)
    cell = (
        CellMembership.objects.filter(current(on), person=person, kind=MembershipKind.OFFICIAL)
        .select_related("cell")
        .first()
    )
    return {
        "full_name": person.full_name,
        "born_on": person.birth_date.isoformat() if person.birth_date else "",
        "party_post": "; ".join(posts[PostLine.PARTY]),
        "government_post": "; ".join(posts[PostLine.STATE]),
        "mass_post": "; ".join(posts[PostLine.MASS]),
        "workplace": review.subject.unit.name,
        "cell": cell.cell.name if cell else "",
        "reviewed_until": (min(suspended) - timedelta(days=1)).isoformat() if suspended else "",
    }


def planned_conference(review: Review) -> Conference | None:
    """The next conference that has the subject on its agenda and has not been opened."""
    rows = Conference.objects.filter(agenda__subject=review.subject_id).exclude(state__in=_OPEN_CONFERENCE)
    return rows.order_by("starts_at", "pk").first()


def receipts_of(review: Review) -> QuerySet[CirculationReceipt]:
    """Who got the draft that is going round, and who has opened it."""
    rows = CirculationReceipt.objects.filter(circulation__review=review, circulation__withdrawn_at=None)
    return rows.select_related("person").order_by("person__sort_key", "pk")


def places_of(review: Review) -> list[Place]:
    """Where the subject is reviewed, the finished places first."""
    places = review.subject.places.select_related("collective", "cell")
    return sorted(places, key=lambda place: (place.done_at is None, place.pk))
