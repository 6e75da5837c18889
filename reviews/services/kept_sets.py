"""Keeping a regulation set whole."""

from datetime import datetime

from orgchart import audit
from orgchart.access import Actor
from orgchart.tenancy import current_tenant_id
from reviews.models import Cycle, KeptSet, OwnSet
from reviews.queries.regulations import set_of
from reviews.regulations.kept import keep
from reviews.regulations.sets import RegulationSet
from reviews.states import SET_MOVES


def keep_set(regulation: RegulationSet, *, at: datetime) -> KeptSet:
    """Store the full content of a set once a tenant, so that no later change reaches what was decided under it.

    Runs in the transaction of the use case that freezes the set. (HY-C.2-2)
    """
    kept, _ = KeptSet.objects.get_or_create(
        tenant_id=current_tenant_id(),
        digest=regulation.digest,
        defaults={
            "code": regulation.code,
            "title": regulation.title[:300],
            "content": keep(regulation),
            "kept_at": at,
        },
    )
    return kept


def freeze_set(cycle: Cycle, *, actor: Actor, at: datetime) -> KeptSet:
    """Keep the set of a cycle whole when its plan is issued; an own set can not be taken back from then on."""
    own = OwnSet.objects.select_for_update(of=("self",)).filter(code=cycle.set_code).first()
    if own is not None:
        own.state = SET_MOVES["freeze"].target
        own.save(update_fields=["state"])
        audit.record(actor=actor, action="freeze_set", target=own, at=at, summary=f"Chốt bộ quy định: {own.title}")
    return keep_set(set_of(cycle), at=at)
