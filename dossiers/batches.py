"""Reading batches of prints: how far they are, and their documents as one file for the printer."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

import pypdfium2
from django.db.models import Count, Q, QuerySet

from dossiers.models import PrintBatch, PrintedDocument
from dossiers.states import DocumentState
from orgchart.errors import NotVisible
from reviews.models import Cycle

_IN = "entries__document__state"
# Of three pages each: a stack as thick as a tray of paper, bound in a few seconds.
DOCUMENTS_A_FILE = 200
IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True)
class BatchProgress:
    """How many documents of a batch are printed, wait and failed."""

    total: int
    ready: int
    waiting: int
    failed: int

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.waiting == 0


def batches_of(cycle: Cycle) -> QuerySet[PrintBatch]:
    """The batches of a year with their counts, newest first (one query)."""
    rows = PrintBatch.objects.filter(cycle=cycle).select_related("requested_by")
    counted = rows.annotate(
        total=Count("entries"),
        ready=Count("entries", filter=Q(**{_IN: DocumentState.READY})),
        failed=Count("entries", filter=Q(**{_IN: DocumentState.FAILED})),
    )
    return counted.order_by("-pk")[:50]


def batch_for(batch_id: int, year: int) -> PrintBatch:
    """One batch of a year; raises NotVisible."""
    rows = PrintBatch.objects.filter(pk=batch_id, cycle__year=year).select_related("cycle", "requested_by")
    batch = rows.first()
    if batch is None:
        raise NotVisible
    return batch


def progress_of(batch: PrintBatch) -> BatchProgress:
    """How far a batch is (one query)."""
    states = PrintedDocument.objects.filter(entries__batch=batch).order_by().values_list("state")
    counts = dict(states.annotate(number=Count("pk")))
    ready, failed = counts.get(DocumentState.READY, 0), counts.get(DocumentState.FAILED, 0)
    waiting = counts.get(DocumentState.REQUESTED, 0)
    return BatchProgress(ready + failed + waiting, ready, waiting, failed)


def failed_in(batch: PrintBatch) -> QuerySet[PrintedDocument]:
    """What could not be printed or was taken back, with the reason (one query)."""
    rows = PrintedDocument.objects.filter(entries__batch=batch, state=DocumentState.FAILED)
    return rows.select_related("subject", "job").order_by("entries__position")[:50]


@dataclass(frozen=True)
class Part:
    """So much of a batch as the printer gets in one file: from which place in the pile to which."""

    number: int
    first: int
    last: int


def parts_of(batch: PrintBatch) -> list[Part]:
    """The files in which a batch goes to the printer; each is bound while somebody waits, so it has an end."""
    total = batch.entries.count()
    starts = range(1, max(total, 1) + 1, DOCUMENTS_A_FILE)
    return [
        Part(number, first, min(first + DOCUMENTS_A_FILE - 1, total)) for number, first in enumerate(starts, start=1)
    ]


def part_of(batch: PrintBatch, number: str) -> Part:
    """One of the parts by its number as it stands in an address; raises NotVisible."""
    for part in parts_of(batch):
        if str(part.number) == number:
            return part
    raise NotVisible


def pile_of(batch: PrintBatch, part: Part) -> IO[bytes]:
    """The finished documents of a part of a batch in one PDF, in the order of the pile, for printing on paper.

    Prints, not their signed versions: signatures do not survive being bound together.
    """
    place = Q(entries__batch=batch, entries__position__range=(part.first, part.last))
    rows = PrintedDocument.objects.filter(place, state=DocumentState.READY).select_related("file")
    return _bound(rows.order_by("entries__position"))


def _bound(documents: Iterable[PrintedDocument]) -> IO[bytes]:
    pile = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever answers with it closes it
    try:
        with pypdfium2.PdfDocument.new() as bound:
            for document in documents:
                if document.file is not None:
                    with document.file.opened() as content, pypdfium2.PdfDocument(content.read()) as one:
                        bound.import_pages(one)
            bound.save(pile)
    except BaseException:
        pile.close()
        raise
    pile.seek(0)
    return pile
