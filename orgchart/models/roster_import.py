"""A roster on its way into the chart."""

import uuid

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class ImportState(models.TextChoices):
    """Where an import stands; nothing of it is in the chart before it is written."""

    READING = "reading", "Đang đọc tệp"
    UNREADABLE = "unreadable", "Không đọc được"
    PREVIEW = "preview", "Đang xem trước"
    WRITTEN = "written", "Đã ghi"
    DROPPED = "dropped", "Đã bỏ"


class ImportKind(models.TextChoices):
    """What a workbook lists."""

    ROSTER = "roster", "Danh sách cán bộ, đảng viên"
    DISCIPLINE = "discipline", "Quyết định kỷ luật"


def roster_path(roster: "RosterImport", filename: str) -> str:
    """A server-made place below the tenant's own folder; nothing of the user's name is used."""
    return f"{roster.tenant_id}/rosters/{uuid.uuid4().hex}"


class RosterImport(TenantModel):
    """One uploaded workbook: the file, its cells as they were read, and what the user has said about them.

    A roster for the chart, or a list of decisions on discipline.

    File and cells are kept until they are written or dropped, and no longer.
    """

    kind = models.CharField(max_length=10, choices=ImportKind, default=ImportKind.ROSTER)
    file_name = models.CharField(max_length=120)
    content = models.FileField(upload_to=roster_path, max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    sheets = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    since = models.DateField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    refusal = models.TextField(blank=True, help_text="Vì sao không đọc được tệp")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey("orgchart.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    counts = models.JSONField(default=dict)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "state", "id"], name="orgchart_rosterimport_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["roster", "discipline"]), name="orgchart_rosterimport_kind_known"
            ),
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="orgchart_rosterimport_state_known"),
            models.CheckConstraint(
                condition=Q(state="written", written_at__isnull=False) | (~Q(state="written") & Q(written_at=None)),
                name="orgchart_rosterimport_written_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="preview") | Q(sheets=[]), name="orgchart_rosterimport_cells_kept_no_longer"
            ),
            models.CheckConstraint(
                condition=(Q(state="unreadable") & ~Q(refusal="")) | (~Q(state="unreadable") & Q(refusal="")),
                name="orgchart_rosterimport_unreadable_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
