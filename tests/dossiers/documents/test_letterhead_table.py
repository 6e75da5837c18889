"""Fonts, sizes and places of a printed paper beside the table of the rules: HD 36-HD/VPTW and Nghị định 30/2020."""

from functools import cache

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from tests.dossiers.documents import reading
from tests.dossiers.documents.filled_in import OPINION_LETTER
from tests.dossiers.documents.samples import DECISION, SUBMISSION_LETTER

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"
PARTY = [
    ("superior body", "HUYỆN ỦY ĐỊNH HÓA", REGULAR, 14, 14),
    ("issuing body", "ĐẢNG ỦY THỊ TRẤN CHỢ CHU", BOLD, 14, 14),
    ("number", "-QĐ/ĐU", REGULAR, 14, 14),
    ("party", "ĐẢNG CỘNG SẢN VIỆT NAM", BOLD, 15, 15),
    ("place and date", "tháng 12 năm 2024", ITALIC, 14, 14),
    ("title", "QUYẾT ĐỊNH", BOLD, 15, 16),
    ("subject", "về đánh giá, xếp loại chất lượng", BOLD, 14, 15),
    ("body", "Đánh giá, xếp loại chất lượng năm", REGULAR, 14, 15),
    ("signing power", "T/M BAN THƯỜNG VỤ", BOLD, 14, 14),
    ("name", "Nguyễn Văn Quyết", BOLD, 14, 14),
    ("recipients", "Nơi nhận:", REGULAR, 14, 14),
    ("a recipient", "- Ban Tổ chức Huyện ủy", REGULAR, 12, 12),
]
STATE = [
    ("superior body", "HUYỆN ĐỊNH HÓA", REGULAR, 12, 13),
    ("issuing body", "THỊ TRẤN CHỢ CHU", BOLD, 12, 13),
    ("number", "99/TTr-UBND", REGULAR, 13, 13),
    ("nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 12, 13),
    ("motto", "Độc lập - Tự do - Hạnh phúc", BOLD, 13, 14),
    ("place and date", "tháng 11 năm 2024", ITALIC, 13, 14),
    ("title", "TỜ TRÌNH", BOLD, 13, 14),
    ("subject", "đề nghị đánh giá, xếp loại chất lượng", BOLD, 13, 14),
    ("signing power", "TM. ỦY BAN NHÂN DÂN", BOLD, 13, 14),
    ("recipients", "Nơi nhận:", BOLD_ITALIC, 12, 12),
    ("a recipient", "- Lưu: VT", REGULAR, 11, 11),
]


@cache
def paper(bloc: str) -> bytes:
    if bloc == "party":
        return render(DocumentKind.DECISION, DECISION)
    return render(DocumentKind.SUBMISSION_LETTER, SUBMISSION_LETTER)


def place_of(pdf: bytes, wanted: str) -> tuple[int, list[tuple[float, float, float, float]]]:
    """The page on which a text stands first, and the boxes of its letters."""
    for number, text in enumerate(reading.pages(pdf)):
        if wanted in text:
            return number, reading.boxes_of(pdf, number, wanted)
    raise AssertionError(wanted)


@pytest.mark.parametrize(
    ("bloc", "wanted", "font", "least", "most"),
    [pytest.param("party", *row[1:], id=f"party {row[0]}") for row in PARTY]
    + [pytest.param("state", *row[1:], id=f"state {row[0]}") for row in STATE],
)
def test_font_and_size_are_those_of_the_table(bloc: str, wanted: str, font: str, least: float, most: float) -> None:
    page, _ = place_of(paper(bloc), wanted)

    found = reading.types_of(paper(bloc), page, wanted)

    assert {name for name, _ in found} == {font}
    assert all(least <= size <= most for _, size in found), found


@pytest.mark.parametrize("bloc", ["party", "state"])
def test_nothing_stands_outside_the_margins(bloc: str) -> None:
    """30 mm on the left, 15 on the right, 20 above and below; the number of the page stands above."""
    dots = 100
    image = reading.picture(paper(bloc), 0, dots)

    left, top, right, bottom = (place / dots * 25.4 for place in reading.ink(image))

    assert left >= 29.5
    assert right <= 210 - 14.5
    assert top >= 19.5
    assert bottom <= 297 - 19.5


@pytest.mark.parametrize(("bloc", "left", "right"), [
    ("party", "ĐẢNG ỦY THỊ TRẤN CHỢ CHU", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("state", "THỊ TRẤN CHỢ CHU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
])  # fmt: skip
def test_issuer_stands_left_of_the_party_or_nation(bloc: str, left: str, right: str) -> None:
    ours, theirs = reading.boxes_of(paper(bloc), 0, left), reading.boxes_of(paper(bloc), 0, right)

    assert max(box[2] for box in ours) < min(box[0] for box in theirs)
    middle = (min(box[0] for box in theirs) + max(box[2] for box in theirs)) / 2
    assert middle / reading.MM > 105


def test_first_page_has_no_number_and_the_next_has_it_in_the_middle_above() -> None:
    dots = 100
    first, second = (reading.picture(paper("party"), page, dots) for page in (0, 1))
    margin = (0, 0, first.width, int(19.5 / 25.4 * dots))

    assert first.crop(margin).getextrema()[0] > 128
    left, _, right, _ = reading.ink(second.crop(margin))

    assert (left + right) / 2 / dots * 25.4 == pytest.approx(30 + 165 / 2, abs=1)
    assert "2" in reading.pages(paper("party"))[1].split()


@pytest.mark.clause("HY-M03-1")
def test_subject_line_of_a_letter_stands_below_its_number_in_twelve_points() -> None:
    pdf = render(DocumentKind.OPINION_LETTER, OPINION_LETTER)

    number, subject = reading.boxes_of(pdf, 0, "-CV/BTC"), reading.boxes_of(pdf, 0, "V/v xin ý kiến")

    assert reading.types_of(pdf, 0, "V/v xin ý kiến") == {(ITALIC, 12.0)}
    assert max(box[3] for box in subject) < min(box[1] for box in number)
    assert max(box[2] for box in subject) / reading.MM < 110
