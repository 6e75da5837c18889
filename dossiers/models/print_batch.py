"""Many documents that were asked for at once."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class BatchKind(models.TextChoices):
    """What a batch prints for a whole year."""

    FORMS = "forms", "Bản kiểm điểm đã hoàn chỉnh (Mẫu 01, Mẫu 02)"
    NOTICES = "notices", "Thông báo kết quả xếp loại"
    SLIPS = "slips", "Phiếu xin ý kiến chi ủy nơi cư trú"


class PrintBatch(TenantModel):
    """A batch of prints of one year; each document has its own job, so a batch goes on where a worker dies."""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="print_batches")
    kind = models.CharField(max_length=10, choices=BatchKind)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BatchKind.values), name="dossiers_printbatch_kind_known"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="dossiers_printbatch_cancelled_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"


class BatchedDocument(TenantModel):
    """One document of a batch, in its place in the pile."""

    batch = models.ForeignKey(PrintBatch, on_delete=models.CASCADE, related_name="entries")
    document = models.ForeignKey("dossiers.PrintedDocument", on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="dossiers_batcheddocument_one_a_position"),
            models.UniqueConstraint(fields=["batch", "document"], name="dossiers_batcheddocument_once_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} – {self.position}"
