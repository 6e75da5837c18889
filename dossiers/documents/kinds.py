"""The printed documents: one frozen dataclass of plain values for each kind, filled by the application layer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from dossiers.documents.boards import BallotCount, BoardList, ChannelSummary
from dossiers.documents.bundles import DossierBundle
from dossiers.documents.calls import ConferenceNotice, Invitation
from dossiers.documents.disposals import DisposalList, DisposalMinutes
from dossiers.documents.follow_up import RemediationReport
from dossiers.documents.letters import OfficeLetter
from dossiers.documents.overviews import InspectionReport, SetAnnex
from dossiers.documents.parts import (
    NOTHING_YET,
    AssessedCriterion,
    AssessedText,
    Attendant,
    ConcludedPoint,
    Degree,
    EarlierShortcoming,
    Explanation,
    FormGroup,
    Letterhead,
    Level,
    Manifestation,
    Measure,
    MinutesItem,
    RatedGroup,
    RatingException,
    ScoredLine,
    Shortcoming,
    ShownHands,
    Signature,
    Target,
)
from dossiers.documents.result_table import ResultTable
from dossiers.documents.slips import CurriculumSupplement, OpinionLetter, ResidenceSlip, ResultReport
from dossiers.documents.staff import StaffReport


class DocumentKind(StrEnum):
    """What can be printed; the value names the template too."""

    COLLECTIVE_REPORT = "collective_report"
    LEADER_REVIEW = "leader_review"
    SELF_ASSESSMENT = "self_assessment"
    MINUTES = "minutes"
    SUBMISSION_LETTER = "submission_letter"
    BOARD_LIST = "board_list"
    BALLOT_COUNT = "ballot_count"
    DECISION = "decision"
    NOTICE = "notice"
    ANNULMENT = "annulment"
    COMPLAINT_ANSWER = "complaint_answer"
    SET_ANNEX = "set_annex"
    INSPECTION_REPORT = "inspection_report"
    OPINION_LETTER = "opinion_letter"
    RESIDENCE_SLIP = "residence_slip"
    CV_SUPPLEMENT = "cv_supplement"
    RESULT_REPORT = "result_report"
    INVITATION = "invitation"
    STAFF_REPORT = "staff_report"
    CONFERENCE_NOTICE = "conference_notice"
    OFFICE_LETTER = "office_letter"
    REMEDIATION_REPORT = "remediation_report"
    RESULT_TABLE = "result_table"
    CHANNEL_SUMMARY = "channel_summary"
    DOSSIER_BUNDLE = "dossier_bundle"
    DISPOSAL_LIST = "disposal_list"
    DISPOSAL_MINUTES = "disposal_minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveReport:
    """Báo cáo kiểm điểm tập thể. Texts are plain: one line is one paragraph, "- " opens a list line.

    `merits` are the five items of part I in their order. `form_label` ("Mẫu 01") belongs to the regulation set.
    `setting` is the word of the opening sentence: "địa phương", "cơ quan" or "đơn vị". `groups` stand in place of the
    five items where the regulation set words part I in another way or adds to it.
    """

    letterhead: Letterhead
    year: int
    collective: str
    merits: tuple[AssessedText, AssessedText, AssessedText, AssessedText, AssessedText]
    signature: Signature
    form_label: str = ""
    setting: Literal["địa phương", "cơ quan", "đơn vị"] = "địa phương"
    targets: tuple[Target, ...] = ()
    shortcomings: str = ""
    shortcoming_lines: tuple[Shortcoming, ...] = ()
    causes: str = ""
    remediation: AssessedText = NOTHING_YET
    earlier_shortcomings: tuple[EarlierShortcoming, ...] = ()
    explanation: str = ""
    explanations: tuple[Explanation, ...] = ()
    responsibility: str = ""
    direction: str = ""
    measures: tuple[Measure, ...] = ()
    proposed_level: Level | None = None
    groups: tuple[FormGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderReview:
    """Bản kiểm điểm cá nhân lãnh đạo, quản lý, and those of members and staff. Texts as in `CollectiveReport`.

    The five texts before `conduct_degree` are the lines of item I.1, the three after it those of item I.2.
    `groups` stand in their place where the form is another one. `manifestations` fills the appendix called
    `appendix`; empty means that none is printed. `confirmation` is whose confirmation with signature and seal the set
    demands below the form ("đại diện cấp ủy, …"); empty where it demands none.
    """

    letterhead: Letterhead
    year: int
    full_name: str
    signature: Signature
    form_label: str = ""
    born_on: date | None = None
    party_post: str = ""
    government_post: str = ""
    mass_post: str = ""
    workplace: str = ""
    cell: str = ""
    ideology: str = ""
    morals: str = ""
    discipline: str = ""
    working_style: str = ""
    self_identification: str = ""
    conduct_degree: Degree | None = None
    duties: str = ""
    results: str = ""
    field_responsibility: str = ""
    targets: tuple[Target, ...] = ()
    duties_degree: Degree | None = None
    commitment: AssessedText = NOTHING_YET
    shortcomings: str = ""
    shortcoming_lines: tuple[Shortcoming, ...] = ()
    causes: str = ""
    remediation: AssessedText = NOTHING_YET
    earlier_shortcomings: tuple[EarlierShortcoming, ...] = ()
    explanation: str = ""
    explanations: tuple[Explanation, ...] = ()
    responsibility: str = ""
    direction: str = ""
    measures: tuple[Measure, ...] = ()
    proposed_level: Level | None = None
    manifestations: tuple[Manifestation, ...] = ()
    confirmation: str = ""
    title: str = "BẢN KIỂM ĐIỂM CÁ NHÂN LÃNH ĐẠO, QUẢN LÝ"
    groups: tuple[FormGroup, ...] = ()
    appendix: str = "PHỤ LỤC"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessment:
    """Biểu tự đánh giá: the degrees and the level that the subject gave itself, on one sheet. (CC-III.7.1-3)"""

    letterhead: Letterhead
    year: int
    subject: str
    criteria: tuple[AssessedCriterion, ...]
    signature: Signature
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Biên bản hội nghị kiểm điểm; `hands` has a row for everybody voted on, `scores` the sheet of an office.

    `started_at` and `ended_at` are local times without zone."""

    letterhead: Letterhead
    year: int
    conference: str
    started_at: datetime | None
    place: str
    chair: Attendant
    secretary: Attendant
    summoned: int
    present: int
    items: tuple[MinutesItem, ...]
    absent: tuple[Attendant, ...] = ()
    guests: tuple[Attendant, ...] = ()
    hands: tuple[ShownHands, ...] = ()
    scores: tuple[ScoredLine, ...] = ()
    total: str = ""
    agenda: str = ""
    conclusion: str = ""
    ended_at: datetime | None = None
    length: str = ""

    @property
    def away(self) -> int:
        """How many did not come, named or not."""
        return max(len(self.absent), self.summoned - self.present)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionLetter:
    """Tờ trình đề nghị đánh giá, xếp loại chất lượng, with the list of proposed subjects. (CC-III.7.1-1, CC-III.7.2-1)

    `scope` says whom it is about: "tập thể, cá nhân thuộc diện Ban Thường vụ Huyện ủy quản lý".
    """

    letterhead: Letterhead
    year: int
    scope: str
    addressees: tuple[str, ...]
    proposer: str
    groups: tuple[RatedGroup, ...]
    signature: Signature
    legal_bases: tuple[str, ...] = ()
    remarks: str = ""
    enclosures: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Quyết định về đánh giá, xếp loại chất lượng with its annex of subjects, levels and exceptions. (CC-I.6-4)

    `deciding_body` is named as in "BAN THƯỜNG VỤ ĐẢNG ỦY THỊ TRẤN CHỢ CHU QUYẾT ĐỊNH".
    `implementers` are the bodies of the second article.
    """

    letterhead: Letterhead
    year: int
    scope: str
    deciding_body: str
    legal_bases: tuple[str, ...]
    groups: tuple[RatedGroup, ...]
    implementers: str
    signature: Signature
    exceptions: tuple[RatingException, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Thông báo kết quả đánh giá, xếp loại chất lượng to a subject or a body.

    `decision` quotes what is announced ("Quyết định số 05-QĐ/ĐU ngày 02/12/2024 của …");
    `rights` says how to reserve an opinion or to complain.
    """

    letterhead: Letterhead
    year: int
    scope: str
    addressees: tuple[str, ...]
    decision: str
    groups: tuple[RatedGroup, ...]
    signature: Signature
    comments: str = ""
    rights: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annulment:
    """Quyết định hủy bỏ kết quả xếp loại và xếp loại lại (CC-III.4-4, CC-III.5-4).

    `decision` quotes what is annulled ("Quyết định số 05-QĐ/ĐU ngày 02/12/2024 của …"); `grounds` are the legal bases
    and facts, `conclusion` is the finding.
    """

    letterhead: Letterhead
    year: int
    deciding_body: str
    subject: str
    description: str
    level: Level
    decision: str
    grounds: tuple[str, ...]
    conclusion: str
    signature: Signature
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswer:
    """Văn bản trả lời khiếu nại, kiến nghị về kết quả xếp loại, point by point (CC-III.6-3, CC-III.6-4)."""

    letterhead: Letterhead
    year: int
    addressee: str
    receipt: str
    decision: str
    points: tuple[ConcludedPoint, ...]
    outcome: str
    signature: Signature
    recipients: tuple[str, ...] = ()


