"""The level of a body that another tenant rates, as far as its head is rated here."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.models import Level


class LevelReference(TenantModel):
    """A body headed by a subject, rated below; without a level while it is open or rated again. (HY-B.II.2-5)"""

    subject = models.ForeignKey("reviews.Subject", on_delete=models.CASCADE, related_name="level_references")
    body = models.CharField(max_length=200)
    level = models.CharField(max_length=3, choices=Level, blank=True)
    decision_code = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    sender = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "body"], name="ratings_levelreference_one_a_body"),
            models.CheckConstraint(
                condition=Q(level="", decision_code="", decided_on=None)
                | (~Q(level="") & ~Q(decision_code="") & Q(decided_on__isnull=False)),
                name="ratings_levelreference_level_with_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.level or '…'}"
