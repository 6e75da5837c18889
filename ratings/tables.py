"""The columns of this app's lists as workbooks; a test compares them with the pages."""

from collections.abc import Sequence

from orgchart.exports import Column
from orgchart.templatetags.vietnamese import level_short
from ratings.models import Board, Inspection, RatingCase, SideRating

OUTSIDE = "Không thuộc nhóm bỏ phiếu tại đây"
CASES: Sequence[Column[RatingCase]] = (
    Column("Nhóm", lambda row: row.group.name if row.group else OUTSIDE, 36),
    Column("Tập thể, cá nhân", lambda row: row.subject.name, 36),
    Column("Chức vụ", lambda row: row.subject.position, 36),
    Column("Tự xếp loại", lambda row: level_short(row.self_level), 20),
    Column("Đề nghị", lambda row: level_short(row.proposed_level), 20),
    Column("Mức xếp loại", lambda row: level_short(row.level), 20),
    Column("Tình trạng", lambda row: row.get_state_display(), 24),
)
BOARDS: Sequence[Column[Board]] = (
    Column("Phiên họp", lambda row: row.title, 44),
    Column("Cấp quyết định", lambda row: row.body.name, 40),
    Column("Ngày họp", lambda row: row.held_on, 14),
    Column("Nhóm đối tượng", lambda row: "; ".join(one.group.name for one in row.board_groups.all()), 50),
    Column("Tình trạng", lambda row: row.get_state_display(), 20),
    Column("Quyết định", lambda row: "; ".join(one.code for one in row.decisions.all()), 20),
)
INSPECTIONS: Sequence[Column[Inspection]] = (
    Column("Nơi được kiểm tra", lambda row: row.body_name, 44),
    Column("Năm", lambda row: row.year, 10),
    Column("Kết luận", lambda row: _finding(getattr(row, "found", 0)), 24),
    Column("Khắc phục đến", lambda row: row.due_on if getattr(row, "found", 0) else None, 16),
    Column("Ngày kiểm tra", lambda row: row.inspected_at, 20),
    Column("Người kiểm tra", lambda row: row.inspected_by.full_name, 28),
)

SIDES: Sequence[Column[SideRating]] = (
    Column("Đối tượng", lambda row: row.get_line_display(), 40),
    Column("Tên", lambda row: row.name, 40),
    Column("Mức xếp loại", lambda row: level_short(row.level), 20),
    Column("Quyết định", lambda row: row.decision_code, 20),
    Column("Ngày quyết định", lambda row: row.decided_on, 16),
    Column("Nơi quyết định", lambda row: row.decided_by, 40),
    Column("Giải trình", lambda row: row.explanation, 50),
)


def _finding(number: int) -> str:
    return f"{number} vi phạm" if number else "Không có vi phạm"
