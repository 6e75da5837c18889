"""What came from the tenant below: a letter with one file, as both sides keep it, persons, and a counter."""

from django.core.files.base import ContentFile
from django.db import models

from orgchart.models import Envelope, EnvelopeFile, Person, PersonalFile, Tenant
from orgchart.tenancy import scope
from reviews.models import ProgressCounter
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON, PersonFactory


def letter(tenant: Tenant, subordinate: Tenant) -> dict[str, models.Model]:
    """The arrived copy and its file; the scope of the receiver is open."""
    common = {
        "kind": "report", "title": "Báo cáo tiến độ", "content": {"text": "Đã xong các hội nghị cấp chi bộ."},
        "digest": "1" * 64, "sent_at": NOON, "sent_by_name": "Văn phòng cấp dưới",
    }  # fmt: skip
    received = Envelope(tenant=tenant, box="in", peer=subordinate, **common)
    received.save()
    with scope(tenant=subordinate.pk):
        Envelope(tenant=subordinate, box="out", peer=tenant, key=received.key, **common).save()
    attached = EnvelopeFile(
        tenant=tenant, envelope=received, label="Biểu kèm theo", name="Biểu.pdf", size=len(PDF),
        content_type="application/pdf", digest="1" * 64,
    )  # fmt: skip
    attached.content.save("paper", ContentFile(PDF))
    counter = ProgressCounter(
        tenant=tenant, sender=subordinate, year=2024, step="written", done=1, total=2, counted_at=NOON
    )
    counter.save()
    return {"letter": received, "letter_file": attached, "counter": counter}


def arrived(subordinate: Tenant, known: Person) -> dict[str, models.Model]:
    """The letter, and the persons; one of them is somebody whom the receiver knows."""
    rows = letter(known.tenant, subordinate) | people_from(subordinate, known.tenant, known)
    return rows | {"guest_letter": guest_letter(subordinate, known.tenant)}


def guest_letter(subordinate: Tenant, tenant: Tenant) -> Envelope:
    """The tenant below asks for somebody at a conference of its own; the scope of the receiver is open."""
    content = {
        "year": 2024, "conference": 0, "title": "Hội nghị kiểm điểm Chi bộ phố cũ", "location": "Nhà văn hóa phố cũ",
        "starts_at": "2024-11-20T01:00:00+00:00", "begins_on": "2024-11-01", "ends_on": "2024-11-20",
        "text": "Kính mời đồng chí phụ trách.",
    }  # fmt: skip
    common = {
        "kind": "invitation", "title": "Mời dự hội nghị", "content": content, "digest": "3" * 64, "sent_at": NOON,
        "sent_by_name": "Văn phòng cấp dưới",
    }  # fmt: skip
    received = Envelope(tenant=tenant, box="in", peer=subordinate, **common)
    received.save()
    with scope(tenant=subordinate.pk):
        Envelope(tenant=subordinate, box="out", peer=tenant, key=received.key, **common).save()
    return received


def people_from(subordinate: Tenant, tenant: Tenant, known: Person) -> dict[str, models.Model]:
    """Two persons from the tenant below: one waits to be taken in, one was; the scope of the receiver is open."""
    rows = {}
    for name, state in (("person_file", "sent"), ("person_taken", "received")):
        content = {
            "name": "Lường Văn Chuyển", "birth_date": "1980-02-01", "joined_party_on": "", "leaves_on": "2024-11-01",
            "cell": "Chi bộ phố cũ",
            "posts": [{"title": "Phó Trưởng phòng", "place": "Phòng Nội vụ cũ", "started_on": "2020-01-01",
                       "ended_on": "2024-11-01"}],
            "levels": [{"year": 2023, "level": "Hoàn thành tốt nhiệm vụ", "decision": "Số 12-QĐ/ĐU",
                        "decided_on": "2023-12-20"}],
            "disciplines": [],
        }  # fmt: skip
        common = {
            "kind": "personal_file", "title": "Hồ sơ chuyển công tác", "content": content, "digest": "2" * 64,
            "sent_at": NOON, "sent_by_name": "Văn phòng cấp dưới", "state": state,
            "settled_at": NOON if state == "received" else None,
        }  # fmt: skip
        received = Envelope(tenant=tenant, box="in", peer=subordinate, **common)
        received.save()
        with scope(tenant=subordinate.pk):
            person = PersonFactory(tenant=subordinate, full_name="Lường Văn Chuyển")
            sent = Envelope(tenant=subordinate, box="out", peer=tenant, key=received.key, **common)
            sent.save()
            PersonalFile(tenant=subordinate, person=person, envelope=sent).save()
        rows[name] = received
    PersonalFile(tenant=tenant, person=known, envelope=rows["person_taken"]).save()
    return rows
