"""What the pages of the chart show: a branch page by page, and one organisation with all that hangs on it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from orgchart.models import (
    CellMembership,
    Collective,
    ManagementLink,
    Organization,
    Post,
    Succession,
    Supervision,
)
from orgchart.names import search_key
from orgchart.queries.tree import valid_on, within

# Up to here a chart is drawn whole; a larger one shows a branch and what is right below, so that the page stays light.
DRAWN_WHOLE = 120
ENOUGH_HITS = 20


@dataclass(frozen=True)
class ChartRow:
    """One organisation in the tree with its collectives and the number of posts held."""

    organization: Organization
    collectives: list[Collective]
    posts: int
    indent: int
    below: int


def branch(root: Organization | None, day: date) -> QuerySet[Organization]:
    """The organisations that stand at a day, of the whole tenant or of one branch, in reading order."""
    rows = Organization.objects.filter(valid_on(day)).order_by("path", "pk")
    return rows if root is None else rows.filter(within(root))


def shown_of(rows: QuerySet[Organization], root: Organization | None, total: int) -> QuerySet[Organization]:
    """All rows of a small branch; of a large one the branch itself and what is right below."""
    top = root.depth if root else 1
    return rows if total <= DRAWN_WHOLE else rows.filter(depth__lte=top + 1)


def chart_rows(page: list[Organization], day: date) -> list[ChartRow]:
    """The rows of one page with what hangs on them (three queries whatever the number of bodies)."""
    if not page:
        return []
    top = min(row.depth for row in page)
    collectives: dict[int, list[Collective]] = defaultdict(list)
    for body in Collective.objects.filter(valid_on(day), organization__in=page).order_by("name", "pk"):
        collectives[body.organization_id].append(body)
    held = Post.objects.filter(_runs(day), organization__in=page).order_by().values_list("organization")
    posts = dict(held.annotate(number=Count("pk")))
    below = _below(page, day)
    return [
        ChartRow(row, collectives[row.pk], posts.get(row.pk, 0), min(row.depth - top, 5), below.get(row.path, 0))
        for row in page
    ]


def _below(page: list[Organization], day: date) -> dict[str, int]:
    """How many organisations stand right below each row."""
    parents = [row for row in page if row.numchild]
    if not parents:
        return {}
    first, last = min(row.path for row in parents), max(row.path for row in parents) + "~"
    depths = {row.depth + 1 for row in parents}
    rows = Organization.objects.filter(valid_on(day), path__gt=first, path__lt=last, depth__in=depths)
    counts: dict[str, int] = defaultdict(int)
    for path in rows.order_by().values_list("path", flat=True):
        counts[path[: -Organization.steplen]] += 1
    return counts


def organizations_named(search: str, rows: QuerySet[Organization]) -> list[Organization]:
    """The organisations whose name holds every word typed, with or without marks."""
    words = search_key(search).split()
    names = rows.values_list("pk", "name", "short_name")
    keys = [(pk, f" {search_key(f'{name} {short}')}") for pk, name, short in names]
    found = [pk for pk, key in keys if all(f" {word}" in key for word in words)]
    return list(rows.filter(pk__in=found[:200]))


def pick_organizations(search: str, day: date, kind: str = "") -> list[Organization]:
    """The first hits to choose from; without a search the first in reading order."""
    rows = branch(None, day)
    if kind:
        rows = rows.filter(kind=kind)
    return organizations_named(search, rows)[:ENOUGH_HITS] if search.strip() else list(rows[:ENOUGH_HITS])


@dataclass
class BodyView:
    """A collective with the posts that make it up and the office that decides on it."""

    collective: Collective
    posts: list[Post] = field(default_factory=list)
    managed_by: str = ""


@dataclass(frozen=True)
class OrganizationView:
    """Everything about one organisation at a day."""

    bodies: list[BodyView]
    posts: list[Post]
    children: list[Organization]
    charges: list[Supervision]
    links: list[ManagementLink]
    events: list[Succession]

    @property
    def managed_by(self) -> str:
        """The office that decides on the organisation now."""
        return next((decider(link) for link in self.links if link.organization_id), "")


def organization_view(row: Organization, day: date, *, past: bool = False) -> OrganizationView:
    """Collectives with their posts by rank, other posts, units below, who is in charge, who decides, what happened."""
    bodies = Collective.objects.filter(organization=row).order_by("name", "pk")
    posts = Post.objects.filter(organization=row).select_related("person").order_by("rank", "person__sort_key", "pk")
    if not past:
        bodies, posts = bodies.filter(valid_on(day)), posts.filter(_runs(day))
    views = {body.pk: BodyView(body) for body in bodies}
    others: list[Post] = []
    for post in posts:
        place = views.get(post.collective_id) if post.collective_id else None
        (place.posts if place else others).append(post)
    links = list(links_of(Q(organization=row) | Q(collective__organization=row) | Q(post__organization=row), day))
    for link in links:
        if link.collective_id in views:
            views[link.collective_id].managed_by = decider(link)
    children = Organization.objects.filter(valid_on(day), within(row), depth=row.depth + 1).order_by("path")
    charges = Supervision.objects.filter(_runs(day), organization=row).select_related("person").order_by("pk")
    return OrganizationView(list(views.values()), others, list(children[:50]), list(charges), links, events_of(row))


def links_of(about: Q, day: date) -> QuerySet[ManagementLink]:
    """Who decides at a day on the objects that a condition names."""
    holds = Q(valid_to=None) | Q(valid_to__gte=day)
    rows = ManagementLink.objects.filter(about, holds, valid_from__lte=day)
    return rows.select_related("managed_by", "managing_body", "post__person", "collective").order_by("pk")


def decider(link: ManagementLink) -> str:
    """The office that decides, and within this tenant the organisation that does."""
    return str(link.managing_body or link.managed_by)


def events_of(row: Organization) -> list[Succession]:
    """Founding, mergers, splits and transfers of an organisation, newest first."""
    rows = Succession.objects.filter(Q(predecessor=row) | Q(successor=row))
    return list(rows.select_related("predecessor", "successor").order_by("-happened_on", "-pk"))


def members_of_cell(cell: Organization, day: date) -> QuerySet[CellMembership]:
    """Everybody who takes part in the life of a cell at a day, official members first, by given name."""
    rows = CellMembership.objects.filter(_runs(day), cell=cell).select_related("person")
    return rows.order_by("kind", "person__sort_key", "pk")


def posts_from(rows: list[Organization], day: date) -> QuerySet[Post]:
    """The posts in organisations that run at a day or begin later, highest first."""
    posts = Post.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), organization__in=rows)
    posts = posts.select_related("person", "collective", "organization")
    return posts.order_by("rank", "person__sort_key", "pk")


def siblings_to_merge(row: Organization) -> QuerySet[Organization]:
    """Organisations of the same kind under the same superior."""
    above = row.path[: -row.steplen]
    rows = Organization.objects.filter(path__gt=above, path__lt=above + "~", depth=row.depth, kind=row.kind)
    return rows.filter(valid_to=None).exclude(pk=row.pk).order_by(F("path"))


def _runs(day: date) -> Q:
    return Q(started_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gte=day))
