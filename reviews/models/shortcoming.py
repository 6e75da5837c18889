"""Shortcomings live across years: concluded once, reported on each year until fixed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel


class ShortcomingStatus(models.TextChoices):
    """How far a shortcoming is remedied (HY-M01-11, HY-M02-9)."""

    FIXED = "fixed", "Đã khắc phục"
    FIXING = "fixing", "Đang khắc phục"
    NOT_FIXED = "not_fixed", "Chưa khắc phục"


class Shortcoming(TenantModel):
    """One concluded shortcoming of a collective or a person."""

    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="shortcomings"
    )
    person = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="shortcomings"
    )
    organization = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="shortcomings"
    )
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    source = models.CharField(max_length=200)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(collective__isnull=False, person=None, organization=None)
                    | Q(collective=None, person__isnull=False, organization=None)
                    | Q(collective=None, person=None, organization__isnull=False)
                ),
                name="reviews_shortcoming_exactly_one_bearer",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ShortcomingReport(TenantModel):
    """What this year's review says about one earlier shortcoming."""

    review = models.ForeignKey("reviews.Review", on_delete=models.CASCADE, related_name="shortcoming_reports")
    shortcoming = models.ForeignKey(Shortcoming, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(max_length=10, choices=ShortcomingStatus, blank=True)
    progress = models.TextField(blank=True, help_text="Mức độ khắc phục, khó khăn, vướng mắc")
    responsible = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "shortcoming"], name="reviews_shortcomingreport_once"),
        ]

    def __str__(self) -> str:
        return self.get_status_display() or "chưa báo cáo"
