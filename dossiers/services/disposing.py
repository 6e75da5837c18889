"""Carrying out an approved list: rows first, in one transaction, then the files; it may be begun again at any point."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import localdate

from dossiers import access, keeping
from dossiers.models import (
    BatchedDocument,
    BoardPackage,
    ChecklistItem,
    Disposal,
    DisposalEntry,
    DocumentCode,
    Dossier,
    DossierException,
    File,
    IssuedLetter,
    LetterRecipient,
    PrintedDocument,
    ScanBatch,
    ScannedFile,
    Signature,
)
from dossiers.states import DISPOSAL_MOVES, DisposalState
from orgchart import audit
from orgchart.emptying import emptied
from orgchart.errors import JobFailed
from orgchart.models import Job
from orgchart.services.jobs import NO_RIGHT, requester_of
from orgchart.services.keeping_lock import lock_keeping
from orgchart.tenancy import scope
from reviews.registry import empty_subject

# Of a letter that has lost its papers: what its line in the register says.
IN_REGISTER = frozenset({"kind", "name", "position", "unit"})


def run_disposal_job(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """Let go what the list names. Rows go together; a file that was not taken away before a crash is named still."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        actor = requester_of(job, at)
        if actor is None or not access.can_approve_disposal(actor):
            raise JobFailed(NO_RIGHT)
        lock_keeping()
        row = Disposal.objects.select_related("cycle").get(pk=job.arguments["disposal"])
        if row.state == DisposalState.APPROVED and row.emptied_at is None:
            _let_rows_go(row, at)
    with transaction.atomic(), scope(tenant=job.tenant_id):
        lock_keeping()
        row = Disposal.objects.select_related("cycle").get(pk=job.arguments["disposal"])
        if row.state == DisposalState.APPROVED:
            _let_files_go(row)
            _finish(row, at)


def _let_rows_go(row: Disposal, at: datetime) -> None:
    holds = keeping.holds_of(row.cycle, localdate(at))
    entries = list(keeping.entries_of(row))
    about = keeping.subjects_of(entries)
    for entry in entries:
        files = [part.object_id for part in entry.parts.all() if part.model == "dossiers.file"]
        if reason := holds.reason_for(about[entry.pk]):
            DisposalEntry.objects.filter(pk__in=[entry.pk, *(part.pk for part in entry.parts.all())]).update(
                kept_reason=reason[:300]
            )
            continue
        if entry.model == "dossiers.file":
            _let_file_rows_go(row, [entry.object_id], at)
            continue
        _GOING[entry.model](entry.object_id)
        parts = DisposalEntry.objects.filter(part_of=entry).exclude(model="dossiers.file")
        (parts | DisposalEntry.objects.filter(pk=entry.pk)).update(gone_at=at)
        _let_file_rows_go(row, files, at)
    row.emptied_at = at
    row.save()


def _let_file_rows_go(row: Disposal, ids: list[int], at: datetime) -> None:
    """What another paper still uses stays, and the list says so."""
    used = keeping.used_files(ids)
    listed = DisposalEntry.objects.filter(disposal=row, model="dossiers.file")
    listed.filter(object_id__in=used).update(kept_reason="Còn dùng ở hồ sơ khác")
    free = [pk for pk in ids if pk not in used]
    File.objects.filter(pk__in=free).delete()
    listed.filter(object_id__in=free).update(gone_at=at)


def _dossier(pk: int) -> None:
    """The dossier with its list, its prints, and the texts of the subject that they were printed from."""
    for dossier in Dossier.objects.filter(pk=pk):
        prints = PrintedDocument.objects.filter(subject=dossier.subject_id, kind__in=keeping.IN_DOSSIER)
        ChecklistItem.objects.filter(dossier=dossier).delete()
        DossierException.objects.filter(content_object=dossier).delete()
        ChecklistItem.objects.filter(document__in=prints).update(document=None)
        let_prints_go(prints.values_list("pk", flat=True))
        _envelopes(dossier)
        dossier.delete()
        empty_subject(dossier.subject_id)


def _envelopes(dossier: Dossier) -> None:
    """What travelled with the dossier: its files, and all that the letter said besides whom and which year."""
    for envelope in keeping.envelopes_of([dossier])[dossier.pk]:
        envelope.files.all().delete()
        envelope.content = emptied(envelope.content, keep=IN_REGISTER)
        envelope.remarks = {}
        envelope.save()


def let_prints_go(ids: Iterable[int]) -> None:
    """Prints with their codes and signatures; their files are the business of the caller."""
    keys = list(ids)
    Signature.objects.filter(document__in=keys).delete()
    BatchedDocument.objects.filter(document__in=keys).delete()
    DocumentCode.objects.filter(document_id__in=keys).delete()
    PrintedDocument.objects.filter(pk__in=keys).delete()


def _print(pk: int) -> None:
    let_prints_go([pk])


def _letter(pk: int) -> None:
    let_prints_go(PrintedDocument.objects.filter(letter=pk).values_list("pk", flat=True))
    LetterRecipient.objects.filter(letter=pk).delete()
    IssuedLetter.objects.filter(pk=pk).delete()


def _package(pk: int) -> None:
    BoardPackage.objects.filter(pk=pk).delete()


def _scan(pk: int) -> None:
    ScannedFile.objects.filter(batch=pk).delete()
    ScanBatch.objects.filter(pk=pk).delete()


_GOING: dict[str, Callable[[int], None]] = {
    "dossiers.dossier": _dossier,
    "dossiers.printeddocument": _print,
    "dossiers.issuedletter": _letter,
    "dossiers.boardpackage": _package,
    "dossiers.scanbatch": _scan,
}


def _let_files_go(row: Disposal) -> None:
    for entry in row.entries.filter(gone_at__isnull=False).exclude(path=""):
        default_storage.delete(entry.path)
        entry.path = ""
        entry.save()


def _finish(row: Disposal, at: datetime) -> None:
    row.state, row.finished_at = DISPOSAL_MOVES["finish"].target, at
    row.save()
    gone = row.entries.filter(part_of=None, gone_at__isnull=False).count()
    audit.record(
        actor=None,
        action="finish_disposal",
        target=row,
        at=at,
        summary=f"Đã tiêu hủy {gone} mục: {row.get_record_class_display()}, năm {row.cycle.year}",
        changes={"proposed_by": row.proposed_by_id, "approved_by": row.decided_by_id},
    )
