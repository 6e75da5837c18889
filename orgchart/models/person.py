"""Persons, with as little personal data as the forms need."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel


class Person(TenantModel):
    """Somebody in the rolls of the tenant; the keys are computed from the name by the service that writes it.

    A double that was merged stays as a row that leads to the one that is kept, because past years refer to it.
    """

    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=120, editable=False)
    birth_date = models.DateField(null=True, blank=True)
    joined_party_on = models.DateField(null=True, blank=True)
    residence = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(
        "orgchart.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="persons"
    )

    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1, editable=False)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "sort_key", "id"], name="orgchart_person_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="orgchart_person_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(account=None), name="orgchart_person_merged_has_no_account"
            ),
            models.UniqueConstraint(
                fields=["tenant", "account"],
                condition=Q(account__isnull=False),
                name="orgchart_person_one_a_tenant_and_account",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
