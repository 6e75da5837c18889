"""The list of subjects of a cycle as its page shows it, the open cases, and what the set leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from orgchart.kinds import MembershipKind
from orgchart.models import CellMembership, Post
from orgchart.names import search_key
from orgchart.queries import current
from reviews.models import Cycle, OpenCase, OpenCaseKind, RatingPlace, Subject, SubjectKind
from reviews.queries.regulations import scope_rules_of
from reviews.states import CycleState

STATES = {
    "tai-day": ("Kiểm điểm và xếp loại tại đây", Q(is_reviewed=True, rating=RatingPlace.HERE)),
    "cap-tren": ("Cấp trên xếp loại", Q(rating=RatingPlace.SUPERIOR)),
    "chi-kiem-diem": ("Kiểm điểm, không xếp loại", Q(is_reviewed=True, rating=RatingPlace.NONE)),
    "chi-xep-loai": ("Xếp loại, không kiểm điểm riêng", Q(is_reviewed=False, rating=RatingPlace.HERE)),
    "rieng": ("Trường hợp riêng", ~Q(exemption="")),
    "ngoai": ("Ngoài danh sách", Q(is_reviewed=False, rating=RatingPlace.NONE)),
}


@dataclass(frozen=True)
class ScopeFilter:
    """What the page narrows the list to."""

    kind: str = ""
    state: str = ""
    search: str = ""


def scope_list(cycle: Cycle, chosen: ScopeFilter) -> QuerySet[Subject]:
    """Everybody on the list with places and the cell that rates a party member, by kind, rank and Vietnamese name."""
    rows = Subject.objects.filter(cycle=cycle)
    if chosen.kind in SubjectKind.values:
        rows = rows.filter(kind=chosen.kind)
    if chosen.state in STATES:
        rows = rows.filter(STATES[chosen.state][1])
    if chosen.search.strip():
        key = search_key(chosen.search)
        rows = rows.filter(Q(person__search_key__contains=key) | Q(name__icontains=chosen.search.strip()))
    rows = rows.select_related("unit", "decided_by").prefetch_related("places__collective", "places__cell")
    rows = rows.annotate(member_cell=Subquery(_member_cell(cycle)))
    return rows.order_by("kind", "rank", "sort_key", "pk")


def _member_cell(cycle: Cycle) -> QuerySet[CellMembership, str]:
    """The name of the cell of official membership on the rating date, which rates the person as a party member.

    Neither a temporary membership nor a place of work elsewhere changes it. (CC-I.6-1)
    """
    rows = CellMembership.objects.filter(current(cycle.rating_date), kind=MembershipKind.OFFICIAL)
    return (
        rows.filter(person=OuterRef("person")).order_by("-started_on", "-pk").values_list("cell__name", flat=True)[:1]
    )


def scope_counts(cycle: Cycle) -> dict[str, int]:
    """How many lines stand in each state (one query)."""
    counts = {name: Count("pk", filter=condition) for name, (_, condition) in STATES.items()}
    found: dict[str, int] = Subject.objects.filter(cycle=cycle).aggregate(
        **{name.replace("-", "_"): count for name, count in counts.items()}
    )
    return {name: found[name.replace("-", "_")] for name in STATES}


def open_cases(cycle: Cycle) -> QuerySet[OpenCase]:
    """The questions of a cycle, those without an answer first."""
    rows = OpenCase.objects.filter(cycle=cycle).select_related("person", "collective", "post", "decided_by", "cycle")
    return rows.order_by("decided_at", "kind", "pk")


def equal_posts(case: OpenCase) -> Sequence[Post]:
    """The posts that the body chooses between: leading ones of a rank that the person holds more than once."""
    if case.kind != OpenCaseKind.EQUAL_POSTS:
        return []
    rows = Post.objects.filter(current(case.cycle.rating_date), person=case.person_id).exclude(role="staff")
    posts = list(rows.select_related("organization", "collective").order_by("rank", "pk"))
    ranks = [post.rank for post in posts]
    return [post for post in posts if ranks.count(post.rank) > 1]


def exclusions(cycle: Cycle) -> list[tuple[str, tuple[str, ...]]]:
    """The kinds of body that the set leaves out, whether or not the chart has one. (GB-1-2)"""
    return [(row.title, row.source.clauses) for row in scope_rules_of(cycle).excluded]


def undecided_cases() -> QuerySet[OpenCase, tuple[str, int, int]]:
    """How many questions wait for the authorised body, by tenant and year."""
    rows = OpenCase.objects.filter(decided_at=None).exclude(cycle__state=CycleState.CLOSED).order_by()
    return rows.values_list("tenant__slug", "cycle__year").annotate(number=Count("pk"))
