"""Keeping a regulation set whole."""

from datetime import datetime

from orgchart.tenancy import current_tenant_id
from reviews.models import KeptSet
from reviews.regulations.kept import keep
from reviews.regulations.sets import RegulationSet


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
