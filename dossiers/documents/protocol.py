"""What `sandbox` and its child process say to each other."""

import struct
from dataclasses import dataclass
from pathlib import Path

from dossiers.documents.kinds import DocumentData, DocumentKind

HEADER = struct.Struct(">BQ")  # state of the answer, length of what follows
REFUSED, DONE = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to render and what it may use up."""

    kind: DocumentKind
    data: DocumentData
    fonts_dir: Path
    attach_data: bool
    cpu_seconds: int
    memory_mb: int
