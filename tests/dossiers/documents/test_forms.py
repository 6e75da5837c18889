"""The two forms: every heading in its order and spelling, boxes, lines that are printed when there is nothing."""

from dataclasses import replace

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.labels import COLLECTIVE_MERITS, DEGREE_NAMES, LEVEL_NAMES, PROPOSABLE_LEVELS
from dossiers.documents.parts import AssessedText, Degree, Level
from dossiers.documents.render import render
from tests.dossiers.documents import reading
from tests.dossiers.documents.samples import (
    COLLECTIVE_REPORT,
    FORM,
    MANIFESTATIONS,
    SELF_ASSESSMENT,
    TARGETS,
    leader_review,
)

DEGREE_LINE = "Tự đánh giá về cấp độ thực hiện:"


def degree_line(degree: Degree | None) -> str:
    """The line as it reads with the chosen box marked."""
    return " ".join([DEGREE_LINE, *(f"× {name}" if code == degree else name for code, name in DEGREE_NAMES.items())])


def without_page_number(text: str) -> str:
    """The text without the number of its last page, which the file holds at the end."""
    return text.rstrip("0123456789").rstrip()


@pytest.fixture(scope="module")
def report() -> str:
    """The text of the collective report."""
    return reading.text(render(DocumentKind.COLLECTIVE_REPORT, COLLECTIVE_REPORT))


@pytest.fixture(scope="module")
def review() -> str:
    """The text of the individual review."""
    return reading.text(render(DocumentKind.LEADER_REVIEW, leader_review()))


@pytest.mark.clause("HY-M01-2", "HY-M01-3")
def test_collective_report_opens_with_unit_place_year_and_the_fixed_sentence(report: str) -> None:
    reading.in_order(
        report,
        [
            "ĐẢNG ỦY THỊ TRẤN CHỢ CHU",
            "Chợ Chu, ngày 05 tháng 11 năm 2024",
            "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
            "Năm 2024",
            "Căn cứ kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị tại địa phương; tập thể Ban Thường vụ Đảng "
            "ủy thị trấn Chợ Chu kiểm điểm với các nội dung chủ yếu sau:",
        ],
    )
    agency = replace(COLLECTIVE_REPORT, setting="cơ quan")
    assert "nhiệm vụ chính trị tại cơ quan; tập thể" in reading.text(render(DocumentKind.COLLECTIVE_REPORT, agency))


def test_form_label_is_data() -> None:
    pdf = render(DocumentKind.COLLECTIVE_REPORT, replace(COLLECTIVE_REPORT, form_label="Mẫu 07"))
    bare = render(DocumentKind.COLLECTIVE_REPORT, replace(COLLECTIVE_REPORT, form_label=""))

    assert "Mẫu 07" in reading.pages(pdf)[0]
    assert "Mẫu" not in reading.text(bare)


def test_collective_report_has_every_heading_in_order(report: str) -> None:
    merits = [f"{number}. {title}" for number, title in enumerate(COLLECTIVE_MERITS, start=1)]

    reading.in_order(
        report,
        [
            "I. Ưu điểm, kết quả đạt được",
            *[part for title in merits for part in (title, DEGREE_LINE)],
            "II. Hạn chế, khuyết điểm và nguyên nhân",
            "- Hạn chế, khuyết điểm (theo 05 nội dung nêu trên)",
            "- Nguyên nhân của hạn chế, khuyết điểm",
            "III. Kết quả khắc phục những hạn chế, khuyết điểm đã được cấp có thẩm quyền kết luận hoặc được chỉ ra ở "
            "kỳ kiểm điểm trước",
            DEGREE_LINE,
            "IV. Giải trình những vấn đề được gợi ý kiểm điểm (nếu có)",
            "V. Trách nhiệm của tập thể, cá nhân",
            "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
            "VII. Đề nghị xếp loại mức chất lượng",
        ],
    )
    assert report.count(DEGREE_LINE) == 6


@pytest.mark.clause("HY-M01-9")
@pytest.mark.parametrize("degree", [*DEGREE_NAMES, None])
def test_all_four_degrees_are_printed_and_the_chosen_one_marked(degree: Degree | None) -> None:
    merits = tuple(AssessedText(text="Kết quả.", degree=degree) for _ in range(5))
    data = replace(COLLECTIVE_REPORT, merits=merits, remediation=AssessedText(text="Kết quả.", degree=degree))

    text = reading.text(render(DocumentKind.COLLECTIVE_REPORT, data))

    assert text.count(degree_line(degree)) == 6


