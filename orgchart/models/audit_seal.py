"""The chain over the audit trail: each seal covers the records since the last one and the seal before it."""

from django.db import models

from orgchart.tenancy import TenantModel


class AuditSeal(TenantModel):
    """One link of a tenant's chain; the newest digest, kept outside, shows later that nothing was cut or changed."""

    number = models.PositiveIntegerField()
    record_ids = models.JSONField()
    last_record_id = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="orgchart_auditseal_one_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest[:16]}"
