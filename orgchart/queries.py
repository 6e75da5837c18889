"""Reading the registry of tenants and the chart."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from orgchart.models import (
    Account,
    AuditRecord,
    Collective,
    Envelope,
    EnvelopeBox,
    Organization,
    Person,
    Post,
    Tenant,
    TenantLink,
)
from orgchart.names import search_key


def tenants_of(account: Account) -> QuerySet[Tenant]:
    """The tenants that an account works in, in order of name."""
    return Tenant.objects.filter(memberships__account=account).order_by("short_name", "pk")


def tenant_of_account(account: Account, slug: str) -> Tenant | None:
    """The tenant with this slug, if the account works there; another one is as good as missing."""
    return tenants_of(account).filter(slug=slug).first()


def superior_of(tenant: Tenant, on: date) -> Tenant | None:
    """The superior on the party line at a day."""
    links = TenantLink.objects.filter(subordinate=tenant, line="party", valid_from__lte=on)
    link = links.filter(Q(valid_to=None) | Q(valid_to__gte=on)).select_related("superior").first()
    return link.superior if link else None


def organizations() -> QuerySet[Organization]:
    """The tree of the tenant in reading order."""
    return Organization.objects.order_by("path")


def current(on: date, prefix: str = "") -> Q:
    """The condition that a dated row (started_on, ended_on) holds at a day."""
    return Q(**{f"{prefix}started_on__lte": on}) & (Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gte": on}))


def persons(search: str = "") -> QuerySet[Person]:
    """Persons in Vietnamese order of given names, narrowed by a piece of the name typed in whatever way."""
    rows = Person.objects.order_by("sort_key", "pk")
    return rows.filter(search_key__contains=search_key(search)) if search.strip() else rows


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


def audit_of(target_type: str, target_id: int) -> QuerySet[AuditRecord]:
    """What happened to one object, newest first."""
    return AuditRecord.objects.filter(target_type=target_type, target_id=target_id).order_by("-pk")


def envelopes(box: EnvelopeBox) -> QuerySet[Envelope]:
    """Envelopes in one box, newest first."""
    return Envelope.objects.filter(box=box).select_related("peer").order_by("-sent_at", "-pk")
