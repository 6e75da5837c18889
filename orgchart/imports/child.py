"""The child process of `reading`: a file on standard input, its cells or a marked copy of it on standard output."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from orgchart.imports.reading import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, TOO_BIG
from orgchart.limited import limit_self

# Areas beyond these lie in no list of persons; a header has a few, a list with merged units some hundreds.
MAX_MERGED = 20_000
DAMAGED = "Không đọc được tệp. Mở bằng Excel, lưu lại dạng .xlsx rồi tải lên lần nữa."


class _Refused(Exception):
    """What to tell the user."""


def read(content: bytes) -> bytes:
    """The visible sheets as JSON, each with its rows from A1 on."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [
            _sheet(book.get_sheet_by_name(about.name))
            for about in book.sheets_metadata[:MAX_SHEETS]
            if about.visible is SheetVisibleEnum.Visible and about.typ is SheetTypeEnum.WorkSheet
        ]
    except CalamineError:
        raise _Refused(DAMAGED) from None
    return json.dumps(sheets, ensure_ascii=False, separators=(",", ":")).encode()


def _sheet(sheet: Any) -> dict[str, Any]:
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        where = f"“{sheet.name}”: {sheet.total_height} dòng × {sheet.total_width} cột"
        raise _Refused(
            f"Trang tính {where}, vượt {MAX_ROWS} dòng × {MAX_COLUMNS} cột. "
            "Xóa các ô thừa ở xa bảng danh sách rồi tải lên lần nữa."
        )
    rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    areas = (sheet.merged_cell_ranges or [])[:MAX_MERGED]
    merged = [[top, left, bottom, right] for (top, left), (bottom, right) in areas if top < len(rows)]
    return {"name": sheet.name, "rows": rows, "merged": merged}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return value if value != "" else None


def mark(message: bytes) -> bytes:
    """A copy of the user's workbook whose wrong cells are coloured and say why."""
    from orgchart.imports.marking import marked_copy  # noqa: PLC0415

    head, _, content = message.partition(b"\n")
    return marked_copy(content, json.loads(head))


def main() -> None:
    """One file, one answer: a line with the reason where it is refused, else an empty line and the answer."""
    (verb,) = limit_self()
    refused, answer = "", b""
    try:
        answer = {"read": read, "mark": mark}[verb](sys.stdin.buffer.read())
    except _Refused as refusal:
        refused = str(refusal)
    except MemoryError:
        refused = TOO_BIG
    except Exception:  # noqa: BLE001 – a library raises whatever a damaged part makes it trip over
        refused = DAMAGED
    sys.stdout.buffer.write(refused.encode() + b"\n" + answer)


if __name__ == "__main__":
    main()
