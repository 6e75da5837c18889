"""What `sandbox` and its child process say to each other."""

import json
import struct
from dataclasses import asdict, dataclass
from pathlib import Path

from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.documents.marking import MarkedPdf, PageMark, SignatureRoom

HEADER = struct.Struct(">BQ")  # state of the answer, length of what follows
REFUSED, DONE = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One rendering and what it may use up."""

    fonts_dir: Path
    cpu_seconds: int
    memory_mb: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentJob(Job):
    """A document, with its code on each page where it is to be found again."""

    kind: DocumentKind
    data: DocumentData
    attach_data: bool = False
    mark: PageMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlJob(Job):
    """A piece of a page from finished HTML, such as the stamp of a signature."""

    html: str


def packed(print_: MarkedPdf) -> bytes:
    """A print as one answer."""
    return json.dumps([asdict(room) for room in print_.rooms]).encode() + b"\n" + print_.content


def unpacked(answer: bytes) -> MarkedPdf:
    """The print in an answer."""
    rooms, _, content = answer.partition(b"\n")
    found = (SignatureRoom(slot=row["slot"], page=row["page"], box=tuple(row["box"])) for row in json.loads(rooms))
    return MarkedPdf(content=content, rooms=tuple(found))
