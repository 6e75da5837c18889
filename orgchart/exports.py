"""Lists as workbooks: the columns of the page, all its rows, and text that stays text.

A list page answers `?dang=excel` with its own rows, so that right and search are those of the page.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Generic, TypeVar

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from orgchart import clock
from orgchart.middleware import TenantRequest
from orgchart.quotas import share

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
    """The list as a file to download, out of the tenant's share; a long one needs no more memory than a short one."""
    with share(request, "export"):
        file = list_file(request.tenant.name, title, columns, rows)
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx", content_type=XLSX)


def list_file(owner: str, title: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> IO[bytes]:
    """The workbook as an open file, whoever takes it closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 – closed by the answer
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = ""
    sheet = book.create_sheet("Danh sách")
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    for position, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = column.width
    pen = _Pen(sheet)
    sheet.append([pen.cell(owner)])
    sheet.append([pen.cell(title, bold=True)])
    sheet.append([pen.cell(f"Xuất lúc {timezone.localtime(clock.now()):%H:%M ngày %d/%m/%Y}")])
    sheet.append([pen.cell(column.heading, bold=True, boxed=True) for column in columns])
    for row in rows:
        sheet.append([pen.cell(column.value(row), boxed=True) for column in columns])
    book.save(file)
    file.seek(0)
    return file


class _Pen:
    """Makes the cells of one sheet. Each look is laid out once: openpyxl takes far longer for that than for a value."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.looks: dict[tuple[bool, ...], Any] = {}

    def cell(self, value: Value, *, bold: bool = False, boxed: bool = False) -> Any:
        """A cell with its value; text is text, whatever it begins with."""
        if isinstance(value, datetime):
            value = f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
        cell: Any = WriteOnlyCell(self.sheet)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST_CELL]
            # The type is set by hand: "=1+1" typed as a name is a name and no formula.
            cell.data_type = "s"
        else:
            cell.value = value
        look = (bold, boxed, isinstance(value, date), isinstance(value, str) and value.startswith(FORMULA_SIGNS))
        if look not in self.looks:
            _lay_out(cell, *look)
            self.looks[look] = cell._style  # noqa: SLF001 – the one way to give many cells one look
        cell._style = self.looks[look]  # noqa: SLF001
        return cell


def _lay_out(cell: Any, bold: bool, boxed: bool, is_day: bool, is_quoted: bool) -> None:
    cell.font = Font(name=FONT, size=11, bold=bold)
    cell.quotePrefix = is_quoted
    if is_day:
        cell.number_format = "dd/mm/yyyy"
    if boxed:
        cell.border = BOX
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if bold else None)
    if boxed and bold:
        cell.fill = PatternFill("solid", fgColor="EEEEEE")
