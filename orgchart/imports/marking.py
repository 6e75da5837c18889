"""The user's own workbook with the wrong cells coloured and the reason beside each. Runs in the limited child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

WRONG = PatternFill("solid", fgColor="F8C9C4")
AUTHOR = "Kiểm tra danh sách"
LAST_COLUMN_HEADING = "Cần sửa"


def marked_copy(content: bytes, remarks: Sequence[Mapping[str, Any]]) -> bytes:
    """The workbook with remarks: each has sheet, row and column (1-based; column 0 means the whole row) and words."""
    book = load_workbook(BytesIO(content), keep_links=False)
    by_row: dict[tuple[str, int], list[str]] = {}
    by_cell: dict[tuple[str, int, int], list[str]] = {}
    for remark in remarks:
        place = (str(remark["sheet"]), int(remark["row"]))
        by_row.setdefault(place, []).append(str(remark["words"]))
        by_cell.setdefault((*place, int(remark["column"]) or 1), []).append(str(remark["words"]))
    beyond = {name: book[name].max_column + 1 for name in {sheet for sheet, _ in by_row}}
    for (sheet, row, column), words in by_cell.items():
        cell = book[sheet].cell(row, column)
        merged = type(cell).__name__ == "MergedCell"
        if not merged:
            cell.fill = WRONG
            cell.comment = Comment("\n".join(words), AUTHOR, width=360, height=40 + 40 * len(words))
    for (sheet, row), words in by_row.items():
        cell = book[sheet].cell(row, beyond[sheet])
        if type(cell).__name__ != "MergedCell":
            cell.value = "; ".join(words)
            cell.data_type = "s"
            cell.font = Font(color="9C1C12")
            cell.fill = WRONG
    for name, column in beyond.items():
        book[name].column_dimensions[get_column_letter(column)].width = 60
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
