"""A rate above the cap that a decision grants to one cap group, where the set of the cycle knows such an exception."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel


class CapException(TenantModel):
    """Who decided on which rate, for which bodies and why; it counts once a second person has checked it. (QD366-11-25)

    Names the group that counts, never a supplement, which shares its places.
    """

    group = models.OneToOneField("ratings.CapGroup", on_delete=models.PROTECT, related_name="cap_exception")
    rate = models.PositiveSmallIntegerField()
    decided_by = models.CharField(max_length=200)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    bodies = models.CharField(max_length=400, help_text="Tổ chức, cơ quan, đơn vị được áp dụng")
    achievement = models.TextField(help_text="Thành tích xuất sắc, nổi trội, hoàn thành vượt kế hoạch")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0, rate__lte=100), name="ratings_capexception_rate_is_share"),
            models.CheckConstraint(
                condition=~Q(decision_number="") & ~Q(decided_by="") & ~Q(bodies="") & ~Q(achievement=""),
                name="ratings_capexception_has_its_reference",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="ratings_capexception_confirmed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("recorded_by")),
                name="ratings_capexception_checked_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rate}%: {self.reference}"

    @property
    def reference(self) -> str:
        """The decision as sentences cite it."""
        return f"Quyết định số {self.decision_number} ngày {self.decided_on:%d/%m/%Y} của {self.decided_by}"
