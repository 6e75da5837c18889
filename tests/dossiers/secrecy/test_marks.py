"""What is a mark of secrecy, and what is an ordinary word."""

import pytest

from dossiers.secrecy.marks import has_stamp, is_marked_name, is_stamp


@pytest.mark.parametrize(
    "line",
    [
        "MẬT", "TỐI MẬT", "TUYỆT MẬT", "  MẬT  ", "[MẬT]", "* TỐI MẬT *", "T Ố I   M Ậ T", "ĐỘ MẬT: TỐI MẬT",
        "Độ mật: Mật",
        "Mức độ mật: tuyệt mật", "MẬT – HỎA TỐC",
        "MẬT - KHẨN",
    ],
)  # fmt: skip
def test_line_of_its_own_in_capitals_is_a_stamp(line):
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "BẢO MẬT", "BÍ MẬT", "MẬT ĐỘ", "MẬT KHẨU", "Mật", "mật", "Độ mật: thường", "Độ mật: không", "BỎ PHIẾU KÍN",
        "PHIẾU KÍN", "Tài liệu MẬT được giữ riêng", "Bảo vệ bí mật nhà nước", "MẮT", "MẤT", "", "Mật độ: mật độ dân số",
    ],
)  # fmt: skip
def test_ordinary_line_is_none(line):
    assert not is_stamp(line)


def test_heading_that_breaks_inside_a_word_is_no_stamp():
    assert not has_stamp(["TĂNG CƯỜNG CÔNG TÁC BẢO", "MẬT", "THÔNG TIN"])
    assert not has_stamp(["BÁO CÁO", "MẬT", "ĐỘ DÂN SỐ"])
    assert has_stamp(["ĐẢNG ỦY", "MẬT", "BÁO CÁO"])


@pytest.mark.parametrize(
    "name",
    [
        "MẬT.pdf", "Báo cáo_MẬT.pdf", "TỐI MẬT 12.pdf", "[Mật] báo cáo.pdf", "Báo cáo (mật).docx", "Báo cáo mật.docx",
        "TÀI LIỆU MẬT.pdf", "Báo cáo MẬT.pdf", "12-CV_mật_2024.pdf", "tuyet mat.pdf", "toi_mat_12.pdf",
        "Độ mật - tối mật.pdf",
    ],
)  # fmt: skip
def test_name_that_says_so_is_marked(name):
    assert is_marked_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Bảo mật thông tin.pdf", "BÁO CÁO BẢO MẬT.pdf", "Kế hoạch bảo vệ bí mật nhà nước.pdf", "Mật độ dân số.pdf",
        "MẬT ĐỘ DÂN SỐ.pdf", "Báo cáo mật độ dân số.xlsx", "Đổi mật khẩu.docx", "Biên bản bỏ phiếu kín.pdf",
        "Bản kiểm điểm Nguyễn Văn Mật.pdf", "NGUYỄN VĂN MẬT.pdf", "Cơ mật viện.pdf", "Nghề nuôi ong lấy mật.pdf",
    ],
)  # fmt: skip
def test_ordinary_name_is_not(name):
    assert not is_marked_name(name)
