"""How a finding of an inspection was put right: the answer of the body to the demand."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from ratings.models.inspection import InspectionFinding


class CorrectionKind(models.TextChoices):
    """What the body did about a finding; an explanation changes no level and needs no decision."""

    ANNULLED = "annulled", "Đã hủy bỏ kết quả xếp loại"
    RERATED = "rerated", "Đã xếp loại lại"
    EXPLAINED = "explained", "Đã giải trình, giữ nguyên kết quả"


class Correction(TenantModel):
    """One answer for one finding, with the decision that carries it out; written once. (NA-3-2, NA-4-1, NA-TC-2)"""

    finding = models.OneToOneField(InspectionFinding, on_delete=models.PROTECT, related_name="correction")
    kind = models.CharField(max_length=10, choices=CorrectionKind)
    decision_number = models.CharField(max_length=120, blank=True)
    done_on = models.DateField()
    answer = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CorrectionKind.values), name="ratings_correction_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="explained") | ~Q(decision_number=""), name="ratings_correction_change_has_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decision_number}".strip()
