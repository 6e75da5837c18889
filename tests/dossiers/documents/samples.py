"""Documents of a fictitious year, as the application fills them."""

from dataclasses import replace
from datetime import date, datetime

from dossiers.documents.boards import BallotCount, BoardList, ChannelSummary
from dossiers.documents.bundles import BoundPaper, DossierBundle
from dossiers.documents.kinds import (
    CollectiveReport,
    Decision,
    DocumentData,
    DocumentKind,
    LeaderReview,
    Minutes,
    Notice,
    SelfAssessment,
    SubmissionLetter,
)
from dossiers.documents.parts import (
    AssessedCriterion,
    AssessedText,
    Attendant,
    BoardGroup,
    BoardRow,
    ChannelRow,
    Comment,
    EarlierShortcoming,
    Explanation,
    Manifestation,
    Measure,
    MinutesItem,
    RatedGroup,
    RatedSubject,
    RatingException,
    Signature,
    Target,
    VoteRow,
)
from tests.dossiers.documents.aftermath import ANNULMENT, COMPLAINT_ANSWER, INSPECTION_REPORT, SET_ANNEX
from tests.dossiers.documents.filled_in import (
    CONFERENCE_NOTICE,
    CV_SUPPLEMENT,
    DISPOSAL_LIST,
    DISPOSAL_MINUTES,
    INVITATION,
    OFFICE_LETTER,
    OPINION_LETTER,
    REMEDIATION_REPORT,
    RESIDENCE_SLIP,
    RESULT_REPORT,
    RESULT_TABLE,
    STAFF_REPORT,
)
from tests.dossiers.documents.heads import FORM, PARTY, RECIPIENTS, SECRETARY, STATE

SENTENCE = (
    "Luôn kiên định chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh, đường lối đổi mới của Đảng; nghiêm túc học tập, "
    "quán triệt và thực hiện các nghị quyết, chỉ thị của cấp trên; giữ gìn đoàn kết trong cấp ủy và cơ quan."
)
TARGETS = (
    Target(name="Thu ngân sách trên địa bàn", planned="4,2 tỷ đồng", achieved="4,5 tỷ đồng, đạt 107,1%"),
    Target(name="Tỷ lệ hộ nghèo giảm", planned="1,5%", achieved="1,6%"),
    Target(name="Kết nạp đảng viên mới", planned="12 đảng viên", achieved="13 đảng viên"),
)
EARLIER = (
    EarlierShortcoming(
        text="Việc kiểm tra chuyên đề ở một số chi bộ còn chậm",
        status="ongoing",
        progress="đạt khoảng 80%",
        difficulties="thiếu cán bộ chuyên trách.",
        responsibility="Ủy ban Kiểm tra Đảng ủy.",
    ),
    EarlierShortcoming(text="Một số văn bản ban hành chưa đúng thể thức", status="done"),
)
MEASURES = (
    Measure(
        text="Hoàn thành kiểm tra chuyên đề tại 05 chi bộ còn lại.",
        owner="Ủy ban Kiểm tra Đảng ủy",
        due_on=date(2025, 3, 31),
    ),
    Measure(text="Rà soát thể thức văn bản trước khi ban hành.", owner="Văn phòng Đảng ủy"),
)
EXPLANATIONS = (
    Explanation(
        issue="Tiến độ giải ngân vốn đầu tư công",
        explanation="Đến ngày 31/10/2024 giải ngân đạt 82% kế hoạch vốn.",
        cause="Vướng giải phóng mặt bằng tại tổ dân phố Hồ Sen.",
        responsibility="Tập thể Ủy ban nhân dân thị trấn; đồng chí Phó Chủ tịch phụ trách kinh tế.",
    ),
)

