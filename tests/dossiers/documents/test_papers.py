"""Decision, minutes, ballots, lists and letters."""

from dataclasses import replace

import pytest

from dossiers.documents.kinds import DATA_TYPES, DocumentData, DocumentKind
from dossiers.documents.labels import LEVEL_NAMES
from dossiers.documents.layout import TITLES
from dossiers.documents.render import render
from tests.dossiers.documents import reading
from tests.dossiers.documents.samples import (
    ANNULMENT,
    BALLOT_COUNT,
    BOARD_LIST,
    COMPLAINT_ANSWER,
    DECISION,
    MINUTES,
    NOTICE,
    SAMPLES,
    SUBMISSION_LETTER,
)


def test_every_kind_has_a_sample_here() -> None:
    assert set(SAMPLES) == set(DocumentKind) == set(DATA_TYPES)


def test_decision_names_bases_articles_and_counts() -> None:
    page = reading.pages(render(DocumentKind.DECISION, DECISION))[0]

    reading.in_order(
        page,
        [
            "QUYẾT ĐỊNH về đánh giá, xếp loại chất lượng đối với tập thể, cá nhân",
            "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
            "BAN THƯỜNG VỤ ĐẢNG ỦY THỊ TRẤN CHỢ CHU QUYẾT ĐỊNH",
            "Điều 1. Đánh giá, xếp loại chất lượng năm 2024 đối với 04 tập thể, 03 cá nhân",
            "- Tập thể: 01 hoàn thành xuất sắc nhiệm vụ; 02 hoàn thành tốt nhiệm vụ; 01 không xếp loại.",
            "- Cá nhân: 01 hoàn thành xuất sắc nhiệm vụ; 01 hoàn thành tốt nhiệm vụ; 01 hoàn thành nhiệm vụ.",
            "Điều 2. Văn phòng Đảng ủy",
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        ],
    )


def test_decision_annex_lists_every_subject_with_its_level() -> None:
    annex = reading.pages(render(DocumentKind.DECISION, DECISION))[-1]

    rows = [
        part
        for group in DECISION.groups
        for part in (
            group.title,
            *[p for s in group.subjects for p in (s.name.split()[-1], LEVEL_NAMES[s.level].split()[-1])],
        )
    ]
    assert "Kèm theo Quyết định số 05-QĐ/ĐU, ngày 02 tháng 12 năm 2024" in annex
    reading.in_order(annex, rows)
    assert "Mới sáp nhập" in annex


@pytest.mark.clause("CC-I.6-4")
def test_decision_annex_prints_the_exception_of_a_newly_transferred_head() -> None:
    annex = reading.pages(render(DocumentKind.DECISION, DECISION))[-1]
    without = reading.text(render(DocumentKind.DECISION, replace(DECISION, exceptions=())))

    reading.in_order(
        annex,
        [
            "Trường hợp áp dụng ngoại lệ",
            "Ma Thị Ưng: người đứng đầu mới chuyển đến",
            "Lý do: nhận nhiệm vụ từ ngày 15/8/2024",
            "Căn cứ: mục I.6 Kế hoạch",
        ],
    )
    assert "ngoại lệ" not in without


def test_minutes_hold_attendance_comments_conclusions_and_both_signatures() -> None:
    text = reading.text(render(DocumentKind.MINUTES, MINUTES))

    reading.in_order(
        text,
        [
            "BIÊN BẢN Hội nghị kiểm điểm tập thể, cá nhân",
            "Thời gian bắt đầu: 08 giờ 00 phút, ngày 08 tháng 11 năm 2024",
            "Chủ trì: đồng chí Nguyễn Văn Quyết, Bí thư Đảng ủy.",
            "triệu tập: 07 đồng chí; có mặt: 06 đồng chí; vắng mặt: 01 đồng chí, gồm:",
            "Lý Văn Tọa, Ủy viên Ban Thường vụ – lý do: ốm, có giấy xác nhận.",
            "1. Kiểm điểm tập thể Ban Thường vụ Đảng ủy",
            "Đồng chí Lường Văn Đạt: Nhất trí với báo cáo.",
            "- Tiếp thu, giải trình: Tiếp thu, bổ sung vào báo cáo.",
            "- Kết luận: Báo cáo nghiêm túc",
            "2. Đồng chí Hoàng Thị Quỳnh Như",
            "Kết quả biểu quyết: Hoàn thành tốt nhiệm vụ 06/06 phiếu",
            "kết thúc vào 16 giờ 30 phút",
            "THƯ KÝ",
            "CHỦ TRÌ HỘI NGHỊ",
        ],
    )


