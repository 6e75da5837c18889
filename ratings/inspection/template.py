"""The empty workbook that people fill in: headings, an example, drop-downs, and a sheet that explains the columns."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .columns import COLUMNS, NEEDED
from .reading import MAX_ROWS

HEAD_ROW, LAST_FILLED = 3, 1_000
NEEDED_TOO = ("kind",)
# A small year that is in order, so that the file can be tried out as it is.
EXAMPLE: tuple[dict[str, str], ...] = (
    {"name": "Chi bộ Phố Tân Lập", "kind": "Tổ chức đảng", "group": "Chi bộ", "level": "Hoàn thành tốt nhiệm vụ"},
    {
        "name": "Chi ủy Chi bộ Phố Tân Lập", "kind": "Tập thể lãnh đạo, quản lý", "group": "Tập thể chi ủy",
        "level": "Hoàn thành tốt nhiệm vụ", "organization": "Chi bộ Phố Tân Lập",
        "result_degree": "Tốt", "other_degree": "Tốt",
    },
    {
        "name": "Nguyễn Văn A", "kind": "Cán bộ lãnh đạo, quản lý", "group": "Cán bộ chi ủy",
        "level": "Hoàn thành tốt nhiệm vụ", "heads": "Chi bộ Phố Tân Lập; Chi ủy Chi bộ Phố Tân Lập",
        "appointed_on": "01/03/2016",
    },
)  # fmt: skip
FONT = "Times New Roman"


def template_workbook() -> bytes:
    """The bytes of the template; the example rows are to be overwritten."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kết quả xếp loại"
    _text(sheet, 1, 1, "Kết quả xếp loại của năm cần kiểm tra – thay các dòng ví dụ bằng danh sách cần kiểm tra")
    sheet.cell(1, 1).font = Font(name=FONT, size=13, bold=True)
    for index, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(HEAD_ROW, index)
        _text(sheet, HEAD_ROW, index, column.heading)
        cell.font = Font(name=FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor="F3E9D2" if column.key in (*NEEDED, *NEEDED_TOO) else "EEEEEE")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        if column.choices:
            _drop_down(book, sheet, letter, column.choices, index)
        for offset, row in enumerate(EXAMPLE, start=1):
            _text(sheet, HEAD_ROW + offset, index, row.get(column.key, ""))
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    _explain(book.create_sheet("Hướng dẫn"))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _drop_down(book: Workbook, sheet: Worksheet, letter: str, choices: tuple[str, ...], index: int) -> None:
    """The list stands on a sheet of its own: the words have commas, which a list in the cell would break at."""
    lists = book["Danh mục"] if "Danh mục" in book.sheetnames else book.create_sheet("Danh mục")
    for row, choice in enumerate(choices, start=1):
        _text(lists, row, index, choice)
    rule = DataValidation(
        type="list",
        formula1=f"'Danh mục'!${letter}$1:${letter}${len(choices)}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Giá trị không có trong danh mục",
        error="Chọn một giá trị trong danh sách.",
    )
    rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{LAST_FILLED}")
    sheet.add_data_validation(rule)


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 90
    lines = [
        ("Thứ tự cột", "Tùy ý; có thể thêm dòng tiêu đề phía trên và thêm cột khác, cột lạ không được dùng."),
        ("Số dòng", f"Không quá {MAX_ROWS} dòng; tệp không quá 5 MB, không có macro."),
        *((column.heading, column.help) for column in COLUMNS),
    ]
    for row, (heading, words) in enumerate(lines, start=1):
        _text(sheet, row, 1, heading)
        _text(sheet, row, 2, words)
        sheet.cell(row, 1).font = Font(name=FONT, bold=True)
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")


def _text(sheet: Worksheet, row: int, column: int, value: str) -> None:
    if value:
        cell = sheet.cell(row, column, value)
        cell.data_type = "s"
        cell.font = Font(name=FONT)
