"""Reading a workbook in a child process with limits: whatever the file does, it does it to that process alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from orgchart.imports.archive import FileRefused, check_archive
from orgchart.limited import Starved, Stopped, run_limited

MAX_BYTES = 10 * 1024 * 1024
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 40, 20_000, 200
CPU_SECONDS, MEMORY_MB = 8, 300
# openpyxl, which writes the marked copy, keeps a whole workbook in memory.
MARKING_CPU_SECONDS, MARKING_MEMORY_MB = 40, 900
TOO_BIG = (
    "Tệp quá lớn hoặc quá rộng: có ô ở rất xa ngoài bảng, hoặc quá nhiều dòng. "
    "Chép riêng bảng danh sách sang một tệp Excel mới rồi tải lên lần nữa."
)
BUSY = "Máy chủ đang quá tải, chưa đọc được tệp. Hãy thử lại sau ít phút."

Cell = str | int | float | bool | date | None
Place = tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its rows from A1 on, and the merged areas that lie in them (0-based, corners included)."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[Place, Place]] = field(default=())


def read_workbook(content: bytes) -> list[Sheet]:
    """The visible sheets of a workbook; raises `FileRefused` with the reason and what to do."""
    return from_json(read_raw(content))


def read_raw(content: bytes) -> list[dict[str, Any]]:
    """The same as plain lists and words that can be stored as JSON."""
    check_file(content)
    answer = run_child("read", content, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    sheets: list[dict[str, Any]] = json.loads(answer)
    return sheets


def check_file(content: bytes) -> None:
    """Raise `FileRefused` for what is seen without opening the cells: no workbook, too big, packed in bad faith."""
    if not content:
        raise FileRefused("Tệp rỗng. Mở lại tệp trên máy, kiểm tra rồi tải lên lần nữa.")
    if len(content) > MAX_BYTES:
        raise FileRefused(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Chép riêng bảng danh sách sang một tệp mới.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(
            "Tệp là Excel kiểu cũ (.xls) hoặc có đặt mật khẩu. Bỏ mật khẩu, lưu lại dạng .xlsx rồi tải lên lần nữa."
        )
    check_archive(content)


def from_json(sheets: Sequence[Mapping[str, Any]]) -> list[Sheet]:
    """Sheets as they were stored."""
    return [
        Sheet(
            name=sheet["name"],
            rows=[[_cell(value) for value in row] for row in sheet["rows"]],
            merged=[((top, left), (bottom, right)) for top, left, bottom, right in sheet["merged"]],
        )
        for sheet in sheets
    ]


def _cell(value: Any) -> Cell:
    """A day travels as {"d": "1975-03-02"}; everything else as it is."""
    return date.fromisoformat(value["d"]) if isinstance(value, dict) else value


def run_child(verb: str, message: bytes, *, cpu_seconds: int, memory_mb: int) -> bytes:
    """What the child answers; raises `FileRefused` when it refuses, dies or takes too long."""
    try:
        told = run_limited("orgchart.imports.child", message, verb, cpu_seconds=cpu_seconds, memory_mb=memory_mb)
    except Starved:
        raise FileRefused(BUSY) from None
    except Stopped:  # at a limit, or the library gave up without memory
        raise FileRefused(TOO_BIG) from None
    refused, _, answer = told.partition(b"\n")
    if refused:
        raise FileRefused(refused.decode())
    return answer
