"""Reading the registry of tenants and the chart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import F, Q, QuerySet

from orgchart.models import (
    Account,
    AuditRecord,
    CellMembership,
    Collective,
    Envelope,
    EnvelopeBox,
    Job,
    JobState,
    Organization,
    Person,
    Post,
    Tenant,
    TenantLink,
    TenantMembership,
)
from orgchart.queries.tree import (
    ancestors_of,
    children_of,
    parent_of,
    urban_government_since,
    valid_on,
    within,
    without_council,
)

__all__ = [
    "ancestors_of",
    "children_of",
    "parent_of",
    "urban_government_since",
    "valid_on",
    "within",
    "without_council",
]


def tenants_of(account: Account, on: date) -> QuerySet[Tenant]:
    """The tenants that an account works in at a day, or is a guest of, in order of name."""
    here = TenantMembership.objects.filter(account=account, closed_at=None)
    here = here.filter(Q(guest_until=None) | Q(guest_until__gte=on))
    return Tenant.objects.filter(pk__in=here.values("tenant")).order_by("short_name", "pk")


def superior_of(tenant: Tenant, on: date) -> Tenant | None:
    """The superior on the party line at a day."""
    links = TenantLink.objects.filter(subordinate=tenant, line="party", valid_from__lte=on)
    link = links.filter(Q(valid_to=None) | Q(valid_to__gte=on)).select_related("superior").first()
    return link.superior if link else None


def is_above(superior: Tenant, tenant: Tenant, on: date) -> bool:
    """Whether a tenant stands above another one at a day, directly or with others between, on whatever line."""
    found, frontier = set[int](), {tenant.pk}
    while frontier:
        links = TenantLink.objects.filter(held_link(on), subordinate__in=frontier)
        frontier = set(links.values_list("superior_id", flat=True)) - found
        found |= frontier
    return superior.pk in found


def held_link(on: date) -> Q:
    """The condition that a link between tenants holds at a day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def are_related(one: Tenant, other: Tenant, on: date) -> bool:
    """Whether two tenants may write to each other: one above the other, or neighbours, now or in earlier years.

    Links that have ended count for neighbours: a former superior still gives its opinion on what it handed over.
    """
    if is_above(one, other, on) or is_above(other, one, on):
        return True
    ever = Q(superior=one, subordinate=other) | Q(superior=other, subordinate=one)
    if TenantLink.objects.filter(ever).exists():
        return True
    above = TenantLink.objects.filter(subordinate=one).values("superior_id")
    return TenantLink.objects.filter(subordinate=other, superior_id__in=above).exists()


def organizations() -> QuerySet[Organization]:
    """The tree of the tenant in reading order."""
    return Organization.objects.order_by("path")


def current(on: date, prefix: str = "") -> Q:
    """The condition that a dated row (started_on, ended_on) holds at a day."""
    begun = Q(**{f"{prefix}started_on__lte": on})
    return begun & (Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gte": on}))


def posts_of(person_ids: Iterable[int], on: date) -> QuerySet[Post]:
    """Posts held at a day, highest first."""
    rows = Post.objects.filter(current(on), person__in=list(person_ids))
    return rows.select_related("organization", "collective").order_by("rank", "pk")


def members_of(collective: Collective, on: date) -> QuerySet[Post]:
    """Posts that make up a collective at a day: head, deputies, members, each by rank and name."""
    rows = Post.objects.filter(current(on), collective=collective).select_related("person")
    return rows.order_by("rank", "person__sort_key", "pk")


def cell_members(cell: Organization, on: date) -> QuerySet[Person]:
    """Official members of a cell at a day, by given name."""
    held = Q(memberships__started_on__lte=on) & (Q(memberships__ended_on=None) | Q(memberships__ended_on__gte=on))
    rows = Person.objects.filter(held, memberships__cell=cell, memberships__kind="official")
    return rows.order_by("sort_key", "pk")


# The action of a record that tells of reading, where reading is on record.
VIEW = "view"


def audit_of(target_type: str, target_id: int) -> QuerySet[AuditRecord]:
    """What happened to one object, newest first."""
    return AuditRecord.objects.filter(target_type=target_type, target_id=target_id).order_by("-pk")


def envelopes(box: EnvelopeBox) -> QuerySet[Envelope]:
    """Envelopes in one box, newest first."""
    return Envelope.objects.filter(box=box).select_related("peer").order_by("-sent_at", "-pk")


def with_posts(people: list[Person], on: date) -> list[tuple[Person, list[Post]]]:
    """Each person with the posts held at a day, highest first (one query for all)."""
    held: dict[int, list[Post]] = defaultdict(list)
    for post in posts_of([person.pk for person in people], on):
        held[post.person_id].append(post)
    return [(person, held[person.pk]) for person in people]


def all_posts_of(person: Person) -> QuerySet[Post]:
    """Every post of a person, current ones first."""
    rows = Post.objects.filter(person=person).select_related("organization", "collective")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "rank", "pk")


def memberships_of(person: Person) -> QuerySet[CellMembership]:
    """Where the person takes part in party life, current first."""
    rows = CellMembership.objects.filter(person=person).select_related("cell")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-started_on", "pk")


@dataclass(frozen=True)
class AuditEntry:
    """One line of a Nhật ký as the component draws it."""

    at: datetime
    actor: str
    on_behalf_of: str
    action: str
    note: str

    @classmethod
    def of(cls, record: AuditRecord) -> Self:
        """The line for a record."""
        reason = str(record.changes.get("reason", ""))
        return cls(record.at, record.actor_name, record.on_behalf_of, record.summary, reason)


def audit_entries(target_type: str, target_id: int) -> list[AuditEntry]:
    """The newest thirty lines about one object; who only looked at it stands in `view_entries`."""
    return [AuditEntry.of(record) for record in audit_of(target_type, target_id).exclude(action=VIEW)[:30]]


def view_entries(target_type: str, target_id: int) -> list[AuditEntry]:
    """The newest thirty times that somebody looked at one object."""
    return [AuditEntry.of(record) for record in audit_of(target_type, target_id).filter(action=VIEW)[:30]]


@dataclass(frozen=True)
class JobView:
    """A job as the component draws it."""

    state: str
    label: str
    url: str
    done: int
    total: int
    error: str

    @classmethod
    def of(cls, job: Job, url: str, label: str = "Lập văn bản") -> Self:
        """The words for a row of the outbox."""
        error = f"{job.error} Bấm tạo lại; nếu vẫn lỗi, báo cho quản trị hệ thống." if job.error else ""
        return cls(job.state, label, url, job.done_steps, job.total_steps, error)

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.state in {JobState.DONE, JobState.FAILED}
