"""Leading collectives of organisations."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from orgchart.kinds import CollectiveKind
from orgchart.tenancy import TenantModel


class Collective(TenantModel):
    """A leading collective (tập thể lãnh đạo, quản lý) of one organisation; the body that reviews itself."""

    organization = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="collectives")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=CollectiveKind)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(valid_to=None),
                name="orgchart_collective_one_current_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="orgchart_collective_dates_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name
