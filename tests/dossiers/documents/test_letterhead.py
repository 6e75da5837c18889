"""Head, number, signature and recipients in the layout of the party and of the state."""

from dataclasses import replace
from datetime import date

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.parts import Letterhead, Signature
from dossiers.documents.render import render
from tests.dossiers.documents import reading
from tests.dossiers.documents.samples import (
    COLLECTIVE_REPORT,
    DECISION,
    FORM,
    RECIPIENTS,
    STATE,
    SUBMISSION_LETTER,
)


def head_of(letterhead: Letterhead) -> str:
    """First page of a decision under this letterhead."""
    return reading.pages(render(DocumentKind.DECISION, replace(DECISION, letterhead=letterhead)))[0]


def test_party_letterhead_of_a_numbered_document() -> None:
    page = reading.pages(render(DocumentKind.DECISION, DECISION))[0]

    reading.in_order(page, ["HUYỆN ỦY ĐỊNH HÓA", "ĐẢNG ỦY THỊ TRẤN CHỢ CHU", "*", "Số 05-QĐ/ĐU"])
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page
    assert "Chợ Chu, ngày 02 tháng 12 năm 2024" in page
    assert "CỘNG HÒA" not in page


def test_state_letterhead_of_a_numbered_document() -> None:
    page = reading.pages(render(DocumentKind.SUBMISSION_LETTER, SUBMISSION_LETTER))[0]

    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 99/TTr-UBND",
        "Chợ Chu, ngày 12 tháng 11 năm 2024",
    ):
        assert part in page
    assert "ĐẢNG CỘNG SẢN" not in page


@pytest.mark.clause("HY-M01-1")
@pytest.mark.parametrize(
    ("letterhead", "printed", "absent"),
    [
        (FORM, "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (replace(STATE, symbol=""), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ],
)
def test_collective_report_takes_the_letterhead_of_the_bloc(letterhead: Letterhead, printed: str, absent: str) -> None:
    page = reading.pages(render(DocumentKind.COLLECTIVE_REPORT, replace(COLLECTIVE_REPORT, letterhead=letterhead)))[0]

    assert printed in page
    assert absent not in page
    assert "CÔNG SẢN" not in page
    assert ("Độc lập - Tự do - Hạnh phúc" in page) == (letterhead.bloc == "state")


def test_number_that_is_not_given_yet_leaves_room_for_the_pen() -> None:
    pdf = render(DocumentKind.DECISION, replace(DECISION, letterhead=replace(DECISION.letterhead, number="")))

    between = reading.pages(pdf)[0].split("* Số")[1].split("-QĐ/ĐU")[0]
    boxes = reading.boxes_of(pdf, 0, "-QĐ/ĐU")
    number = reading.boxes_of(pdf, 0, "Số")

    assert between.strip() == ""
    assert (boxes[0][0] - number[-1][2]) / reading.MM > 8


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2024, 3, 5), "ngày 05 tháng 3 năm 2024"),
        (date(2024, 11, 15), "ngày 15 tháng 11 năm 2024"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day: date, expected: str) -> None:
    assert f"Chợ Chu, {expected}" in head_of(replace(DECISION.letterhead, issued_on=day))


def test_date_that_is_not_known_yet_keeps_the_year() -> None:
    page = head_of(replace(DECISION.letterhead, issued_on=None, year=2024))

    assert "Chợ Chu, ngày tháng năm 2024" in page


@pytest.mark.clause("CC-NN-1", "GB-NN-1")
@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (
            Signature(capacity="behalf", principal="Ban Thường vụ", post="Bí thư", name="Ma Đình An"),
            "T/M BAN THƯỜNG VỤ BÍ THƯ",
        ),
        (
            Signature(capacity="behalf", principal="Đảng ủy", post="Phó Bí thư", name="Ma Đình An"),
            "T/M ĐẢNG ỦY PHÓ BÍ THƯ",
        ),
        (
            Signature(capacity="for_head", principal="Trưởng Ban", post="Phó Trưởng Ban", name="Ma Đình An"),
            "K/T TRƯỞNG BAN PHÓ TRƯỞNG BAN",
        ),
    ],
)
def test_party_signature_names_power_and_post_beside_the_recipients(signature: Signature, lines: str) -> None:
    pdf = render(DocumentKind.DECISION, replace(DECISION, signature=signature))
    page = reading.pages(pdf)[0]

    power, post = lines.split(" ", 1)[0], signature.post.upper()
    reading.in_order(page, [power, post, "Ma Đình An"])
    for recipient in RECIPIENTS[:-1]:
        assert recipient[:30] in page
    assert f"- {RECIPIENTS[-1]}." in page
    caption, first_line = reading.boxes_of(pdf, 0, "Nơi nhận:"), reading.boxes_of(pdf, 0, lines[:8])
    assert caption[-1][2] < first_line[0][0]
    assert caption[0][1] == pytest.approx(first_line[0][1], abs=6)


def test_state_signature_has_a_dot_and_its_text_ends_with_a_stroke() -> None:
    page = reading.text(render(DocumentKind.SUBMISSION_LETTER, SUBMISSION_LETTER))

    reading.in_order(page, ["quyết định./.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hoàng Thị Quỳnh Như"])
    assert "T/M" not in page
    assert "- Lưu: VT." in page
