"""The council that a set puts in the place of an organisation board (SL-IV.1-1)."""

from django.db import models

from orgchart.tenancy import TenantModel


class AppraisalCouncil(TenantModel):
    """Set up for one cycle by a decision, with a chair and an office that serves it."""

    cycle = models.OneToOneField("reviews.Cycle", on_delete=models.PROTECT, related_name="appraisal_council")
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    chair = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="+")
    standing_office = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(decision_number=""), name="ratings_appraisalcouncil_numbered"),
        ]

    def __str__(self) -> str:
        return f"Hội đồng thẩm định theo Quyết định số {self.decision_number}"


class CouncilMember(TenantModel):
    """Somebody on the council, the chair included."""

    council = models.ForeignKey(AppraisalCouncil, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "person"], name="ratings_councilmember_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)
