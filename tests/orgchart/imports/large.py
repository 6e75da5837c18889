"""A commune with ten thousand members, as one long list."""

from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Nông", "Ma", "Lý", "Triệu", "Vi", "Lưu", "Bế")
MIDDLE = ("Văn", "Thị", "Đình", "Thanh", "Minh", "Ngọc", "Hữu", "Thu", "Quang")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Khôi", "Liên", "Minh", "Nga", "Oanh", "Phúc", "Quân")
CELL_SIZE = 40


def large_roster(persons: int) -> bytes:
    """Members in cells of forty, each cell with a secretary, a deputy and a committee member."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Đảng viên")
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Chi bộ", "Chức vụ", "Nơi cư trú"])
    titles = {0: "BT", 1: "PBT", 2: "CUV"}
    for number in range(persons):
        cell, place = divmod(number, CELL_SIZE)
        name = f"{FAMILY[number % 12]} {MIDDLE[number // 12 % 9]} {GIVEN[number // 108 % 13]}"
        born = date(1945, 1, 1) + timedelta(days=number * 2)
        sheet.append(
            [number + 1, name, born, f"{born:%d/%m}/{born.year + 30}" if born.day < 29 else None,
             f"Chi bộ thôn {cell + 1}", titles.get(place), f"Thôn {cell + 1}"]
        )  # fmt: skip
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
