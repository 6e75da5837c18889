"""Reading an uploaded workbook, by the worker: the child process reads, no transaction is open meanwhile."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from orgchart import audit
from orgchart.imports import reading
from orgchart.imports.archive import FileRefused
from orgchart.imports.disciplines import plan_disciplines
from orgchart.imports.roster import MAX_PERSONS, read_roster
from orgchart.models import ImportKind, ImportState, Job, RosterImport
from orgchart.services.jobs import requester_of
from orgchart.tenancy import scope

Report = Callable[[int, int], None]
NO_TABLE = (
    "Không tìm thấy bảng danh sách: cần một dòng tiêu đề có cột “Họ và tên” và ít nhất một cột khác. "
    "Tải tệp mẫu để đối chiếu."
)
NO_DECISIONS = (
    "Không tìm thấy bảng quyết định kỷ luật: cần một dòng tiêu đề có cột “Cá nhân, tập thể” (hoặc “Họ và tên”), "
    "“Hình thức” và số, ngày quyết định. Tải tệp mẫu để đối chiếu."
)


def run_read_job(job: Job, report: Report, at: datetime) -> None:
    """The handler of the outbox: keep the cells for the preview, or why there are none; running twice reads once."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        taken = RosterImport.objects.get(pk=job.arguments["import"])
        if taken.state != ImportState.READING:
            return
        with taken.content.open("rb") as content:
            uploaded = content.read()
    sheets, refusal = _read(taken.kind, uploaded)
    with transaction.atomic(), scope(tenant=job.tenant_id):
        taken = RosterImport.objects.select_for_update(of=("self",)).get(pk=taken.pk)
        actor = requester_of(job, at)
        if taken.state != ImportState.READING:
            return
        taken.sheets, taken.refusal, taken.job = sheets, refusal, None
        taken.state = ImportState.UNREADABLE if refusal else ImportState.PREVIEW
        taken.save(update_fields=["sheets", "refusal", "state", "job"])
        summary = f"{'Không đọc được tệp' if refusal else 'Đã đọc tệp'}: {taken.file_name}"
        audit.record(actor=actor, action="read_roster", target=taken, at=at, summary=summary)


def _read(kind: str, content: bytes) -> tuple[list[dict[str, Any]], str]:
    """The cells, or the reason why they can not be taken."""
    try:
        sheets = reading.read_raw(content)
    except FileRefused as refusal:
        return [], str(refusal)
    lacking = _lacking(kind, reading.from_json(sheets))
    return ([], lacking) if lacking else (sheets, "")


def _lacking(kind: str, sheets: list[reading.Sheet]) -> str:
    if kind == ImportKind.DISCIPLINE:
        return "" if plan_disciplines(sheets, {}, (), ()).tables else NO_DECISIONS
    read = read_roster(sheets, {})
    if not read.tables or not (read.lines or read.units or read.findings):
        return NO_TABLE
    if len(read.lines) > MAX_PERSONS:
        return f"Danh sách có hơn {MAX_PERSONS} người. Chia thành nhiều tệp theo chi bộ."
    return ""
