"""What the estate of a tenant holds of regulation sets."""

from datetime import date
from typing import TYPE_CHECKING

from orgchart.models import Envelope, Tenant
from orgchart.tenancy import scope
from reviews.models import Deadline, ReceivedSet, TimetableNote
from reviews.regulations.loader import load_set
from reviews.services.kept_sets import keep_set
from reviews.services.own_sets import SetHead, make_set
from tests.factories.orgchart import NOON

if TYPE_CHECKING:
    from tests.access.estate import Estate


def add_set_rows(estate: "Estate", superior: Tenant) -> None:
    """A draft of the committee's own set, a kept set, one that the superior sent, a note on the timetable."""
    office, rows = estate.actors["office"], estate.rows
    with estate.inside():
        rows["kept_set"] = keep_set(load_set("cho-chu-2024"), at=NOON)
        head = SetHead(title="Kế hoạch năm 2025", issuer="Ban Thường vụ", year=2025, document_number="12-KH/ĐU")
        rows["own_set"] = make_set(head=head, made_from="cho-chu-2024", relation="base", actor=office, at=NOON)
        letter = Envelope(
            tenant=estate.tenant, box="in", peer=superior, kind="regulation_set", title="Bộ quy định của cấp trên",
            content={"year": 2024, "title": "Kế hoạch của cấp trên"}, digest="1" * 64, sent_at=NOON,
            sent_by_name="Văn phòng cấp trên",
        )  # fmt: skip
        letter.save()
        with scope(tenant=superior.pk):
            Envelope(
                tenant=superior, box="out", peer=estate.tenant, kind="regulation_set", title=letter.title,
                key=letter.key, content=letter.content, digest=letter.digest, sent_at=NOON, sent_by_name="Văn phòng",
            ).save()  # fmt: skip
        rows["received_set"] = ReceivedSet(
            tenant=estate.tenant, kept=rows["kept_set"], envelope=letter, sender=superior, line="party", year=2024,
            received_at=NOON,
        )  # fmt: skip
        rows["received_set"].save()
        Deadline(
            tenant=estate.tenant, cycle=estate.cycle, step="muon", title="Hồ sơ bổ sung", phase="dossier",
            wording="chậm nhất ngày 02/12/2024", last_day=date(2024, 12, 2),
        ).save()  # fmt: skip
        TimetableNote(
            tenant=estate.tenant, cycle=estate.cycle, about="ballot:muon", text="Đã báo cáo cấp trên.", noted_at=NOON,
            noted_by=office.account,
        ).save()  # fmt: skip
