"""The chain over the audit trail: sealing it in batches, telling its head, finding what was changed or cut off.

A seal covers one digest a record. Where an erasure has put a number in place of a name, the digest of what stood there
takes the place of the record, and the record has to be what that erasure left behind.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, pairwise
from typing import Any

from django.db import transaction

from orgchart.models import AuditRecord, AuditRedaction, AuditSeal, Erasure, Tenant
from orgchart.services.keeping_lock import lock_keeping
from orgchart.tenancy import scope

START = "0" * 64
BATCH = 2_000
# Numbers are given before a transaction ends, so a record may appear behind younger ones that are sealed already. It is
# looked for as far back as the last seals, which are a minute apart; no transaction lives that long.
LOOK_BACK = 20
# What the record of an erasure's work on the trail is called; it holds the digest over all that was redacted.
REDACTED = "redact_trail"


@dataclass(frozen=True)
class Head:
    """The newest seal, short enough to be written down outside."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


@dataclass(frozen=True)
class Finding:
    """What does not fit, in the words of the page; with the record or the seal that it is about."""

    text: str
    record_id: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole chain has seen."""

    head: Head
    records: int
    unsealed: int
    redacted: int
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, taken out or cut off."""
        return not self.findings


@transaction.atomic
def seal_records(*, at: datetime) -> AuditSeal | None:
    """Add one seal over what the open tenant has recorded since the last one; None where there is nothing new."""
    _hold_chain()
    previous = AuditSeal.objects.order_by("-number").first()
    ids = _unsealed()[:BATCH]
    if not ids:
        return None
    number = (previous.number if previous else 0) + 1
    seal = AuditSeal(
        number=number,
        record_ids=ids,
        last_record_id=max(ids[-1], previous.last_record_id if previous else 0),
        sealed_at=at,
        digest=_digest(previous.digest if previous else START, number, _sealed_leaves(_records(ids), _redactions(ids))),
    )
    seal.save(force_insert=True)
    return seal


def seal_all(*, at: datetime) -> int:
    """Seal the trails of all tenants, each in its own scope and transaction; how many seals were added."""
    sealed = 0
    for tenant_id in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic(), scope(tenant=tenant_id):
            while seal_records(at=at) is not None:
                sealed += 1
    return sealed


def head_of_chain() -> Head:
    """The newest seal of the open tenant."""
    seal = AuditSeal.objects.order_by("-number").first()
    return Head(seal.number, seal.digest) if seal else Head(0, START)


def read_head(text: str) -> Head | None:
    """A head as it was written down, such as `12:ab34…`; None for anything else."""
    number, _, digest = "".join(text.split()).lower().partition(":")
    fits = number.isascii() and number.isdigit() and len(number) < 10 and re.fullmatch(r"[0-9a-f]{64}", digest)
    return Head(int(number), digest) if fits else None


def verify_chain(*, kept: Head | None = None) -> Verdict:
    """Recompute every seal from the records as they are now; compare with a head that was kept outside.

    A changed or missing record breaks its own seal. A cut tail leaves a shorter chain that is sound in itself: only
    the head that was kept outside shows it. Nobody seals or redacts meanwhile.
    """
    _hold_chain()
    findings: list[Finding] = []
    redacted = set(AuditRedaction.objects.values_list("record_id", flat=True))
    heads, counted = {0: START}, 0
    last = Head(0, START)
    for seal in AuditSeal.objects.order_by("number").iterator(chunk_size=200):
        rows = _records(seal.record_ids)
        findings += _flaws(seal, last, rows, _redactions(redacted.intersection(seal.record_ids)))
        last, counted = Head(seal.number, seal.digest), counted + len(rows)
        heads[seal.number] = seal.digest
    unsealed = len(_unsealed())
    findings += _unconfirmed()
    if kept is not None and heads.get(kept.number) != kept.digest:
        findings.append(_flaw_of_kept(kept, last.number))
    if extra := AuditRecord.objects.count() - counted - unsealed:
        findings.append(Finding(f"{extra} bản ghi nằm ngoài chuỗi niêm phong: được chèn vào sau."))
    return Verdict(last, counted, unsealed, len(redacted), findings)


def leaf(row: AuditRecord) -> str:
    """SHA-256 over every column of a record: what a seal covers of it."""
    return _sha256(_columns(row))


def digest_of_redactions(erasure_id: int) -> str:
    """SHA-256 over all that one erasure has changed in the trail."""
    rows = AuditRedaction.objects.filter(erasure=erasure_id).order_by("record_id")
    return _digest_of(rows.values_list("record_id", "original", "redacted").iterator(chunk_size=BATCH))


def _hold_chain() -> None:
    lock_keeping()


