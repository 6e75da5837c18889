"""The audit trail: what happened, by whom, when, in which tenant. Rows are only ever added.

An erasure that is being carried out may put a number in place of a name (`AuditRedaction`), and nobody else anything.
"""

from django.db import models

from orgchart.tenancy import TenantModel


class AuditRecord(TenantModel):
    """One finished action on one object; the database refuses to change or delete it.

    `at` is the time that the action was told (in the demo a day of the past), `recorded_at` that of the machine.
    """

    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=60)
    summary = models.CharField(max_length=300)
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "target_type", "target_id", "id"], name="orgchart_audit_of_target"),
            models.Index(fields=["tenant", "actor", "id"], name="orgchart_audit_of_actor"),
            models.Index(fields=["tenant", "id"], name="orgchart_audit_in_order"),
        ]

    def __str__(self) -> str:
        return self.summary
