"""The points that the meeting of an office agrees on for its own work."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.models.conference import Conference

MOST_POINTS = 100


class OfficeScore(TenantModel):
    """One line of the point sheet of a meeting; the lines are those of the regulation set. (SL-IV.3-6)"""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="scores")
    key = models.CharField(max_length=60)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Lý do trừ điểm")
    agreed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "key"], name="reviews_officescore_one_a_line"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=MOST_POINTS),
                name="reviews_officescore_points_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.points}"
