"""The summary of a cycle as an Excel file that can be printed as it is: A4 landscape, one sheet for each kind."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from orgchart.models import Tenant
from ratings.queries.summary import SummaryPart, SummaryRow
from reviews.models import Cycle, Level

HEADINGS = (
    ("STT", 6), ("Họ và tên / Tên tập thể, tổ chức", 30), ("Chức vụ", 32), ("Đơn vị", 30), ("Tự xếp loại", 18),
    ("Mức xếp loại", 18), ("Số quyết định", 16), ("Ghi chú", 40),
)  # fmt: skip
SHORT = {
    Level.XS: "Hoàn thành xuất sắc", Level.HTT: "Hoàn thành tốt", Level.HT: "Hoàn thành", Level.KHT: "Không hoàn thành",
}  # fmt: skip
FONT, LAST = "Times New Roman", "H"
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def summary_workbook(parts: Iterable[SummaryPart], tenant: Tenant, cycle: Cycle, day: date) -> bytes:
    """The bytes of the file; what users typed stays text, whatever sign it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for part in parts:
        _fill(book.create_sheet(part.title[:31]), part, tenant, cycle, day)
    if not book.worksheets:
        _put(book.create_sheet("Tổng hợp"), 1, 1, f"Đợt năm {cycle.year} chưa có đối tượng xếp loại.")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def file_name(tenant: Tenant, cycle: Cycle) -> str:
    """The Vietnamese name of the file."""
    return f"Tổng hợp xếp loại {cycle.year} – {tenant.short_name}.xlsx"


def _fill(sheet: Worksheet, part: SummaryPart, tenant: Tenant, cycle: Cycle, day: date) -> None:
    _put(sheet, 1, 1, tenant.superior_name.upper(), bold=False)
    _put(sheet, 2, 1, tenant.issuing_body.upper(), bold=True)
    _put(sheet, 1, 5, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True)
    _put(sheet, 2, 5, f"{tenant.place}, ngày {day.day:02d} tháng {day.month} năm {day.year}", italic=True)
    _put(sheet, 4, 1, f"TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG NĂM {cycle.year}", bold=True, size=14)
    _put(sheet, 5, 1, part.title.upper(), bold=True)
    for top, area in ((1, "A1:D1"), (2, "A2:D2"), (1, "E1:H1"), (2, "E2:H2"), (4, "A4:H4"), (5, "A5:H5")):
        sheet.merge_cells(area)
        sheet.cell(top, 1 if area.startswith("A") else 5).alignment = Alignment(horizontal="center", vertical="center")
    head = 7
    for column, (heading, width) in enumerate(HEADINGS, start=1):
        _boxed(_put(sheet, head, column, heading, bold=True), centre=True)
        sheet.column_dimensions[_letter(column)].width = width
    for index, row in enumerate(part.rows, start=1):
        _line(sheet, head + index, index, row)
    last = _counts(sheet, head + len(part.rows) + 2, part)
    _prepare_print(sheet, head, last)


def _line(sheet: Worksheet, at: int, index: int, row: SummaryRow) -> None:
    self_level = SHORT.get(Level(row.self_level), "") if row.self_level else ""
    level = SHORT.get(Level(row.level), "") if row.level else ""
    values: Sequence[str | int] = (index, row.name, row.position, row.unit, self_level, level, row.decision, row.remark)
    for column, value in enumerate(values, start=1):
        _boxed(_put(sheet, at, column, value), centre=column in {1, 7})


def _counts(sheet: Worksheet, at: int, part: SummaryPart) -> int:
    _put(sheet, at, 2, f"Tổng số: {len(part.rows)}; đã xếp loại: {part.rated}; chưa có mức: {part.pending}", bold=True)
    for offset, count in enumerate(part.counts, start=1):
        _put(sheet, at + offset, 2, str(Level(count.level).label))
        _put(sheet, at + offset, 3, count.count).alignment = Alignment(horizontal="left")
        _put(sheet, at + offset, 4, count.share)
    return at + len(part.counts)


def _prepare_print(sheet: Worksheet, head: int, last: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_area = f"A1:{LAST}{last}"
    sheet.freeze_panes = f"C{head + 1}"
    sheet.HeaderFooter.oddFooter.center.text = "Trang &P/&N"  # type: ignore[union-attr]
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 11,
) -> Cell:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        # The type is set by hand: "=1+1" typed as a name is a name and no formula.
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@\t\r"
    else:
        cell.value = value
    cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
    return cell  # type: ignore[return-value]


def _boxed(cell: Cell, *, centre: bool) -> None:
    cell.border = BOX
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if centre else "left")


def _letter(column: int) -> str:
    return "ABCDEFGH"[column - 1]
