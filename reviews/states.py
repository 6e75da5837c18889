"""States and moves of the review, short enough to read aloud; nothing else assigns a state."""

from dataclasses import dataclass

from django.db.models import TextChoices


class CycleState(TextChoices):
    """A yearly cycle."""

    PREPARING = "preparing", "Đang chuẩn bị"
    ISSUED = "issued", "Đã ban hành"
    RUNNING = "running", "Đang thực hiện"
    CLOSED = "closed", "Đã kết thúc"


class ReviewState(TextChoices):
    """A collective report or a self-review."""

    NOT_STARTED = "not_started", "Chưa viết"
    DRAFT = "draft", "Dự thảo"
    CIRCULATED = "circulated", "Đã gửi lấy ý kiến"
    REVIEWED = "reviewed", "Đã kiểm điểm"
    FINAL = "final", "Hoàn chỉnh"
    CONFIRMED = "confirmed", "Đã xác nhận"


class ConferenceState(TextChoices):
    """A review conference."""

    PLANNED = "planned", "Dự kiến"
    ANNOUNCED = "announced", "Đã thông báo"
    RUNNING = "running", "Đang họp"
    CLOSED = "closed", "Đã kết thúc"
    SIGNED = "signed", "Biên bản đã ký"


class AgendaState(TextChoices):
    """One subject on the agenda of a conference."""

    WAITING = "waiting", "Chưa đến lượt"
    RUNNING = "running", "Đang kiểm điểm"
    CONCLUDED = "concluded", "Đã kết luận"
    ABSENT = "absent", "Vắng mặt – kiểm điểm bổ sung"


class SuggestionState(TextChoices):
    """A letter that suggests issues for review."""

    DRAFT = "draft", "Dự thảo"
    APPROVED = "approved", "Đã duyệt"
    ARRIVED = "arrived", "Cấp trên gửi, chờ tiếp nhận"
    SENT = "sent", "Đã gửi"


class OpinionState(TextChoices):
    """The opinion of one participant."""

    DRAFT = "draft", "Chưa gửi"
    SENT = "sent", "Chờ ý kiến"
    ANSWERED = "answered", "Đã có ý kiến"


class RemediationState(TextChoices):
    """A plan that says how the concluded shortcomings are put right."""

    DRAFT = "draft", "Đang lập"
    SUBMITTED = "submitted", "Chờ duyệt"
    APPROVED = "approved", "Đã duyệt"


class Phase(TextChoices):
    """What a step of the timetable brings to an end, in the order of the year."""

    SUGGESTION = "suggestion", "Gợi ý kiểm điểm"
    SELF_REVIEW = "self_review", "Cá nhân viết xong bản kiểm điểm"
    DRAFT = "draft", "Gửi dự thảo báo cáo tập thể"
    REVIEW = "review", "Kiểm điểm xong"
    RATING = "rating", "Xếp loại xong"
    DOSSIER = "dossier", "Nộp hồ sơ"
    GRASSROOTS = "grassroots", "Cấp cơ sở hoàn thành"
    ABOVE_GRASSROOTS = "above_grassroots", "Cấp trên cơ sở hoàn thành"
    PROVINCE = "province", "Cấp tỉnh hoàn thành"


