"""A workbook read into a board: the table is found by its headings, every cell that is not understood is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.read_only import ReadOnlyCell

from orgchart.imports.archive import FileRefused, check_archive

from .columns import BY_KEY, NEEDED, Column, NotUnderstood, column_of, is_unremarkable
from .reading import MAX_ROWS, Problem, Reading
from .table import TableRow, read_table

MAX_COLUMNS = 60
MAX_SHEETS = 20
TITLE_ROWS = 30
# A sheet may go on with empty formatted rows; beyond this it is no list any more.
LAST_ROW = 20_000
MOST_PROBLEMS = 500


@dataclass
class _Sheet:
    """The table of one sheet while it is read."""

    columns: dict[int, Column] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_workbook(content: bytes, *, rating_date: date, year: int, by_points: bool) -> Reading:
    """Everything that the first sheet with the needed headings says; raises `FileRefused` where there is none."""
    check_archive(content)
    try:
        sheet = _first_table(content)
    except FileRefused:
        raise
    except Exception:  # noqa: BLE001 - the library raises whatever a damaged part makes it trip over
        raise FileRefused("Không đọc được tệp. Mở bằng Excel, lưu lại dạng .xlsx rồi tải lên lần nữa.") from None
    if not sheet.rows and not sheet.problems:
        raise FileRefused("Dưới dòng tiêu đề không có dòng số liệu nào. Nhập danh sách vào tệp mẫu rồi tải lên.")
    table = read_table(sheet.rows, rating_date=rating_date, year=year, by_points=by_points)
    problems = sorted([*sheet.problems, *table.problems], key=lambda one: one.row or 0)
    return Reading(
        rows=table.rows,
        problems=tuple(problems[:MOST_PROBLEMS]),
        board=None if problems else table.board,
        ignored=tuple(sheet.ignored),
    )


def _first_table(content: bytes) -> _Sheet:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for worksheet in book.worksheets[:MAX_SHEETS]:
            # The stated size of a sheet may lie, and rows beyond it would be lost without a word.
            worksheet.reset_dimensions()
            found = _table_of(enumerate(worksheet.iter_rows(max_col=MAX_COLUMNS), start=1))  # type: ignore[arg-type]
            if found is not None:
                return found
    finally:
        book.close()
    names = " và ".join(f"“{BY_KEY[key].heading}”" for key in NEEDED)
    raise FileRefused(
        f"Không tìm thấy dòng tiêu đề có các cột {names} trong {TITLE_ROWS} dòng đầu của trang tính nào. "
        "Tải tệp mẫu để đối chiếu tên cột."
    )


Cells = Sequence[Cell | ReadOnlyCell]


def _table_of(rows: Iterator[tuple[int, Cells]]) -> _Sheet | None:
    sheet: _Sheet | None = None
    for number, cells in rows:
        if sheet is None:
            sheet = _headed(cells, number)
            if sheet is None and number >= TITLE_ROWS:
                return None
            continue
        if number > LAST_ROW:
            raise FileRefused(
                f"Bảng kéo dài quá dòng {LAST_ROW}. Xóa các dòng trống bên dưới danh sách rồi tải lên lần nữa."
            )
        _add_row(sheet, number, cells)
    return sheet


def _headed(cells: Cells, number: int) -> _Sheet | None:
    """The sheet with its columns, if this is the row of the headings."""
    sheet = _Sheet()
    for index, cell in enumerate(cells):
        column = column_of(cell.value)
        if column is None:
            if cell.value is not None and not is_unremarkable(cell.value):
                sheet.ignored.append(_shown(cell.value))
        elif column in sheet.columns.values():
            problem = Problem(number, column.heading, _shown(cell.value), "hai cột cùng nghĩa; để lại một cột")
            sheet.problems.append(problem)
        else:
            sheet.columns[index] = column
    keys = {column.key for column in sheet.columns.values()}
    return sheet if keys.issuperset(NEEDED) else None


def _add_row(sheet: _Sheet, number: int, cells: Cells) -> None:
    values: dict[str, object] = {}
    wrong: set[str] = set()
    for index, column in sheet.columns.items():
        cell = cells[index] if index < len(cells) else None
        if cell is None or cell.value is None or not str(cell.value).strip():
            continue
        try:
            values[column.key] = column.read(_value(cell))
        except NotUnderstood as error:
            wrong.add(column.key)
            sheet.problems.append(Problem(number, column.heading, _shown(cell.value), str(error)))
    if not values and not wrong:
        return
    if len(sheet.rows) >= MAX_ROWS:
        raise FileRefused(f"Danh sách có hơn {MAX_ROWS} dòng. Chia thành nhiều tệp, mỗi tệp một số nhóm trọn vẹn.")
    sheet.rows.append(TableRow(number, values, frozenset(wrong)))


def _value(cell: Cell | ReadOnlyCell) -> object:
    """A share shown as 95% is stored as 0.95; people mean what they see."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return Decimal(str(value)) * 100
    return value


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:60]}…"
