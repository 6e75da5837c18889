"""The workbook for decisions on discipline: headings, drop-downs, an example, an explanation."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from orgchart.imports.template import HEAD_ROW, draw_table, drop_down, explain, put_text
from orgchart.kinds import DisciplineDegree

SHEET = "Quyết định kỷ luật"
COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("STT", 6, "Số thứ tự, không bắt buộc."),
    ("Cá nhân, tập thể", 32, "Bắt buộc. Họ và tên hoặc tên tập thể đúng như trong sơ đồ tổ chức."),
    ("Ngày sinh", 14, "Chỉ cần khi có nhiều người cùng tên."),
    ("Hình thức", 16, "Bắt buộc. Chọn trong danh sách."),
    ("Số quyết định", 20, "Bắt buộc, ví dụ 12-QĐ/UBKT."),
    ("Ngày quyết định", 16, "Bắt buộc, dạng 03/02/2024."),
    ("Nội dung vi phạm", 48, "Bắt buộc, ghi vắn tắt."),
    ("Tự phát hiện", 12, "Ghi x nếu tự phát hiện; để trống nếu không."),
    ("Đã khắc phục", 12, "Ghi x nếu đã khắc phục xong hậu quả; để trống nếu chưa."),
    ("Cùng vụ việc với", 20, "Số quyết định đã ghi trước về cùng vụ việc: các quyết định ấy tính là một."),
)  # fmt: skip
EXAMPLE: tuple[tuple[str, ...], ...] = (
    ("1", "Nguyễn Văn A", "", "Khiển trách", "12-QĐ/UBKT", "03/02/2024", "Vi phạm quy chế làm việc", "x", "x", ""),
    ("2", "Nguyễn Văn A", "", "Cảnh cáo", "15-QĐ/UBKT", "10/05/2024", "Vi phạm quy chế làm việc", "", "", "12-QĐ/UBKT"),
)  # fmt: skip


def discipline_template(bearers: Sequence[str]) -> bytes:
    """The bytes of the template, with the collectives that there are."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = SHEET
    lists = book.create_sheet("Danh mục")
    draw_table(
        sheet, COLUMNS, "QUYẾT ĐỊNH KỶ LUẬT", needed=tuple(name for name, _, help_ in COLUMNS if "Bắt buộc" in help_)
    )
    drop_down(lists, sheet, 1, "B", bearers)
    drop_down(lists, sheet, 2, "D", [str(one.label) for one in DisciplineDegree])
    example = book.create_sheet("Ví dụ")
    draw_table(example, COLUMNS, "VÍ DỤ – trang này không được nhập", needed=())
    for offset, row in enumerate(EXAMPLE, start=1):
        for column, value in enumerate(row, start=1):
            put_text(example, HEAD_ROW + offset, column, value)
    lines = [
        ("Thứ tự cột", "Tùy ý: hệ thống nhận cột theo tên tiêu đề; cột lạ không được dùng."),
        ("Nhập lại", "Quyết định đã ghi và không đổi thì giữ nguyên; nhận ra theo người, số và ngày quyết định."),
        *((heading, words) for heading, _width, words in COLUMNS),
    ]
    explain(book.create_sheet("Hướng dẫn"), lines)
    lists.sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
