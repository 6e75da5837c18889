"""Dossiers that arrive from subordinate tenants."""

from django.db import models
from django.db.models import Q

from dossiers.states import SubmissionState
from orgchart.tenancy import TenantModel


class IncomingSubmission(TenantModel):
    """An arrived dossier at the superior, matched once to the superior's own subject."""

    envelope = models.OneToOneField("orgchart.Envelope", on_delete=models.PROTECT, related_name="submission")
    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="submissions")
    subject = models.ForeignKey(
        "reviews.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.ARRIVED)
    proposed_level = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["arrived", "returned"]) | Q(subject__isnull=False),
                name="dossiers_submission_accepted_is_matched",
            ),
        ]

    def __str__(self) -> str:
        return str(self.envelope_id)
