"""Reading what goes between tenants: who stands above and below, letters with their chains, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from orgchart.correspondence import ANSWERS
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import NotVisible
from orgchart.models import (
    Account,
    Envelope,
    EnvelopeBox,
    EnvelopeFile,
    EnvelopeState,
    Tenant,
    TenantLink,
    TenantMembership,
)
from orgchart.queries import held_link


def tenants_above(tenant: Tenant, on: date) -> QuerySet[Tenant]:
    """All tenants above one at a day, directly or with others between."""
    found, frontier = set[int](), {tenant.pk}
    while frontier:
        links = TenantLink.objects.filter(held_link(on), subordinate__in=frontier)
        frontier = set(links.values_list("superior_id", flat=True)) - found
        found |= frontier
    return Tenant.objects.filter(pk__in=found)


def tenants_below(tenant: Tenant, on: date) -> QuerySet[Tenant]:
    """All tenants below one at a day, directly or with others between."""
    found, frontier = set[int](), {tenant.pk}
    while frontier:
        links = TenantLink.objects.filter(held_link(on), superior__in=frontier)
        frontier = set(links.values_list("subordinate_id", flat=True)) - found
        found |= frontier
    return Tenant.objects.filter(pk__in=found)


def subordinates_of(tenant: Tenant, on: date) -> QuerySet[TenantLink]:
    """The links to the tenants right below one at a day, by name."""
    links = TenantLink.objects.filter(held_link(on), superior=tenant).select_related("subordinate")
    return links.order_by("subordinate__name", "pk")


def envelope_of(envelope_id: int) -> Envelope:
    """One letter of the own tenant; a missing one is not visible."""
    found = Envelope.objects.filter(pk=envelope_id).select_related("peer", "tenant").first()
    if found is None:
        raise NotVisible
    return found


def file_of_envelope(envelope_id: int, file_id: int) -> EnvelopeFile:
    """A file that travelled with a letter."""
    found = EnvelopeFile.objects.filter(pk=file_id, envelope=envelope_id).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class Chain:
    """The letters that one belongs to: what it answers, what answers it, what it replaces, what replaced it."""

    answers: Sequence[Envelope]
    answered_by: Sequence[Envelope]
    replaces: Sequence[Envelope]
    replaced_by: Sequence[Envelope]


def chain_of(envelope: Envelope) -> Chain:
    """The letters around one (one query)."""
    keys = [key for key in (envelope.reply_to, envelope.replaces, envelope.replaced_by) if key]
    rows = list(Envelope.objects.filter(Q(key__in=keys) | Q(reply_to=envelope.key)).order_by("sent_at", "pk"))
    return Chain(
        answers=[row for row in rows if row.key == envelope.reply_to],
        answered_by=[row for row in rows if row.reply_to == envelope.key],
        replaces=[row for row in rows if row.key == envelope.replaces],
        replaced_by=[row for row in rows if row.key == envelope.replaced_by],
    )


def may_be_sent(tenant_id: int) -> QuerySet[Account]:
    """Who of an office can be sent to another one: everybody with an account of it, by name."""
    here = TenantMembership.objects.filter(tenant=tenant_id, closed_at=None, guest_until=None)
    return Account.objects.filter(pk__in=here.values("account"), is_active=True).order_by("full_name", "pk")


def letters_waiting() -> QuerySet[Envelope, tuple[str, int, int]]:
    """How many arrived letters nobody has taken in or returned, by tenant; they belong to no year."""
    rows = Envelope.objects.filter(box=EnvelopeBox.IN, state=EnvelopeState.SENT).exclude(kind=EnvelopeKind.DOSSIER)
    return rows.order_by().values_list("tenant__slug", Value(0)).annotate(number=Count("pk"))


def orders_to_report() -> QuerySet[Envelope]:
    """Orders that were taken in and on which no report has gone up yet."""
    answer = Envelope.objects.filter(
        tenant=OuterRef("tenant"), box=EnvelopeBox.OUT, kind=ANSWERS[EnvelopeKind.ORDER], reply_to=OuterRef("key")
    )
    rows = Envelope.objects.filter(box=EnvelopeBox.IN, kind=EnvelopeKind.ORDER, state=EnvelopeState.RECEIVED)
    return rows.exclude(Exists(answer)).select_related("tenant", "peer").order_by("sent_at", "pk")
