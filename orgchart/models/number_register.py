"""Registers of document numbers."""

from django.db import models

from orgchart.tenancy import TenantModel


class NumberRegister(TenantModel):
    """The last number given for one body, document kind and period (term of a party body, year of a state body)."""

    body_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "body_code", "kind", "period"], name="orgchart_numberregister_one_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.body_code} {self.period}"
