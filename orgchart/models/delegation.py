"""Roles that are lent for a time (ủy quyền)."""

from django.db import models
from django.db.models import F, Q

from orgchart.kinds import Role
from orgchart.tenancy import TenantModel


class Delegation(TenantModel):
    """A holder lends a role to another account, from–to; it counts no longer than the lender holds the role."""

    lender = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="delegations_given")
    borrower = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="delegations_received")
    role = models.CharField(max_length=30, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "borrower", "ends_on"], name="orgchart_delegation_to_load")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="orgchart_delegation_dates_forward"),
            models.CheckConstraint(condition=~Q(lender=F("borrower")), name="orgchart_delegation_not_to_oneself"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="orgchart_delegation_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.lender} → {self.borrower}"
