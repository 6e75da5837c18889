"""The tree of organisations inside a tenant."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager
from simple_history.models import HistoricalRecords
from treebeard.mp_tree import MP_Node, MP_NodeManager

from orgchart.kinds import Bloc, Level, OrganizationKind
from orgchart.tenancy import TenantModel


class Organization(TenantModel, MP_Node):
    """An organisation, agency or unit. The first step of its path is the tenant's own, so paths never meet."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=30, choices=OrganizationKind)
    level = models.CharField(max_length=20, choices=Level)
    bloc = models.CharField(max_length=10, choices=Bloc)
    has_seal = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    merged_on = models.DateField(null=True, blank=True)
    split_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Self]] = ScopedManager(_manager_class=MP_NodeManager, tenant="tenant_id")
    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="orgchart_organization_dates_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_party_organization(self) -> bool:
        """Whether the organisation itself is a tổ chức đảng that gets a rating of its own."""
        return self.kind in {OrganizationKind.PARTY_CELL, OrganizationKind.PARTY_COMMITTEE}


class SuccessionKind(models.TextChoices):
    """How one organisation came after another."""

    FOUNDED = "founded", "Thành lập mới"
    MERGED = "merged", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    TRANSFERRED = "transferred", "Chuyển giao"


class Succession(TenantModel):
    """An organisation continues another one; complaints and shortcomings of earlier years follow it."""

    predecessor = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=20, choices=SuccessionKind)
    happened_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="orgchart_succession_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
