"""Lists as workbooks: the columns of the page, all its rows, and text that stays text.

A list page answers `?dang=excel` with its own rows, so that right and search are those of the page.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from orgchart import clock
from orgchart.middleware import TenantRequest

Row = TypeVar("Row")
Value = str | int | Decimal | date | datetime | None
PARAMETER, EXCEL = "dang", "excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
# What Excel takes as the beginning of a formula, in a cell or when the cell is saved as text.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
THIN = Side(style="thin", color="999999")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: the heading as on the page, and what stands in it for a row."""

    heading: str
    value: Callable[[Row], Value]
    width: int = 26


def is_wanted(request: HttpRequest) -> bool:
    """Whether the list is asked for as a workbook."""
    return request.GET.get(PARAMETER) == EXCEL


def workbook(request: TenantRequest, title: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> FileResponse:
    """The list as a file to download; row by row, so that a long one needs no more memory than a short one."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 – closed by the answer
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = ""
    sheet = book.create_sheet("Danh sách")
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    for position, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = column.width
    sheet.append([_cell(sheet, request.tenant.name)])
    sheet.append([_cell(sheet, title, bold=True)])
    sheet.append([_cell(sheet, f"Xuất lúc {timezone.localtime(clock.now()):%H:%M ngày %d/%m/%Y}")])
    sheet.append([_boxed(_cell(sheet, column.heading, bold=True), heading=True) for column in columns])
    for row in rows:
        sheet.append([_boxed(_cell(sheet, column.value(row))) for column in columns])
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx", content_type=XLSX)


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    if isinstance(value, datetime):
        value = f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST_CELL]
        # The type is set by hand: "=1+1" typed as a name is a name and no formula.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
    cell.font = Font(name=FONT, size=11, bold=bold)
    return cell


def _boxed(cell: Any, *, heading: bool = False) -> Any:
    cell.border = BOX
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if heading else None)
    if heading:
        cell.fill = PatternFill("solid", fgColor="EEEEEE")
    return cell
