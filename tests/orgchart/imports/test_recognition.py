"""Real lists are messy: days, names, titles, headings, groups and signatures are understood as people mean them."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from orgchart.imports.chart import Chart, KnownUnit
from orgchart.imports.compare import compare
from orgchart.imports.reading import Sheet, read_workbook
from orgchart.imports.roster import read_roster
from orgchart.imports.template import roster_template
from orgchart.imports.titles import holds_no_post, phrases, propose, understand
from orgchart.imports.units import guess_kind, unit_key, unit_name
from orgchart.imports.words import NotUnderstood, person_name, read_day, tidy
from orgchart.kinds import OrganizationKind, PostLine
from tests.orgchart.imports.messy import commune, decomposed, plain, saved

CELL, COMMITTEE = OrganizationKind.PARTY_CELL, OrganizationKind.PARTY_COMMITTEE
SINCE = date(2024, 1, 1)
CHART = Chart(KnownUnit(1, "Đảng bộ xã Phú Lạc", COMMITTEE), "Đảng ủy xã Phú Lạc")


@pytest.mark.parametrize(
    ("written", "meant", "is_exact"),
    [
        (datetime(1980, 2, 3), date(1980, 2, 3), True), ("03/02/1980", date(1980, 2, 3), True),
        ("3-2-1980", date(1980, 2, 3), True), ("3.2.1980", date(1980, 2, 3), True),
        (" 03 / 02 / 1980 ", date(1980, 2, 3), True), ("1980-02-03", date(1980, 2, 3), True),
        ("ngày 3 tháng 2 năm 1980", date(1980, 2, 3), True), (29254, date(1980, 2, 3), True),
        ("29254", date(1980, 2, 3), True),
        (1980, date(1980, 1, 1), False), ("1980", date(1980, 1, 1), False), ("02/1980", date(1980, 2, 1), False),
    ],
)  # fmt: skip
def test_day_is_understood_however_it_is_written(written, meant, is_exact):
    day = read_day(written)

    assert (day.value, day.is_exact) == (meant, is_exact)


@pytest.mark.parametrize(
    ("written", "proposal"),
    [("31/02/1980", ""), ("02/25/1980", "25/02/1980"), ("03/02/80", "03/02/1980"), ("không nhớ", ""), ("2750", "")],
)
def test_day_that_is_none_is_named_with_what_may_be_meant(written, proposal):
    with pytest.raises(NotUnderstood) as refusal:
        read_day(written)

    assert refusal.value.proposal == proposal


@pytest.mark.parametrize("empty", [None, "", " ", "-", "…", "\u00a0"])
def test_cell_without_a_day_is_no_mistake(empty):
    assert read_day(empty) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NGUYỄN VĂN HÒA", "Nguyễn Văn Hòa"), ("nguyễn văn hòa", "Nguyễn Văn Hòa"), ("Đ/c Ma Thị Tư", "Ma Thị Tư"),
        (decomposed("Nguyễn  Văn\u00a0Hòa "), "Nguyễn Văn Hòa"), ("Ông Lý A Sử", "Lý A Sử"), ("1. Lý A Sử", "Lý A Sử"),
        ("Lý A Sử (con ông Páo)", "Lý A Sử"), ("H'Hen Niê", "H'Hen Niê"),
    ],
)  # fmt: skip
def test_name_is_written_as_in_documents(written, name):
    assert person_name(written) == name


def test_text_is_composed_and_without_odd_signs():
    assert tidy(decomposed("Chi bộ") + "\u00a0 Phố\u200b\x07") == "Chi bộ Phố"
    assert tidy(12.0) == "12.0"
    assert tidy(None) == ""


@pytest.mark.parametrize(
    ("written", "near", "titles"),
    [
        ("BT Đảng ủy; CT HĐND", None, ["Bí thư Đảng ủy", "Chủ tịch Hội đồng nhân dân"]),
        ("PBT TT Đảng ủy", None, ["Phó Bí thư Thường trực Đảng ủy"]),
        ("BT", CELL, ["Bí thư chi bộ"]), ("BT", COMMITTEE, ["Bí thư Đảng ủy"]), ("PBT", CELL, ["Phó Bí thư chi bộ"]),
        ("UV BTV, P.CT HĐND", CELL, ["Ủy viên Ban Thường vụ Đảng ủy", "Phó Chủ tịch Hội đồng nhân dân"]),
        ("UVTV kiêm CT UBMTTQ", CELL, ["Ủy viên Ban Thường vụ Đảng ủy", "Chủ tịch Ủy ban Mặt trận Tổ quốc"]),
        ("ĐUV", CELL, ["Ủy viên Ban Chấp hành Đảng bộ"]), ("CUV", CELL, ["Chi ủy viên"]),
        ("- Bí thư chi bộ\n- Trưởng thôn", CELL, ["Bí thư chi bộ", "Trưởng thôn"]),
        ("TP Kinh tế", None, ["Trưởng phòng Kinh tế"]), ("P. Hiệu trưởng", None, ["Phó Hiệu trưởng"]),
        ("CT UBND", CELL, ["Chủ tịch Ủy ban nhân dân"]), ("P.CT UBND", None, ["Phó Chủ tịch Ủy ban nhân dân"]),
        ("Công chức Văn phòng - Thống kê", None, ["Công chức Văn phòng - Thống kê"]),
        ("Bí thư - Chủ tịch HĐND", CELL, ["Bí thư chi bộ", "Chủ tịch Hội đồng nhân dân"]),
    ],
)  # fmt: skip
def test_posts_of_one_cell_are_told_apart(written, near, titles):
    assert [understand(one, line=None, near=near).title for one in phrases(written)] == titles


def test_bare_title_follows_the_heading_of_its_column():
    assert understand("BT", line=PostLine.PARTY, near=OrganizationKind.PEOPLES_COMMITTEE).title == "Bí thư Đảng ủy"
    assert understand("CT", line=PostLine.STATE, near=OrganizationKind.PEOPLES_COMMITTEE).title.startswith(
        "Chủ tịch Ủy"
    )
    assert understand("CT", line=None, near=CELL) is None  # of what, only people know


def test_unknown_title_is_asked_about_with_a_proposal():
    assert understand("Cộng tác viên", line=None, near=None) is None
    assert [propose(one) for one in ("Cộng tác viên", "Phó thống soái", "Thủ trưởng")] == ["staff", "deputy", "head"]
    assert holds_no_post("Đảng viên")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã Phú Lạc", "Ủy ban nhân dân xã"), ("Thường trực HĐND", "Hội đồng nhân dân xã Phú Lạc"),
        ("ĐTN", "Đoàn Thanh niên"), ("Công an xã Phú Lạc", "CÔNG AN XÃ"), ("CB thôn 1", "Chi bộ Thôn 1"),
    ],
)  # fmt: skip
def test_spellings_of_one_unit_are_one_unit(one, other):
    assert unit_key(one) == unit_key(other)


def test_units_that_differ_stay_apart():
    assert (
        len({unit_key(one) for one in ("Chi bộ thôn 1", "Chi bộ thôn 2", "Chi bộ Cơ quan xã", "Chi bộ Quân sự")}) == 4
    )
    assert unit_name("II. CHI BỘ TỔ DÂN PHỐ TÂN LẬP (12 đồng chí)") == "Chi bộ tổ dân phố Tân Lập"
    assert guess_kind("Trường Mầm non") == OrganizationKind.PUBLIC_UNIT
    assert guess_kind("Bảy đồng chí") is None


def test_lists_are_found_below_titles_and_end_at_the_signatures():
    roster = read_roster(read_workbook(commune()), {})

    assert roster.tables == 2
    assert len(roster.lines) == 8 + 3 + 36
    assert {line.name for line in roster.lines}.isdisjoint({"Người Lập Biểu", "Người Không Còn", "Tổng Số"})
    assert roster.ignored == ["Ghi chú"]
    assert [text for _, _, text in roster.passed_over] == ["MẶT TRẬN, ĐOÀN THỂ"]
    first = roster.lines[0]
    assert (first.row, first.birth.value.year, first.joined.value) == (10, 1975, date(1998, 2, 3))
    assert [phrase.line for phrase in first.posts] == [PostLine.PARTY, None]
    assert {line.cell for line in roster.lines if line.sheet == 1} == {
        f"CHI BỘ {name}" for name in ("THÔN TÂN LẬP", "THÔN NA LỌC", "TRƯỜNG TIỂU HỌC PHÚ LẠC", "CƠ QUAN XÃ")
    }


def test_columns_are_recognised_in_any_order():
    rows = [["Bí thư", "1975", "Chi bộ Phố", "Nông Thị Hòa", "x"]]
    content = plain(*rows, headings=("Chức danh", "Năm sinh", "Tổ chức đảng", "Họ tên đảng viên", "Cột lạ"))

    line = read_roster(read_workbook(content), {}).lines[0]

    assert (line.name, line.birth.value.year, line.cell, line.posts[0].text) == (
        "Nông Thị Hòa",
        1975,
        "Chi bộ Phố",
        "Bí thư",
    )


def test_family_and_given_name_may_stand_apart():
    content = plain(["Nông Thị", "Hòa", "1975"], headings=("Họ và chữ đệm", "Tên", "Năm sinh"))

    assert read_roster(read_workbook(content), {}).lines[0].name == "Nông Thị Hòa"


def test_merged_cell_and_repeated_heading_count_once():
    sheet = Sheet(
        "Danh sách",
        [
            ["Họ và tên", "Chi bộ", "Chức vụ"], ["Ma Thị Tư", "Chi bộ Phố", "BT"], ["Lý Văn Ba", None, None],
            ["Họ và tên", "Chi bộ", "Chức vụ"], ["Vi Văn Năm", "Chi bộ Chợ", "BT"], [None, None, "Trưởng thôn"],
        ],
        merged=[((1, 1), (2, 1))],
    )  # fmt: skip

    roster = read_roster([sheet], {})

    assert [(line.name, line.cell, len(line.posts)) for line in roster.lines] == [
        ("Ma Thị Tư", "Chi bộ Phố", 1), ("Lý Văn Ba", "Chi bộ Phố", 0), ("Vi Văn Năm", "Chi bộ Chợ", 2),
    ]  # fmt: skip


def test_template_is_read_back_without_its_example():
    assert read_roster(read_workbook(roster_template(["Ủy ban nhân dân"], ["Chi bộ Phố"])), {}).lines == []


def plan_of(content, answers=None):
    return compare(read_roster(read_workbook(content), answers or {}), CHART, answers or {}, SINCE)


def test_person_in_two_cells_is_asked_about():
    rows = [[1, "Ma Thị Tư", "01/02/1975", "Chi bộ Phố", ""], [2, "Ma Thị Tư", "01/02/1975", "Chi bộ Chợ", ""]]
    answers = {"u:chi bo pho": "new:party_cell", "u:chi bo cho": "new:party_cell"}

    plan = plan_of(plain(*rows), answers)
    (question,) = plan.questions.values()
    settled = plan_of(plain(*rows), answers | {question.key: "1"})

    assert "ghi ở 2 chi bộ" in question.reason
    assert [finding.row for finding in plan.findings] == [2]
    assert [one.cell for one in settled.memberships] == ["u:chi bo cho"]
    assert not settled.is_open


def test_namesakes_without_days_of_birth_are_asked_about():
    rows = [[1, "Ma Thị Tư", "", "Chi bộ Phố", ""], [2, "Ma Thị Tư", "", "Chi bộ Chợ", ""]]

    plan = plan_of(plain(*rows))

    assert any("cùng tên ở hai chi bộ" in one.reason for one in plan.questions.values())


def test_two_heads_in_one_file_are_asked_about():
    rows = [[1, "Ma Thị Tư", "1975", "", "BT Đảng ủy"], [2, "Lý Văn Ba", "1976", "", "Bí thư Đảng ủy"]]

    plan = plan_of(plain(*rows))
    (question,) = plan.questions.values()

    assert "đã có người đứng đầu: Ma Thị Tư" in question.reason
    assert len(plan_of(plain(*rows), {question.key: "skip"}).posts) == 1


def test_organisations_may_be_listed_too():
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Tên tổ chức", "Loại hình", "Thuộc"], ["Ủy ban nhân dân xã", "Ủy ban nhân dân", ""],
        ["Phòng Kinh tế", "", "UBND xã Phú Lạc"],
    ):  # fmt: skip
        sheet.append(row)

    plan = plan_of(saved(book))

    assert [(unit.name, unit.kind.value, unit.parent) for unit in plan.units] == [
        ("Ủy ban nhân dân xã Phú Lạc", "peoples_committee", 1), ("Phòng Kinh tế", "agency", "u:uy ban nhan dan"),
    ]  # fmt: skip
