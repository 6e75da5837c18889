"""A draft sent round: the version that was sent, and who received it when."""

from django.db import models

from orgchart.tenancy import TenantModel


class Circulation(TenantModel):
    """One sending of a draft to the members of the conference; its text is kept as they read it."""

    review = models.ForeignKey("reviews.Review", on_delete=models.PROTECT, related_name="circulations")
    content = models.JSONField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.review_id} {self.sent_at:%d/%m/%Y}"


class CirculationReceipt(TenantModel):
    """One recipient of a circulated draft."""

    circulation = models.ForeignKey(Circulation, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circulation", "person"], name="reviews_circulationreceipt_once"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
