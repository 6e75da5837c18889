"""Councils of a year: who sits on them, when they met, what came out; and the initiatives put before them."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class YearCouncilKind(models.TextChoices):
    """What a council is for; the one that appraises is kept with the rating. (SL-III.1-4, SL-IV.1-1)"""

    INITIATIVES = "initiatives", "Hội đồng xét duyệt sáng kiến"
    OFFICES = "offices", "Hội đồng đánh giá, xếp loại các phòng"


class YearCouncil(TenantModel):
    """One council of a kind in a cycle, appointed by a decision; it meets once. (SL-III.1-4)"""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="councils")
    kind = models.CharField(max_length=12, choices=YearCouncilKind)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    chair = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="+")
    met_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="reviews_yearcouncil_one_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=YearCouncilKind.values), name="reviews_yearcouncil_kind_known"),
            models.CheckConstraint(condition=~Q(decision_number=""), name="reviews_yearcouncil_numbered"),
            models.CheckConstraint(
                condition=Q(met_on=None, result="") | (Q(met_on__isnull=False) & ~Q(result="")),
                name="reviews_yearcouncil_met_with_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} theo Quyết định số {self.decision_number}"


class YearCouncilMember(TenantModel):
    """Somebody on a council, the chair included."""

    council = models.ForeignKey(YearCouncil, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "person"], name="reviews_yearcouncilmember_once")]

    def __str__(self) -> str:
        return str(self.person)


class Initiative(TenantModel):
    """What a person put before the council; once approved it is a product of the person. (SL-III.1-4)"""

    council = models.ForeignKey(YearCouncil, on_delete=models.PROTECT, related_name="initiatives")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="initiatives")
    title = models.CharField(max_length=300)
    approved = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)
    product = models.OneToOneField(
        "reviews.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="initiative"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="reviews_initiative_has_title"),
            models.CheckConstraint(
                condition=Q(approved=True, product__isnull=False)
                | Q(approved__isnull=True, product=None)
                | Q(approved=False, product=None) & ~Q(note=""),
                name="reviews_initiative_approved_is_a_product",
            ),
        ]

    def __str__(self) -> str:
        return self.title
