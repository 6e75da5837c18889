"""Files that prove what a line says; the line itself belongs to the review of the year."""

from django.db import models

from orgchart.tenancy import TenantModel


class Evidence(TenantModel):
    """A file that was sent with a report or a check of a remedy. Whoever sees the line opens the file. (NA-2-2)"""

    entry = models.ForeignKey("reviews.RemediationEntry", on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey("dossiers.File", on_delete=models.PROTECT, related_name="evidence")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "file"], name="dossiers_evidence_once")]

    def __str__(self) -> str:
        return self.file.name
