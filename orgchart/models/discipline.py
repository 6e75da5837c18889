"""Disciplinary decisions on persons and collectives."""

from django.db import models
from django.db.models import Q

from orgchart.kinds import DisciplineDegree
from orgchart.tenancy import TenantModel


class DisciplineRecord(TenantModel):
    """One disciplinary decision; records with the same violation count as one (HY-B.II.1.4-18)."""

    person = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="disciplines"
    )
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="disciplines"
    )
    degree = models.CharField(max_length=20, choices=DisciplineDegree)
    violation = models.CharField(max_length=200)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    self_detected = models.BooleanField(default=False)
    remedied = models.BooleanField(default=False)
    counted_in_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, collective=None) | Q(person=None, collective__isnull=False),
                name="orgchart_disciplinerecord_person_or_collective",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_degree_display()} – {self.decision_number}"
