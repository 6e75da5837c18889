"""Letters and slips that are answered or filled in, and the report on results."""

from dataclasses import replace
from datetime import date, datetime

from dossiers.documents.calls import CalendarRow, ConferenceNotice, Invitation
from dossiers.documents.disposals import DisposalLine, DisposalList, DisposalMinutes
from dossiers.documents.follow_up import RemediationReport, RemediedShortcoming
from dossiers.documents.labels import CONFIRMER
from dossiers.documents.letters import OfficeLetter
from dossiers.documents.parts import ConcludedPoint, Letterhead, RatedGroup, RatedSubject, Signature
from dossiers.documents.result_table import BarPiece, LevelCell, ResultBar, ResultLine, ResultPart, ResultTable
from dossiers.documents.slips import CurriculumSupplement, OpinionLetter, ResidenceSlip, ResultReport
from dossiers.documents.staff import StaffLine, StaffName, StaffReport
from tests.dossiers.documents.heads import FORM, PARTY, SECRETARY

OPINION_LETTER = OpinionLetter(
    letterhead=Letterhead(
        bloc="party",
        superior_body="Huyện ủy Định Hóa",
        issuing_body="Ban Tổ chức",
        symbol="CV/BTC",
        number="15",
        place="Chợ Chu",
        issued_on=date(2024, 11, 12),
        about="xin ý kiến đánh giá, xếp loại chất lượng của các chủ thể có liên quan",
    ),
    year=2024,
    form_label="Mẫu 03",
    addressees=("Ủy ban Kiểm tra Huyện ủy",),
    guidance="Hướng dẫn 10-HD/TU ngày 18/11/2019 của Ban Thường vụ Tỉnh ủy Hưng Yên",
    about="tập thể Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    deciding_body="Ban Thường vụ Huyện ủy Định Hóa",
    return_before=date(2024, 11, 25),
    criteria=("1a. Việc thực hiện nguyên tắc tập trung dân chủ, quy chế làm việc",),
    signature=Signature(post="Thủ trưởng cơ quan", note="Ký, ghi rõ họ tên và đóng dấu"),
    recipients=("Như trên", "Lưu Ban Tổ chức"),
)
OFFICE_LETTER = OfficeLetter(
    letterhead=Letterhead(
        bloc="party",
        superior_body="Quận ủy Long Biên",
        issuing_body="Đảng ủy phường Giang Biên",
        symbol="CV/ĐU",
        number="68",
        place="Giang Biên",
        issued_on=date(2021, 11, 2),
        about="kiểm điểm, đánh giá xếp loại chất lượng năm 2021",
    ),
    year=2021,
    text="Đảng ủy đề nghị các đơn vị tổ chức kiểm điểm.\n- Gửi báo cáo trước ngày 15 tháng 11 năm 2021.",
    addressees=("Lãnh đạo UBND phường", "Ban Thường trực UB MTTQ phường", "Các chi bộ trực thuộc Đảng ủy phường"),
    recipients=("Như trên", "Ban Thường vụ Quận ủy (để báo cáo)", "Lưu Văn phòng"),
    signature=SECRETARY,
)
RESIDENCE_SLIP = ResidenceSlip(
    letterhead=FORM,
    year=2024,
    addressee="Chi ủy Chi bộ Hồ Sen",
    full_name="Lường Văn Đạt",
    born_on=date(1979, 3, 8),
    post="Phó Chủ tịch, Ủy ban nhân dân thị trấn",
    cell="Chi bộ cơ quan Ủy ban nhân dân",
    residence="Tổ dân phố Hồ Sen, thị trấn Chợ Chu",
    return_before=date(2024, 11, 15),
    signature=Signature(capacity="behalf", principal="Chi ủy", post="Bí thư", note="Ký, ghi rõ họ tên"),
)
CV_SUPPLEMENT = CurriculumSupplement(
    letterhead=Letterhead(bloc="party", issuing_body="", place="Chợ Chu", issued_on=date(2024, 11, 5)),
    year=2024,
    full_name="Lường Văn Đạt",
    born_on=date(1979, 3, 8),
    joined_on=date(2004, 5, 19),
    post="Phó Chủ tịch",
    workplace="Ủy ban nhân dân thị trấn",
    cell="Chi bộ cơ quan",
    residence="Tổ dân phố Hồ Sen, thị trấn Chợ Chu",
    signature=Signature(post="Người khai", name="Lường Văn Đạt", note="Ký, ghi rõ họ tên"),
    confirmation=CONFIRMER,
)
REMEDIATION_REPORT = RemediationReport(
    letterhead=replace(PARTY, symbol="BC", number=""),
    year=2021,
    about="Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    basis="Quyết định xếp loại số 01-QĐ/ĐU ngày 20/12/2021",
    form_label="Mẫu 12",
    rows=(
        RemediedShortcoming(
            text="Chậm ban hành chương trình kiểm tra, giám sát.",
            measure="Ban hành chương trình năm sau trước ngày 15/12; phân công từng đồng chí.",
            result="Đã ban hành ngày 10/12.",
            status="Đã khắc phục",
            reason="",
            responsible="Lường Văn Đạt",
            due="15/12/2022",
        ),
        RemediedShortcoming(
            text="Giải ngân vốn đầu tư công đạt thấp.",
            measure="Giao ban hằng tuần với chủ đầu tư.",
            result="Đạt 82% kế hoạch.",
            status="Đang khắc phục",
            reason="Vướng giải phóng mặt bằng ở hai tổ dân phố.",
            responsible="Hoàng Văn Sơn",
            due="30/09/2022; hạn mới 31/12/2022",
        ),
    ),
    follower="Trần Thị Minh",
    signature=SECRETARY,
)
RESULT_REPORT = ResultReport(
    letterhead=replace(PARTY, symbol="BC/ĐU", number=""),
    year=2024,
    reporter="Đảng ủy thị trấn Chợ Chu",
    addressees=("Ban Thường vụ Huyện ủy Định Hóa",),
    conclusions=(
        ConcludedPoint(text="Ban Thường vụ Đảng ủy", conclusion="Ưu điểm: đoàn kết.\nHạn chế, khuyết điểm: họp chậm."),
        ConcludedPoint(text="Lường Văn Đạt", conclusion="Ưu điểm: tận tụy."),
    ),
    groups=(
        RatedGroup(
            title="Tập thể lãnh đạo, quản lý",
            noun="tập thể",
            subjects=(RatedSubject(name="Ban Thường vụ Đảng ủy", level="HTT", note="Đề nghị"),),
        ),
        RatedGroup(
            title="Cá nhân cán bộ lãnh đạo, quản lý",
            noun="cá nhân",
            subjects=(RatedSubject(name="Lường Văn Đạt", level="XS", description="Phó Chủ tịch", note="Tự xếp loại"),),
        ),
    ),
    signature=SECRETARY,
    recipients=("Như trên", "Lưu Văn phòng Đảng ủy"),
)
STAFF_REPORT = StaffReport(
    letterhead=replace(PARTY, bloc="state", symbol="BC-BDT", number="88", issued_on=date(2022, 12, 12)),
    year=2022,
    addressee="Ủy ban nhân dân tỉnh",
    route="Sở Nội vụ",
    reporter="Ban Dân tộc tỉnh Sơn La",
    lines=(
        StaffLine(kind="Cán bộ lãnh đạo, quản lý", total=3, counts=(1, 2, 0, 0)),
        StaffLine(kind="Công chức, người lao động", total=5, counts=(1, 3, 0, 0), not_rated=1),
    ),
    names=(
        StaffName(
            name="Lường Văn Đạt",
            position="Trưởng phòng",
            unit="Phòng Tổng hợp – Hành chính",
            kind="Cán bộ lãnh đạo, quản lý",
            level="HTT",
        ),
    ),
    signature=Signature(post="Trưởng ban", name="Nguyễn Văn Quyết"),
    recipients=("Như trên", "Lưu Văn phòng"),
)
INVITATION = Invitation(
    letterhead=replace(PARTY, symbol="GM/ĐU", number="31", issued_on=date(2024, 11, 20)),
    year=2024,
    invited="Ủy ban nhân dân huyện Định Hóa",
    conference="Hội nghị kiểm điểm Ban Thường vụ Đảng ủy thị trấn Chợ Chu năm 2024",
    starts_at=datetime(2024, 11, 28, 8, 0),
    location="Hội trường Đảng ủy thị trấn",
    chair="Nguyễn Văn Quyết",
    signature=SECRETARY,
    recipients=("Như trên", "Lưu Văn phòng"),
)
CONFERENCE_NOTICE = ConferenceNotice(
    letterhead=replace(PARTY, symbol="TB/ĐU", number="12", issued_on=date(2024, 11, 8)),
    year=2024,
    rows=(
        CalendarRow(
            conference="Hội nghị kiểm điểm Ban Thường trực Mặt trận Tổ quốc thị trấn năm 2024",
            starts_at=datetime(2024, 11, 26, 14, 0),
            location="Phòng họp tầng 2",
            chair="Nguyễn Văn Ân",
        ),
        CalendarRow(
            conference="Hội nghị kiểm điểm Ban Thường vụ Đảng ủy thị trấn năm 2024",
            starts_at=datetime(2024, 11, 28, 8, 0),
            location="Hội trường Đảng ủy thị trấn",
            chair="Nguyễn Văn Quyết",
        ),
    ),
    signature=SECRETARY,
    recipients=("Các cơ quan, đơn vị, chi bộ có tên trong lịch", "Lưu Văn phòng"),
)
DISPOSAL_LINES = (
    DisposalLine(label="Lường Văn Sơn – Đảng ủy thị trấn", files=6, size="2,4 MB", digest="3f9a1c77b0de"),
    DisposalLine(label="Hà Thị Dung – Ủy ban nhân dân", files=5, size="812 KB", digest="a07712cd95e1"),
)
DISPOSAL_LIST = DisposalList(
    letterhead=replace(PARTY, symbol="DM/ĐU", number="3", issued_on=date(2031, 1, 8)),
    year=2024,
    record_class="Hồ sơ kiểm điểm, xếp loại của cá nhân",
    basis="Thời hạn bảo quản 5 năm: Quyết định số 12-QĐ/ĐU",
    due_on=date(2030, 12, 31),
    proposed_by="Nông Thị Hà",
    proposed_on=date(2031, 1, 8),
    lines=DISPOSAL_LINES,
    signature=SECRETARY,
    recipients=("Lưu hồ sơ tiêu hủy", "Lưu Văn phòng"),
)
DISPOSAL_MINUTES = DisposalMinutes(
    letterhead=replace(PARTY, symbol="BB/ĐU", number="4", issued_on=date(2031, 1, 10)),
    year=2024,
    record_class=DISPOSAL_LIST.record_class,
    basis=DISPOSAL_LIST.basis,
    proposed_by="Nông Thị Hà",
    proposed_on=date(2031, 1, 8),
    approved_by="Nguyễn Văn Quyết",
    approved_on=date(2031, 1, 10),
    finished_on=date(2031, 1, 10),
    files=6,
    size="2,4 MB",
    gone=DISPOSAL_LINES[:1],
    stayed=(replace(DISPOSAL_LINES[1], kept="Có khiếu nại chưa giải quyết xong"),),
    signature=SECRETARY,
    recipients=("Lưu hồ sơ tiêu hủy", "Lưu Văn phòng"),
)
_LEVELS = (
    LevelCell(count=3, share="15,8%"), LevelCell(count=14, share="73,7%"), LevelCell(count=2, share="10,5%"),
    LevelCell(count=0, share="0%"),
)  # fmt: skip
_PIECES = (
    BarPiece(level="XS", start=0, width=158), BarPiece(level="HTT", start=158, width=737),
    BarPiece(level="HT", start=895, width=105),
)  # fmt: skip
_FIGURES = ResultLine(
    name="Ủy ban nhân dân thị trấn Chợ Chu", number=1, total=21, reviewed=21, rated=19, levels=_LEVELS, not_rated=2,
    reasons="Giữ chức vụ chưa đủ thời gian: 2", disciplined=1,
)  # fmt: skip
RESULT_TABLE = ResultTable(
    letterhead=replace(PARTY, symbol="BTH/ĐU", number="12", issued_on=date(2024, 12, 8)),
    year=2024,
    as_of="08/12/2024",
    parts=(
        ResultPart(
            title="Cá nhân",
            lines=(
                _FIGURES,
                replace(_FIGURES, name="Cộng tại đây", number=None, is_sum=True),
                ResultLine(name="Đơn vị cấp dưới", is_heading=True),
                replace(_FIGURES, name="Đảng bộ xã Bảo Cường", number=2),
                replace(_FIGURES, name="Tổng cộng", number=None, is_sum=True),
            ),
            bars=(
                ResultBar(name="Ủy ban nhân dân thị trấn Chợ Chu", pieces=_PIECES, numbers=_LEVELS),
                ResultBar(name="Năm 2023 (tại đây)", pieces=_PIECES, numbers=_LEVELS, is_sum=True),
            ),
        ),
    ),
    cap=20,
    unreported=("Đảng bộ xã Phúc Chu",),
    signature=SECRETARY,
    recipients=("Ban Thường vụ Huyện ủy", "Lưu Văn phòng"),
)
