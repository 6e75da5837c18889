"""One report about the levels of a line to several receivers, with the receipt of each."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from ratings.models.side_rating import Line


class SideReport(TenantModel):
    """What was reported on a day: the levels as they stood then, and the day that the plan had set. (GB-3.2.3-1)"""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="side_reports")
    line = models.CharField(max_length=12, choices=Line)
    reported_on = models.DateField()
    last_day = models.DateField(null=True, blank=True, help_text="Hạn theo kế hoạch khi gửi")
    items = models.JSONField(help_text="Tên, mức, số quyết định khi gửi")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(line__in=Line.values), name="ratings_sidereport_line_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_line_display()}, {self.reported_on:%d/%m/%Y}"

    @property
    def is_late(self) -> bool:
        """Whether it was handed over after the day of the plan."""
        return self.last_day is not None and self.reported_on > self.last_day


class SideReceipt(TenantModel):
    """One receiver of a report, and who confirmed on which day that it has arrived."""

    report = models.ForeignKey(SideReport, on_delete=models.PROTECT, related_name="receipts")
    position = models.PositiveSmallIntegerField()
    receiver = models.CharField(max_length=200)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "receiver"], name="ratings_sidereceipt_once_a_receiver"),
            models.CheckConstraint(
                condition=Q(received_on=None, received_by="") | (Q(received_on__isnull=False) & ~Q(received_by="")),
                name="ratings_sidereceipt_day_with_name",
            ),
        ]

    def __str__(self) -> str:
        return self.receiver
