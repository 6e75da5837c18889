"""Where a party member takes part in party life, and which cells a committee member is in charge of."""

from django.db import models
from django.db.models import F, Q

from orgchart.kinds import MembershipKind
from orgchart.tenancy import TenantModel


class CellMembership(TenantModel):
    """A party member takes part in the life of a cell: officially in one at a time, otherwise elsewhere too."""

    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="memberships")
    cell = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=10, choices=MembershipKind, default=MembershipKind.OFFICIAL)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind=MembershipKind.OFFICIAL, ended_on=None),
                name="orgchart_cellmembership_one_official",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="orgchart_cellmembership_dates_forward",
            ),
            models.UniqueConstraint(
                fields=["person", "cell", "kind"],
                condition=Q(ended_on=None),
                name="orgchart_cellmembership_once_a_cell_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.cell}"


class SupervisionKind(models.TextChoices):
    """A committee member in charge directs; whoever follows for a party agency attends and reports (HY-C.1-4)."""

    IN_CHARGE = "in_charge", "Phụ trách"
    MONITOR = "monitor", "Theo dõi cho ban đảng"


class Supervision(TenantModel):
    """A committee member is in charge of a unit (phụ trách), or follows it for a party agency, from–to."""

    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="supervisions")
    organization = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="supervisions")
    kind = models.CharField(max_length=10, choices=SupervisionKind, default=SupervisionKind.IN_CHARGE)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SupervisionKind.values), name="orgchart_supervision_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="orgchart_supervision_dates_forward"
            ),
            models.UniqueConstraint(
                fields=["person", "organization"],
                condition=Q(ended_on=None),
                name="orgchart_supervision_once_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organization}"
