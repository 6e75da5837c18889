"""The notice of an issued plan to one person: sent once, opened at a moment that is kept."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel


class PlanNotice(TenantModel):
    """Tells one person of a plan; own tasks, forms and dates are read on its page. (SL-IV.3-1)"""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.CASCADE, related_name="plan_notices")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "person"], name="reviews_plannotice_one_a_person"),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("sent_at")), name="reviews_plannotice_read_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.sent_at:%d/%m/%Y}"
