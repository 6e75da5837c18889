"""A roster comes in: read, shown, answered, asked to be written, or dropped. Writing it is `roster_writing`."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.imports import reading
from orgchart.imports.archive import FileRefused
from orgchart.imports.disciplines import plan_disciplines
from orgchart.imports.marking_request import mark_request
from orgchart.imports.roster import MAX_PERSONS, read_roster
from orgchart.models import ImportKind, ImportState, JobState, RosterImport
from orgchart.queries.rosters import plan_for
from orgchart.services.jobs import request_job

JOBS = {ImportKind.ROSTER: "write_roster", ImportKind.DISCIPLINE: "write_disciplines"}
MAX_NAME, MAX_ANSWER = 120, 120
NO_TABLE = (
    "Không tìm thấy bảng danh sách: cần một dòng tiêu đề có cột “Họ và tên” và ít nhất một cột khác. "
    "Tải tệp mẫu để đối chiếu."
)


NO_DECISIONS = (
    "Không tìm thấy bảng quyết định kỷ luật: cần một dòng tiêu đề có cột “Cá nhân, tập thể” (hoặc “Họ và tên”), "
    "“Hình thức” và số, ngày quyết định. Tải tệp mẫu để đối chiếu."
)


def take_roster(*, name: str, content: bytes, since: date, actor: Actor, at: datetime) -> RosterImport:
    """Read an uploaded workbook and keep it for the preview; the chart is not touched.

    Raises InvalidInput where it can not be read.
    """
    _need_right(actor, ImportKind.ROSTER)
    sheets = _sheets(content)
    read = read_roster(reading.from_json(sheets), {})
    if not read.tables or not (read.lines or read.units or read.findings):
        raise InvalidInput({"file": NO_TABLE})
    if len(read.lines) > MAX_PERSONS:
        raise InvalidInput({"file": f"Danh sách có hơn {MAX_PERSONS} người. Chia thành nhiều tệp theo chi bộ."})
    return _keep(ImportKind.ROSTER, name, content, sheets, since, actor, at)


def take_disciplines(*, name: str, content: bytes, actor: Actor, at: datetime) -> RosterImport:
    """The same for decisions on discipline."""
    _need_right(actor, ImportKind.DISCIPLINE)
    sheets = _sheets(content)
    if not plan_disciplines(reading.from_json(sheets), {}, (), ()).tables:
        raise InvalidInput({"file": NO_DECISIONS})
    return _keep(ImportKind.DISCIPLINE, name, content, sheets, timezone.localdate(at), actor, at)


def _sheets(content: bytes) -> list[dict[str, Any]]:
    try:
        return reading.read_raw(content)
    except FileRefused as refusal:
        raise InvalidInput({"file": str(refusal)}) from None


@transaction.atomic
def _keep(
    kind: ImportKind,
    name: str,
    content: bytes,
    sheets: list[dict[str, Any]],
    since: date,
    actor: Actor,
    at: datetime,
) -> RosterImport:
    roster = RosterImport(
        tenant_id=actor.tenant_id,
        kind=kind,
        file_name=" ".join(name.split())[:MAX_NAME] or "danh sách.xlsx",
        digest=hashlib.sha256(content).hexdigest(),
        sheets=sheets,
        since=since,
        uploaded_at=at,
        uploaded_by=actor.account,
    )
    roster.content.save("roster", ContentFile(content), save=False)
    roster.save()
    summary = f"Tải lên danh sách để xem trước: {roster.file_name}"
    audit.record(actor=actor, action="take_roster", target=roster, at=at, summary=summary)
    return roster


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
    roster = _open_import(import_id, actor)
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


def _open_import(import_id: int, actor: Actor) -> RosterImport:
    roster = RosterImport.objects.select_for_update(of=("self",)).filter(pk=import_id).first()
    if roster is None:
        raise NotVisible
    _need_right(actor, roster.kind)
    if roster.state != ImportState.PREVIEW:
        raise Refused(f"Danh sách này {roster.get_state_display().lower()}, không sửa được nữa. Tải tệp lên lần nữa.")
    if roster.job is not None and roster.job.state in {JobState.QUEUED, JobState.RUNNING}:
        raise Refused("Danh sách này đang được ghi. Chờ ghi xong rồi xem kết quả.")
    return roster


def _need_right(actor: Actor, kind: str) -> None:
    if not access.can_import(actor, kind):
        raise PermissionDenied
