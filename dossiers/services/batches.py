"""Batches of prints: many documents asked for at once, each with its own job; stopped, begun again, signed together."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from dossiers import access, queries
from dossiers.documents.kinds import DocumentKind
from dossiers.models import BatchedDocument, BatchKind, PrintBatch, PrintedDocument
from dossiers.services import printing, signatures
from dossiers.states import DocumentState, SigningWay
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from orgchart.models import Tenant
from orgchart.services.jobs import cancel_jobs
from orgchart.tenancy import create_all, current_tenant_id
from ratings.models import RatingCase
from reviews.models import Cycle, Subject, SubjectKind

MAX_DOCUMENTS = 2000
NOTHING = {
    BatchKind.FORMS: "Chưa có bản kiểm điểm nào hoàn chỉnh trong đợt.",
    BatchKind.NOTICES: "Chưa có kết quả xếp loại nào được quyết định trong đợt.",
    BatchKind.SLIPS: "Đợt này chưa có cá nhân nào được kiểm điểm.",
}


@transaction.atomic
def print_batch(*, cycle: Cycle, kind: BatchKind, actor: Actor, at: datetime) -> PrintBatch:
    """Ask for every document of a kind in a year at once; what is printed already is taken as it is."""
    access.need_can_print(actor)
    subjects = list(_subjects(cycle, kind)[: MAX_DOCUMENTS + 1])
    if not subjects:
        raise Refused(NOTHING[kind])
    if len(subjects) > MAX_DOCUMENTS:
        raise Refused(f"Mỗi lần in không quá {MAX_DOCUMENTS} văn bản. In theo từng đơn vị ở trang hồ sơ.")
    batch = PrintBatch(
        tenant_id=current_tenant_id(), cycle=cycle, kind=kind, requested_at=at, requested_by=actor.account
    )
    batch.save()
    documents = [_print(kind, subject, actor, at) for subject in subjects]
    create_all(
        BatchedDocument,
        [
            BatchedDocument(tenant_id=batch.tenant_id, batch=batch, document=document, position=position)
            for position, document in enumerate(documents, start=1)
        ],
    )
    words = f"In hàng loạt {len(documents)} văn bản: {kind.label.lower()}"
    audit.record(actor=actor, action="print_batch", target=batch, at=at, summary=words)
    return batch


def _subjects(cycle: Cycle, kind: BatchKind) -> QuerySet[Subject]:
    """In the order of the pile: by unit, the body before its people."""
    rows = Subject.objects.filter(cycle=cycle).order_by("org_path", "kind", "rank", "sort_key", "pk")
    if kind == BatchKind.FORMS:
        return rows.filter(review__state__in=printing.FINAL).select_related("review")
    if kind == BatchKind.NOTICES:
        return rows.filter(pk__in=RatingCase.objects.exclude(level="").exclude(self_level="").values("subject"))
    return rows.filter(kind=SubjectKind.INDIVIDUAL, is_reviewed=True)


def _print(kind: BatchKind, subject: Subject, actor: Actor, at: datetime) -> PrintedDocument:
    if kind == BatchKind.FORMS:
        return printing.print_review(review_id=subject.review.pk, actor=actor, at=at)
    paper = DocumentKind.NOTICE if kind == BatchKind.NOTICES else DocumentKind.RESIDENCE_SLIP
    return printing.print_for_subject(kind=paper, subject_id=subject.pk, actor=actor, at=at)


@transaction.atomic
def cancel_batch(*, batch_id: int, actor: Actor, at: datetime) -> PrintBatch:
    """Take back what has not been begun; finished documents stay."""
    batch = _lock(batch_id, actor)
    if batch.cancelled_at is not None:
        raise Refused("Lần in này đã được dừng.")
    waiting = _documents(batch).filter(state=DocumentState.REQUESTED)
    jobs = {row.job_id: row.pk for row in waiting if row.job_id is not None}
    taken = cancel_jobs(list(jobs), at=at)
    if not taken:
        raise Refused("Không còn văn bản nào đang chờ để dừng.")
    PrintedDocument.objects.filter(pk__in=[jobs[job] for job in taken]).update(state=DocumentState.FAILED)
    batch.cancelled_at, batch.cancelled_by = at, actor.account
    batch.save()
    words = f"Dừng in hàng loạt, còn {len(taken)} văn bản chưa in"
    audit.record(actor=actor, action="cancel_batch", target=batch, at=at, summary=words)
    return batch


@transaction.atomic
def retry_batch(*, batch_id: int, actor: Actor, at: datetime) -> int:
    """Ask again for what failed or was taken back; returns how many. Finished documents are not printed twice."""
    batch = _lock(batch_id, actor)
    failed = list(_documents(batch).filter(state=DocumentState.FAILED).order_by("pk"))
    if not failed:
        raise Refused("Không có văn bản nào cần in lại.")
    for document in failed:
        printing.request_again(document, actor=actor, at=at)
    batch.cancelled_at, batch.cancelled_by = None, None
    batch.save()
    words = f"In lại {len(failed)} văn bản của lần in hàng loạt"
    audit.record(actor=actor, action="retry_batch", target=batch, at=at, summary=words)
    return len(failed)


@transaction.atomic
def sign_batch(*, batch_id: int, actor: Actor, at: datetime) -> int:
    """Ask for the next digital signature of every document whose turn it is the actor's to sign; returns how many."""
    batch = _lock(batch_id, actor)
    tenant = Tenant.objects.get(pk=batch.tenant_id)
    turns = list(_turns(_documents(batch).filter(state=DocumentState.READY).order_by("pk"), actor, tenant))
    if not turns:
        raise Refused("Không có văn bản nào đang đợi khóa ký số của đồng chí.")
    for document, slot in turns:
        signatures.request_signature(document_id=document.pk, slot=slot, actor=actor, at=at)
    return len(turns)


def _turns(documents: Iterable[PrintedDocument], actor: Actor, tenant: Tenant) -> Iterator[tuple[PrintedDocument, str]]:
    for document in documents:
        rows = queries.slot_rows(document)
        waiting = next((row.slot for row in rows if row.is_next), "")
        by_hand = any(row.signature is not None and row.signature.way == SigningWay.HAND for row in rows)
        if waiting and not by_hand and signatures.key_for(actor, tenant, waiting) is not None:
            yield document, waiting


def _documents(batch: PrintBatch) -> QuerySet[PrintedDocument]:
    return PrintedDocument.objects.filter(entries__batch=batch).select_related("subject__unit", "job")


def _lock(batch_id: int, actor: Actor) -> PrintBatch:
    access.need_can_print(actor)
    batch: PrintBatch | None = PrintBatch.objects.select_for_update(of=("self",)).filter(pk=batch_id).first()
    if batch is None:
        raise NotVisible
    return batch
