"""Writing the audit trail: every service that changes something leaves one record here, in the same transaction."""

from datetime import datetime
from typing import Any

from orgchart.access import Actor
from orgchart.models import AuditRecord
from orgchart.tenancy import TenantModel


def record(
    *,
    actor: Actor | None,
    action: str,
    target: TenantModel,
    at: datetime,
    summary: str,
    changes: dict[str, Any] | None = None,
    on_behalf_of: str = "",
) -> None:
    """Add one record; `action` is the stable name of the service, `summary` the Vietnamese words that people read.

    Without an actor the record says that the system did it (a job, an arriving envelope).
    """
    AuditRecord(
        tenant_id=target.tenant_id,
        at=at,
        actor=actor.account if actor else None,
        actor_name=actor.account.full_name if actor else "Hệ thống",
        on_behalf_of=on_behalf_of[:120],
        action=action,
        summary=summary[:300],
        target_type=target._meta.label_lower,
        target_id=target.pk,
        changes=changes or {},
    ).save(force_insert=True)
