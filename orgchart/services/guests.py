"""Guests: people of another office whom an accepted letter lets in, to one object and up to a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.models import Account, Envelope, TenantMembership
from orgchart.registry import ExceptionKind, exception_kinds
from orgchart.tenancy import current_tenant_id

MOST_GUESTS = 20


@dataclass(frozen=True)
class Visit:
    """What a letter opens: one thing, as what, for whom (by their logins), from–to."""

    kind: ExceptionKind
    thing: Model
    logins: Sequence[str]
    begins_on: date
    ends_on: date


def check_visitors(tenant_id: int, logins: Sequence[str], field: str) -> None:
    """Raise InvalidInput unless all logins belong to accounts of an office that may send somebody."""
    unknown = set(logins) - {account.username for account in _accounts_of(tenant_id, logins)}
    if unknown:
        raise InvalidInput(
            {field: f"Không có tài khoản {', '.join(sorted(unknown))} ở đơn vị. Chọn lại người được cử."}
        )
    if len(set(logins)) > MOST_GUESTS:
        raise InvalidInput({field: f"Cử tối đa {MOST_GUESTS} người trong một văn bản."})


def let_in(visit: Visit, envelope: Envelope, actor: Actor | None, at: datetime) -> list[Account]:
    """Open the access that an accepted letter names, in the open tenant; it closes by itself after its last day.

    Only accounts of the office at the other end are let in, and nobody whom the office here has locked out.
    """
    accounts, refused = [], []
    for account in _accounts_of(envelope.peer_id, visit.logins):
        membership, _ = TenantMembership.objects.select_for_update(of=("self",)).get_or_create(
            account=account, tenant_id=current_tenant_id(), defaults={"guest_until": visit.ends_on}
        )
        if membership.closed_at is not None:
            refused.append(account.full_name)
            continue
        if membership.guest_until is not None and membership.guest_until < visit.ends_on:
            membership.guest_until = visit.ends_on
            membership.save(update_fields=["guest_until"])
        assign_perm(visit.kind.permission, account, visit.thing)
        held = _held(visit, account).get()
        held.starts_on, held.ends_on = visit.begins_on, visit.ends_on
        held.save(update_fields=["starts_on", "ends_on"])
        accounts.append(account)
    names = ", ".join(account.full_name for account in accounts) or "không ai"
    days = f"từ {visit.begins_on:%d/%m/%Y} đến hết {visit.ends_on:%d/%m/%Y}"
    audit.record(
        actor=actor, action="let_in", target=visit.thing, at=at,
        summary=f"Mở quyền theo văn bản đã nhận cho {names}, {days}: {visit.kind.label} – {visit.thing}",
        changes={"letter": str(envelope.key), "sent_by": envelope.peer.name, "locked_out": refused},
    )  # fmt: skip
    return accounts


def shut_out(visit: Visit, envelope: Envelope, actor: Actor | None, at: datetime) -> list[Account]:
    """Close what a letter has opened and has not ended yet, because another letter took its place."""
    closed = []
    for account in Account.objects.filter(username__in=visit.logins).order_by("pk"):
        opened = _held(visit, account).filter(starts_on=visit.begins_on, ends_on=visit.ends_on)
        if not opened.exists():
            continue
        remove_perm(visit.kind.permission, account, visit.thing)
        end_visit(account, at)
        closed.append(account)
    if closed:
        names = ", ".join(account.full_name for account in closed)
        audit.record(
            actor=actor, action="shut_out", target=visit.thing, at=at,
            summary=f"Thu hồi quyền đã mở theo văn bản bị thay thế của {names}: {visit.kind.label} – {visit.thing}",
            changes={"letter": str(envelope.key)},
        )  # fmt: skip
    return closed


def logins_in(written: object) -> list[str]:
    """The logins that a letter names, from its sealed content."""
    return [str(one) for one in written][:MOST_GUESTS] if isinstance(written, list) else []


def end_visit(account: Account, at: datetime) -> None:
    """Once something is taken back from a guest, the visit ends with the last thing that is left, at the latest now."""
    membership = TenantMembership.objects.filter(
        account=account, tenant_id=current_tenant_id(), guest_until__isnull=False
    ).first()
    if membership is None:
        return
    left = [
        row.ends_on
        for kind in exception_kinds()
        for row in kind.model.objects.filter(user=account, permission__codename=kind.permission)
        if row.ends_on
    ]
    membership.guest_until = max([*left, timezone.localdate(at) - timedelta(days=1)])
    membership.save(update_fields=["guest_until"])


def _accounts_of(tenant_id: int, logins: Sequence[str]) -> list[Account]:
    here = TenantMembership.objects.filter(tenant=tenant_id, closed_at=None, guest_until=None)
    rows = Account.objects.filter(username__in=list(logins), pk__in=here.values("account"), is_active=True)
    return list(rows.order_by("full_name", "pk"))


def _held(visit: Visit, account: Account) -> QuerySet[Any]:
    rows: QuerySet[Any] = visit.kind.model.objects.filter(user=account, content_object=visit.thing)
    return rows.filter(permission__codename=visit.kind.permission)
