"""Papers that follow a decision, and the annex of a plan."""

from dataclasses import replace

from dossiers.documents.kinds import Annulment, ComplaintAnswer, SetAnnex
from dossiers.documents.parts import AnnexRow, AnnexSection, ConcludedPoint
from tests.dossiers.documents.heads import PARTY, SECRETARY

ANNULMENT = Annulment(
    letterhead=replace(PARTY, symbol="QĐ/ĐU", number="06"),
    year=2024,
    deciding_body="Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    subject="Lường Văn Đạt",
    description="Ủy viên Ban Thường vụ",
    level="XS",
    decision="Quyết định số 05-QĐ/ĐU ngày 02/12/2024 của Ban Thường vụ Đảng ủy",
    grounds=("Căn cứ quy định về xếp loại chất lượng", "Căn cứ Kết luận số 12-KL/UBKT ngày 10/12/2024"),
    conclusion="chưa bảo đảm tiêu chuẩn của mức xếp loại.",
    signature=SECRETARY,
    recipients=("Như Điều 3", "Lưu Văn phòng Đảng ủy"),
)
COMPLAINT_ANSWER = ComplaintAnswer(
    letterhead=replace(PARTY, symbol="CV/ĐU", number="07"),
    year=2024,
    addressee="đồng chí Lường Văn Đạt",
    receipt="số tiếp nhận 3, ngày 05/12/2024",
    decision="Quyết định số 05-QĐ/ĐU của Ban Thường vụ Đảng ủy",
    points=(
        ConcludedPoint(text="Chưa tính kết quả quý IV.", conclusion="Đã tính đủ."),
        ConcludedPoint(text="Đề nghị xem lại số phiếu.", conclusion="Không có căn cứ."),
    ),
    outcome="Giữ nguyên kết quả xếp loại đã quyết định.",
    signature=SECRETARY,
    recipients=("Như trên",),
)
SET_ANNEX = SetAnnex(
    letterhead=replace(PARTY, symbol="", number=""),
    year=2024,
    plan="Kế hoạch số 72-KH/ĐU",
    set_title="Kế hoạch kiểm điểm, đánh giá, xếp loại năm 2024",
    digest="0123456789abcdef" * 4,
    is_frozen=True,
    sections=(
        AnnexSection(
            "Tỷ lệ xếp loại Xuất sắc",
            ("Nội dung", "Quy định", "Căn cứ"),
            (AnnexRow(("Tỷ lệ tối đa xếp loại Xuất sắc", "20%", "Quy định số 124-QĐ/TW, Điều 12")),),
        ),
    ),
)