class SetState(TextChoices):
    """A committee's own regulation set."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ duyệt"
    APPROVED = "approved", "Đã duyệt"
    FROZEN = "frozen", "Đã chốt cùng đợt kiểm điểm"
    DISCARDED = "discarded", "Đã bỏ"


@dataclass(frozen=True)
class Move:
    """From which states a move starts and where it leads."""

    sources: frozenset[str]
    target: str
    label: str


R, C = ReviewState, ConferenceState

REVIEW_MOVES = {
    "start": Move(frozenset({R.NOT_STARTED}), R.DRAFT, "Bắt đầu viết"),
    "circulate": Move(frozenset({R.DRAFT}), R.CIRCULATED, "Gửi dự thảo"),
    "withdraw": Move(frozenset({R.CIRCULATED}), R.DRAFT, "Rút dự thảo để sửa"),
    "review": Move(frozenset({R.CIRCULATED}), R.REVIEWED, "Ghi nhận đã kiểm điểm"),
    "finalise": Move(frozenset({R.REVIEWED}), R.FINAL, "Hoàn chỉnh"),
    "confirm": Move(frozenset({R.FINAL}), R.CONFIRMED, "Xác nhận"),
    # The review did not satisfy: text and conference begin anew, what was held stays on record. (NA-4-2)
    "again": Move(frozenset({R.REVIEWED, R.FINAL, R.CONFIRMED}), R.DRAFT, "Kiểm điểm lại"),
}

# States in which the author may change the text.
WRITABLE = frozenset({R.NOT_STARTED, R.DRAFT, R.REVIEWED})

CONFERENCE_MOVES = {
    "announce": Move(frozenset({C.PLANNED}), C.ANNOUNCED, "Thông báo hội nghị"),
    "open": Move(frozenset({C.ANNOUNCED}), C.RUNNING, "Bắt đầu hội nghị"),
    "close": Move(frozenset({C.RUNNING}), C.CLOSED, "Kết thúc hội nghị"),
    "sign": Move(frozenset({C.CLOSED}), C.SIGNED, "Xác nhận biên bản đã ký"),
}

SET_MOVES = {
    "submit": Move(frozenset({SetState.DRAFT}), SetState.SUBMITTED, "Trình duyệt"),
    "return": Move(frozenset({SetState.SUBMITTED}), SetState.DRAFT, "Trả lại để sửa"),
    "approve": Move(frozenset({SetState.SUBMITTED}), SetState.APPROVED, "Duyệt"),
    "discard": Move(frozenset({SetState.DRAFT}), SetState.DISCARDED, "Bỏ bản soạn"),
    "freeze": Move(frozenset({SetState.APPROVED, SetState.FROZEN}), SetState.FROZEN, "Chốt cùng đợt"),
}

CYCLE_MOVES = {
    "issue": Move(frozenset({CycleState.PREPARING}), CycleState.ISSUED, "Ban hành kế hoạch"),
    "run": Move(frozenset({CycleState.ISSUED}), CycleState.RUNNING, "Bắt đầu thực hiện"),
    "close": Move(frozenset({CycleState.RUNNING}), CycleState.CLOSED, "Kết thúc đợt"),
}

SUGGESTION_MOVES = {
    "approve": Move(frozenset({SuggestionState.DRAFT}), SuggestionState.APPROVED, "Duyệt gợi ý"),
    "give_back": Move(frozenset({SuggestionState.APPROVED}), SuggestionState.DRAFT, "Trả lại để sửa"),
    "send": Move(frozenset({SuggestionState.APPROVED}), SuggestionState.SENT, "Gửi gợi ý"),
    "match": Move(frozenset({SuggestionState.ARRIVED}), SuggestionState.SENT, "Tiếp nhận gợi ý của cấp trên"),
}

OPINION_MOVES = {
    "send": Move(frozenset({OpinionState.DRAFT}), OpinionState.SENT, "Gửi lấy ý kiến"),
    "answer": Move(frozenset({OpinionState.SENT}), OpinionState.ANSWERED, "Ghi ý kiến"),
}

REMEDIATION_MOVES = {
    "submit": Move(frozenset({RemediationState.DRAFT}), RemediationState.SUBMITTED, "Trình duyệt kế hoạch khắc phục"),
    "approve": Move(frozenset({RemediationState.SUBMITTED}), RemediationState.APPROVED, "Duyệt kế hoạch khắc phục"),
    # What is to be changed, or a shortcoming that came later, opens the plan anew; what was done stays on record.
    "reopen": Move(
        frozenset({RemediationState.SUBMITTED, RemediationState.APPROVED}),
        RemediationState.DRAFT,
        "Trả lại kế hoạch khắc phục",
    ),
}
