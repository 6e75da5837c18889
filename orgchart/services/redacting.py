"""Putting a number in place of a person's name in the audit trail, so that the chain over it still holds."""

import json
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from orgchart import audit
from orgchart.models import AuditRecord, AuditRedaction, Erasure
from orgchart.services.sealing import REDACTED, digest_of_redactions, leaf, seal_records
from orgchart.tenancy import create_all, update_all

# The database lets an approved erasure change these and nothing else.
TEXTS = ("actor_name", "on_behalf_of", "summary")
LENGTHS = {field.name: field.max_length for field in AuditRecord._meta.concrete_fields if field.name in TEXTS}
CHUNK = 500


@transaction.atomic
def redact_trail(
    *,
    erasure: Erasure,
    rewrite: Callable[[str], str],
    rewrite_json: Callable[[Any], Any],
    spared: Collection[int],
    at: datetime,
) -> int:
    """Rewrite the texts of the open tenant's trail and remember the digest of what stood there; how many records.

    The caller has the right, the erasure is approved. What is unsealed is sealed first: the digest of a record that
    a seal covers proves later what it was.
    """
    while seal_records(at=at) is not None:
        pass
    kept, done = set(spared), 0
    for rows in _chunks():
        changed, redactions = [], []
        for row in rows:
            before = leaf(row)
            if row.pk not in kept and _rewrite(row, rewrite, rewrite_json):
                changed.append(row)
                redactions.append(AuditRedaction(erasure=erasure, record=row, original=before, redacted=leaf(row)))
        create_all(AuditRedaction, redactions)
        update_all(AuditRecord, changed, [*TEXTS, "changes"])
        done += len(changed)
    audit.record(
        actor=None, action=REDACTED, target=erasure, at=at,
        summary=f"Thay tên người bằng số trong {done} bản ghi nhật ký",
        changes={"redactions": done, "digest": digest_of_redactions(erasure.pk)},
    )  # fmt: skip
    return done


def _chunks() -> Iterator[list[AuditRecord]]:
    """The trail in pieces by number; what tells of a redaction names nobody and has to stay as it is."""
    last = 0
    records = AuditRecord.objects.exclude(action=REDACTED).order_by("pk")
    while rows := list(records.filter(pk__gt=last)[:CHUNK]):
        yield rows
        last = rows[-1].pk


def _rewrite(row: AuditRecord, rewrite: Callable[[str], str], rewrite_json: Callable[[Any], Any]) -> bool:
    """Give the record its new texts; whether one of them is another than before."""
    before = [*(getattr(row, name) for name in TEXTS), row.changes]
    for name in TEXTS:
        setattr(row, name, rewrite(getattr(row, name))[: LENGTHS[name]])
    # As the database gives it back: the digest is compared with what is read from there.
    row.changes = json.loads(json.dumps(rewrite_json(row.changes)))
    return before != [*(getattr(row, name) for name in TEXTS), row.changes]
