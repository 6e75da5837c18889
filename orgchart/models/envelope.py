"""What tenants hand to each other: sealed content with a hash, as two tenant-owned copies."""

import uuid

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class EnvelopeKind(models.TextChoices):
    """What an envelope carries, and in which direction it goes."""

    DOSSIER = "dossier", "Hồ sơ đề nghị xếp loại"
    RETURN = "return", "Trả lại hồ sơ"
    DECISION = "decision", "Quyết định xếp loại"


class EnvelopeBox(models.TextChoices):
    """Which of the two copies this is."""

    OUT = "out", "Gửi đi"
    IN = "in", "Nhận được"


class EnvelopeState(models.TextChoices):
    """Where the envelope stands; both copies move together."""

    SENT = "sent", "Đã gửi"
    RECEIVED = "received", "Đã nhận"
    RETURNED = "returned", "Đã trả lại"


class Envelope(TenantModel):
    """One copy of an envelope; the two copies share `key` and `digest`."""

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    box = models.CharField(max_length=3, choices=EnvelopeBox)
    kind = models.CharField(max_length=20, choices=EnvelopeKind)
    peer = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    reply_to = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=300)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=EnvelopeState, default=EnvelopeState.SENT)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=120)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "box", "state", "id"], name="orgchart_envelope_inbox")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key", "box"], name="orgchart_envelope_one_copy_a_box"),
            models.CheckConstraint(
                condition=Q(state="sent", settled_at=None) | Q(settled_at__isnull=False),
                name="orgchart_envelope_settled_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="orgchart_envelope_returned_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


def envelope_file_path(attachment: "EnvelopeFile", filename: str) -> str:
    """A server-made place below the tenant's own folder; nothing of the sender's name is used."""
    return f"{attachment.tenant_id}/envelopes/{uuid.uuid4().hex}"


class EnvelopeFile(TenantModel):
    """A file that travels with an envelope; each side keeps its own copy."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="files")
    label = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    content = models.FileField(upload_to=envelope_file_path, max_length=200)

    def __str__(self) -> str:
        return self.name