@pytest.mark.clause("HY-M01-15")
@pytest.mark.parametrize("level", [*PROPOSABLE_LEVELS, None])
def test_all_four_levels_are_printed_and_the_chosen_one_marked(level: Level | None) -> None:
    text = reading.text(render(DocumentKind.COLLECTIVE_REPORT, replace(COLLECTIVE_REPORT, proposed_level=level)))

    expected = " ".join(f"× {LEVEL_NAMES[code]}" if code == level else LEVEL_NAMES[code] for code in PROPOSABLE_LEVELS)
    assert f"VII. Đề nghị xếp loại mức chất lượng {expected} T/M" in text


@pytest.mark.clause("HY-M01-17")
def test_collective_report_ends_with_the_signature_on_behalf_of_the_collective(report: str) -> None:
    assert without_page_number(report).endswith(
        "T/M TẬP THỂ LÃNH ĐẠO, QUẢN LÝ (Ký, ghi rõ họ tên và đóng dấu) Nguyễn Văn Quyết"
    )


@pytest.mark.clause("HY-M01-5")
def test_targets_of_the_year_are_printed_under_item_two(report: str) -> None:
    reading.in_order(report, ["2. Công tác lãnh đạo", *[target.name for target in TARGETS], "3. Việc thực hiện"])
    assert "4,5 tỷ đồng, đạt 107,1%" in report


def test_earlier_shortcomings_are_printed_with_state_difficulty_and_responsibility(report: str) -> None:
    reading.in_order(
        report,
        [
            "III. Kết quả khắc phục",
            "Đang khắc phục (đạt khoảng 80%)",
            "Khó khăn, vướng mắc: thiếu cán bộ chuyên trách.",
            "Trách nhiệm: Ủy ban Kiểm tra Đảng ủy.",
            "Đã khắc phục",
            "IV. Giải trình",
        ],
    )


@pytest.mark.clause("HY-M02-2")
def test_review_prints_the_seven_identity_fields(review: str) -> None:
    reading.in_order(
        review,
        [
            "BẢN KIỂM ĐIỂM CÁ NHÂN LÃNH ĐẠO, QUẢN LÝ Năm 2024",
            "Họ và tên: Hoàng Thị Quỳnh Như Ngày, tháng, năm sinh: 03/02/1979",
            "Chức vụ Đảng: Phó Bí thư Đảng ủy thị trấn",
            "Chức vụ chính quyền: Chủ tịch Ủy ban nhân dân thị trấn",
            "Chức vụ đoàn thể: Không",
            "Đơn vị công tác: Ủy ban nhân dân thị trấn Chợ Chu",
            "Chi bộ: Chi bộ Cơ quan thị trấn",
        ],
    )


def test_review_has_every_heading_in_order(review: str) -> None:
    reading.in_order(
        review,
        [
            "I. Ưu điểm, kết quả đạt được",
            "1. Về tư tưởng chính trị; phẩm chất đạo đức, lối sống; ý thức tổ chức kỷ luật; tác phong, lề lối làm việc",
            "- Về tư tưởng chính trị:",
            "- Về phẩm chất đạo đức, lối sống:",
            "- Về ý thức tổ chức kỷ luật:",
            "- Về tác phong, lề lối làm việc:",
            "- Việc đấu tranh phòng, chống các biểu hiện suy thoái",
            "(đối chiếu với 27 biểu hiện, cá nhân tự nhận diện)",
            degree_line("X"),
            "2. Về thực hiện chức trách, nhiệm vụ được giao",
            "- Việc thực hiện chức trách, quyền hạn theo quy định (đảng, chính quyền, đoàn thể)",
            "- Kết quả thực hiện các chỉ tiêu, nhiệm vụ được giao trong năm",
            "- Trách nhiệm cá nhân liên quan đến kết quả, hạn chế, khuyết điểm ở lĩnh vực",
            degree_line("T"),
            "3. Việc thực hiện cam kết tu dưỡng, rèn luyện, phấn đấu hằng năm",
            degree_line("T"),
            "II. Hạn chế, khuyết điểm và nguyên nhân",
            "- Hạn chế, khuyết điểm (theo 03 nội dung nêu trên)",
            "- Nguyên nhân của hạn chế, khuyết điểm",
            "III. Kết quả khắc phục những hạn chế, khuyết điểm đã được cấp có thẩm quyền kết luận hoặc được chỉ ra ở "
            "các kỳ kiểm điểm trước",
            degree_line("TB"),
            "IV. Giải trình những vấn đề được gợi ý kiểm điểm (nếu có)",
            "V. Làm rõ trách nhiệm của cá nhân đối với những hạn chế, khuyết điểm của tập thể (nếu có)",
            "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
            "VII. Đề nghị (tự nhận) mức xếp loại chất lượng",
        ],
    )
    assert review.count(DEGREE_LINE) == 4


