"""Writing the audit trail: every service that changes something leaves one record here, in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from orgchart.access import Actor
from orgchart.models import Account, AuditRecord
from orgchart.tenancy import current_tenant_id

REFUSED = "refused"


def record(
    *,
    actor: Actor | None,
    action: str,
    target: models.Model,
    at: datetime,
    summary: str,
    changes: dict[str, Any] | None = None,
    on_behalf_of: str = "",
) -> None:
    """Add one record; `action` is the stable name of the service, `summary` the Vietnamese words that people read.

    Without an actor the record says that the system did it (a job, an arriving envelope). What is no tenant's own,
    such as an account, is recorded in the tenant whose scope is open. Roles that are only lent are named.
    """
    lent = {"lent_roles": sorted(actor.lent)} if actor and actor.lent else {}
    AuditRecord(
        tenant_id=getattr(target, "tenant_id", None) or current_tenant_id(),
        at=at,
        actor=actor.account if actor else None,
        actor_name=actor.account.full_name if actor else "Hệ thống",
        on_behalf_of=on_behalf_of[:120],
        action=action,
        summary=summary[:300],
        target_type=target._meta.label_lower,
        target_id=target.pk,
        changes={**(changes or {}), **lent},
    ).save(force_insert=True)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Any]:
    """What `changes` holds of two states of a thing, named as people read it; only what differs."""
    names = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return {
        "before": {name: before.get(name, "") for name in names},
        "after": {name: after.get(name, "") for name in names},
    }


def record_refusal(*, account: Account, method: str, path: str, status: int, at: datetime) -> None:
    """Note in the open tenant that an account was refused an address; without what it sent or searched for."""
    verb = "xem" if method in {"GET", "HEAD"} else "thực hiện"
    _refused(account, f"Bị từ chối {verb}: {path}", {"method": method, "status": status}, at)


def record_refused_content(*, account: Account, words: str, at: datetime) -> None:
    """Note in the open tenant that what an account sent was refused, and why; without its name and content."""
    _refused(account, words, {}, at)


def _refused(account: Account, words: str, changes: dict[str, Any], at: datetime) -> None:
    AuditRecord(
        tenant_id=current_tenant_id(),
        at=at,
        actor=account,
        actor_name=account.full_name,
        action=REFUSED,
        summary=words[:300],
        target_type=account._meta.label_lower,
        target_id=account.pk,
        changes=changes,
    ).save(force_insert=True)