COLLECTIVE_REPORT = CollectiveReport(
    form_label="Mẫu 01",
    letterhead=FORM,
    year=2024,
    collective="Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    setting="địa phương",
    merits=(
        AssessedText(text=f"- {SENTENCE}\n- Ban hành 03 nghị quyết chuyên đề.", degree="X"),
        AssessedText(text=SENTENCE, degree="T"),
        AssessedText(text=SENTENCE, degree="T"),
        AssessedText(text=SENTENCE, degree="TB"),
        AssessedText(text=SENTENCE, degree="K"),
    ),
    targets=TARGETS,
    shortcomings="- Công tác kiểm tra, giám sát có việc chưa kịp thời.\n- Sinh hoạt chi bộ có nơi chưa đều.",
    causes="Chủ quan: chỉ đạo có lúc chưa quyết liệt. Khách quan: địa bàn rộng.",
    remediation=AssessedText(text="Đã chỉ đạo khắc phục cơ bản các nội dung nêu trên.", degree="T"),
    earlier_shortcomings=EARLIER,
    explanations=EXPLANATIONS,
    responsibility="Tập thể Ban Thường vụ nhận trách nhiệm chung; đồng chí phụ trách nhận trách nhiệm trực tiếp.",
    measures=MEASURES,
    proposed_level="HTT",
    signature=Signature(
        capacity="behalf",
        principal="tập thể lãnh đạo, quản lý",
        note="Ký, ghi rõ họ tên và đóng dấu",
        name="Nguyễn Văn Quyết",
    ),
)


def leader_review(repeat: int = 1) -> LeaderReview:
    """A self-review whose long answers repeat the sentence."""
    text = "\n".join([f"- {SENTENCE}"] * repeat)
    return LeaderReview(
        form_label="Mẫu 02",
        letterhead=FORM,
        year=2024,
        full_name="Hoàng Thị Quỳnh Như",
        born_on=date(1979, 2, 3),
        party_post="Phó Bí thư Đảng ủy thị trấn",
        government_post="Chủ tịch Ủy ban nhân dân thị trấn",
        mass_post="Không",
        workplace="Ủy ban nhân dân thị trấn Chợ Chu",
        cell="Chi bộ Cơ quan thị trấn",
        ideology=text,
        morals=text,
        discipline=text,
        working_style=text,
        self_identification="Qua đối chiếu 27 biểu hiện, bản thân không có biểu hiện suy thoái.",
        conduct_degree="X",
        duties=text,
        results=text,
        field_responsibility=text,
        targets=TARGETS,
        duties_degree="T",
        commitment=AssessedText(text=text, degree="T"),
        shortcomings="- Có việc giải quyết thủ tục hành chính còn chậm.",
        causes="Chưa thường xuyên kiểm tra, đôn đốc.",
        remediation=AssessedText(text="Đã khắc phục cơ bản.", degree="TB"),
        earlier_shortcomings=EARLIER,
        explanations=EXPLANATIONS,
        responsibility="Chịu trách nhiệm của người phụ trách lĩnh vực.",
        measures=MEASURES,
        proposed_level="HTT",
        signature=Signature(post="Người tự kiểm điểm", note="Ký, ghi rõ họ tên", name="Hoàng Thị Quỳnh Như"),
    )


COLLECTIVES = RatedGroup(
    title="Tập thể",
    noun="tập thể",
    subjects=(
        RatedSubject(name="Ban Thường trực Ủy ban Mặt trận Tổ quốc thị trấn", level="XS"),
        RatedSubject(name="Tập thể Thường trực Hội đồng nhân dân thị trấn", level="HTT"),
        RatedSubject(name="Chi ủy Chi bộ Trường Mầm non", level="HTT"),
        RatedSubject(name="Chi ủy Chi bộ Hồ Sen - Phố Mới", level="NR", note="Mới sáp nhập"),
    ),
)
PERSONS = RatedGroup(
    title="Cá nhân",
    noun="cá nhân",
    subjects=(
        RatedSubject(name="Hoàng Thị Quỳnh Như", description="Chủ tịch Ủy ban nhân dân", level="HTT"),
        RatedSubject(name="Lường Văn Đạt", description="Chủ tịch Hội Nông dân", level="HT"),
        RatedSubject(name="Ma Thị Ưng", description="Chủ tịch Hội Liên hiệp Phụ nữ", level="XS"),
    ),
)
SCOPE = "tập thể, cá nhân cán bộ lãnh đạo, quản lý thuộc diện Ban Thường vụ Đảng ủy thị trấn Chợ Chu quản lý"

