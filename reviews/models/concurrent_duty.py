"""Concurrent posts without full-time duties: a report to both workplaces, and the comment of the concurrent one."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class ConcurrentDuty(TenantModel):
    """One concurrent post of a person in one cycle. (CC-II.2.2-7, CC-II.2.2-8)

    The person reports to `main` and `beside` at once; each notes that it has received the report, `beside` comments.
    Going ahead without the comment is recorded with its reason.
    """

    subject = models.ForeignKey("reviews.Subject", on_delete=models.PROTECT, related_name="concurrent_duties")
    post = models.ForeignKey("orgchart.Post", on_delete=models.PROTECT, related_name="+")
    main = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="+")
    beside = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    main_received_at = models.DateTimeField(null=True, blank=True)
    main_received_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    beside_received_at = models.DateTimeField(null=True, blank=True)
    beside_received_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)
    commented_at = models.DateTimeField(null=True, blank=True)
    commented_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    waived_reason = models.CharField(max_length=300, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "post"], name="reviews_concurrentduty_once_a_post"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None)
                | (Q(sent_at__isnull=False, sent_by__isnull=False) & ~Q(text="")),
                name="reviews_concurrentduty_sent_has_text",
            ),
            models.CheckConstraint(
                condition=Q(commented_at=None, commented_by=None, comment="")
                | (Q(commented_at__isnull=False, commented_by__isnull=False) & ~Q(comment="")),
                name="reviews_concurrentduty_comment_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_by=None, waived_reason="")
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waived_reason="")),
                name="reviews_concurrentduty_waived_says_why",
            ),
            models.CheckConstraint(
                condition=(
                    Q(main_received_at=None, main_received_by=None)
                    | Q(sent_at__isnull=False, main_received_at__isnull=False, main_received_by__isnull=False)
                )
                & (
                    Q(beside_received_at=None, beside_received_by=None)
                    | Q(sent_at__isnull=False, beside_received_at__isnull=False, beside_received_by__isnull=False)
                ),
                name="reviews_concurrentduty_received_after_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} – {self.post}"

    @property
    def lacks_comment(self) -> bool:
        """Whether the main workplace still waits, and nobody has decided to go ahead without it."""
        return self.commented_at is None and self.waived_at is None
