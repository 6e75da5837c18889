"""Workbooks of finished years, as offices have them."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from ratings.engine.board import Board, Group, GroupKind, Subject, SubjectKind
from ratings.engine.scales import Level
from ratings.inspection.workbook import read_workbook

RATED_ON = date(2021, 12, 20)
HEAD = ("STT", "Họ và tên", "Loại đối tượng", "Nhóm", "Mức xếp loại")
COLLECTIVE = "Tập thể lãnh đạo, quản lý"


def workbook(rows, *, head=HEAD, titles=2, sheet_first=None):
    """The bytes of a workbook with some rows of titles above its headings."""
    book = Workbook()
    sheet = book.worksheets[0]
    if sheet_first:
        sheet.append([sheet_first])
        sheet = book.create_sheet("Danh sách")
    for number in range(titles):
        sheet.append([f"BÁO CÁO KẾT QUẢ XẾP LOẠI, dòng {number}"])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def group_rows(excellent, good, *, kind=COLLECTIVE, group="Tập thể cấp xã"):
    """Rows of one group: so many of the highest level, so many of the next."""
    levels = ["Hoàn thành xuất sắc nhiệm vụ"] * excellent + ["Hoàn thành tốt nhiệm vụ"] * good
    return [(number, f"Đối tượng {number}", kind, group, level) for number, level in enumerate(levels, start=1)]


def reading(content, **more):
    """The workbook read for 2021 by a set of degrees."""
    return read_workbook(content, **({"rating_date": RATED_ON, "year": 2021, "by_points": False} | more))


def board(*subjects, groups=()):
    """A finished year."""
    return Board(rating_date=RATED_ON, year=2021, subjects=subjects, groups=tuple(groups))


def group(excellent, good, *, kind=GroupKind.COLLECTIVES, others=()):
    """A board with one group without anything but levels."""
    subject = SubjectKind.COLLECTIVE if kind is GroupKind.COLLECTIVES else SubjectKind.INDIVIDUAL
    levels = [Level.XS] * excellent + [Level.HTT] * good + list(others)
    members = [
        Subject(id=f"s{number}", name=f"Đối tượng {number}", kind=subject, group="nhom", proposed=level)
        for number, level in enumerate(levels, start=1)
    ]
    return board(*members, groups=[Group(id="nhom", kind=kind)])
