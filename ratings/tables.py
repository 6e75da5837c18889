"""The columns of this app's lists as workbooks; a test compares them with the pages."""

from collections.abc import Iterable, Iterator, Sequence

from orgchart.exports import Column
from orgchart.templatetags.vietnamese import level_short
from ratings.models import Board, Inspection, RatingCase, SideRating
from ratings.queries.compliance import Point
from ratings.queries.manifestations import BodyCount, Overview
from reviews.regulations.manifestations import Manifestation

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


COMPLIANCE: Sequence[Column[tuple[int, Point, str]]] = (
    Column("TT", lambda row: row[0], 6),
    Column("Nội dung kiểm tra", lambda row: row[1].title, 22),
    Column("Yêu cầu", lambda row: row[1].asked, 50),
    Column("Kết quả", lambda row: row[1].label, 22),
    Column("Đã xem", lambda row: row[1].looked_at, 10),
    Column("Trường hợp không đạt", lambda row: row[2], 70),
)
MANIFESTATIONS: Sequence[Column[tuple[str, BodyCount, Manifestation]]] = (
    Column("Nơi công tác", lambda row: row[0], 40),
    Column("Số bản đã trả lời", lambda row: row[1].answered, 16),
    Column("Nhóm biểu hiện", lambda row: row[2].group, 44),
    Column("Biểu hiện", lambda row: f"{row[2].number}. {row[2].title}", 70),
    Column("Số người tự nhận có", lambda row: row[1].items[row[2].number], 18),
)


def compliance_rows(points: Iterable[Point]) -> Iterator[tuple[int, Point, str]]:
    """A line for every fault, and one for a point without any."""
    for number, point in enumerate(points, start=1):
        for fault in point.faults or ("",):
            yield number, point, fault


def manifestation_rows(overview: Overview) -> Iterator[tuple[str, BodyCount, Manifestation]]:
    """Every item for the whole, then the items that were found in each body."""
    if overview.is_too_small:
        return
    for one, _ in overview.rows:
        yield overview.total.name, overview.total, one
    for body in overview.bodies:
        for one, _ in overview.rows:
            if body.items[one.number]:
                yield body.name, body, one
