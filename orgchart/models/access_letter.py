"""Printed letters by which somebody without e-mail opens an account or sets a lost password anew."""

from django.db import models
from django.db.models import F, Q


class AccessLetter(models.Model):
    """The one valid letter of an account: a code that is used once, soon, and never stored as it is printed.

    Global, because whoever holds the letter has not logged in yet.
    """

    account = models.OneToOneField("orgchart.Account", on_delete=models.CASCADE, related_name="letter")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("orgchart.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="orgchart_accessletter_dates_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} – {self.made_at:%d/%m/%Y}"
