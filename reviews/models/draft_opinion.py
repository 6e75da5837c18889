"""Comments on a draft that its author asked others for, before the conference. (SL-II.4.1a-1)"""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.models.conference import Verdict


class DraftOpinion(TenantModel):
    """One body or person who was sent a draft, the comment that came back, and what the author made of it.

    `content` is the draft as it was sent; what is written later changes nothing in it.
    """

    review = models.ForeignKey("reviews.Review", on_delete=models.CASCADE, related_name="draft_opinions")
    addressee = models.CharField(max_length=200)
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(default=dict)
    due_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "orgchart.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.PENDING)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "addressee"], name="reviews_draftopinion_once_asked"),
            models.CheckConstraint(condition=~Q(addressee=""), name="reviews_draftopinion_names_somebody"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, text="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(text=""),
                name="reviews_draftopinion_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["partly", "rejected"]) | ~Q(note=""),
                name="reviews_draftopinion_refusal_has_note",
            ),
            models.CheckConstraint(
                condition=Q(verdict="pending") | Q(answered_at__isnull=False),
                name="reviews_draftopinion_only_answers_are_handled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.addressee}: {self.text[:80]}"
