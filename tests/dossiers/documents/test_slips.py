"""Mẫu 03, the slips that are filled in by hand, and the report on results."""

from dataclasses import replace

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.marking import PageMark
from dossiers.documents.render import render, render_marked
from tests.dossiers.documents import reading
from tests.dossiers.documents.filled_in import (
    CV_SUPPLEMENT,
    OPINION_LETTER,
    REMEDIATION_REPORT,
    RESIDENCE_SLIP,
    RESULT_REPORT,
)

MARK = PageMark(code="K7Q4M2X9RTA3BCDE", address="HTTPS://A.VN/X/K7Q4M2X9RTA3BCDE")


def printed(kind: DocumentKind, data: object) -> str:
    return " ".join(reading.text(render(kind, data)).split())  # type: ignore[arg-type]


@pytest.mark.clause("HY-M03-1", "HY-M03-2", "HY-M03-7")
def test_letter_for_opinions_has_head_subject_guidance_and_closing_of_the_form() -> None:
    text = printed(DocumentKind.OPINION_LETTER, OPINION_LETTER)

    for part in ("HUYỆN ỦY ĐỊNH HÓA", "BAN TỔ CHỨC", "Số 15-CV/BTC", "Kính gửi: Ủy ban Kiểm tra Huyện ủy,"):
        assert part in text
    assert "V/v xin ý kiến đánh giá, xếp loại chất lượng của các chủ thể có liên quan" in text
    reading.in_order(
        text,
        [
            "Thực hiện Hướng dẫn 10-HD/TU ngày 18/11/2019 của Ban Thường vụ Tỉnh ủy Hưng Yên",
            "năm 2024 đối với tập thể Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
            "* Ưu điểm:",
            "* Hạn chế, khuyết điểm:",
            "* Cấp độ thực hiện:",
            "gửi về Ban Tổ chức trước ngày 25 tháng 11 năm 2024",
        ],
    )
    assert "THỦ TRƯỞNG CƠ QUAN" in text
    assert "- Lưu Ban Tổ chức." in text


def test_answered_letter_is_printed_with_the_answer() -> None:
    answered = replace(OPINION_LETTER, strengths="Đoàn kết, nền nếp.", shortcomings="Họp còn chậm.", degree="T")

    reading.in_order(
        printed(DocumentKind.OPINION_LETTER, answered),
        ["* Ưu điểm:", "Đoàn kết, nền nếp.", "* Hạn chế, khuyết điểm:", "Họp còn chậm.", "× Tốt"],
    )


@pytest.mark.clause("HY-B.II.3-8", "GB-3.1-7")
def test_slip_for_the_place_of_residence_is_filled_in_as_far_as_known() -> None:
    text = printed(DocumentKind.RESIDENCE_SLIP, RESIDENCE_SLIP)

    for part in (
        "Chi ủy Chi bộ Hồ Sen", "Lường Văn Đạt", "08/03/1979", "Tổ dân phố Hồ Sen, thị trấn Chợ Chu", "T/M CHI ỦY",
        "15/11/2024",
    ):  # fmt: skip
        assert part in text


@pytest.mark.clause("GB-3.1-6")
def test_supplement_to_the_curriculum_has_rooms_for_the_writer_and_the_office() -> None:
    rooms = render_marked(DocumentKind.CV_SUPPLEMENT, CV_SUPPLEMENT, mark=MARK).rooms

    assert [room.slot for room in rooms] == ["owner", "confirmer"]
    assert "văn bằng, chứng chỉ được cấp trong năm" in printed(DocumentKind.CV_SUPPLEMENT, CV_SUPPLEMENT)


@pytest.mark.clause("HY-B.II.3-4")
def test_report_on_results_gives_conclusions_and_levels() -> None:
    reading.in_order(
        printed(DocumentKind.RESULT_REPORT, RESULT_REPORT),
        [
            "BÁO CÁO kết quả kiểm điểm, xếp loại chất lượng của tập thể và cá nhân năm 2024",
            "I. Kết luận tại hội nghị kiểm điểm",
            "Hạn chế, khuyết điểm: họp chậm.",
            "II. Kết quả xếp loại",
            "- Tập thể lãnh đạo, quản lý: 01 hoàn thành tốt nhiệm vụ.",
            "Ban Thường vụ Đảng ủy",
        ],
    )


@pytest.mark.clause("NA-MB-3")
def test_report_on_remedies_has_the_columns_of_the_form() -> None:
    reading.in_order(
        printed(DocumentKind.REMEDIATION_REPORT, REMEDIATION_REPORT),
        [
            "KẾT QUẢ KHẮC PHỤC các tồn tại, hạn chế, khuyết điểm của Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
            "Giải pháp khắc phục", "Kết quả thực hiện", "Tình trạng", "Nguyên nhân chưa xong", "Thời hạn",
            "Đã khắc phục", "Đang khắc phục",
            "Người theo dõi, kiểm tra: đồng chí Trần Thị Minh.",
            "Mẫu 12",
        ],
    )  # fmt: skip
