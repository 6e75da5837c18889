"""The tree of organisations inside a tenant."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django_scopes import ScopedManager
from simple_history.models import HistoricalRecords
from treebeard.mp_tree import MP_Node, MP_NodeManager

from orgchart.kinds import Bloc, CommitteeForm, Level, OrganizationKind, SuccessionKind
from orgchart.tenancy import TenantModel


class Organization(TenantModel, MP_Node):
    """An organisation, agency or unit. The first step of its path is the tenant's own, so paths never meet."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=30, choices=OrganizationKind)
    committee_form = models.CharField(max_length=20, choices=CommitteeForm, blank=True)
    level = models.CharField(max_length=20, choices=Level)
    bloc = models.CharField(max_length=10, choices=Bloc)
    has_seal = models.BooleanField(default=True)
    has_single_head = models.BooleanField(default=False)
    urban_government_since = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    merged_on = models.DateField(null=True, blank=True)
    split_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[models.Manager[Self]] = ScopedManager(_manager_class=MP_NodeManager, tenant="tenant_id")
    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        permissions = [("enter_for_cell", "Nhập thay cho chi bộ"), ("drive_block", "Theo dõi, đôn đốc một khối")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="orgchart_organization_dates_forward",
            ),
            models.CheckConstraint(
                condition=Q(committee_form="") | Q(kind=OrganizationKind.PARTY_COMMITTEE),
                name="orgchart_organization_form_of_committees_only",
            ),
            # Where the path says what is above, nothing can stand above itself.
            models.CheckConstraint(
                condition=Exact(Length("path"), F("depth") * 4), name="orgchart_organization_path_fits_depth"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_party_organization(self) -> bool:
        """Whether the organisation itself is a tổ chức đảng that gets a rating of its own."""
        return self.kind in {OrganizationKind.PARTY_CELL, OrganizationKind.PARTY_COMMITTEE}


class Succession(TenantModel):
    """One event in the life of organisations; complaints and shortcomings of earlier years follow it.

    Founded has no predecessor, dissolved no successor. Transferred names the former superior and what it said
    about the year (CC-III.3-5); with a predecessor only, the organisation went to another office.
    """

    predecessor = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="successions"
    )
    successor = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="origins")
    kind = models.CharField(max_length=20, choices=SuccessionKind)
    happened_on = models.DateField()
    decision_number = models.CharField(max_length=60, blank=True)
    former_superior = models.CharField(max_length=200, blank=True)
    former_opinion = models.TextField(blank=True)
    new_superior = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(predecessor=None) | Q(successor=None) | ~Q(predecessor=F("successor")),
                name="orgchart_succession_not_of_itself",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind=SuccessionKind.FOUNDED, predecessor=None, successor__isnull=False)
                    | Q(kind=SuccessionKind.DISSOLVED, predecessor__isnull=False, successor=None)
                    | Q(
                        kind__in=[SuccessionKind.MERGED, SuccessionKind.SPLIT],
                        predecessor__isnull=False,
                        successor__isnull=False,
                    )
                    | Q(kind=SuccessionKind.TRANSFERRED, predecessor__isnull=False)
                    | Q(kind=SuccessionKind.TRANSFERRED, successor__isnull=False)
                ),
                name="orgchart_succession_has_its_sides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor or ''} → {self.successor or ''}"
