"""What is done to the pages of papers; each function asks a child process with limits."""

import json
from collections.abc import Sequence

from orgchart.limited import Starved, Stopped, run_limited

CPU_SECONDS, MEMORY_MB = 60, 900
MAX_BYTES = 100 * 1024 * 1024
CHILD = "dossiers.pages.child"
DRAWABLE = frozenset({"application/pdf", "image/jpeg", "image/png"})


class PagesRefused(Exception):
    """The papers could not be read; the text says why and what to do."""


def page_counts(papers: Sequence[bytes]) -> list[int]:
    """How many pages each PDF has; a picture has one. Raises `PagesRefused`, which names the paper by its number."""
    counts: list[int] = json.loads(_asked("count", papers))
    for number, count in enumerate(counts, start=1):
        if not count:
            raise PagesRefused(f"Không mở được tệp thứ {number} của hồ sơ. Tải lại tệp đó rồi đóng tập lần nữa.")
    return counts


def bind(cover: bytes, papers: Sequence[bytes], titles: Sequence[str]) -> bytes:
    """One PDF: the cover, then the papers, each with a bookmark of its title. Raises `PagesRefused`.

    Signatures do not survive it; the papers themselves keep them.
    """
    return _asked("bind", [cover, *papers], *titles)


def photos_bound(photos: Sequence[bytes]) -> bytes:
    """Photographs of the pages of one paper as one PDF, upright, no larger than print needs. Raises `PagesRefused`."""
    return _asked("photos", photos)


def picture_of(paper: bytes, page: int) -> bytes:
    """One page, from 0, as a JPEG for the screen; empty where the paper has no such page. Raises `PagesRefused`."""
    return _asked("draw", [paper], str(page))


def _asked(what: str, files: Sequence[bytes], *words: str) -> bytes:
    if sum(map(len, files)) > MAX_BYTES:
        raise PagesRefused(f"Các tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB nên không ghép thành một tệp được.")
    head = json.dumps({"lengths": [len(file) for file in files], "words": words}).encode()
    message = b"".join([head, b"\n", *files])
    try:
        return run_limited(CHILD, message, what, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    except Starved:
        raise PagesRefused("Máy chủ đang quá tải, chưa xử lý được tệp. Hãy thử lại sau ít phút.") from None
    except Stopped:
        raise PagesRefused("Tệp quá lớn hoặc bị hỏng nên không đọc được. Tải tệp về để xem.") from None