DECISION = Decision(
    letterhead=PARTY,
    year=2024,
    scope=SCOPE,
    deciding_body="Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    legal_bases=(
        "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
        "Căn cứ Quy định số 124-QĐ/TW, ngày 04/10/2023 của Bộ Chính trị về kiểm điểm và đánh giá, xếp loại chất "
        "lượng hằng năm đối với tập thể, cá nhân trong hệ thống chính trị",
        "Căn cứ kết quả bỏ phiếu tại hội nghị ngày 02/12/2024; xét đề nghị của Văn phòng Đảng ủy",
    ),
    groups=(COLLECTIVES, PERSONS),
    exceptions=(
        RatingException(
            subject="Ma Thị Ưng",
            text="người đứng đầu mới chuyển đến, không bị giới hạn bởi mức xếp loại của tổ chức mới",
            reason="nhận nhiệm vụ từ ngày 15/8/2024, không liên quan kết quả của Hội trước đó",
            clause="mục I.6 Kế hoạch kiểm điểm năm 2024",
        ),
    ),
    implementers="Văn phòng Đảng ủy, Ủy ban Kiểm tra Đảng ủy, các chi bộ trực thuộc và các tập thể, cá nhân có tên "
    "tại Điều 1",
    signature=SECRETARY,
    recipients=RECIPIENTS,
)
MINUTES = Minutes(
    letterhead=replace(PARTY, symbol="BB/ĐU", number="12", issued_on=date(2024, 11, 8)),
    year=2024,
    conference="Hội nghị kiểm điểm tập thể, cá nhân Ban Thường vụ Đảng ủy thị trấn",
    started_at=datetime(2024, 11, 8, 8, 0),
    ended_at=datetime(2024, 11, 8, 16, 30),
    place="Phòng họp Đảng ủy thị trấn Chợ Chu",
    chair=Attendant(name="Nguyễn Văn Quyết", post="Bí thư Đảng ủy"),
    secretary=Attendant(name="Triệu Thị Hảo", post="Văn phòng Đảng ủy"),
    summoned=7,
    present=6,
    absent=(Attendant(name="Lý Văn Tọa", post="Ủy viên Ban Thường vụ", note="ốm, có giấy xác nhận"),),
    guests=(Attendant(name="Đỗ Thị Thủy", post="Phó Trưởng Ban Tổ chức Huyện ủy", note="theo dõi địa bàn"),),
    agenda="- Kiểm điểm tập thể, sau đó kiểm điểm người đứng đầu, cấp phó và các thành viên.",
    items=(
        MinutesItem(
            subject="Kiểm điểm tập thể Ban Thường vụ Đảng ủy",
            comments=(
                Comment(speaker="Đồng chí Lường Văn Đạt", text="Nhất trí với báo cáo.\nĐề nghị làm rõ việc kiểm tra."),
                Comment(speaker="Đồng chí Ma Thị Ưng", text="Đề nghị bổ sung nguyên nhân chủ quan."),
            ),
            answer="Tiếp thu, bổ sung vào báo cáo.",
            conclusion="Báo cáo nghiêm túc, cầu thị; giao Văn phòng hoàn chỉnh trước ngày 15/11/2024.",
        ),
        MinutesItem(
            subject="Đồng chí Hoàng Thị Quỳnh Như",
            comments=(
                Comment(speaker="Đồng chí Nguyễn Văn Quyết", text="Cần quyết liệt hơn trong cải cách hành chính."),
            ),
            conclusion="Nhất trí với bản kiểm điểm.",
            votes="Hoàn thành tốt nhiệm vụ 06/06 phiếu",
        ),
    ),
    conclusion="Các đồng chí hoàn chỉnh bản kiểm điểm theo ý kiến kết luận.",
)
SUBMISSION_LETTER = SubmissionLetter(
    letterhead=STATE,
    year=2024,
    scope="tập thể, cá nhân lãnh đạo, quản lý Ủy ban nhân dân thị trấn",
    addressees=("Ban Thường vụ Đảng ủy thị trấn Chợ Chu",),
    proposer="Ủy ban nhân dân thị trấn Chợ Chu",
    groups=(COLLECTIVES, PERSONS),
    legal_bases=("Thực hiện Kế hoạch kiểm điểm, đánh giá, xếp loại chất lượng năm 2024 của Đảng ủy thị trấn",),
    enclosures=("Báo cáo kiểm điểm của tập thể", "Biên bản hội nghị kiểm điểm", "Bản kiểm điểm cá nhân"),
    signature=Signature(capacity="behalf", principal="Ủy ban nhân dân", post="Chủ tịch", name="Hoàng Thị Quỳnh Như"),
    recipients=("Như trên", "Thường trực Đảng ủy", "Lưu: VT"),
)
BALLOT_COUNT = BallotCount(
    letterhead=replace(PARTY, symbol="", number=""),
    year=2024,
    title="bỏ phiếu vòng 1 xếp loại “Hoàn thành tốt nhiệm vụ”",
    meeting="hội nghị Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    held_at=datetime(2024, 12, 2, 14, 5),
    summoned=7,
    present=6,
    issued=6,
    returned=6,
    valid=6,
    invalid=0,
    base=7,
    base_label="tổng số thành viên được triệu tập",
    columns=("Đồng ý", "Không đồng ý"),
    rows=(
        VoteRow(name="Hoàng Thị Quỳnh Như", description="Chủ tịch Ủy ban nhân dân", votes=(6, 0)),
        VoteRow(name="Lường Văn Đạt", description="Chủ tịch Hội Nông dân", votes=(4, 2)),
    ),
    tellers=(Attendant(name="Triệu Thị Hảo", note="Tổ trưởng"), Attendant(name="Lý Văn Tọa")),
    chair=Attendant(name="Nguyễn Văn Quyết"),
    result="Có 02 đồng chí đạt số phiếu quá bán.",
)
BOARD_LIST = BoardList(
    letterhead=replace(PARTY, symbol="", number=""),
    year=2024,
    scope=SCOPE,
    meeting="Trình hội nghị Ban Thường vụ Đảng ủy ngày 02/12/2024",
    groups=(
        BoardGroup(
            title="Bí thư chi bộ",
            cap="17 đạt loại Tốt trở lên × 20% = 3,4 → 3",
            rows=tuple(
                BoardRow(
                    name=f"Nguyễn Thị Tuyết Nhung {n}",
                    description=f"Bí thư Chi bộ số {n}",
                    self_level="XS",
                    participants="05/06 XS",
                    appraised_level="HTT",
                    limits="Chi ủy xếp loại Hoàn thành tốt",
                )
                for n in range(1, 18)
            ),
        ),
        BoardGroup(title="Trưởng đoàn thể", rows=(BoardRow(name="Ma Thị Ưng", level="XS", first_ballot="6/7"),)),
    ),
    signature=SECRETARY,
)
NOTICE = Notice(
    letterhead=replace(PARTY, symbol="TB/ĐU", number=""),
    year=2024,
    scope=SCOPE,
    addressees=("Chi bộ Cơ quan thị trấn", "Đồng chí Hoàng Thị Quỳnh Như"),
    decision="Quyết định số 05-QĐ/ĐU, ngày 02/12/2024 của Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    groups=(PERSONS,),
    comments="- Ưu điểm: hoàn thành các chỉ tiêu được giao.\n- Hạn chế: thủ tục hành chính có việc còn chậm.",
    rights="Tập thể, cá nhân có quyền trình bày, bảo lưu ý kiến hoặc khiếu nại, kiến nghị bằng văn bản.",
    signature=SECRETARY,
    recipients=("Như kính gửi", "Lưu Văn phòng Đảng ủy"),
)
SELF_ASSESSMENT = SelfAssessment(
    letterhead=FORM,
    year=2024,
    subject="Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    criteria=(
        AssessedCriterion(text="Quán triệt, tổ chức thực hiện chủ trương, nghị quyết", degree="X"),
        AssessedCriterion(text="Lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị", degree="T"),
        AssessedCriterion(text="Khắc phục hạn chế, khuyết điểm", degree="TB"),
    ),
    level="HTT",
    signature=COLLECTIVE_REPORT.signature,
)
CHANNEL_SUMMARY = ChannelSummary(
    letterhead=FORM,
    year=2024,
    form_label="Mẫu 11",
    group="Cán bộ lãnh đạo, quản lý thuộc diện Ban Thường vụ",
    meeting="Trình phiên họp Ban Thường vụ Tỉnh ủy ngày 05/12/2024",
    rows=(
        ChannelRow(
            name="Lường Văn Đạt",
            description="Phó Chủ tịch Ủy ban nhân dân thị trấn",
            self_level="HTT",
            conclusion="Ưu điểm: Hoàn thành chỉ tiêu được giao.\nHạn chế, khuyết điểm: Ít đi cơ sở.",
            participants="2 tốt; 1 xuất sắc\nỦy ban Kiểm tra: tốt",
            comments="Nhận xét của chi ủy nơi cư trú: đã có tệp",
            discipline="Không có",
            complaints="Không có",
            proposed_level="HTT",
        ),
        ChannelRow(name="Ma Thị Hạnh", description="Chủ tịch Hội Liên hiệp Phụ nữ"),
    ),
    signature=SECRETARY,
)
DOSSIER_BUNDLE = DossierBundle(
    letterhead=PARTY,
    year=2024,
    kept_by="Đảng ủy thị trấn Chợ Chu",
    full_name="Hoàng Thị Quỳnh Như",
    is_person=True,
    post="Phó Bí thư Đảng ủy, Chủ tịch Ủy ban nhân dân thị trấn",
    unit="Ủy ban nhân dân thị trấn",
    papers=(
        BoundPaper(title="Bản kiểm điểm cá nhân", digest="a" * 64, first=1, last=4),
        BoundPaper(title="Biên bản hội nghị kiểm điểm", digest="b" * 64, first=5, last=5),
        BoundPaper(title="Nhận xét của chi ủy nơi cư trú", note="Lưu bản giấy: Tủ hồ sơ số 2"),
    ),
)

