"""The summary table as an Excel file to be printed as it is: A4 landscape, bodies and individuals on a sheet each."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from orgchart.exports import FONT, FORMULA_SIGNS, LONGEST_CELL
from orgchart.models import Tenant
from ratings.queries.results import TablePart, TableRow
from reviews.models import Cycle

HEADINGS = (
    ("TT", 5), ("Đơn vị", 34), ("Tổng số", 9), ("Đã kiểm điểm", 10), ("Đã xếp loại", 10), ("HTXS", 8), ("%", 8),
    ("HTT", 8), ("%", 8), ("HT", 8), ("%", 8), ("KHT", 8), ("%", 8), ("Không xếp loại", 10),
    ("Lý do không xếp loại", 34), ("Bị kỷ luật", 9),
)  # fmt: skip
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD_ROW = 6
Value = str | int | Decimal | None
PLAIN, NUMBER, PERCENT, BOLD, TITLE = "o-chu", "o-so", "o-ty-le", "o-dam", "tieu-de"
QUOTED = "o-chu-nguyen-van"


def result_workbook(parts: Iterable[TablePart], tenant: Tenant, cycle: Cycle, day: date) -> bytes:
    """The bytes of the file, row by row; styles are named once, so that a cell costs little more than a bare one."""
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    for part in parts:
        _fill(book.create_sheet(part.title.replace("/", "-")[:31]), part, tenant, cycle, day)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def file_name(tenant: Tenant, cycle: Cycle) -> str:
    """The Vietnamese name of the file."""
    return f"Biểu tổng hợp xếp loại {cycle.year} – {tenant.short_name}.xlsx"


def _styles() -> list[NamedStyle]:
    font, bold = Font(name=FONT, size=11), Font(name=FONT, size=11, bold=True)
    wrapped = Alignment(wrap_text=True, vertical="center")
    right, middle = Alignment(horizontal="right", vertical="center"), Alignment(horizontal="center", wrap_text=True)
    return [
        NamedStyle(PLAIN, font=font, border=BOX, alignment=wrapped),
        NamedStyle(QUOTED, font=font, border=BOX, alignment=wrapped),
        NamedStyle(NUMBER, font=font, border=BOX, alignment=right, number_format="#,##0"),
        NamedStyle(PERCENT, font=font, border=BOX, alignment=right, number_format="0.0"),
        NamedStyle(BOLD, font=bold, border=BOX, alignment=middle),
        NamedStyle(TITLE, font=Font(name=FONT, size=13, bold=True)),
    ]


def _fill(sheet: Any, part: TablePart, tenant: Tenant, cycle: Cycle, day: date) -> None:
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.oddFooter.center.text = "Trang &P/&N"
    for position, (_, width) in enumerate(HEADINGS, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    pens = _pens(sheet)
    sheet.append(_written(pens, [tenant.issuing_body.upper()], TITLE))
    sheet.append([])
    sheet.append(_written(pens, [f"BIỂU TỔNG HỢP KẾT QUẢ KIỂM ĐIỂM, XẾP LOẠI NĂM {cycle.year}"], TITLE))
    sheet.append(_written(pens, [f"{part.title}; số liệu đến ngày {day:%d/%m/%Y}"], TITLE))
    sheet.append([])
    sheet.append(_written(pens, [heading for heading, _ in HEADINGS], BOLD))
    for values in _lines(part):
        sheet.append(_written(pens, values))


def _lines(part: TablePart) -> Iterator[list[Value]]:
    number = 0
    for rows, total in ((part.own, part.own_total), (part.below, part.below_total)):
        for row in rows:
            number += 1
            yield [number, *_values(row)]
        if rows:
            yield [None, *_values(total)]
    yield [None, *_values(part.total)]


def _values(row: TableRow) -> list[Value]:
    levels = [value for one in row.levels for value in (one.count, one.share)]
    numbers = row.numbers
    return [
        row.name, numbers["total"], numbers["reviewed"], row.rated, *levels, numbers["not_rated"], row.reason_text,
        numbers["disciplined"],
    ]  # fmt: skip


class _Pen(Cell):
    """One cell for all cells of one look: openpyxl asks each for its look anew, which costs more than its value."""

    __slots__ = ("look",)
    has_style = True

    def __init__(self, sheet: Any, style: str) -> None:
        super().__init__(sheet, row=1, column=1)
        self.style = style
        self.quotePrefix = style == QUOTED
        self.look: int = super().style_id

    @property
    def style_id(self) -> int:
        """The number of the look, which never changes."""
        return self.look

    def __repr__(self) -> str:
        # Asked for with every cell, for the message of an error that is never shown.
        return self.__class__.__name__

    def put(self, value: Value) -> Self:
        """Set the value past the guessing of its type: text is text, "=1+1" typed as a name is no formula."""
        self.data_type = "s" if isinstance(value, str) else "n"
        self._value: Value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST_CELL] if isinstance(value, str) else value
        return self


def _pens(sheet: Any) -> dict[str, _Pen]:
    """Rows are written while they are read, so that the same cell serves for all of a look."""
    return {style: _Pen(sheet, style) for style in (PLAIN, NUMBER, PERCENT, BOLD, TITLE, QUOTED)}


def _written(pens: dict[str, _Pen], values: Iterable[Value], style: str = "") -> Iterator[Any]:
    for value in values:
        yield pens[style or _style_of(value)].put(value)


def _style_of(value: Value) -> str:
    if isinstance(value, str):
        return QUOTED if value.startswith(FORMULA_SIGNS) else PLAIN
    return PERCENT if isinstance(value, Decimal) else NUMBER