DATA_TYPES: dict[DocumentKind, type] = {
    DocumentKind.COLLECTIVE_REPORT: CollectiveReport,
    DocumentKind.LEADER_REVIEW: LeaderReview,
    DocumentKind.SELF_ASSESSMENT: SelfAssessment,
    DocumentKind.MINUTES: Minutes,
    DocumentKind.SUBMISSION_LETTER: SubmissionLetter,
    DocumentKind.BOARD_LIST: BoardList,
    DocumentKind.BALLOT_COUNT: BallotCount,
    DocumentKind.DECISION: Decision,
    DocumentKind.NOTICE: Notice,
    DocumentKind.ANNULMENT: Annulment,
    DocumentKind.COMPLAINT_ANSWER: ComplaintAnswer,
    DocumentKind.SET_ANNEX: SetAnnex,
    DocumentKind.INSPECTION_REPORT: InspectionReport,
    DocumentKind.OPINION_LETTER: OpinionLetter,
    DocumentKind.OFFICE_LETTER: OfficeLetter,
    DocumentKind.CHANNEL_SUMMARY: ChannelSummary,
    DocumentKind.DOSSIER_BUNDLE: DossierBundle,
    DocumentKind.RESIDENCE_SLIP: ResidenceSlip,
    DocumentKind.CV_SUPPLEMENT: CurriculumSupplement,
    DocumentKind.RESULT_REPORT: ResultReport,
    DocumentKind.INVITATION: Invitation,
    DocumentKind.STAFF_REPORT: StaffReport,
    DocumentKind.CONFERENCE_NOTICE: ConferenceNotice,
    DocumentKind.REMEDIATION_REPORT: RemediationReport,
    DocumentKind.RESULT_TABLE: ResultTable,
    DocumentKind.DISPOSAL_LIST: DisposalList,
    DocumentKind.DISPOSAL_MINUTES: DisposalMinutes,
}

DocumentData = (
    CollectiveReport | LeaderReview | SelfAssessment | Minutes | SubmissionLetter | BoardList | BallotCount | Decision
    | Notice | Annulment | ComplaintAnswer | SetAnnex | InspectionReport | OpinionLetter | OfficeLetter | ResidenceSlip
    | CurriculumSupplement | ResultReport | Invitation | ConferenceNotice | RemediationReport | ResultTable
    | StaffReport | ChannelSummary | DossierBundle | DisposalList | DisposalMinutes
)  # fmt: skip
