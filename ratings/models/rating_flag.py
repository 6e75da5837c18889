"""What a changed level leaves standing against a rule until somebody acts: dependants, and a group above its number."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class RatingFlag(TenantModel):
    """A decided level that breaks a rule since something changed; closed by the next test that finds it in order."""

    case = models.ForeignKey("ratings.RatingCase", on_delete=models.PROTECT, related_name="flags")
    rule = models.CharField(max_length=30)
    text = models.TextField()
    clauses = models.JSONField(default=list)
    raised_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule"], condition=Q(resolved_at=None), name="ratings_ratingflag_one_open_a_rule"
            ),
        ]

    def __str__(self) -> str:
        return self.text
