"""The summary on the page and as Excel."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.urls import reverse
from openpyxl import load_workbook


@pytest.fixture
def book(town, client):
    def load():
        client.force_login(town.office.account)
        answer = client.get(reverse("ratings:summary_excel", args=[town.tenant.slug, town.cycle.year]))
        assert answer.status_code == 200
        return load_workbook(BytesIO(answer.content)), answer

    return load


def texts(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_leaders_stand_by_rank_and_then_by_given_name(town, book):
    for name, rank in (("Trần Văn Ân", 20), ("Nguyễn Thị Bình", 10), ("Lê Văn Đạt", 20), ("Phạm Thị Dung", 20)):
        town.leader(name, rank=rank)
    town.prepare()

    names = [row[1] for row in texts(book()[0]["Cá nhân"])[7:11]]

    assert names == ["Nguyễn Thị Bình", "Trần Văn Ân", "Phạm Thị Dung", "Lê Văn Đạt"]


@pytest.mark.parametrize("name", ["=1+1", "+84 912", "-2", "@ma", '=HYPERLINK("x")', "Tên \x07 lạ"])
def test_what_users_typed_never_becomes_a_formula(town, book, name):
    town.leader("Người", position=name)
    town.prepare()

    cell = book()[0]["Cá nhân"]["C8"]

    assert cell.data_type == "s"
    assert cell.value == name.replace("\x07", " ")


def test_the_file_is_ready_to_print_and_has_a_vietnamese_name(town, book):
    town.leader("Lê Thị Phó")
    town.collective("Đoàn Thanh niên")
    town.prepare()

    workbook, answer = book()

    sheet = workbook["Cá nhân"]
    assert workbook.sheetnames == ["Tập thể lãnh đạo, quản lý", "Cá nhân"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert (sheet.print_title_rows, sheet.print_area) == ("$7:$7", "'Cá nhân'!$A$1:$H$14")
    assert sheet.column_dimensions["B"].width == 30
    assert sheet["A2"].value == town.tenant.issuing_body.upper()
    assert f"filename*=utf-8''{quote('Tổng hợp xếp loại 2024 – Chợ Chu.xlsx')}" in answer["Content-Disposition"]


@pytest.mark.clause("CC-III.5-7")
def test_levels_are_counted_with_their_share_and_the_unrated_have_a_reason(town, book):
    found = [town.collective(f"Tập thể {index}") for index in range(3)]
    town.collective("Hội Chữ thập đỏ", rating="none", reason="Không thuộc diện xếp loại")
    town.prepare()
    town.appraise(*found)
    board = town.board(*found)
    town.vote(board, dict.fromkeys(found, 5), {found[0]: 5} | dict.fromkeys(found[1:], 0))
    town.decide(board)

    rows = texts(book()[0]["Tập thể lãnh đạo, quản lý"])

    assert [row[5] for row in rows[7:10]].count("Hoàn thành xuất sắc") == 1
    assert {row[6] for row in rows[7:10]} == {"01-QĐ/ĐU"} or {row[6] for row in rows[7:11]} == {"01-QĐ/ĐU", None}
    assert "Không xếp loại: Không thuộc diện xếp loại" in [row[7] for row in rows[7:11]]
    assert ["Hoàn thành xuất sắc nhiệm vụ", 1, "33,3%"] in [row[1:4] for row in rows]
    assert ["Hoàn thành tốt nhiệm vụ", 2, "66,7%"] in [row[1:4] for row in rows]


@pytest.mark.clause("GB-3.2.4a-2")
def test_figures_of_cells_and_members_come_from_the_decisions_and_go_up_as_a_table(town, book):
    cells = [town.cell(f"Chi bộ {number}") for number in range(4)]
    people = [town.leader(f"Nguyễn Văn {letter}") for letter in "ABC"]
    town.prepare()
    town.appraise(*cells, *people)
    for found in (cells, people):
        board = town.board(*found)
        town.vote(board, dict.fromkeys(found, 5), {found[0]: 5} | dict.fromkeys(found[1:], 0))
        if found is cells:
            before = texts(book()[0]["Tổ chức đảng"])
        town.decide(board)

    sheets = book()[0]
    shown = {name: [row[1:4] for row in texts(sheets[name])] for name in ("Tổ chức đảng", "Cá nhân")}

    assert ["Hoàn thành xuất sắc nhiệm vụ", 0, None] in [row[1:4] for row in before]
    assert ["Hoàn thành xuất sắc nhiệm vụ", 1, "25%"] in shown["Tổ chức đảng"]
    assert ["Hoàn thành tốt nhiệm vụ", 3, "75%"] in shown["Tổ chức đảng"]
    assert ["Hoàn thành xuất sắc nhiệm vụ", 1, "33,3%"] in shown["Cá nhân"]
    assert ["Hoàn thành tốt nhiệm vụ", 2, "66,7%"] in shown["Cá nhân"]


def test_the_page_shows_the_same_counts(town, client):
    leader = town.leader("Lê Thị Phó")
    town.prepare()
    town.appraise(leader)
    client.force_login(town.office.account)

    shown = client.get(reverse("ratings:summary", args=[town.tenant.slug, town.cycle.year])).content.decode()

    assert "Lê Thị Phó" in shown
    assert "Cá nhân: 0/1 đã có mức" in shown
