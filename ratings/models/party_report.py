"""The yearly report on party building, into which the figures of the ratings flow (CC-IIIb.1-1)."""

from django.db import models

from orgchart.tenancy import TenantModel


class PartyReport(TenantModel):
    """One text a cycle; the figures are not kept here, they are those of the decisions."""

    cycle = models.OneToOneField("reviews.Cycle", on_delete=models.PROTECT, related_name="party_report")
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="ratings_partyreport_says_something"),
        ]

    def __str__(self) -> str:
        return f"Báo cáo tổng kết công tác xây dựng Đảng, đợt {self.cycle_id}"