@pytest.mark.clause("HY-M02-5")
def test_headings_that_the_source_doubles_are_printed_once(review: str) -> None:
    assert review.count("Việc thực hiện chức trách, quyền hạn theo quy định") == 1
    assert review.count("Kết quả thực hiện các chỉ tiêu, nhiệm vụ được giao trong năm") == 1


def test_printed_forms_spell_what_the_sources_misspell(report: str, review: str) -> None:
    for wrong in ("CÔNG SẢN", "lễ lối", "tự chuyên hóa", "tiêu trí"):
        assert wrong not in report + review


@pytest.mark.clause("HY-M02-4")
def test_answers_to_the_manifestations_are_printed_as_an_appendix() -> None:
    with_answers = reading.pages(
        render(DocumentKind.LEADER_REVIEW, replace(leader_review(), manifestations=MANIFESTATIONS))
    )
    without = reading.text(render(DocumentKind.LEADER_REVIEW, leader_review()))

    reading.in_order(with_answers[-1], ["PHỤ LỤC", "1 Phai nhạt lý tưởng, giảm niềm tin ×", "Mức độ nhẹ; tự học"])
    assert "Qua đối chiếu 27 biểu hiện, bản thân không có biểu hiện suy thoái." in " ".join(with_answers[:-1])
    assert "PHỤ LỤC" not in without


@pytest.mark.clause("HY-M02-10")
def test_nothing_suggested_is_printed_as_none() -> None:
    text = reading.text(render(DocumentKind.LEADER_REVIEW, replace(leader_review(), explanations=(), explanation="")))

    assert "IV. Giải trình những vấn đề được gợi ý kiểm điểm (nếu có) Không. V." in text


def test_suggested_issues_are_printed_with_explanation_cause_and_responsibility(review: str) -> None:
    reading.in_order(
        review,
        [
            "Vấn đề: Tiến độ giải ngân",
            "- Giải trình: Đến ngày",
            "- Nguyên nhân: Vướng",
            "- Trách nhiệm: Tập thể",
            "V. Làm rõ",
        ],
    )


@pytest.mark.clause("HY-M02-14")
def test_review_ends_with_the_signature_of_its_author(review: str) -> None:
    assert without_page_number(review).endswith("NGƯỜI TỰ KIỂM ĐIỂM (Ký, ghi rõ họ tên) Hoàng Thị Quỳnh Như")


def test_empty_form_has_lines_to_write_on() -> None:
    filled = leader_review()
    empty = type(filled)(letterhead=FORM, year=2024, full_name="", signature=replace(filled.signature, name=""))

    text = reading.text(render(DocumentKind.LEADER_REVIEW, empty))

    assert text.count(degree_line(None)) == 4
    assert "Chức vụ Đảng: ......" in text
    assert "×" not in text


@pytest.mark.clause("CC-III.7.1-3")
def test_self_assessment_sheet_holds_degrees_and_level() -> None:
    text = reading.text(render(DocumentKind.SELF_ASSESSMENT, SELF_ASSESSMENT))

    reading.in_order(
        text,
        [
            "BIỂU TỰ ĐÁNH GIÁ",
            "STT Tiêu chí",
            *[criterion.text for criterion in SELF_ASSESSMENT.criteria],
            "× Hoàn thành tốt nhiệm vụ",
        ],
    )
