"""Roles that do not follow from a post."""

from django.db import models

from orgchart.kinds import Role
from orgchart.tenancy import TenantModel


class RoleGrant(TenantModel):
    """An account has a role in the tenant."""

    account = models.ForeignKey("orgchart.Account", on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=30, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "role"], name="orgchart_rolegrant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account} – {self.get_role_display()}"
