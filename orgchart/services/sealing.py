"""The chain over the audit trail: sealing it in batches, telling its head, finding what was changed or cut off."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from orgchart.models import AuditRecord, AuditSeal, Tenant
from orgchart.tenancy import current_tenant_id, scope

START = "0" * 64
BATCH = 2_000
# Numbers are given before a transaction ends, so a record may appear behind younger ones that are sealed already. It is
# looked for as far back as the last seals, which are a minute apart; no transaction lives that long.
LOOK_BACK = 20


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
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, taken out or cut off."""
        return not self.findings


@transaction.atomic
def seal_records(*, at: datetime) -> AuditSeal | None:
    """Add one seal over what the open tenant has recorded since the last one; None where there is nothing new."""
    Tenant.objects.select_for_update(of=("self",), no_key=True).get(pk=current_tenant_id())
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
        digest=_digest(previous.digest if previous else START, number, _records(ids)),
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
    the head that was kept outside shows it.
    """
    findings: list[Finding] = []
    heads, counted = {0: START}, 0
    last = Head(0, START)
    for seal in AuditSeal.objects.order_by("number").iterator(chunk_size=200):
        rows = _records(seal.record_ids)
        findings += _flaws(seal, last, rows)
        last, counted = Head(seal.number, seal.digest), counted + len(rows)
        heads[seal.number] = seal.digest
    unsealed = len(_unsealed())
    if kept is not None and heads.get(kept.number) != kept.digest:
        findings.append(_flaw_of_kept(kept, last.number))
    if extra := AuditRecord.objects.count() - counted - unsealed:
        findings.append(Finding(f"{extra} bản ghi nằm ngoài chuỗi niêm phong: được chèn vào sau."))
    return Verdict(last, counted, unsealed, findings)


def _flaws(seal: AuditSeal, last: Head, rows: list[AuditRecord]) -> Iterator[Finding]:
    if seal.number != last.number + 1:
        yield Finding(f"Thiếu niêm phong từ số {last.number + 1} đến số {seal.number - 1}.")
    there = {row.pk for row in rows}
    missing = [number for number in seal.record_ids if number not in there]
    for number in missing:
        yield Finding(f"Bản ghi số {number} không còn.", number)
    if not missing and seal.digest != _digest(last.digest, seal.number, rows):
        span = f"từ {seal.record_ids[0]} đến {seal.record_ids[-1]}"
        yield Finding(f"Nội dung đã bị sửa trong các bản ghi {span} (niêm phong số {seal.number}).")


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


def _digest(previous: str, number: int, rows: Iterable[AuditRecord]) -> str:
    """SHA-256 over the seal before, the number, and every column of every record."""
    content = json.dumps(
        [previous, number, [_columns(row) for row in rows]], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(content.encode()).hexdigest()


def _columns(row: AuditRecord) -> list[Any]:
    moments = [moment.astimezone(UTC).isoformat() for moment in (row.at, row.recorded_at)]
    return [
        row.pk, *moments, row.actor_id, row.actor_name, row.on_behalf_of, row.action, row.summary, row.target_type,
        row.target_id, row.changes,
    ]  # fmt: skip
