"""Lists of what is due: proposed by one person, decided by another."""

import hashlib
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from dossiers import access, keeping
from dossiers.models import Disposal, DisposalEntry, RecordClass
from dossiers.states import DISPOSAL_MOVES, DisposalState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.services.jobs import request_job
from orgchart.services.keeping_lock import lock_keeping
from reviews.models import Cycle
from reviews.states import CycleState

JOB_KIND = "dispose"


@transaction.atomic
def propose_disposal(*, cycle_id: int, record_class: str, actor: Actor, at: datetime) -> Disposal:
    """Freeze the list of what is due in one class of a closed year; what is held is left out."""
    if not access.can_keep_records(actor):
        raise PermissionDenied
    cycle = Cycle.objects.filter(pk=cycle_id).first()
    if cycle is None or record_class not in RecordClass.values:
        raise NotVisible
    lock_keeping()
    if cycle.state != CycleState.CLOSED:
        raise Refused("Đợt chưa kết thúc nên chưa tính thời hạn bảo quản; không có gì đến hạn tiêu hủy.")
    period = keeping.periods().get(record_class)
    due_on = keeping.last_day(cycle, period)
    today = localdate(at)
    if period is None or due_on is None:
        raise Refused("Loại hồ sơ này chưa đặt thời hạn hoặc bảo quản vĩnh viễn, không đưa vào diện tiêu hủy được.")
    if due_on >= today:
        raise Refused(f"Thời hạn bảo quản {period} còn đến hết ngày {due_on:%d/%m/%Y} ({period.basis}).")
    if Disposal.objects.filter(cycle=cycle, record_class=record_class, state__in=_OPEN).exists():
        raise Refused("Loại hồ sơ này đã có danh mục chờ duyệt hoặc đang thực hiện.")
    records, holds = keeping.records_of(cycle, record_class), keeping.holds_of(cycle, today)
    free = [record for record in records if not holds.reason_for(record.subject_id)]
    if not free:
        held = {reason for record in records if (reason := holds.reason_for(record.subject_id))}
        raise Refused("Không có hồ sơ nào để lập danh mục.", reasons=sorted(held))
    row = Disposal(
        tenant_id=actor.tenant_id, cycle=cycle, record_class=record_class, due_on=due_on, proposed_at=at,
        basis=f"Thời hạn bảo quản {period}: {period.basis}"[:500], proposed_by=actor.account,
    )  # fmt: skip
    row.save()
    for record in free:
        _list(row, record)
    audit.record(
        actor=actor,
        action="propose_disposal",
        target=row,
        at=at,
        summary=f"Đề nghị tiêu hủy: {row.get_record_class_display()}, năm {cycle.year}, {len(free)} mục",
    )
    return row


_OPEN = (DisposalState.PROPOSED, DisposalState.APPROVED)


def _list(disposal: Disposal, record: keeping.Record) -> None:
    """The entry of a record and those of its files; a file is named once a list."""
    names = {"tenant_id": disposal.tenant_id, "disposal": disposal}
    entry = DisposalEntry(
        **names,
        model=record.model,
        object_id=record.row.pk,
        label=record.label[:300],
        size=sum(file.size for file in record.files),
        digest=hashlib.sha256("".join(sorted(file.digest for file in record.files)).encode()).hexdigest(),
    )
    files = [file for file in record.files if file != record.row]
    if len(files) < len(record.files):  # the record is a file itself
        entry.path, entry.digest = record.row.content.name, record.row.digest
    entry.save()
    for document in record.prints:
        DisposalEntry(**names, part_of=entry, model="dossiers.printeddocument", object_id=document.pk).save()
    for sent in record.sent:
        DisposalEntry(
            **names, part_of=entry, model="orgchart.envelopefile", object_id=sent.pk, size=sent.size,
            digest=sent.digest, path=sent.content.name or "",
        ).save()  # fmt: skip
    known = set(disposal.entries.filter(model="dossiers.file").values_list("object_id", flat=True))
    for file in files:
        if file.pk not in known:
            DisposalEntry(
                **names, part_of=entry, model="dossiers.file", object_id=file.pk, size=file.size, digest=file.digest,
                path=file.content.name or "",
            ).save()  # fmt: skip


@transaction.atomic
def approve_disposal(*, disposal_id: int, actor: Actor, at: datetime) -> Disposal:
    """A second person with the right lets the list be carried out; refused where anything of it is held meanwhile.

    Work that failed is asked for again the same way, by whoever has the right then.
    """
    row = _locked(disposal_id, actor, resume=True)
    if row.state == DisposalState.APPROVED:
        audit.record(actor=actor, action="resume_disposal", target=row, at=at, summary="Thực hiện lại việc tiêu hủy")
        return _carry_out(row, actor, at)
    today = localdate(at)
    holds = keeping.holds_of(row.cycle, today)
    entries = list(keeping.entries_of(row))
    about = keeping.subjects_of(entries)
    held = [f"{entry.label}: {why}" for entry in entries if (why := holds.reason_for(about[entry.pk]))]
    if held:
        raise Refused(
            "Chưa duyệt được: trong danh mục có hồ sơ đang phải giữ lại. Không duyệt danh mục này rồi lập lại.",
            reasons=held[:20],
        )
    return _carry_out(_decide(row, "approve", actor, at), actor, at)


def _carry_out(row: Disposal, actor: Actor, at: datetime) -> Disposal:
    key = f"dispose:{row.tenant_id}:{row.pk}:{actor.account.pk}"
    row.job = request_job(kind=JOB_KIND, key=key, arguments={"disposal": row.pk}, at=at, account=actor.account)
    row.save()
    return row


@transaction.atomic
def reject_disposal(*, disposal_id: int, reason: str, actor: Actor, at: datetime) -> Disposal:
    """The list is not carried out; a new one can be made."""
    row = _locked(disposal_id, actor)
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do không duyệt."})
    row.reject_reason = reason.strip()
    return _decide(row, "reject", actor, at)


def _locked(disposal_id: int, actor: Actor, *, resume: bool = False) -> Disposal:
    row = Disposal.objects.select_related("cycle", "job").filter(pk=disposal_id).first()
    if row is None:
        raise NotVisible
    if not access.can_approve_disposal(actor):
        raise PermissionDenied
    lock_keeping()
    row.refresh_from_db()
    if row.state not in DISPOSAL_MOVES["approve"].sources and not (resume and row.is_stuck):
        raise Refused(f"Danh mục này ở bước “{row.get_state_display()}”, không quyết định lại được.")
    if row.proposed_by_id == actor.account.pk:
        raise Refused(
            "Đồng chí đã lập danh mục này nên không tự duyệt được: tiêu hủy phải do hai người, "
            "một người đề nghị và một người khác duyệt."
        )
    return row


def _decide(row: Disposal, move: str, actor: Actor, at: datetime) -> Disposal:
    row.state, row.decided_at, row.decided_by = DISPOSAL_MOVES[move].target, at, actor.account
    row.save()
    audit.record(
        actor=actor,
        action=f"{move}_disposal",
        target=row,
        at=at,
        summary=f"{DISPOSAL_MOVES[move].label}: {row.get_record_class_display()}, năm {row.cycle.year}",
        changes={"reason": row.reject_reason} if row.reject_reason else {},
    )
    return row
