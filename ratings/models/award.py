"""Proposals for awards that rest on the decided level of the year."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class Award(TenantModel):
    """One subject proposed for an award, and the decision that gave it (CC-IIIb.1-7)."""

    case = models.ForeignKey("ratings.RatingCase", on_delete=models.PROTECT, related_name="awards")
    form = models.CharField(max_length=120)
    exception = models.CharField(max_length=400, blank=True, help_text="Lý do đề nghị khi không được xếp mức cao nhất")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    decision_code = models.CharField(max_length=120, blank=True)
    awarded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "form"], name="ratings_award_once_a_form"),
            models.CheckConstraint(
                condition=Q(awarded_on=None, decision_code="") | (Q(awarded_on__isnull=False) & ~Q(decision_code="")),
                name="ratings_award_given_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.form
