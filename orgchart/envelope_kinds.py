"""What envelopes carry, which way each kind goes, and whether the receiver may send it back."""

from dataclasses import dataclass

from django.db.models import TextChoices


class EnvelopeKind(TextChoices):
    """Kinds of content that tenants hand to each other."""

    DOSSIER = "dossier", "Hồ sơ đề nghị xếp loại"
    LETTER = "letter", "Tờ trình"
    LEVEL_REFERENCE = "level_reference", "Mức xếp loại đã quyết định"
    REPORT = "report", "Báo cáo"
    COMPLAINT = "complaint", "Khiếu nại, kiến nghị"
    QUESTION = "question", "Xin ý kiến hướng dẫn"
    INVITATION = "invitation", "Mời dự hội nghị kiểm điểm"
    INSPECTION_FILE = "inspection_file", "Tài liệu gửi đoàn kiểm tra"
    SUGGESTION = "suggestion", "Gợi ý kiểm điểm"
    RETURN = "return", "Trả lại hồ sơ"
    DECISION = "decision", "Quyết định xếp loại"
    NOTICE = "notice", "Thông báo"
    REGULATION_SET = "regulation_set", "Bộ quy định cấp trên"
    ORDER = "order", "Yêu cầu thực hiện"
    WARRANT = "warrant", "Quyết định kiểm tra"
    PERSONAL_FILE = "personal_file", "Hồ sơ cá nhân chuyển đi"
    OPINION_REQUEST = "opinion_request", "Phiếu lấy ý kiến"
    OPINION = "opinion", "Ý kiến tham gia"
    COMMENT = "comment", "Nhận xét"
    FORMER_OPINION = "former_opinion", "Nhận xét của cấp trên nơi chuyển giao"
    OUTSIDE_REPORT = "outside_report", "Báo cáo nơi kiêm nhiệm"


class Direction(TextChoices):
    """Which way a kind goes between two tenants."""

    UP = "up", "Gửi cấp trên"
    DOWN = "down", "Gửi cấp dưới"
    ANY = "any", "Gửi đơn vị liên quan"


@dataclass(frozen=True)
class Trait:
    """How a kind behaves: its direction, and whether the receiver may return it.

    What a superior decides or orders is acknowledged, never sent back.
    """

    direction: Direction
    returnable: bool = True


_UP, _DOWN, _ANY = Direction.UP, Direction.DOWN, Direction.ANY
_K = EnvelopeKind
TRAITS: dict[str, Trait] = {
    _K.DOSSIER: Trait(_UP),
    _K.LETTER: Trait(_UP),
    _K.LEVEL_REFERENCE: Trait(_UP, returnable=False),
    _K.REPORT: Trait(_UP),
    _K.COMPLAINT: Trait(_UP),
    _K.QUESTION: Trait(_UP),
    _K.INVITATION: Trait(_UP),
    _K.INSPECTION_FILE: Trait(_UP, returnable=False),
    _K.SUGGESTION: Trait(_DOWN, returnable=False),
    _K.RETURN: Trait(_DOWN, returnable=False),
    _K.DECISION: Trait(_DOWN, returnable=False),
    _K.NOTICE: Trait(_DOWN, returnable=False),
    _K.REGULATION_SET: Trait(_DOWN, returnable=False),
    _K.ORDER: Trait(_DOWN, returnable=False),
    _K.WARRANT: Trait(_DOWN, returnable=False),
    _K.PERSONAL_FILE: Trait(_ANY),
    _K.OPINION_REQUEST: Trait(_ANY),
    _K.OPINION: Trait(_ANY, returnable=False),
    _K.COMMENT: Trait(_ANY, returnable=False),
    _K.FORMER_OPINION: Trait(_ANY, returnable=False),
    _K.OUTSIDE_REPORT: Trait(_ANY),
}
