"""Piles of signed papers: each page is matched to its document by its code, complete papers count as signed by hand."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dossiers import access
from dossiers.file_rules import CheckedFile, FileRefused
from dossiers.models import DocumentCode, File, PrintedDocument, Safety, ScanBatch, ScannedFile
from dossiers.scanning.reading import Paper, Scan, ScanRefused, read_scan
from dossiers.services.files import check_uploads, need_safe, store
from dossiers.services.signatures import sign_by_hand
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, JobFailed, NotVisible, Refused
from orgchart.models import Job
from orgchart.services.jobs import request_job, requester_of
from orgchart.tenancy import create_all, current_tenant_id, scope
from reviews.models import Cycle

JOB_KIND = "match_scans"
MAX_FILES = 40
MAX_BATCH_BYTES = 60 * 1024 * 1024
SCANS = frozenset({"application/pdf", "image/jpeg", "image/png"})


@dataclass(frozen=True)
class PaperOutcome:
    """What became of one paper of a batch."""

    code: str
    title: str
    document_id: int | None
    is_done: bool
    words: str


@transaction.atomic
def send_scans(
    *, cycle: Cycle, files: Sequence[tuple[str, bytes]], signed_on: date | None, actor: Actor, at: datetime
) -> ScanBatch:
    """Keep the scanned files and match their pages in the background; raises InvalidInput at scans and signed_on."""
    access.need_can_print(actor)
    if signed_on is None or signed_on > timezone.localtime(at).date():
        raise InvalidInput({"signed_on": "Ghi ngày ký trên bản giấy, không sau ngày hôm nay."})
    checked = _checked(files)
    batch = ScanBatch(
        tenant_id=current_tenant_id(), cycle=cycle, signed_on=signed_on, sent_at=at, sent_by=actor.account
    )
    batch.save()
    stored = [store(one, actor=actor, at=at, safety=safety) for one, safety in checked]
    create_all(
        ScannedFile,
        [
            ScannedFile(tenant_id=batch.tenant_id, batch=batch, file=file, position=position)
            for position, file in enumerate(stored, start=1)
        ],
    )
    key = f"scan:{batch.tenant_id}:{batch.pk}"
    batch.job = request_job(kind=JOB_KIND, key=key, arguments={"batch": batch.pk}, at=at, account=actor.account)
    batch.save()
    words = f"Tải lên {len(stored)} tệp bản quét đã ký"
    audit.record(actor=actor, action="send_scans", target=batch, at=at, summary=words)
    return batch


def _checked(files: Sequence[tuple[str, bytes]]) -> list[tuple[CheckedFile, Safety]]:
    """All files of a batch, or the reason at the field: nothing of a refused batch is kept."""
    if not files:
        raise InvalidInput({"scans": "Chọn các tệp đã quét."})
    if len(files) > MAX_FILES or sum(len(content) for _, content in files) > MAX_BATCH_BYTES:
        raise InvalidInput({"scans": f"Mỗi lần không quá {MAX_FILES} tệp, tổng cộng 60 MB. Chia thành nhiều lần."})
    try:
        checked = check_uploads(files)
        found = [(one, need_safe(one)) for one in checked]
    except FileRefused as refusal:
        raise InvalidInput({"scans": f"{refusal.name}: {refusal}" if refusal.name else str(refusal)}) from None
    for one in checked:
        if one.content_type not in SCANS:
            raise InvalidInput({"scans": f"{one.name}: chỉ nhận bản quét PDF hoặc ảnh JPG, PNG."})
    return found


def run_scan_job(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """The handler of the outbox: read outside the transaction, then record; running twice records once."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        batch = ScanBatch.objects.filter(pk=job.arguments["batch"]).first()
        if batch is None:
            raise NotVisible
        if batch.outcome is not None:
            return
        contents = [_content(part.file) for part in batch.parts.select_related("file").order_by("position")]
    try:
        scan = read_scan(contents)
    except ScanRefused as refusal:
        raise JobFailed(str(refusal)) from None
    with transaction.atomic(), scope(tenant=job.tenant_id):
        actor = requester_of(job, at)
        batch = ScanBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.outcome is None and actor is not None:
            batch.outcome = _record(batch, scan, actor, at)
            batch.save()


def _content(file: File) -> bytes:
    with file.opened() as stored:
        content: bytes = stored.read()
    return content


def _record(batch: ScanBatch, scan: Scan, actor: Actor, at: datetime) -> dict[str, object]:
    papers = [_settle(batch, paper, scan.files.get(paper.code), actor, at) for paper in scan.papers]
    return {"papers": [asdict(paper) for paper in papers], "strange": list(scan.strange)}


def _settle(batch: ScanBatch, paper: Paper, content: bytes | None, actor: Actor, at: datetime) -> PaperOutcome:
    """Record one paper as signed, or say why not."""
    known = DocumentCode.objects.filter(code=paper.code, tenant_id=batch.tenant_id).first()
    rows = PrintedDocument.objects.select_related("subject")
    document = rows.filter(pk=known.document_id).first() if known else None
    if document is None:
        return PaperOutcome(paper.code, "", None, is_done=False, words="Không phải văn bản của đơn vị này")
    title = f"{document.title} – {document.subject.name}" if document.subject else document.title
    if content is None:
        lacking = ", ".join(map(str, paper.lacking))
        words = f"Thiếu tờ {lacking} trong {paper.pages} tờ; quét đủ rồi tải lên lần nữa"
        return PaperOutcome(paper.code, title, document.pk, is_done=False, words=words)
    try:
        sign_by_hand(
            document_id=document.pk,
            signed_on=batch.signed_on,
            name=f"{document.title} (bản đã ký).pdf",
            content=content,
            kept_at="",
            actor=actor,
            at=at,
        )
    except (Refused, InvalidInput) as refusal:
        return PaperOutcome(paper.code, title, document.pk, is_done=False, words=str(refusal))
    twice = f" (tờ {', '.join(map(str, paper.twice))} quét hai lần, lấy tờ đầu)" if paper.twice else ""
    words = f"Đã ghi nhận {paper.pages} tờ{twice}"
    return PaperOutcome(paper.code, title, document.pk, is_done=True, words=words)
