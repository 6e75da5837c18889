"""States and moves of dossiers, papers and hand-ins; nothing else assigns a state."""

from dataclasses import dataclass

from django.db.models import TextChoices


class DossierState(TextChoices):
    """The dossier of one subject."""

    PREPARING = "preparing", "Đang lập"
    COMPLETE = "complete", "Đủ thành phần"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Bị trả lại"
    RECEIVED = "received", "Đã nhận"


class ItemState(TextChoices):
    """One item of the checklist."""

    MISSING = "missing", "Còn thiếu"
    PROVIDED = "provided", "Đã có tệp"
    ON_PAPER = "on_paper", "Lưu bản giấy"
    NOT_APPLICABLE = "not_applicable", "Không có trường hợp này"


class DocumentState(TextChoices):
    """A printed document."""

    REQUESTED = "requested", "Đang tạo"
    READY = "ready", "Đã tạo"
    FAILED = "failed", "Không tạo được"


class SigningWay(TextChoices):
    """How a signature came onto a document."""

    HAND = "hand", "Ký tay trên bản giấy"
    HERE = "here", "Ký số trên hệ thống"
    ELSEWHERE = "elsewhere", "Ký số bằng phần mềm khác"


class SubmissionState(TextChoices):
    """An incoming dossier at the superior."""

    ARRIVED = "arrived", "Mới đến"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    RETURNED = "returned", "Đã trả lại"
    ANSWERED = "answered", "Đã có quyết định"


@dataclass(frozen=True)
class Move:
    """From which states a move starts and where it leads."""

    sources: frozenset[str]
    target: str
    label: str


D = DossierState

DOSSIER_MOVES = {
    "complete": Move(frozenset({D.PREPARING}), D.COMPLETE, "Xác nhận đủ hồ sơ"),
    "reopen": Move(frozenset({D.COMPLETE}), D.PREPARING, "Mở lại để bổ sung"),
    "submit": Move(frozenset({D.COMPLETE, D.RETURNED}), D.SUBMITTED, "Nộp hồ sơ"),
    "return": Move(frozenset({D.SUBMITTED}), D.RETURNED, "Trả lại"),
    "receive": Move(frozenset({D.SUBMITTED}), D.RECEIVED, "Tiếp nhận"),
}


class LetterState(TextChoices):
    """A letter, plan or notice that the office issues."""

    DRAFT = "draft", "Dự thảo"
    NUMBERED = "numbered", "Đã cấp số"
    PUBLISHED = "published", "Đã phát hành"


LETTER_MOVES = {
    "number": Move(frozenset({LetterState.DRAFT}), LetterState.NUMBERED, "Cấp số"),
    "publish": Move(frozenset({LetterState.NUMBERED}), LetterState.PUBLISHED, "Phát hành"),
}


class DisposalState(TextChoices):
    """A list of records that are to be disposed of."""

    PROPOSED = "proposed", "Chờ duyệt"
    APPROVED = "approved", "Đã duyệt, đang thực hiện"
    REJECTED = "rejected", "Không duyệt"
    DONE = "done", "Đã tiêu hủy"


DISPOSAL_MOVES = {
    "approve": Move(frozenset({DisposalState.PROPOSED}), DisposalState.APPROVED, "Duyệt tiêu hủy"),
    "reject": Move(frozenset({DisposalState.PROPOSED}), DisposalState.REJECTED, "Không duyệt tiêu hủy"),
    "finish": Move(frozenset({DisposalState.APPROVED}), DisposalState.DONE, "Tiêu hủy xong"),
}
