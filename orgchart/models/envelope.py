"""What tenants hand to each other: sealed content with a hash, as two tenant-owned copies."""

import uuid

from django.db import models
from django.db.models import Q

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.states import EnvelopeState
from orgchart.tenancy import TenantModel


class EnvelopeBox(models.TextChoices):
    """Which of the two copies this is."""

    OUT = "out", "Gửi đi"
    IN = "in", "Nhận được"


class Envelope(TenantModel):
    """One copy of an envelope; the two copies share `key` and `digest`.

    A later version names what it `replaces`; the replaced one then names its successor.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    box = models.CharField(max_length=3, choices=EnvelopeBox)
    kind = models.CharField(max_length=20, choices=EnvelopeKind)
    peer = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    reply_to = models.UUIDField(null=True, blank=True)
    replaces = models.UUIDField(null=True, blank=True)
    replaced_by = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=300)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=EnvelopeState, default=EnvelopeState.SENT)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=120)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    remarks = models.JSONField(default=dict, blank=True, help_text="Lý do trả lại theo từng phần, theo mã")

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "box", "state", "id"], name="orgchart_envelope_inbox"),
            models.Index(fields=["tenant", "box", "sent_at", "id"], name="orgchart_envelope_by_date"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key", "box"], name="orgchart_envelope_one_copy_a_box"),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "superseded"]) | Q(settled_at__isnull=False),
                name="orgchart_envelope_settled_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(settled_at=None), name="orgchart_envelope_sent_is_not_settled"
            ),
            models.CheckConstraint(
                condition=Q(state="superseded", replaced_by__isnull=False)
                | (~Q(state="superseded") & Q(replaced_by=None)),
                name="orgchart_envelope_superseded_names_successor",
            ),
            models.CheckConstraint(condition=Q(state__in=EnvelopeState.values), name="orgchart_envelope_state_known"),
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
