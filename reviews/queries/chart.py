"""The organisation chart of the tenant as it stands at one day, loaded once for the whole list of subjects."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from orgchart.kinds import CollectiveKind, MembershipKind, OrganizationKind, PostRole
from orgchart.models import CellMembership, Collective, ManagementLink, Organization, Person, Post
from orgchart.queries import current
from reviews.places import Body, Holding

_LEADING = frozenset({PostRole.HEAD, PostRole.DEPUTY, PostRole.MEMBER})


@dataclass(frozen=True)
class Chart:
    """Organisations, collectives, posts, cells and management at a day, by id."""

    organizations: Mapping[int, Organization]
    collectives: Mapping[int, Collective]
    posts: Mapping[int, Sequence[Post]]
    persons: Mapping[int, Person]
    official_cells: Mapping[int, int]
    present_cells: Mapping[int, int]
    managers: Mapping[tuple[str, int], int]
    bodies: Mapping[int, Body] = field(default_factory=dict)

    def is_root(self, organization: Organization) -> bool:
        """Whether an organisation stands for the tenant itself."""
        return bool(organization.depth == 1)

    def committee_of(self, organization: Organization) -> Collective | None:
        """The committee that leads a cell, None where the whole cell stands for it. (CC-II.1.1-6)"""
        return next(
            (
                row
                for row in self.collectives.values()
                if row.organization_id == organization.pk and row.kind == CollectiveKind.CELL_COMMITTEE
            ),
            None,
        )

    def head_of(self, *, collective: Collective | None = None, organization: Organization | None = None) -> int | None:
        """The person at the head of a collective, or of a cell without committee."""
        heads = [
            post
            for posts in self.posts.values()
            for post in posts
            if post.role == PostRole.HEAD
            and (
                (collective is not None and post.collective_id == collective.pk)
                or (organization is not None and post.organization_id == organization.pk)
            )
        ]
        return min(heads, key=lambda post: (post.rank, post.pk)).person_id if heads else None

    def holdings_of(self, person_id: int) -> list[Holding]:
        """The posts of a person as the rules of places and of the rated post see them."""
        return [self._holding(post) for post in self.posts.get(person_id, ())]

    def _holding(self, post: Post) -> Holding:
        organization = self.organizations.get(post.organization_id)
        is_cell = organization is not None and organization.kind == OrganizationKind.PARTY_CELL
        return Holding(
            post_id=post.pk,
            rank=post.rank,
            role=post.role,
            started_on=post.started_on,
            body=self.bodies.get(post.collective_id) if post.collective_id else None,
            is_full_time=post.is_full_time,
            working_share=post.working_share,
            is_suspended=post.suspended_on is not None,
            cell_id=post.organization_id if is_cell else None,
        )

    def cell_of(self, person_id: int) -> int | None:
        """The cell of official membership; a suspended member is reviewed where he or she lives party life now."""
        suspended = any(post.suspended_on for post in self.posts.get(person_id, ()))
        official = self.official_cells.get(person_id)
        return self.present_cells.get(person_id, official) if suspended else official

    def is_managed(self, post_id: int) -> bool:
        """Whether some committee manages a post. (CC-II.1.2-1)"""
        return ("post", post_id) in self.managers


def chart_on(day: date) -> Chart:
    """The chart at a day (five queries whatever its size)."""
    holds = Q(valid_from=None) | Q(valid_from__lte=day)
    lasts = Q(valid_to=None) | Q(valid_to__gte=day)
    organizations = {row.pk: row for row in Organization.objects.filter(holds, lasts).order_by("path")}
    collectives = {
        row.pk: row
        for row in Collective.objects.filter(holds, lasts).select_related("organization").order_by("pk")
        if row.organization_id in organizations
    }
    posts: dict[int, list[Post]] = defaultdict(list)
    persons: dict[int, Person] = {}
    rows = Post.objects.filter(current(day)).select_related("person", "organization", "collective")
    for post in rows.order_by("rank", "pk"):
        posts[post.person_id].append(post)
        persons[post.person_id] = post.person
    official, present = _cells(day)
    return Chart(
        organizations=organizations,
        collectives=collectives,
        posts=dict(posts),
        persons=persons,
        official_cells=official,
        present_cells=present,
        managers=_managers(day),
        bodies={pk: _body(row, posts) for pk, row in collectives.items()},
    )


def _cells(day: date) -> tuple[dict[int, int], dict[int, int]]:
    official: dict[int, int] = {}
    present: dict[int, int] = {}
    kinds = [MembershipKind.OFFICIAL, MembershipKind.TEMPORARY]  # a tie to the place of residence is no party life
    for row in CellMembership.objects.filter(current(day), kind__in=kinds).order_by("pk"):
        (official if row.kind == MembershipKind.OFFICIAL else present)[row.person_id] = row.cell_id
    return official, present


def _managers(day: date) -> dict[tuple[str, int], int]:
    links = ManagementLink.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    managers: dict[tuple[str, int], int] = {}
    for link in links.order_by("valid_from", "pk"):
        for kind, pk in (
            ("post", link.post_id),
            ("collective", link.collective_id),
            ("organization", link.organization_id),
        ):
            if pk is not None:
                managers[(kind, pk)] = link.managed_by_id
    return managers


def _body(collective: Collective, posts: Mapping[int, Sequence[Post]]) -> Body:
    members = {
        post.person_id
        for held in posts.values()
        for post in held
        if post.collective_id == collective.pk and post.role in _LEADING and post.suspended_on is None
    }
    is_cell = collective.organization.kind == OrganizationKind.PARTY_CELL
    return Body(
        collective_id=collective.pk,
        kind=collective.kind,
        members=len(members),
        cell_id=collective.organization_id if is_cell else None,
    )