def _flaws(
    seal: AuditSeal, last: Head, rows: list[AuditRecord], redactions: dict[int, list[AuditRedaction]]
) -> Iterator[Finding]:
    if seal.number != last.number + 1:
        yield Finding(f"Thiếu niêm phong từ số {last.number + 1} đến số {seal.number - 1}.")
    there = {row.pk for row in rows}
    missing = [number for number in seal.record_ids if number not in there]
    for number in missing:
        yield Finding(f"Bản ghi số {number} không còn.", number)
    for row in rows:
        yield from _flaws_of_redacted(row, redactions.get(row.pk, []))
    if not missing and seal.digest != _digest(last.digest, seal.number, _sealed_leaves(rows, redactions)):
        span = f"từ {seal.record_ids[0]} đến {seal.record_ids[-1]}"
        yield Finding(f"Nội dung đã bị sửa trong các bản ghi {span} (niêm phong số {seal.number}).")


def _flaws_of_redacted(row: AuditRecord, done: list[AuditRedaction]) -> Iterator[Finding]:
    """Every redaction goes on from the one before it, and the record is as the last one left it."""
    if any(later.original != earlier.redacted for earlier, later in pairwise(done)):
        yield Finding(f"Các lần thay tên trong bản ghi số {row.pk} không nối tiếp nhau.", row.pk)
    if done and leaf(row) != done[-1].redacted:
        yield Finding(f"Bản ghi số {row.pk} đã bị sửa sau khi thay tên người bằng số.", row.pk)


def _unconfirmed() -> Iterator[Finding]:
    """Erasures whose redactions are others than the trail says of them."""
    rows = AuditRedaction.objects.order_by("erasure_id", "record_id")
    columns = rows.values_list("erasure_id", "record_id", "original", "redacted").iterator(chunk_size=BATCH)
    found = {key: _digest_of(row[1:] for row in group) for key, group in groupby(columns, key=lambda row: row[0])}
    told = AuditRecord.objects.filter(action=REDACTED, target_type=Erasure._meta.label_lower).order_by("pk")
    confirmed = {key: changes.get("digest") for key, changes in told.values_list("target_id", "changes")}
    for erasure in sorted({*found, *confirmed}):
        if found.get(erasure, _digest_of(iter(()))) != confirmed.get(erasure):
            yield Finding(
                f"Các bản ghi đã thay tên theo yêu cầu xóa dữ liệu số {erasure} không khớp với những gì nhật ký ghi về "
                "lần thay tên ấy."
            )


def _flaw_of_kept(kept: Head, last: int) -> Finding:
    if kept.number > last:
        return Finding(
            f"Phần cuối của nhật ký đã bị cắt: mã đã lưu bên ngoài có đến niêm phong số {kept.number}, "
            f"hiện chỉ còn đến số {last}."
        )
    return Finding(f"Niêm phong số {kept.number} khác với mã đã lưu bên ngoài: nhật ký đã bị viết lại.")


def _unsealed() -> list[int]:
    """The numbers of records in no seal yet: all above the sealed ones, and those that came late."""
    recent = list(AuditSeal.objects.order_by("-number")[: LOOK_BACK + 1])
    lowest = recent.pop().last_record_id if len(recent) > LOOK_BACK else 0
    sealed = {number for seal in recent for number in seal.record_ids}
    numbers = AuditRecord.objects.filter(pk__gt=lowest).order_by("pk").values_list("pk", flat=True)
    return [number for number in numbers if number not in sealed]


def _records(ids: list[int]) -> list[AuditRecord]:
    return list(AuditRecord.objects.filter(pk__in=ids).order_by("pk"))


def _redactions(ids: Collection[int]) -> dict[int, list[AuditRedaction]]:
    """The redactions of these records, each record's in their order."""
    found: dict[int, list[AuditRedaction]] = {}
    for redaction in AuditRedaction.objects.filter(record__in=ids).order_by("pk") if ids else ():
        found.setdefault(redaction.record_id, []).append(redaction)
    return found


def _sealed_leaves(rows: list[AuditRecord], redactions: dict[int, list[AuditRedaction]]) -> list[str]:
    """The records as they were first written."""
    return [redactions[row.pk][0].original if row.pk in redactions else leaf(row) for row in rows]


def _digest(previous: str, number: int, leaves: list[str]) -> str:
    """SHA-256 over the seal before, the number, and one digest a record."""
    return _sha256([previous, number, leaves])


def _digest_of(redactions: Iterator[tuple[Any, ...]]) -> str:
    """SHA-256 over lines of record, digest before and digest after."""
    digest = hashlib.sha256()
    for columns in redactions:
        digest.update(":".join(map(str, columns)).encode() + b"\n")
    return digest.hexdigest()


def _sha256(content: list[Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _columns(row: AuditRecord) -> list[Any]:
    moments = [moment.astimezone(UTC).isoformat() for moment in (row.at, row.recorded_at)]
    return [
        row.pk, *moments, row.actor_id, row.actor_name, row.on_behalf_of, row.action, row.summary, row.target_type,
        row.target_id, row.changes,
    ]  # fmt: skip
