"""Points of one line of a score sheet, in the three columns that the sheets have."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel
from ratings.models.rating_case import RatingCase

MOST_POINTS = 100


class CaseScore(TenantModel):
    """One line of the sheet of one case: scored by the subject, accepted by the appraiser, fixed by the decision.

    The lines are those of the regulation set; empty means that nobody has scored the line in this column. (SL-IV.2-1)
    """

    case = models.ForeignKey(RatingCase, on_delete=models.CASCADE, related_name="scores")
    key = models.CharField(max_length=60)
    self_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    decided_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="ratings_casescore_one_a_line"),
            *(
                models.CheckConstraint(
                    condition=Q(**{column: None}) | Q(**{f"{column}__gte": 0, f"{column}__lte": MOST_POINTS}),
                    name=f"ratings_casescore_{column}_in_range",
                )
                for column in ("self_points", "points", "decided_points")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.self_points} / {self.points} / {self.decided_points}"
