"""What offices and units add to the plan of a year: corrected days, dates of summing-up, reports of single steps."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class DayKind(models.TextChoices):
    """What a correction makes of a day."""

    OFF = "off", "Nghỉ"
    WORKED = "worked", "Đi làm"
    PUBLISHED = "published", "Theo lịch chung, bỏ sửa trước đó"


class DayCorrection(TenantModel):
    """A day that the office has corrected; the newest row of a day holds, the others are its history."""

    day = models.DateField()
    kind = models.CharField(max_length=10, choices=DayKind)
    source = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "day"], name="reviews_daycorrection_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="reviews_daycorrection_kind_known"),
            models.CheckConstraint(condition=~Q(source=""), name="reviews_daycorrection_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.get_kind_display()}"


class YearEnd(TenantModel):
    """The day on which a unit sums up its year: review and rating come before it. (NA-5-1)"""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.CASCADE, related_name="year_ends")
    organization = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="year_ends")
    held_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "organization"], name="reviews_yearend_one_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.held_on:%d/%m/%Y}"


class UnitReport(TenantModel):
    """What a unit reports for one step of the plan, and the receipt of the office that the plan names. (GB-3.2.2-2)"""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="unit_reports")
    organization = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="unit_reports")
    step = models.CharField(max_length=60)
    receiver = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        "orgchart.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "organization", "step"], name="reviews_unitreport_once"),
            models.CheckConstraint(condition=~Q(text=""), name="reviews_unitreport_says_something"),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="reviews_unitreport_received_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.text[:80]}"
