"""The roster with its filters, one person, and rows that may be one person twice."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from orgchart.kinds import MembershipKind
from orgchart.models import (
    CellMembership,
    DisciplineRecord,
    ErasureState,
    ManagementLink,
    Organization,
    Person,
    Post,
    Supervision,
)
from orgchart.names import search_key
from orgchart.queries.tree import within

ENOUGH_HITS = 20


@dataclass(frozen=True)
class RosterFilter:
    """What narrows the roster; everything may be missing."""

    search: str = ""
    unit: Organization | None = None
    cell: Organization | None = None
    role: str = ""
    only_current: bool = False
    by_rank: bool = False


def roster(asked: RosterFilter, day: date) -> QuerySet[Person]:
    """Persons in Vietnamese order of given names, or leaders by rank of post; every word of the search counts."""
    rows = Person.objects.filter(merged_into=None).exclude(erasures__state=ErasureState.DONE)
    for word in search_key(asked.search).split():
        # At the beginning of a word: "uy" is in every "Nguyễn".
        rows = rows.filter(Q(search_key__startswith=word) | Q(search_key__contains=f" {word}"))
    posts = Post.objects.filter(_runs(day), person=OuterRef("pk"))
    lives = CellMembership.objects.filter(_runs(day), person=OuterRef("pk"))
    if asked.unit is not None:
        here = Exists(posts.filter(within(asked.unit, "organization__")))
        rows = rows.filter(here | Exists(lives.filter(within(asked.unit, "cell__"))))
    if asked.cell is not None:
        rows = rows.filter(Exists(lives.filter(cell=asked.cell, kind=MembershipKind.OFFICIAL)))
    if asked.role:
        rows = rows.filter(Exists(posts.filter(role=asked.role)))
    if asked.only_current:
        rows = rows.filter(Exists(posts) | Exists(lives))
    if asked.by_rank:
        held = Q(posts__started_on__lte=day) & (Q(posts__ended_on=None) | Q(posts__ended_on__gte=day))
        rows = rows.annotate(highest=Min("posts__rank", filter=held))
        return rows.order_by(F("highest").asc(nulls_last=True), "sort_key", "pk")
    return rows.order_by("sort_key", "pk")


def pick_persons(search: str) -> list[Person]:
    """The first hits to choose from; nothing without a search, because a roster is not to be read through."""
    if not search_key(search):
        return []
    return list(roster(RosterFilter(search=search), date.min)[:ENOUGH_HITS])


def with_cells(people: list[Person], day: date) -> list[Person]:
    """The persons, each with `cell_name`, the official cell at a day (one query for all)."""
    rows = CellMembership.objects.filter(_runs(day), person__in=people, kind=MembershipKind.OFFICIAL)
    names = dict(rows.values_list("person_id", "cell__name").order_by("pk"))
    for person in people:
        person.cell_name = names.get(person.pk, "")  # type: ignore[attr-defined]
    return people


def charges_of(person: Person) -> QuerySet[Supervision]:
    """The units that a committee member is or was in charge of, current ones first."""
    rows = Supervision.objects.filter(person=person).select_related("organization")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-started_on", "pk")


def disciplines_of(person: Person) -> QuerySet[DisciplineRecord]:
    """The disciplinary decisions on a person, newest first."""
    rows = DisciplineRecord.objects.filter(person=person).select_related("same_case_as")
    return rows.order_by("-decided_on", "-pk")


def disciplines() -> QuerySet[DisciplineRecord]:
    """All disciplinary decisions of the tenant, newest first."""
    rows = DisciplineRecord.objects.select_related("person", "collective", "same_case_as")
    return rows.order_by("-decided_on", "-pk")


def cases_to_link(record: DisciplineRecord | None = None) -> QuerySet[DisciplineRecord]:
    """The first records of cases, newest first, to which another decision may belong."""
    rows = DisciplineRecord.objects.filter(same_case_as=None).order_by("-decided_on", "-pk")
    return rows if record is None else rows.exclude(pk=record.pk)


def managers_of_posts(posts: list[Post]) -> dict[int, list[ManagementLink]]:
    """Who decides and decided on each post, by the post's id, newest first."""
    found: dict[int, list[ManagementLink]] = {}
    rows = ManagementLink.objects.filter(post__in=posts).select_related("managed_by", "managing_body")
    for link in rows.order_by("-valid_from", "-pk"):
        if link.post_id is not None:
            found.setdefault(link.post_id, []).append(link)
    return found


def likely_doubles(person: Person) -> list[Person]:
    """Other rows with the same name: who may have been entered twice."""
    rows = Person.objects.filter(merged_into=None, search_key=person.search_key).exclude(pk=person.pk)
    return list(rows.order_by("sort_key", "pk")[:ENOUGH_HITS])


def _runs(day: date) -> Q:
    return Q(started_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gte=day))
