"""Paper, margins, page numbers, breaks."""

from dataclasses import replace

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.parts import AssessedText
from dossiers.documents.render import render
from tests.dossiers.documents import reading
from tests.dossiers.documents.samples import (
    COLLECTIVE_REPORT,
    DECISION,
    RECIPIENTS,
    SAMPLES,
    leader_review,
)

DPI = 100
DOT = 25.4 / DPI


@pytest.fixture(scope="module")
def review() -> bytes:
    """A review of several full pages."""
    return render(DocumentKind.LEADER_REVIEW, leader_review(3))


LANDSCAPE = {
    DocumentKind.BOARD_LIST,
    DocumentKind.SET_ANNEX,
    DocumentKind.INSPECTION_REPORT,
    DocumentKind.CHANNEL_SUMMARY,
    DocumentKind.REMEDIATION_REPORT,
    DocumentKind.RESULT_TABLE,
    DocumentKind.DISPOSAL_LIST,
}


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind not in LANDSCAPE])
def test_paper_is_a4_upright(kind: DocumentKind) -> None:
    for size in reading.sizes(render(kind, SAMPLES[kind])):
        assert size == pytest.approx((210, 297), abs=0.1)


@pytest.mark.parametrize("kind", sorted(LANDSCAPE))
def test_lists_with_many_columns_are_a4_landscape(kind: DocumentKind) -> None:
    for size in reading.sizes(render(kind, SAMPLES[kind])):
        assert size == pytest.approx((297, 210), abs=0.1)


def test_text_fills_the_prescribed_margins(review: bytes) -> None:
    page = reading.picture(review, 1, DPI)
    below_number = page.crop((0, round(19.5 / DOT), page.width, page.height))

    left, _top, right, bottom = reading.ink(below_number)

    assert left * DOT == pytest.approx(30, abs=0.6)
    assert right * DOT == pytest.approx(210 - 15, abs=0.6)
    assert bottom * DOT + 19.5 <= 297 - 20


def test_body_is_14_points_with_first_line_indented_10_millimetres(review: bytes) -> None:
    letter_l = reading.boxes_of(review, 0, "- Luôn kiên định")[2]
    dash = reading.boxes_of(review, 0, "- Luôn kiên định")[0]

    capital_height = 1341 / 2048  # of the letter L, as a share of the font's size
    assert dash[0] / reading.MM == pytest.approx(40, abs=0.6)
    assert letter_l[3] - letter_l[1] == pytest.approx(14 * capital_height, abs=0.2)


def test_page_number_stands_centred_at_the_top_from_the_second_page(review: bytes) -> None:
    first, *others = range(len(reading.pages(review)))
    strip = [
        reading.picture(review, page, DPI).crop((round(60 / DOT), 0, round(170 / DOT), round(19 / DOT)))
        for page in (first, *others)
    ]

    assert strip[first].getextrema()[0] > 128
    assert len(others) >= 2
    for page in others:
        left, _top, right, _bottom = reading.ink(strip[page])
        assert reading.pages(review)[page].endswith(f" {page + 1}")
        assert (left + right) / 2 * DOT + 60 == pytest.approx(30 + 165 / 2, abs=1)


@pytest.mark.parametrize("lines", range(1, 40, 3))
def test_form_is_never_signed_on_a_page_without_its_proposal(lines: int) -> None:
    data = replace(COLLECTIVE_REPORT, responsibility="\n".join(f"- Nội dung {n}." for n in range(lines)))

    last = reading.pages(render(DocumentKind.COLLECTIVE_REPORT, data))[-1]

    reading.in_order(last, ["VII. Đề nghị xếp loại", "Không hoàn thành nhiệm vụ", "T/M TẬP THỂ", "Nguyễn Văn Quyết"])


@pytest.mark.parametrize("lines", range(1, 24, 2))
def test_decision_is_never_signed_on_a_page_of_its_own(lines: int) -> None:
    data = replace(DECISION, legal_bases=tuple(f"Căn cứ Quy định số {n}" for n in range(lines)))

    *_, signed, _annex = reading.pages(render(DocumentKind.DECISION, data))

    reading.in_order(signed, ["Điều 3.", "Nguyễn Văn Quyết"])
    assert RECIPIENTS[-1] in signed


def test_lengths_of_the_orphan_tests_cross_a_page_break() -> None:
    short = replace(DECISION, legal_bases=("Căn cứ Quy định số 1",))
    long = replace(DECISION, legal_bases=tuple(f"Căn cứ Quy định số {n}" for n in range(23)))

    counts = [len(reading.pages(render(DocumentKind.DECISION, data))) for data in (short, long)]

    assert counts == [2, 3]


def test_degree_stays_on_the_page_of_its_text() -> None:
    for lines in range(1, 12):
        text = "\n".join(f"- Kết quả {n}." for n in range(lines))
        merits = tuple(AssessedText(text=text, degree="T") for _ in range(5))
        for page in reading.pages(render(DocumentKind.COLLECTIVE_REPORT, replace(COLLECTIVE_REPORT, merits=merits))):
            assert not page.lstrip("0123456789 ").startswith("Tự đánh giá về cấp độ")
