"""Batches of scanned, signed papers."""

from django.db import models

from orgchart.tenancy import TenantModel


class ScanBatch(TenantModel):
    """One pile of signed papers, scanned together; `outcome` says what became of each paper and of strange pages."""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="scan_batches")
    signed_on = models.DateField()
    outcome = models.JSONField(null=True, blank=True)
    job = models.ForeignKey("orgchart.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Bản quét {self.pk}"


class ScannedFile(TenantModel):
    """One file of a batch, in the order in which it was chosen."""

    batch = models.ForeignKey(ScanBatch, on_delete=models.CASCADE, related_name="parts")
    file = models.ForeignKey("dossiers.File", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="dossiers_scannedfile_one_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} – {self.position}"
