"""Papers that follow a decision, the annex of a plan, and the report of an inspection."""

from dataclasses import replace
from datetime import date

from dossiers.documents.kinds import Annulment, ComplaintAnswer, InspectionReport, SetAnnex
from dossiers.documents.parts import AnnexRow, AnnexSection, ConcludedPoint, InspectedFinding, InspectedGroup, Signature
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
    letterhead=replace(
        PARTY, symbol="CV/ĐU", number="07", about="trả lời khiếu nại, kiến nghị về kết quả xếp loại năm 2024"
    ),
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
INSPECTION_REPORT = InspectionReport(
    letterhead=replace(PARTY, symbol="BC/ĐU", number="", issued_on=date(2022, 11, 1)),
    year=2021,
    body="Đảng bộ xã Phúc Chu",
    inspected_on=date(2022, 11, 1),
    rating_date=date(2021, 12, 20),
    set_title="Kế hoạch 131-KH/TU ngày 24/10/2022",
    input="Bảng tính Excel “Kết quả 2021.xlsx”",
    digest="0123456789abcdef" * 4,
    summary="Kiểm tra kết quả xếp loại năm 2021 của Đảng bộ xã Phúc Chu: 30 đối tượng đã xếp loại; 1 nhóm vượt.",
    due="đến hết ngày 29/11/2022 (hạn rà soát của bộ quy định)",
    order="tự chấn chỉnh, khắc phục xong trước ngày 30/11/2022, cho kết quả năm 2021",
    groups=tuple(
        InspectedGroup(
            name=name,
            rated=15,
            passed=15,
            allowed=3,
            decided=top,
            excess=max(0, top - 3),
            of_pool=pool,
            of_left=left,
            calculation="15 đạt loại Tốt trở lên × 20% = 3 → 3.",
        )
        for name, top, pool, left in (
            ("Tập thể lãnh đạo, quản lý cấp xã", 5, "33,3%", "50%"),
            ("Cán bộ lãnh đạo", 3, "20%", "25%"),
        )
    ),
    findings=(
        InspectedFinding(
            text="Nhóm “Tập thể lãnh đạo, quản lý cấp xã” có 5 đối tượng xếp loại “Hoàn thành xuất sắc nhiệm vụ”, được "
            "phép 3, vượt 2.",
            arithmetic="15 đạt loại Tốt trở lên × 20% = 3 → 3; đã xếp 5 (33,3% số đạt loại Tốt trở lên); 5 − 3 = 2.",
            clauses=("Kế hoạch 131-KH/TU ngày 24/10/2022 của Ban Thường vụ Tỉnh ủy Nghệ An, mục 4",),
            remedy="Xếp loại lại nhóm “Tập thể lãnh đạo, quản lý cấp xã”: bớt 2 trong 5 đối tượng.",
        ),
        InspectedFinding(
            text="Ma Văn Lãnh được xếp loại “Hoàn thành xuất sắc nhiệm vụ”, cao hơn tập thể mà mình đứng đầu.",
            arithmetic="Tập thể được xếp loại “Hoàn thành tốt nhiệm vụ”.",
            clauses=("Kế hoạch năm 2024 của Ban Thường vụ Đảng ủy thị trấn Chợ Chu, mục I.6",),
            remedy="Xếp loại lại Ma Văn Lãnh: cao nhất là “Hoàn thành tốt nhiệm vụ”.",
            correction="Đã xếp loại lại theo Quyết định 9-QĐ/ĐU, ngày 10/11/2022. Đã họp xếp loại lại.",
        ),
    ),
    signature=Signature(post="Người kiểm tra", name="Triệu Thị Mai"),
)
