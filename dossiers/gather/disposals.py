"""The list that is proposed and the minutes of what went."""

from django.utils.timezone import localdate

from dossiers.documents.disposals import DisposalLine, DisposalList, DisposalMinutes
from dossiers.gather.calls import office_signature
from dossiers.gather.heads import office_head
from dossiers.keeping import entries_of
from dossiers.models import Disposal, DisposalEntry
from orgchart.models import Tenant

RECIPIENTS = ("Lưu hồ sơ tiêu hủy", "Lưu Văn phòng")
SHOWN = 12  # of a digest: enough to be compared by eye, the whole one stands in the record


def disposal_list(row: Disposal, tenant: Tenant) -> DisposalList:
    """Danh mục hồ sơ đề nghị tiêu hủy, as it was frozen."""
    proposed = localdate(row.proposed_at)
    return DisposalList(
        letterhead=office_head(tenant, symbol=f"DM/{tenant.body_code}", issued_on=None, year=proposed.year),
        year=row.cycle.year,
        record_class=row.get_record_class_display(),
        basis=row.basis,
        due_on=row.due_on,
        proposed_by=row.proposed_by.full_name,
        proposed_on=proposed,
        lines=tuple(map(_line, entries_of(row))),
        signature=office_signature(proposed),
        recipients=RECIPIENTS,
    )


def disposal_minutes(row: Disposal, tenant: Tenant) -> DisposalMinutes:
    """Biên bản tiêu hủy of a list that was carried out."""
    entries = list(entries_of(row))
    gone = [entry for entry in entries if entry.gone_at is not None]
    files = list(row.entries.filter(gone_at__isnull=False).exclude(size=0).exclude(part_of=None))
    files += [entry for entry in gone if entry.model == "dossiers.file"]
    decided = localdate(row.decided_at or row.proposed_at)
    finished = localdate(row.finished_at or row.decided_at or row.proposed_at)
    return DisposalMinutes(
        letterhead=office_head(tenant, symbol=f"BB/{tenant.body_code}", issued_on=None, year=finished.year),
        year=row.cycle.year,
        record_class=row.get_record_class_display(),
        basis=row.basis,
        proposed_by=row.proposed_by.full_name,
        proposed_on=localdate(row.proposed_at),
        approved_by=row.decided_by.full_name if row.decided_by else "",
        approved_on=decided,
        finished_on=finished,
        files=len(files),
        size=size_of(sum(entry.size for entry in files)),
        gone=tuple(map(_line, gone)),
        stayed=tuple(_line(entry) for entry in entries if entry.kept_reason),
        signature=office_signature(decided),
        recipients=RECIPIENTS,
    )


def _line(entry: DisposalEntry) -> DisposalLine:
    files = [part for part in entry.parts.all() if part.model == "dossiers.file"]
    number = len(files) + (entry.model == "dossiers.file")
    digest = entry.digest[:SHOWN] if number else ""
    return DisposalLine(
        label=entry.label, files=number, size=size_of(entry.size), digest=digest, kept=entry.kept_reason
    )


def size_of(number: int) -> str:
    """Bytes as people read them."""
    if number >= 1024 * 1024:
        return f"{number / 1024 / 1024:.1f} MB".replace(".", ",")
    return f"{-(-number // 1024)} KB"
