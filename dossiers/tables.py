"""The columns of this app's lists as workbooks; a test compares them with the pages."""

from collections.abc import Sequence

from dossiers.letter_queries import RegisterRow
from dossiers.models import Dossier, IncomingSubmission
from dossiers.queries import DecisionRow
from orgchart.exports import Column
from orgchart.templatetags.vietnamese import level_short
from ratings.models import RatingCase
from reviews.models import Subject

DOSSIERS: Sequence[Column[Dossier]] = (
    Column("Đối tượng", lambda row: row.subject.name, 36),
    Column("Chức vụ", lambda row: row.subject.position, 36),
    Column("Đơn vị", lambda row: row.subject.unit.name, 40),
    Column("Giấy tờ bắt buộc", lambda row: _papers(getattr(row, "lacking", 0), getattr(row, "needed", 0)), 20),
    Column("Tình trạng", lambda row: row.get_state_display() + (" (nộp muộn)" if row.is_late else ""), 26),
    Column("Nơi quyết định", lambda row: _decider(row.subject), 30),
)
SUBMISSIONS: Sequence[Column[IncomingSubmission]] = (
    Column("Hồ sơ", lambda row: str(row.envelope.content.get("name", "")), 36),
    Column("Chức vụ", lambda row: str(row.envelope.content.get("position", "")), 36),
    Column("Nơi gửi", lambda row: row.envelope.peer.short_name, 30),
    Column("Gửi lúc", lambda row: row.envelope.sent_at, 20),
    Column("Đề nghị", lambda row: level_short(row.proposed_level), 20),
    Column("Tình trạng", lambda row: row.get_state_display(), 24),
)
DECISIONS: Sequence[Column[DecisionRow]] = (
    Column("Số, ký hiệu", lambda row: row.decision.code, 20),
    Column("Ngày", lambda row: row.decision.decided_on, 14),
    Column("Phiên họp", lambda row: row.decision.board.title, 50),
    Column("Người ký", lambda row: f"{row.decision.signer_name}, {row.decision.signer_title}", 40),
    Column("Bản in", lambda row: row.document.get_state_display() if row.document else "", 20),
    Column("Gửi cấp dưới", lambda row: f"{row.waiting} hồ sơ đang chờ" if row.waiting else "", 24),
)
LETTERS: Sequence[Column[RegisterRow]] = (
    Column("Số, ký hiệu", lambda row: row.code, 20),
    Column("Trích yếu", lambda row: f"{row.kind}: {row.about}", 60),
    Column("Nơi và ngày ban hành", lambda row: f"{row.place}, {row.issued_on:%d/%m/%Y}", 26),
    Column("Đã nhận", lambda row: row.received, 18),
)


def _papers(lacking: int, needed: int) -> str:
    return f"thiếu {lacking}/{needed}" if lacking else f"đủ {needed}/{needed}"


def _decider(subject: Subject) -> str:
    if subject.rating != "superior":
        return "Tại đây"
    return subject.decided_by.short_name if subject.decided_by else ""


PROPOSALS: Sequence[Column[tuple[int, RatingCase, bool]]] = (
    Column("TT", lambda row: row[0], 6),
    Column("Nhóm", lambda row: row[1].group.name if row[1].group else "", 36),
    Column("Tập thể, cá nhân", lambda row: row[1].subject.name, 36),
    Column("Chức vụ", lambda row: row[1].subject.position, 36),
    Column("Tự xếp loại", lambda row: level_short(row[1].self_level), 20),
    Column("Mức đề nghị", lambda row: level_short(row[1].proposed_level), 20),
    Column("Hồ sơ", lambda row: "Đủ thành phần" if row[2] else "Còn thiếu", 16),
    Column("Nhận xét thẩm định", lambda row: row[1].appraisal_note, 60),
)
