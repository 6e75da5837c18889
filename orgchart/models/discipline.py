"""Disciplinary decisions on persons and collectives."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from orgchart.kinds import DisciplineDegree
from orgchart.tenancy import TenantModel


class DisciplineRecord(TenantModel):
    """One disciplinary decision; records of the same case count as one (HY-B.II.1.4-18).

    Linked records carry the same words for the violation; `same_case_as` names the first record of the case.
    """

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
    same_case_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="linked")
    version = models.PositiveIntegerField(default=1, editable=False)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(same_case_as=None) | ~Q(same_case_as=F("pk")),
                name="orgchart_disciplinerecord_not_linked_to_itself",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, collective=None) | Q(person=None, collective__isnull=False),
                name="orgchart_disciplinerecord_person_or_collective",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_degree_display()} – {self.decision_number}"
