"""Files that prove what a line says; the line itself belongs to the review of the year."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class Evidence(TenantModel):
    """A file that was sent with a report or check of a remedy, or with a product. Whoever sees the line opens it.

    (NA-2-2, HY-A.2-4)
    """

    entry = models.ForeignKey(
        "reviews.RemediationEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    product = models.ForeignKey(
        "reviews.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    file = models.ForeignKey("dossiers.File", on_delete=models.PROTECT, related_name="evidence")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "file"], name="dossiers_evidence_once"),
            models.CheckConstraint(
                condition=Q(entry=None, product__isnull=False) | Q(entry__isnull=False, product=None),
                name="dossiers_evidence_of_one_line",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name
