"""The columns of this app's lists as workbooks; a test compares them with the pages."""

from collections.abc import Sequence

from orgchart.exports import Column
from reviews.models import Conference, PlanNotice, Review
from reviews.queries import listing
from reviews.queries.preparation import Presence

REVIEWS: Sequence[Column[Review]] = (
    Column("Đơn vị", lambda row: row.subject.unit.name, 40),
    Column("Tập thể, cá nhân", lambda row: row.subject.name, 36),
    Column("Chức vụ", lambda row: row.subject.position, 36),
    Column("Trạng thái", lambda row: row.get_state_display(), 24),
    Column("Đã viết", lambda row: f"{getattr(row, 'written', 0)}/{listing.headings_of(row)}", 12),
    Column("Lưu lần cuối", lambda row: row.last_saved_at, 20),
)
CONFERENCES: Sequence[Column[Conference]] = (
    Column("Hội nghị", lambda row: row.title, 60),
    Column("Ngày họp", lambda row: row.starts_at, 20),
    Column("Chủ trì", lambda row: str(row.chair) if row.chair else "Chưa có", 30),
    Column("Trạng thái", lambda row: row.get_state_display(), 24),
)
PRESENCE: Sequence[Column[Presence]] = (
    Column("Đồng chí", lambda row: row.invitation.name, 30),
    Column("Phân công", lambda row: row.invitation.get_kind_display(), 36),
    Column("Hội nghị", lambda row: row.invitation.conference.title, 60),
    Column("Ngày họp", lambda row: row.invitation.conference.starts_at, 20),
    Column("Dự", lambda row: row.words, 30),
)
PLAN_NOTICES: Sequence[Column[PlanNotice]] = (
    Column("Đơn vị", lambda row: row.unit.name, 40),
    Column("Cá nhân", lambda row: row.person.full_name, 30),
    Column("Gửi lúc", lambda row: row.sent_at, 20),
    Column("Đọc lúc", lambda row: row.read_at, 20),
)
