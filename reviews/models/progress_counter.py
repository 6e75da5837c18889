"""How far the year is in a tenant below, as that tenant has counted it: one row a sender, year and step."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel


class CounterStep(models.TextChoices):
    """The steps of the year that a superior follows, in their order."""

    WRITTEN = "written", "Đã viết"
    CIRCULATED = "circulated", "Đã gửi lấy ý kiến"
    REVIEWED = "reviewed", "Đã kiểm điểm"
    FINAL = "final", "Hoàn chỉnh"


class ProgressCounter(TenantModel):
    """A row of the receiver, overwritten by the sender; nothing but numbers crosses the wall."""

    sender = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=CounterStep)
    done = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "sender", "year", "step"], name="reviews_progresscounter_one_a_step"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="reviews_progresscounter_done_within_total"),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.get_step_display()} {self.done}/{self.total}"
