"""A roster comes in: read, shown, answered, asked to be written, or dropped. Writing it is `roster_writing`."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.imports import reading
from orgchart.imports.archive import FileRefused
from orgchart.imports.marking_request import mark_request
from orgchart.models import ImportKind, ImportState, JobState, RosterImport
from orgchart.queries.rosters import plan_for
from orgchart.services.jobs import request_job

JOBS = {ImportKind.ROSTER: "write_roster", ImportKind.DISCIPLINE: "write_disciplines"}
MAX_NAME, MAX_ANSWER = 120, 120
READ_JOB = "read_workbook"


@transaction.atomic
def take_workbook(*, kind: str, name: str, content: bytes, since: date, actor: Actor, at: datetime) -> RosterImport:
    """Keep an uploaded workbook and ask the worker to read it; nothing else is touched.

    Raises InvalidInput for what is no workbook at first sight. The cells are read by the job: a slow file holds no
    request and no transaction.
    """
    _need_right(actor, kind)
    try:
        reading.check_file(content)
    except FileRefused as refusal:
        raise InvalidInput({"file": str(refusal)}) from None
    taken = RosterImport(
        tenant_id=actor.tenant_id,
        kind=kind,
        file_name=" ".join(name.split())[:MAX_NAME] or "danh sách.xlsx",
        digest=hashlib.sha256(content).hexdigest(),
        since=since,
        uploaded_at=at,
        uploaded_by=actor.account,
    )
    taken.content.save("roster", ContentFile(content), save=False)
    taken.save()
    taken.job = request_job(
        kind=READ_JOB, key=f"read:{taken.pk}", arguments={"import": taken.pk}, at=at, account=actor.account
    )
    taken.save(update_fields=["job"])
    summary = f"Tải lên danh sách để xem trước: {taken.file_name}"
    audit.record(actor=actor, action="take_roster", target=taken, at=at, summary=summary)
    return taken


@transaction.atomic
def answer_roster(*, import_id: int, answers: Mapping[str, str], actor: Actor, at: datetime) -> RosterImport:
    """Store what the user says about open questions; an empty answer takes an earlier one back."""
    roster = _open_import(import_id, actor)
    asked = set(plan_for(roster).questions) | set(roster.answers)
    for key, value in answers.items():
        if key in asked:
            roster.answers.pop(key, None)
            if value.strip():
                roster.answers[key] = value.strip()[:MAX_ANSWER].replace("\0", "")
    roster.save(update_fields=["answers"])
    summary = f"Trả lời các chỗ chưa rõ trong danh sách: {roster.file_name}"
    audit.record(actor=actor, action="answer_roster", target=roster, at=at, summary=summary)
    return roster


@transaction.atomic
def request_writing(*, import_id: int, actor: Actor, at: datetime) -> RosterImport:
    """Ask the worker to write the import; refused while anything is open."""
    roster = _open_import(import_id, actor)
    plan = plan_for(roster)
    if plan.is_open:
        raise Refused(f"Chưa ghi được: còn {len(plan.findings)} chỗ chưa rõ. Trả lời hoặc sửa tệp rồi ghi.")
    if plan.changes_nothing:
        raise Refused("Mọi dòng trong tệp đều đã có trong hệ thống, không có gì để ghi.")
    roster.job = request_job(
        kind=JOBS[ImportKind(roster.kind)],
        key=f"roster:{roster.pk}",
        arguments={"import": roster.pk},
        at=at,
        account=actor.account,
        steps=max(plan.steps, 1),
    )
    roster.save(update_fields=["job"])
    summary = f"Yêu cầu ghi danh sách: {roster.file_name}"
    audit.record(actor=actor, action="request_writing", target=roster, at=at, summary=summary)
    return roster


@transaction.atomic
def drop_roster(*, import_id: int, actor: Actor, at: datetime) -> RosterImport:
    """Put an import away unwritten, with its file and its cells."""
    roster = _open_import(import_id, actor, ImportState.PREVIEW, ImportState.READING, ImportState.UNREADABLE)
    roster.refusal = ""
    roster.state = ImportState.DROPPED
    forget_content(roster)
    roster.save()
    audit.record(
        actor=actor, action="drop_roster", target=roster, at=at, summary=f"Bỏ danh sách chưa ghi: {roster.file_name}"
    )
    return roster


def forget_content(roster: RosterImport) -> None:
    """Nobody needs a second copy of what stands in the chart; the file goes when the transaction has ended well."""
    name, storage = roster.content.name, roster.content.storage
    roster.sheets, roster.answers, roster.content = [], {}, ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def marked_copy(roster: RosterImport) -> bytes:
    """The user's own workbook with every open cell coloured and commented."""
    with roster.content.open("rb") as content:
        message = mark_request(content.read(), plan_for(roster).findings, [sheet["name"] for sheet in roster.sheets])
    try:
        return reading.run_child(
            "mark", message, cpu_seconds=reading.MARKING_CPU_SECONDS, memory_mb=reading.MARKING_MEMORY_MB
        )
    except FileRefused as refusal:
        raise Refused(str(refusal)) from None


def _open_import(import_id: int, actor: Actor, *states: ImportState) -> RosterImport:
    roster = RosterImport.objects.select_for_update(of=("self",)).filter(pk=import_id).first()
    if roster is None:
        raise NotVisible
    _need_right(actor, roster.kind)
    if roster.state not in (states or (ImportState.PREVIEW,)):
        raise Refused(f"Danh sách này {roster.get_state_display().lower()}, không sửa được nữa. Tải tệp lên lần nữa.")
    if roster.job is not None and roster.job.state in {JobState.QUEUED, JobState.RUNNING}:
        raise Refused("Danh sách này đang được đọc hoặc ghi. Chờ xong rồi xem kết quả.")
    return roster


def _need_right(actor: Actor, kind: str) -> None:
    if not access.can_import(actor, kind):
        raise PermissionDenied
