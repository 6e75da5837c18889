"""The columns of this app's lists as workbooks; a test compares them with the pages."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from orgchart import queries
from orgchart.exports import Column
from orgchart.models import AuditRecord, DisciplineRecord, Envelope, EnvelopeBox, Person, Post
from orgchart.queries.people import with_cells
from orgchart.queries.units import ChartRow

PersonRow = tuple[Person, Sequence[Post]]
AT_ONCE = 500

PERSONS: Sequence[Column[PersonRow]] = (
    Column("Họ và tên", lambda row: row[0].full_name, 30),
    Column("Năm sinh", lambda row: row[0].birth_date.year if row[0].birth_date else None, 10),
    Column("Chức vụ", lambda row: "; ".join(post.title for post in row[1]) or "Không giữ chức vụ", 44),
    Column("Đơn vị", lambda row: row[1][0].organization.name if row[1] else "", 40),
    Column("Chi bộ", lambda row: getattr(row[0], "cell_name", ""), 40),
)
ORGANIZATIONS: Sequence[Column[ChartRow]] = (
    Column("Tổ chức, cơ quan, đơn vị", lambda row: f"{'    ' * row.indent}{row.organization.name}", 50),
    Column("Loại hình", lambda row: row.organization.get_kind_display(), 34),
    Column("Tập thể lãnh đạo", lambda row: "; ".join(one.name for one in row.collectives), 60),
    Column("Số chức vụ", lambda row: row.posts, 12),
)
DISCIPLINES: Sequence[Column[DisciplineRecord]] = (
    Column("Cá nhân, tập thể", lambda row: str(row.person or row.collective), 40),
    Column("Hình thức", lambda row: row.get_degree_display(), 18),
    Column("Quyết định", lambda row: f"{row.decision_number} ngày {row.decided_on:%d/%m/%Y}", 34),
    Column("Vi phạm", lambda row: row.violation, 60),
    Column("Cùng vụ việc với", lambda row: row.same_case_as.decision_number if row.same_case_as else "", 24),
)
AUDIT: Sequence[Column[AuditRecord]] = (
    Column("Thời điểm", lambda row: row.at, 20),
    Column("Người thực hiện", lambda row: row.actor_name, 28),
    Column("Nhập thay đồng chí", lambda row: row.on_behalf_of, 28),
    Column("Việc đã làm", lambda row: row.summary, 70),
    Column("Lý do", lambda row: str(row.changes.get("reason", "")), 40),
)


def envelopes(box: EnvelopeBox) -> Sequence[Column[Envelope]]:
    """Incoming or outgoing ones."""
    return (
        Column("Nội dung", lambda row: f"{row.title} ({row.get_kind_display()})", 60),
        Column("Nơi gửi" if box == EnvelopeBox.IN else "Nơi nhận", lambda row: row.peer.name, 36),
        Column("Gửi lúc", lambda row: row.sent_at, 20),
        Column("Tình trạng", lambda row: " – ".join(filter(None, (row.get_state_display(), row.reason))), 40),
    )


def person_rows(found: QuerySet[Person], on: date) -> Iterator[PersonRow]:
    """Persons with their posts and cells, some hundred at a time."""
    people = iter(found.iterator(chunk_size=AT_ONCE))
    while some := list(islice(people, AT_ONCE)):
        yield from queries.with_posts(with_cells(some, on), on)