MANIFESTATIONS = (
    Manifestation(title="Phai nhạt lý tưởng, giảm niềm tin", found=False),
    Manifestation(title="Nhận thức sai, lười học lý luận, nghị quyết", found=True, note="Mức độ nhẹ; tự học hằng tuần"),
)

SAMPLES: dict[DocumentKind, DocumentData] = {
    DocumentKind.COLLECTIVE_REPORT: COLLECTIVE_REPORT,
    DocumentKind.LEADER_REVIEW: replace(leader_review(), manifestations=MANIFESTATIONS),
    DocumentKind.SELF_ASSESSMENT: SELF_ASSESSMENT,
    DocumentKind.MINUTES: MINUTES,
    DocumentKind.SUBMISSION_LETTER: SUBMISSION_LETTER,
    DocumentKind.BOARD_LIST: BOARD_LIST,
    DocumentKind.BALLOT_COUNT: BALLOT_COUNT,
    DocumentKind.DECISION: DECISION,
    DocumentKind.NOTICE: NOTICE,
    DocumentKind.ANNULMENT: ANNULMENT,
    DocumentKind.COMPLAINT_ANSWER: COMPLAINT_ANSWER,
    DocumentKind.SET_ANNEX: SET_ANNEX,
    DocumentKind.INSPECTION_REPORT: INSPECTION_REPORT,
    DocumentKind.OPINION_LETTER: OPINION_LETTER,
    DocumentKind.OFFICE_LETTER: OFFICE_LETTER,
    DocumentKind.CHANNEL_SUMMARY: CHANNEL_SUMMARY,
    DocumentKind.DOSSIER_BUNDLE: DOSSIER_BUNDLE,
    DocumentKind.RESIDENCE_SLIP: RESIDENCE_SLIP,
    DocumentKind.CV_SUPPLEMENT: CV_SUPPLEMENT,
    DocumentKind.RESULT_REPORT: RESULT_REPORT,
    DocumentKind.INVITATION: INVITATION,
    DocumentKind.STAFF_REPORT: STAFF_REPORT,
    DocumentKind.CONFERENCE_NOTICE: CONFERENCE_NOTICE,
    DocumentKind.REMEDIATION_REPORT: REMEDIATION_REPORT,
    DocumentKind.RESULT_TABLE: RESULT_TABLE,
    DocumentKind.DISPOSAL_LIST: DISPOSAL_LIST,
    DocumentKind.DISPOSAL_MINUTES: DISPOSAL_MINUTES,
}
