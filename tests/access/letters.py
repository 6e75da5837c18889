"""What came from the tenant below: a letter with one file, as both sides keep it, and a counter."""

from django.core.files.base import ContentFile
from django.db import models

from orgchart.models import Envelope, EnvelopeFile, Tenant
from orgchart.tenancy import scope
from reviews.models import ProgressCounter
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON


def letter(tenant: Tenant, subordinate: Tenant) -> dict[str, models.Model]:
    """The arrived copy and its file; the scope of the receiver is open."""
    common = {
        "kind": "report", "title": "Báo cáo tiến độ", "content": {"text": "Đã xong các hội nghị cấp chi bộ."},
        "digest": "1" * 64, "sent_at": NOON, "sent_by_name": "Văn phòng cấp dưới",
    }  # fmt: skip
    arrived = Envelope(tenant=tenant, box="in", peer=subordinate, **common)
    arrived.save()
    with scope(tenant=subordinate.pk):
        Envelope(tenant=subordinate, box="out", peer=tenant, key=arrived.key, **common).save()
    attached = EnvelopeFile(
        tenant=tenant, envelope=arrived, label="Biểu kèm theo", name="Biểu.pdf", size=len(PDF),
        content_type="application/pdf", digest="1" * 64,
    )  # fmt: skip
    attached.content.save("paper", ContentFile(PDF))
    counter = ProgressCounter(
        tenant=tenant, sender=subordinate, year=2024, step="written", done=1, total=2, counted_at=NOON
    )
    counter.save()
    return {"letter": arrived, "letter_file": attached, "counter": counter}
