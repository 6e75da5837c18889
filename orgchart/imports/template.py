"""The workbook to fill in: headings, drop-downs with the organisations of the tenant, an example, an explanation."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from orgchart.kinds import OrganizationKind

FONT, HEAD_ROW, LAST_FILLED = "Times New Roman", 3, 3_000
PEOPLE, UNITS = "Cán bộ, đảng viên", "Tổ chức"
COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("STT", 6, "Số thứ tự, không bắt buộc."),
    ("Họ và tên", 28, "Bắt buộc. Viết hoa hay thường đều được."),
    ("Ngày sinh", 14, "Dạng 03/02/1980. Chỉ biết năm thì ghi năm; hệ thống ghi 01/01 và báo lại khi xem trước."),
    ("Ngày vào Đảng", 14, "Dạng 03/02/2005. Để trống nếu chưa phải đảng viên."),
    ("Đơn vị công tác", 32, "Tên cơ quan, đơn vị; chọn trong danh sách hoặc gõ tên mới."),
    ("Chi bộ", 32, "Chi bộ sinh hoạt chính thức. Mỗi người chỉ ở một chi bộ."),
    ("Chức vụ Đảng", 28, "Nhiều chức vụ thì cách nhau bằng dấu chấm phẩy. Được viết tắt: BT, PBT, UV BTV, ĐUV."),
    ("Chức vụ chính quyền", 28, "Ví dụ: Chủ tịch UBND; P.CT HĐND; Trưởng phòng Kinh tế."),
    ("Chức vụ đoàn thể", 28, "Ví dụ: CT UBMTTQ; Bí thư Đoàn Thanh niên."),
    ("Từ ngày", 14, "Ngày giữ chức vụ. Để trống thì dùng ngày ghi trên trang tải tệp."),
    ("Nơi cư trú", 28, "Thôn, xóm, tổ dân phố."),
)  # fmt: skip
EXAMPLE: tuple[tuple[str, ...], ...] = (
    (
        "1", "Nguyễn Văn A", "03/02/1975", "19/05/1998", "Đảng ủy", "Chi bộ Cơ quan xã", "BT Đảng ủy", "CT HĐND", "",
        "01/07/2020", "Xóm 1",
    ),
    (
        "2", "Trần Thị B", "1980", "02/09/2004", "UBND xã", "Chi bộ Cơ quan xã", "PBT Đảng ủy", "CT UBND", "", "",
        "Xóm 2",
    ),
    (
        "3", "Lê Văn C", "12/05/1988", "", "Hội Nông dân", "Chi bộ thôn 1", "Bí thư chi bộ", "", "CT Hội Nông dân", "",
        "Thôn 1",
    ),
)  # fmt: skip
UNIT_COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("Tên tổ chức", 44, "Tên đầy đủ của tổ chức, cơ quan, đơn vị."),
    ("Loại hình", 34, "Chọn trong danh sách; để trống thì hệ thống đoán theo tên."),
    ("Thuộc", 44, "Tổ chức cấp trên trực tiếp trong sơ đồ; để trống là trực thuộc đảng bộ."),
)  # fmt: skip


_EXPLAINED = [
    ("Thứ tự cột", "Tùy ý. Có thể dùng tệp sẵn có: hệ thống nhận cột theo tên tiêu đề; cột lạ không được dùng."),
    ("Dòng tiêu đề nhóm", "Dòng chỉ ghi tên chi bộ hoặc đơn vị áp dụng cho các dòng bên dưới."),
    ("Nhập lại", "Sửa rồi nhập lại bao nhiêu lần cũng được: dòng đã có và không đổi thì giữ nguyên."),
    *((heading, words) for heading, _width, words in COLUMNS),
    *((f"Trang “{UNITS}”: {heading}", words) for heading, _width, words in UNIT_COLUMNS),
]


def roster_template(units: Sequence[str], cells: Sequence[str]) -> bytes:
    """The bytes of the template, with the organisations and cells that there are already."""
    book = Workbook()
    people = book.worksheets[0]
    people.title = PEOPLE
    lists = book.create_sheet("Danh mục")
    draw_table(people, COLUMNS, "DANH SÁCH CÁN BỘ, ĐẢNG VIÊN", needed=("Họ và tên",))
    drop_down(lists, people, 1, "E", units)
    drop_down(lists, people, 2, "F", cells)
    bodies = book.create_sheet(UNITS)
    draw_table(bodies, UNIT_COLUMNS, "TỔ CHỨC, CƠ QUAN, ĐƠN VỊ", needed=("Tên tổ chức",))
    drop_down(lists, bodies, 3, "B", [kind.label for kind in OrganizationKind])
    example = book.create_sheet("Ví dụ")
    draw_table(example, COLUMNS, "VÍ DỤ – trang này không được nhập", needed=())
    for offset, row in enumerate(EXAMPLE, start=1):
        for column, value in enumerate(row, start=1):
            put_text(example, HEAD_ROW + offset, column, value)
    explain(book.create_sheet("Hướng dẫn"), _EXPLAINED)
    lists.sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def draw_table(sheet: Worksheet, columns: Sequence[tuple[str, int, str]], title: str, needed: Sequence[str]) -> None:
    """Title and headings of a table; those that have to be filled in are coloured."""
    put_text(sheet, 1, 1, title)
    sheet.cell(1, 1).font = Font(name=FONT, size=13, bold=True)
    for column, (heading, width, _help) in enumerate(columns, start=1):
        put_text(sheet, HEAD_ROW, column, heading)
        cell = sheet.cell(HEAD_ROW, column)
        cell.font = Font(name=FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor="F3E9D2" if heading in needed else "EEEEEE")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"


def drop_down(lists: Worksheet, sheet: Worksheet, column: int, letter: str, choices: Sequence[str]) -> None:
    """The list stands on a sheet of its own: names have commas, which a list in the cell would break at."""
    if not choices:
        return
    for row, choice in enumerate(choices, start=1):
        put_text(lists, row, column, choice)
    source = get_column_letter(column)
    rule = DataValidation(type="list", formula1=f"'Danh mục'!${source}$1:${source}${len(choices)}", allow_blank=True)
    rule.showErrorMessage = False  # a name that is not in the list yet may be typed
    rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{LAST_FILLED}")
    sheet.add_data_validation(rule)


def explain(sheet: Worksheet, lines: Sequence[tuple[str, str]]) -> None:
    """What goes where, in words."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
    for row, (heading, words) in enumerate(lines, start=1):
        put_text(sheet, row, 1, heading)
        put_text(sheet, row, 2, words)
        sheet.cell(row, 1).font = Font(name=FONT, bold=True)
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")


def put_text(sheet: Worksheet, row: int, column: int, value: str) -> None:
    """Text stays text, whatever sign it begins with."""
    if value:
        cell = sheet.cell(row, column, value)
        cell.data_type = "s"
        cell.font = Font(name=FONT)
        cell.quotePrefix = value[:1] in "=+-@"
