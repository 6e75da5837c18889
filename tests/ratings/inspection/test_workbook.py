"""Reading a workbook: headings in any order, every wrong cell named, hostile files refused."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from orgchart.imports.archive import FileRefused
from ratings.engine.scales import Level
from ratings.inspection.template import template_workbook
from tests.ratings.inspection.years import COLLECTIVE, HEAD, group_rows, reading, workbook


def problems(content, **more):
    return [(one.row, one.column, one.value, one.reason) for one in reading(content, **more).problems]


def test_titles_above_the_headings_and_other_columns_do_not_matter():
    rows = [
        ("ghi gì đó", "hoàn thành tốt", "Nhóm A", "x", "Tập thể", "Đảng ủy xã A", 1),
        (None, "HTXSNV", "Nhóm A", None, "tap the", "Đảng ủy xã B", 2),
    ]
    head = ("Ghi chú", "KẾT QUẢ XẾP LOẠI", "nhóm", "Số phiếu", "Loại", "Tên tập thể, cá nhân", "TT")

    found = reading(workbook(rows, head=head, titles=5, sheet_first="Bìa"))

    assert found.problems == ()
    assert [(row.row, row.name, row.group, row.level) for row in found.rows] == [
        (7, "Đảng ủy xã A", "Nhóm A", "Hoàn thành tốt nhiệm vụ"),
        (8, "Đảng ủy xã B", "Nhóm A", "Hoàn thành xuất sắc nhiệm vụ"),
    ]
    assert found.ignored == ("Số phiếu",)
    assert [one.proposed for one in found.board.subjects] == [Level.HTT, Level.XS]


def test_everything_that_is_wrong_is_named_by_row_column_value_and_reason():
    head = (*HEAD, "Ngày giữ chức vụ", "Đứng đầu", "Điểm kết quả", "Tỷ lệ chỉ tiêu hoàn thành (%)")
    leader = "Cán bộ lãnh đạo, quản lý"
    rows = [
        (1, "Ma Văn A", leader, "Lãnh đạo", "Khá", "31/02/2020", None, None, None),
        (2, None, leader, "Lãnh đạo", "HTT", None, None, None, None),
        (3, "Ma Văn B", leader, "Lãnh đạo", "HTT", datetime(2022, 1, 1), "Ban nào đó", None, None),
        (4, "Đảng ủy xã", COLLECTIVE, "Lãnh đạo", "HTT", None, None, 40, 120),
    ]

    found = problems(workbook(rows, head=head))

    assert found == [
        (4, "Mức xếp loại", "Khá", found[0][3]),
        (4, "Ngày giữ chức vụ", "31/02/2020", "cần một ngày dạng ngày/tháng/năm, ví dụ 01/03/2016"),
        (5, "Tên đối tượng", "", "ô trống; mỗi dòng phải có giá trị ở cột này"),
        (6, "Ngày giữ chức vụ", "01/01/2022", "sau ngày xếp loại 20/12/2021"),
        (6, "Đứng đầu", "Ban nào đó", "không có tập thể, tổ chức nào trong bảng tên là “Ban nào đó”"),
        (7, "Tỷ lệ chỉ tiêu hoàn thành (%)", "120", "cần một số từ 0 đến 100"),
        (7, "Điểm kết quả", "40", "bộ quy định đã chọn xếp loại theo cấp độ, không chấm điểm"),
        (
            7, "Nhóm đối tượng tương đồng", "Lãnh đạo",
            "nhóm này ở dòng 4 gồm “Cán bộ lãnh đạo, quản lý”; đặt tên nhóm khác",
        ),
    ]  # fmt: skip
    assert "cần một trong: “Hoàn thành xuất sắc nhiệm vụ”" in found[0][3]
    assert reading(workbook(rows, head=head)).board is None


def test_references_facts_and_dates_reach_the_board():
    more = ("Thuộc tổ chức", "Đứng đầu", "Ngày giữ chức vụ", "Kỷ luật trong năm", "Tỷ lệ chỉ tiêu hoàn thành (%)")
    head = (*HEAD, *more, "Cấp độ thấp nhất của tiêu chí kết quả", "Đã kiểm điểm xong")
    rows = [
        (1, "Đảng bộ xã", "Tổ chức đảng", None, "HTT"),
        (2, "Đảng ủy xã", "Tập thể", "Tập thể", "HTT", "đảng bộ xã", None, None, "Khiển trách", 95.5, "Tốt", "Không"),
        (3, "Ma Văn A", "Cán bộ", "Lãnh đạo", "HTT", None, "Đảng bộ xã; Đảng ủy xã", date(2016, 3, 1), "Cảnh cáo"),
    ]

    organization, body, head_person = reading(workbook(rows, head=head)).board.subjects

    assert body.organization == organization.id
    assert head_person.heads == (organization.id, body.id)
    assert head_person.appointed_on == date(2016, 3, 1)
    assert [one.degree.label for one in head_person.facts.disciplines] == ["cảnh cáo"]
    assert [one.degree.label for one in body.facts.member_disciplines] == ["khiển trách"]
    assert str(body.facts.targets_met_percent) == "95.5"
    assert [(one.degree.name, one.result) for one in body.criteria] == [("T", True)]
    assert body.review_closed is False


def test_a_share_shown_in_per_cent_is_read_as_people_see_it():
    book = load_workbook(BytesIO(workbook(group_rows(0, 1), head=(*HEAD, "Chỉ tiêu (%)"))))
    cell = book.worksheets[0]["F4"]
    cell.value, cell.number_format = 0.45, "0%"
    stream = BytesIO()
    book.save(stream)

    assert reading(stream.getvalue()).board.subjects[0].facts.targets_met_percent == 45


def test_template_can_be_handed_in_as_it_is():
    found = reading(template_workbook())

    assert found.problems == ()
    assert len(found.rows) == 3
    sheet = load_workbook(BytesIO(template_workbook())).worksheets[0]
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists["D4:D1000"] == "'Danh mục'!$D$1:$D$5"


def changed(content, part, change):
    """The workbook with one part of the archive rewritten."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_that_lies_about_its_size_loses_no_row():
    content = changed(
        workbook(group_rows(1, 9)),
        SHEET,
        lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:E5"', data),
    )

    assert len(reading(content).rows) == 10


