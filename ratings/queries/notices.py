"""Whom a result is told beside the subject, and what is public now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from orgchart.errors import NotVisible
from orgchart.kinds import PostRole
from orgchart.models import Organization, Person, Post
from orgchart.queries import current
from orgchart.queries.tree import parent_of
from ratings.models import Decision, DecisionItem, ManagerNotice, Publication, RatingCase
from reviews.models import Cycle, Subject, SubjectKind


def manager_of(subject: Subject, on: date) -> Person | None:
    """Who directly manages and uses a subject: the head of the own unit, for the head and for bodies of the one above.

    (CC-III.5-2)
    """
    unit: Organization | None = subject.unit
    if unit is not None and subject.kind != SubjectKind.INDIVIDUAL:
        unit = parent_of(unit)
    while unit is not None:
        head = _head_of(unit, on, subject)
        if head is not None:
            return head
        unit = parent_of(unit)
    return None


def _head_of(unit: Organization, on: date, subject: Subject) -> Person | None:
    posts = Post.objects.filter(current(on), role=PostRole.HEAD).select_related("person")
    posts = posts.filter(Q(collective__organization=unit) | Q(organization=unit, collective=None))
    if subject.person_id is not None:
        posts = posts.exclude(person=subject.person_id)
    found = posts.order_by("rank", "pk").first()
    return found.person if found is not None else None


def notices_to(person_id: int, cycle: Cycle) -> QuerySet[ManagerNotice]:
    """What a manager was told in a cycle, unread first."""
    rows = ManagerNotice.objects.filter(person=person_id, case__subject__cycle=cycle).select_related("case__subject")
    return rows.order_by("read_at", "case__subject__rank", "case__subject__sort_key", "pk")


def unread_notices(person_id: int) -> QuerySet[ManagerNotice]:
    """What a manager has not confirmed yet, in all cycles."""
    rows = ManagerNotice.objects.filter(person=person_id, read_at=None)
    return rows.select_related("tenant", "case__subject__cycle").order_by("pk")


def decision_in(decision_id: int, year: int) -> Decision:
    """A decision of the cycle in the address; another one is not visible."""
    rows = Decision.objects.filter(pk=decision_id, board__cycle__year=year).select_related("board__cycle")
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class PublicLevel:
    """One line of a published list: no comment, no votes."""

    name: str
    position: str
    level: str


@dataclass(frozen=True)
class PublicList:
    """A published decision with the levels that are in force."""

    publication: Publication
    lines: list[PublicLevel]


def public_lists(cycle: Cycle, today: date) -> list[PublicList]:
    """What is public today; a level that was annulled since is not shown (CC-III.5-3, CC-III.5-4)."""
    rows = Publication.objects.filter(decision__board__cycle=cycle, starts_on__lte=today, ends_on__gte=today)
    found = []
    for row in rows.select_related("decision__board__body").order_by("-decision__decided_on", "-pk"):
        items = DecisionItem.objects.filter(decision=row.decision, case__level__gt="").select_related("case__subject")
        newer = DecisionItem.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
        ordered = items.filter(~Exists(newer)).order_by(
            "case__subject__kind", "case__subject__rank", "case__subject__sort_key", "pk"
        )
        lines = [PublicLevel(one.case.subject.name, one.case.subject.position, one.level) for one in ordered]
        found.append(PublicList(row, lines))
    return found


def publication_of(decision: Decision | None) -> Publication | None:
    """The publication of a decision, if there is one."""
    return Publication.objects.filter(decision=decision).first() if decision is not None else None


@dataclass(frozen=True)
class Told:
    """How many of a decision's subjects and of their managers were told and have read."""

    all: int
    subjects: int
    read: int
    managers: int
    managers_read: int


def told_of(decision: Decision) -> Told:
    """The counts for the page of the meeting (CC-III.5-2)."""
    cases = RatingCase.objects.filter(decision_items__decision=decision)
    counted = cases.aggregate(all=Count("pk"), subjects=Count("notified_at"), read=Count("read_at"))
    notices = ManagerNotice.objects.filter(case__decision_items__decision=decision, decision_code=decision.code)
    return Told(**counted, **notices.aggregate(managers=Count("pk"), managers_read=Count("read_at")))
