"""Forms that were sent: one key a form that was opened, so that sending it twice does one thing."""

from django.db import models

from orgchart.tenancy import TenantModel


class SentForm(TenantModel):
    """The key of a form that has done its work, and where its sender was led."""

    key = models.UUIDField()
    account = models.ForeignKey("orgchart.Account", on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=300)
    answer = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "key"], name="orgchart_sentform_once"),
        ]

    def __str__(self) -> str:
        return self.address
