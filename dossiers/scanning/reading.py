"""What a batch of scanned files holds: pages with our codes, put together paper by paper."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgchart.limited import Starved, Stopped, run_limited

CPU_SECONDS, MEMORY_MB = 90, 900
MAX_PAGES = 300
CHILD = "dossiers.scanning.child"


class ScanRefused(Exception):
    """The batch could not be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """One page of the batch, counted from 1; `code` is empty where no code of ours was found on it."""

    number: int
    code: str = ""
    page: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The pages of one document in a batch."""

    code: str
    pages: int
    found: tuple[int, ...]
    twice: tuple[int, ...]

    @property
    def lacking(self) -> tuple[int, ...]:
        """The pages that were not scanned."""
        return tuple(page for page in range(1, self.pages + 1) if page not in self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A batch: its papers in the order of their coming, the complete ones as PDFs, and pages that are none of ours."""

    papers: tuple[Paper, ...]
    files: Mapping[str, bytes]
    strange: tuple[int, ...]


def read_scan(files: Sequence[bytes]) -> Scan:
    """Read PDFs and pictures in a limited child process; raises `ScanRefused`."""
    message = json.dumps([len(file) for file in files]).encode() + b"\n" + b"".join(files)
    try:
        answer = run_limited(CHILD, message, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    except Starved:
        raise ScanRefused("Máy chủ đang quá tải, chưa đọc được bản quét. Hãy thử lại sau ít phút.") from None
    except Stopped:
        raise ScanRefused(
            "Bản quét quá lớn hoặc bị hỏng. Quét lại ở 200 dpi, đen trắng, chia thành nhiều tệp."
        ) from None
    head, _, rest = answer.partition(b"\n")
    told = json.loads(head)
    if told["refused"]:
        raise ScanRefused(told["refused"])
    contents = {}
    for code, length in told["files"]:
        contents[code], rest = rest[:length], rest[length:]
    pages = [ScannedPage(**row) for row in told["pages"]]
    return Scan(papers=papers_of(pages), files=contents, strange=tuple(row.number for row in pages if not row.code))


def papers_of(pages: Sequence[ScannedPage]) -> tuple[Paper, ...]:
    """The documents of a batch with what was found of each, in the order of their first pages."""
    seen: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in pages:
        if row.code:
            seen[row.code, row.pages].append(row.page)
    return tuple(
        Paper(
            code=code,
            pages=total,
            found=tuple(sorted(set(found))),
            twice=tuple(sorted({page for page in found if found.count(page) > 1})),
        )
        for (code, total), found in seen.items()
    )
