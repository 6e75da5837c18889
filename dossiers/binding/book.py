"""Counting the pages of papers and binding them behind a cover, in a limited child process."""

import json
from collections.abc import Sequence

from orgchart.limited import Starved, Stopped, run_limited

CPU_SECONDS, MEMORY_MB = 60, 900
MAX_BYTES = 100 * 1024 * 1024
CHILD = "dossiers.binding.child"


class BindingRefused(Exception):
    """The papers could not be bound; the text says why and what to do."""


def page_counts(papers: Sequence[bytes]) -> list[int]:
    """How many pages each PDF has; a picture has one. Raises `BindingRefused`, which names the paper by its number."""
    counts: list[int] = json.loads(_asked("count", papers))
    for number, count in enumerate(counts, start=1):
        if not count:
            raise BindingRefused(f"Không mở được tệp thứ {number} của hồ sơ. Tải lại tệp đó rồi đóng tập lần nữa.")
    return counts


def bind(cover: bytes, papers: Sequence[bytes], titles: Sequence[str]) -> bytes:
    """One PDF: the cover, then the papers, each with a bookmark of its title. Raises `BindingRefused`.

    Signatures do not survive it; the papers themselves keep them.
    """
    return _asked("bind", [cover, *papers], *titles)


def _asked(what: str, files: Sequence[bytes], *titles: str) -> bytes:
    if sum(map(len, files)) > MAX_BYTES:
        raise BindingRefused(
            f"Các văn bản của hồ sơ lớn hơn {MAX_BYTES // 1024 // 1024} MB nên không đóng thành một tập được. "
            "Tải gói ZIP của hồ sơ."
        )
    head = json.dumps({"lengths": [len(file) for file in files], "titles": titles}).encode()
    message = b"".join([head, b"\n", *files])
    try:
        return run_limited(CHILD, message, what, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    except Starved:
        raise BindingRefused("Máy chủ đang quá tải, chưa đóng được tập hồ sơ. Hãy thử lại sau ít phút.") from None
    except Stopped:
        raise BindingRefused(
            "Một văn bản của hồ sơ quá lớn hoặc bị hỏng nên chưa đóng tập được. Tải gói ZIP của hồ sơ."
        ) from None
