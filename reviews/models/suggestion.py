"""Suggestions for review (gợi ý kiểm điểm): drafted, approved by somebody else, sent, answered point by point."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.states import SuggestionState


class Suggestion(TenantModel):
    """A letter that asks one collective or person to review some issues in depth.

    It is about a subject here, or about somebody of a tenant below (`receiver`); a letter that came from above
    (`envelope`) is matched to a subject once by a person.
    """

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="suggestions")
    subject = models.ForeignKey(
        "reviews.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    subject_name = models.CharField(max_length=200)
    receiver = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.OneToOneField("orgchart.Envelope", on_delete=models.PROTECT, null=True, related_name="+")
    issuer = models.CharField(max_length=200)
    is_central = models.BooleanField(default=False)
    number = models.CharField(max_length=60, blank=True)
    agency_comments = models.TextField(blank=True)
    late_reason = models.CharField(max_length=300, blank=True)
    is_late = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "cycle", "state"], name="reviews_suggestion_of_cycle")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SuggestionState.values), name="reviews_suggestion_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="reviews_suggestion_sent_has_time"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="reviews_suggestion_approved_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="reviews_suggestion_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(is_late=False) | ~Q(late_reason="") | Q(envelope__isnull=False),
                name="reviews_suggestion_late_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(subject__isnull=False) | Q(receiver__isnull=False),
                name="reviews_suggestion_sent_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.subject_name


class SuggestionPoint(TenantModel):
    """One issue of a letter, to be answered by itself (HY-M01-12, HY-M02-10)."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "position"], name="reviews_suggestionpoint_position_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
