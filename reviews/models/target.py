"""Targets, tasks and products of a year: entered all year, shown in the forms of bodies and persons alike."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel

_ONE_BODY = Q(collective=None) | Q(organization=None)
_SOMEBODY = Q(collective__isnull=False) | Q(organization__isnull=False) | Q(person__isnull=False)


class Target(TenantModel):
    """One target or task of a year, of a body, of a person, or of a body with the person who answers for it.

    One with an assigned value is met by its value, one without by its day. (HY-B.I.3.1-2, SL-I.3-2, HY-A.2-4)
    """

    year = models.PositiveSmallIntegerField()
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    organization = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    person = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    name = models.CharField(max_length=500)
    basis = models.CharField(max_length=300, blank=True, help_text="Nghị quyết, kế hoạch, văn bản giao")
    is_main = models.BooleanField(default=False)
    assigned = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    achieved = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    lower_is_better = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    carried_from = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "year", "collective"], name="reviews_target_of_collective"),
            models.Index(fields=["tenant", "year", "person"], name="reviews_target_of_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=_ONE_BODY & _SOMEBODY, name="reviews_target_has_bearer"),
            models.CheckConstraint(condition=~Q(name=""), name="reviews_target_has_name"),
            models.CheckConstraint(
                condition=Q(carried_from=None) | Q(carried_from__lt=models.F("year")), name="reviews_target_carried_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_met(self) -> bool:
        """Whether it counts as met as things stand."""
        if self.assigned is None:
            return self.done_on is not None
        if self.achieved is None:
            return False
        return self.achieved <= self.assigned if self.lower_is_better else self.achieved >= self.assigned


class Product(TenantModel):
    """What was brought about in a year: under a target, or by itself, such as an approved initiative. (HY-A.2-4)"""

    year = models.PositiveSmallIntegerField()
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    organization = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    person = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True, blank=True, related_name="products")
    title = models.CharField(max_length=300)
    made_on = models.DateField()
    recognition = models.CharField(max_length=300, blank=True, help_text="Quyết định công nhận, nghiệm thu (nếu có)")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "year", "person"], name="reviews_product_of_person")]
        constraints = [
            models.CheckConstraint(condition=_ONE_BODY & _SOMEBODY, name="reviews_product_has_bearer"),
            models.CheckConstraint(condition=~Q(title=""), name="reviews_product_has_title"),
        ]

    def __str__(self) -> str:
        return self.title


class DegreeCitation(TenantModel):
    """A product that a degree in a form rests on. (HY-A.2-4)"""

    review = models.ForeignKey("reviews.Review", on_delete=models.CASCADE, related_name="citations")
    key = models.CharField(max_length=20)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="citations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "key", "product"], name="reviews_degreecitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.product}"
