"""Rosters as offices really keep them: made here, with everything that makes them hard to read."""

import unicodedata
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

NBSP = "\u00a0"


def decomposed(text: str) -> str:
    """The letters as a Mac writes them, in two pieces each."""
    return unicodedata.normalize("NFD", text)


def saved(book: Workbook) -> bytes:
    """The bytes of the file."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain(
    *rows: list[Any], headings: tuple[str, ...] = ("STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Chức vụ")
) -> bytes:
    """One table and nothing else."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(headings))
    for row in rows:
        sheet.append(row)
    return saved(book)


def decisions(name: str) -> bytes:
    """One decision on discipline against somebody."""
    headings = ("Họ và tên", "Hình thức", "Số quyết định", "Ngày quyết định", "Nội dung vi phạm")
    return plain([name, "Khiển trách", "31-QĐ/UBKT", "03/06/2024", "Vi phạm quy chế"], headings=headings)


def leaders(sheet: Worksheet, *, mended: int = 0) -> None:
    """The leaders of a commune: title block, two-line heading, groups, shortened titles, signatures below."""
    sheet.title = "Lãnh đạo"
    sheet["A1"], sheet["E1"] = "ĐẢNG BỘ HUYỆN ĐỊNH HÓA", "ĐẢNG CỘNG SẢN VIỆT NAM"
    sheet["A2"], sheet["E2"] = decomposed("ĐẢNG ỦY XÃ PHÚ LẠC"), "Phú Lạc, ngày 12 tháng 11 năm 2024"
    sheet["A4"] = "DANH SÁCH CÁN BỘ CHỦ CHỐT XÃ PHÚ LẠC"
    sheet.merge_cells("A4:H4")
    for column, text in enumerate(
        ("TT", "Họ và tên", "Năm sinh", None, "Chức vụ", None, "Ngày vào Đảng", "Ghi chú"), 1
    ):
        sheet.cell(6, column).value = text
    for column, text in ((3, "Nam"), (4, "Nữ"), (5, "Đảng"), (6, "Chính quyền, đoàn thể")):
        sheet.cell(7, column).value = text
    for area in ("A6:A7", "B6:B7", "C6:D6", "E6:F6", "G6:G7", "H6:H7"):
        sheet.merge_cells(area)
    for column in range(1, 9):
        sheet.cell(8, column).value = column
    wrong_day = "31/02/1999" if mended == 0 else "28/02/1999"
    swapped = "02/25/2006" if mended < 2 else "25/02/2006"
    rows: list[list[Any]] = [
        ["I", "THƯỜNG TRỰC ĐẢNG ỦY"],
        [1, "LÝ VĂN THẮNG", 1975, None, "BT Đảng ủy", "CT HĐND", "03/02/1998"],
        [2, f"Ma{NBSP}Thị{NBSP}Hoà", None, "12/5/1980", "PBT TT Đảng ủy", None, datetime(2004, 9, 2)],
        [3, decomposed("Nông Văn Dũng"), "19.8.1979", None, "PBT", "CT UBND", wrong_day],
        ["II", "ỦY BAN NHÂN DÂN"],
        [4, "Hoàng Thị  Lan ", None, 1985, "UV BTV", "P.CT UBND", "7/5/2008"],
        [5, "Triệu Văn Sơn", "1-9-1982", None, "ĐUV", "PCT UBND\nkiêm CHT BCHQS", swapped],
        ["III", "MẶT TRẬN, ĐOÀN THỂ"],
        [6, "Đ/c Lưu Thị Mai", None, "20/10/1988", "UV BTV", "CT UBMTTQ", "19/5/2010"],
        [7, "Phan Văn Tú", "1990", None, "ĐUV", "CT Hội Nông dân", 41000],
        [8, "Vi Thị Yến", None, "1995", None, "Bí thư Đoàn TNCS HCM; cộng tác viên dân số", "2017"],
    ]
    for offset, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            sheet.cell(9 + offset, column).value = value
    last = 9 + len(rows)
    sheet.cell(last, 2).value = "Tổng số: 08 đồng chí"
    sheet.cell(last + 2, 2).value, sheet.cell(last + 2, 6).value = "NGƯỜI LẬP BIỂU", "T/M BAN THƯỜNG VỤ"
    sheet.cell(last + 3, 6).value = "BÍ THƯ"
    sheet.cell(last + 6, 2).value, sheet.cell(last + 6, 6).value = "Ma Thị Hoà", "Lý Văn Thắng"


CELLS = ("Chi bộ thôn Tân Lập", "Chi bộ thôn Na Lọc", "Chi bộ Trường Tiểu học Phú Lạc", "Chi bộ Cơ quan xã")
FAMILY, MIDDLE = ("Ma", "Nông", "Lý", "Hoàng", "Triệu", "Lưu", "Phan"), ("Văn", "Thị", "Đình", "Thanh")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Khôi", "Liên", "Minh", "Nga", "Oanh", "Phúc")


def members(sheet: Worksheet, *, mended: int = 0) -> None:
    """The members, cell by cell, in one long list with group rows; leaders come again here."""
    sheet.title = "Đảng viên"
    sheet["A1"] = "DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ XÃ PHÚ LẠC NĂM 2024"
    headings = (
        "Chức vụ trong chi bộ",
        "Họ, chữ đệm và tên",
        "Ngày, tháng, năm sinh",
        "Nơi ở hiện nay",
        "Ngày kết nạp Đảng",
    )
    for column, heading in enumerate(headings, 1):
        sheet.cell(3, column).value = heading
        sheet.cell(3, column).font = Font(bold=True)
    row, number = 4, 0
    again = {3: [("Lý Văn Thắng", "1975"), ("Ma Thị Hòa", "12/05/1980"), ("NÔNG VĂN DŨNG", "19/08/1979")]}
    for position, cell in enumerate(CELLS):
        sheet.cell(row, 1).value = f"{position + 1}. {cell.upper()} (9 đồng chí)"
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
        row += 1
        for name, birth in again.get(position, []):
            sheet.cell(row, 2).value, sheet.cell(row, 3).value = name, birth
            row += 1
        for member in range(9):
            number += 1
            name = f"{FAMILY[number % 7]} {MIDDLE[number % 4]} {GIVEN[number % 12]}"
            title = {0: "BT", 1: "PBT", 2: "Chi ủy viên"}.get(member) if position != 2 or member == 0 else None
            born: Any = date(1950 + number, 1 + number % 12, 1 + number % 28)
            if number == 5 and mended < 2:
                born = "không nhớ"
            values = [
                title,
                name if number % 3 else name.upper(),
                born,
                f"Xóm {number % 5 + 1}",
                f"03/02/{1975 + number}",
            ]
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value
            row += 1
    sheet.cell(row + 1, 4).value = "XÁC NHẬN CỦA ĐẢNG ỦY"


def commune(*, mended: int = 0) -> bytes:
    """Both lists in one workbook; `mended` says how often the office has corrected it."""
    book = Workbook()
    leaders(book.worksheets[0], mended=mended)
    members(book.create_sheet(), mended=mended)
    hidden = book.create_sheet("Nháp")
    hidden.sheet_state = "hidden"
    hidden.append(["Họ và tên", "Ngày sinh"])
    hidden.append(["Người Không Còn", "1900"])
    return saved(book)