def test_ballot_minutes_count_sheets_and_votes_of_the_named_base() -> None:
    text = reading.text(render(DocumentKind.BALLOT_COUNT, BALLOT_COUNT))

    reading.in_order(
        text,
        [
            "BIÊN BẢN KIỂM PHIẾU",
            "Số phiếu phát ra: 06 phiếu; số phiếu thu về: 06 phiếu.",
            "Số phiếu hợp lệ: 06 phiếu; số phiếu không hợp lệ: 00 phiếu.",
            "Tỷ lệ tính trên tổng số thành viên được triệu tập: 07",
            "06 85,7% 00 0%",
            "04 57,1% 02 28,6%",
            "T/M TỔ KIỂM PHIẾU",
        ],
    )


@pytest.mark.clause("CC-III.5-4", "CC-III.4-4")
def test_annulment_names_the_old_decision_the_reason_and_the_new_round() -> None:
    text = reading.text(render(DocumentKind.ANNULMENT, ANNULMENT))

    reading.in_order(
        text,
        [
            "QUYẾT ĐỊNH về việc hủy bỏ kết quả xếp loại chất lượng năm 2024 và xếp loại lại",
            "- Căn cứ Kết luận số 12-KL/UBKT ngày 10/12/2024,",
            "Điều 1. Hủy bỏ mức xếp loại “Hoàn thành xuất sắc nhiệm vụ” năm 2024 của Lường Văn Đạt",
            "tại Quyết định số 05-QĐ/ĐU ngày 02/12/2024",
            "Lý do: chưa bảo đảm tiêu chuẩn",
            "Điều 2. Xem xét, đánh giá, xếp loại lại Lường Văn Đạt",
        ],
    )


@pytest.mark.clause("CC-III.6-3", "CC-III.6-4")
def test_answer_concludes_on_every_point() -> None:
    text = reading.text(render(DocumentKind.COMPLAINT_ANSWER, COMPLAINT_ANSWER))

    reading.in_order(
        text,
        [
            "Kính gửi: đồng chí Lường Văn Đạt",
            "số tiếp nhận 3, ngày 05/12/2024",
            "1. Nội dung khiếu nại, kiến nghị: Chưa tính kết quả quý IV. Kết luận: Đã tính đủ.",
            "2. Nội dung khiếu nại, kiến nghị: Đề nghị xem lại số phiếu. Kết luận: Không có căn cứ.",
            "Kết luận chung: Giữ nguyên kết quả xếp loại đã quyết định.",
        ],
    )


@pytest.mark.clause("CC-III.7.1-1")
def test_submission_letter_lists_proposed_subjects_and_levels() -> None:
    text = reading.text(render(DocumentKind.SUBMISSION_LETTER, SUBMISSION_LETTER))

    reading.in_order(
        text,
        [
            "TỜ TRÌNH đề nghị đánh giá, xếp loại chất lượng",
            "Kính gửi: Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
            "Mức đề nghị",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc thị trấn",
            "Lường Văn Đạt",
            "Hồ sơ kèm theo gồm: - Báo cáo kiểm điểm của tập thể;",
        ],
    )


def test_board_list_shows_arithmetic_limits_and_repeats_its_head() -> None:
    pages = reading.pages(render(DocumentKind.BOARD_LIST, BOARD_LIST))

    assert "Bí thư chi bộ – 17 đạt loại Tốt trở lên × 20% = 3,4 → 3" in pages[0]
    assert "Chi ủy xếp loại Hoàn thành tốt" in pages[0]
    assert len(pages) > 1
    for page in pages:
        assert "Tự xếp loại" in page


def test_notice_says_result_ground_and_rights() -> None:
    text = reading.text(render(DocumentKind.NOTICE, NOTICE))

    reading.in_order(
        text,
        [
            "THÔNG BÁO kết quả đánh giá, xếp loại chất lượng",
            "Căn cứ Quyết định số 05-QĐ/ĐU",
            "Hoàng Thị Quỳnh Như",
            "- Ưu điểm: hoàn thành các chỉ tiêu được giao.",
            "bảo lưu ý kiến hoặc khiếu nại",
            "T/M BAN THƯỜNG VỤ",
        ],
    )


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_metadata_carry_title_language_and_the_day_of_the_document(kind: DocumentKind) -> None:
    data: DocumentData = SAMPLES[kind]

    pdf = render(kind, data)

    with reading.opened(pdf) as document:
        metadata = document.get_metadata_dict()
        language = reading.language(document)
    assert language == "vi"
    assert b'pdfaid:part="3"' in reading.content(pdf)
    assert b'pdfaid:conformance="U"' in reading.content(pdf)
    day = data.letterhead.issued_on
    assert day is not None
    assert metadata["Title"].startswith(TITLES[kind])
    assert f"năm {data.year}" in metadata["Title"]
    assert metadata["CreationDate"] == f"D:{day:%Y%m%d}"


def test_data_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="Decision"):
        render(DocumentKind.DECISION, MINUTES)
