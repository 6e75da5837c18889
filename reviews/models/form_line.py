"""Lines of a form: what it asks about each suggested issue, shortcoming, commitment or unit, field by field."""

from typing import Any, ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel


class FormLine(TenantModel):
    """One line under a heading. Its kind and fields are data of the forms; `reference` says what it is about.

    Lines about something that stands elsewhere (a suggested issue, a shortcoming, a unit) are named after it; lines
    that the author adds carry a number.
    """

    review = models.ForeignKey("reviews.Review", on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "kind", "reference"], name="reviews_formline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
