"""What may not be disposed of for the time being, whatever its period says."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class Hold(TenantModel):
    """Holds one dossier, everything of one person, or a whole year, with its reason, until somebody lifts it.

    A dossier is held through its subject, which stays when the dossier goes.
    """

    subject = models.ForeignKey("reviews.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__isnull=False, person=None, cycle=None)
                | Q(subject=None, person__isnull=False, cycle=None)
                | Q(subject=None, person=None, cycle__isnull=False),
                name="dossiers_hold_on_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="dossiers_hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="dossiers_hold_lifted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