def doctype(data):
    return data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1)


def wide_text(data):
    return data.decode().encode("utf-16")


def with_macro(content):
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return stream.getvalue()


def bomb(content):
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.xml", b" " * 8_000_000)
    return stream.getvalue()


def crowded(content):
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"xl/media/{number}", b"")
    return stream.getvalue()


GOOD = workbook(group_rows(1, 9))
HOSTILE = {
    "no archive": (b"Ho va ten;Muc", "không phải bảng tính Excel"),
    "cut off": (GOOD[: len(GOOD) // 2], "không phải bảng tính Excel"),
    "entities in a sheet": (changed(GOOD, SHEET, doctype), "khai báo không được phép"),
    "entities in the workbook": (
        changed(GOOD, "xl/workbook.xml", lambda data: b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + data),
        "khai báo không được phép",
    ),
    "another encoding": (changed(GOOD, SHEET, wide_text), "khai báo không được phép"),
    "macro": (with_macro(GOOD), "macro"),
    "bomb": (bomb(GOOD), "quá lớn khi mở ra"),
    "members": (crowded(GOOD), "quá lớn khi mở ra"),
    "broken part": (changed(GOOD, "xl/workbook.xml", lambda data: b"<x"), "Không đọc được tệp"),
    "no headings": (workbook([], head=("A", "B")), "Không tìm thấy dòng tiêu đề"),
    "no rows": (workbook([]), "không có dòng số liệu nào"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_broken_files_are_refused_with_what_to_do(name):
    content, words = HOSTILE[name]

    with pytest.raises(FileRefused, match=words):
        reading(content)


def test_a_cell_in_the_last_corner_is_refused_without_reading_all_rows():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(HEAD))
    sheet.append([1, "Đảng ủy xã A", "Tập thể", "Nhóm", "HTT"])
    sheet["XFD1048576"] = "x"
    stream = BytesIO()
    book.save(stream)

    with pytest.raises(FileRefused, match="quá dòng 20000"):
        reading(stream.getvalue())


def test_more_rows_than_allowed_are_refused():
    with pytest.raises(FileRefused, match="hơn 5000 dòng"):
        reading(workbook(group_rows(0, 5_001)))


def test_formulas_are_read_as_their_last_value_only():
    content = workbook([(1, "=1+1", "Tập thể", "Nhóm", "HTT")])

    assert problems(content) == [(4, "Tên đối tượng", "", "ô trống; mỗi dòng phải có giá trị ở cột này")]
