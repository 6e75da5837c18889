"""The organisation chart of the tenant as it stands at one day, loaded once for the whole list of subjects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from orgchart.kinds import CollectiveKind, MembershipKind, OrganizationKind, PostRole, SuccessionKind
from orgchart.models import CellMembership, Collective, ManagementLink, Organization, Post, Succession
from orgchart.queries import current
from reviews.places import Body, Holding

_LEADING = frozenset({PostRole.HEAD, PostRole.DEPUTY, PostRole.MEMBER})
_STEP = Organization.steplen


@dataclass(frozen=True)
class Chart:
    """Organisations, collectives, posts, cells and management at a day, by id."""

    organizations: Mapping[int, Organization]
    collectives: Mapping[int, Collective]
    posts: Mapping[int, Sequence[Post]]
    official_cells: Mapping[int, int]
    present_cells: Mapping[int, int]
    managers: Mapping[tuple[str, int], int]
    bodies: Mapping[int, Body] = field(default_factory=dict)
    transfers: Mapping[int, Succession] = field(default_factory=dict)
    _heads: Mapping[tuple[str, int], Post] = field(default_factory=dict)
    _committees: Mapping[int, Collective] = field(default_factory=dict)
    _nearby: Mapping[int, Mapping[str, Body]] = field(default_factory=dict)
    _units_with_managed: frozenset[int] = frozenset()

    def is_root(self, organization: Organization) -> bool:
        """Whether an organisation stands for the tenant itself."""
        return bool(organization.depth == 1)

    def committee_of(self, organization: Organization) -> Collective | None:
        """The committee that leads a cell, None where the whole cell stands for it. (CC-II.1.1-6)"""
        return self._committees.get(organization.pk)

    def head_of(self, *, collective: Collective | None = None, organization: Organization | None = None) -> int | None:
        """The person at the head of a collective, or of a cell without committee."""
        key = ("collective", collective.pk) if collective else ("organization", organization.pk if organization else 0)
        head = self._heads.get(key)
        return head.person_id if head else None

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
            unit_kind=organization.kind if organization else "",
            level=organization.level if organization else "",
            nearby=self._nearby.get(post.organization_id, {}),
        )

    def cell_of(self, person_id: int) -> int | None:
        """The cell of official membership; a suspended member is reviewed where he or she lives party life now."""
        suspended = any(post.suspended_on for post in self.posts.get(person_id, ()))
        official = self.official_cells.get(person_id)
        return self.present_cells.get(person_id, official) if suspended else official

    def is_managed(self, post_id: int) -> bool:
        """Whether some committee manages a post. (CC-II.1.2-1)"""
        return ("post", post_id) in self.managers

    def has_managed_post(self, organization_id: int) -> bool:
        """Whether somebody in a unit is managed by a committee. (HY-B.I.1.1a-9)"""
        return organization_id in self._units_with_managed


def chart_on(day: date) -> Chart:
    """The chart at a day (six queries whatever its size)."""
    holds = Q(valid_from=None) | Q(valid_from__lte=day)
    lasts = Q(valid_to=None) | Q(valid_to__gte=day)
    organizations = {row.pk: row for row in Organization.objects.filter(holds, lasts).order_by("path")}
    collectives = {
        row.pk: row
        for row in Collective.objects.filter(holds, lasts).select_related("organization").order_by("pk")
        if row.organization_id in organizations
    }
    rows = Post.objects.filter(current(day)).select_related("person", "organization", "collective")
    all_posts = list(rows.order_by("rank", "pk"))
    posts: dict[int, list[Post]] = defaultdict(list)
    for post in all_posts:
        posts[post.person_id].append(post)
    official, present = _cells(day)
    managers = _managers(day)
    bodies = _bodies(collectives, all_posts)
    return Chart(
        organizations=organizations,
        collectives=collectives,
        posts=dict(posts),
        official_cells=official,
        present_cells=present,
        managers=managers,
        bodies=bodies,
        transfers=transfers_until(day),
        _heads=_heads(all_posts),
        _committees=_committees(collectives.values()),
        _nearby=_nearby(organizations, collectives, bodies),
        _units_with_managed=frozenset(post.organization_id for post in all_posts if ("post", post.pk) in managers),
    )


def _committees(collectives: Iterable[Collective]) -> dict[int, Collective]:
    return {row.organization_id: row for row in collectives if row.kind == CollectiveKind.CELL_COMMITTEE}


def _heads(posts: Iterable[Post]) -> dict[tuple[str, int], Post]:
    """The head of each collective and of each organisation; posts come in the order of their rank."""
    found: dict[tuple[str, int], Post] = {}
    for post in posts:
        if post.role == PostRole.HEAD:
            if post.collective_id is not None:
                found.setdefault(("collective", post.collective_id), post)
            found.setdefault(("organization", post.organization_id), post)
    return found


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


def transfers_until(day: date) -> dict[int, Succession]:
    """Organisations that came from another superior in the year of the day. (CC-III.3-5)"""
    rows = Succession.objects.filter(
        kind=SuccessionKind.TRANSFERRED, happened_on__year=day.year, happened_on__lte=day, successor__isnull=False
    )
    return {row.successor_id: row for row in rows.order_by("happened_on", "pk") if row.successor_id is not None}


def _bodies(collectives: Mapping[int, Collective], posts: Iterable[Post]) -> dict[int, Body]:
    members: dict[int, set[int]] = defaultdict(set)
    for post in posts:
        if post.collective_id is not None and post.role in _LEADING and post.suspended_on is None:
            members[post.collective_id].add(post.person_id)
    return {pk: _body(row, len(members[pk])) for pk, row in collectives.items()}


def _body(collective: Collective, members: int) -> Body:
    organization = collective.organization
    is_cell = organization.kind == OrganizationKind.PARTY_CELL
    return Body(
        collective_id=collective.pk,
        kind=collective.kind,
        members=members,
        cell_id=organization.pk if is_cell else None,
        level=organization.level,
        has_single_head=organization.has_single_head,
    )


def _nearby(
    organizations: Mapping[int, Organization], collectives: Mapping[int, Collective], bodies: Mapping[int, Body]
) -> dict[int, dict[str, Body]]:
    """The collectives of each organisation and of those right below it, by kind; its own ones come first."""
    by_path = {row.path: row.pk for row in organizations.values()}
    found: dict[int, dict[str, Body]] = defaultdict(dict)
    for row in collectives.values():
        found[row.organization_id][row.kind] = bodies[row.pk]
    for row in collectives.values():
        above = by_path.get(row.organization.path[:-_STEP])
        if above is not None:
            found[above].setdefault(row.kind, bodies[row.pk])
    return dict(found)
