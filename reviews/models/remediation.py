"""Remediation plans: what is done about each concluded shortcoming, by whom, until when, and how far it has come."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel
from reviews.models.shortcoming import ShortcomingStatus
from reviews.states import RemediationState


class RemediationPlan(TenantModel):
    """The plan of one collective or person after the review and rating of a year. (NA-2-1, NA-2-2)"""

    subject = models.OneToOneField("reviews.Subject", on_delete=models.PROTECT, related_name="remediation")
    basis = models.CharField(max_length=300, help_text="Quyết định xếp loại hoặc kết luận kiểm điểm làm căn cứ")
    due_on = models.DateField(help_text="Hạn lập xong kế hoạch")
    follower = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_plans"
    )
    state = models.CharField(max_length=10, choices=RemediationState, default=RemediationState.DRAFT)
    returned_reason = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "state", "due_on"], name="reviews_remediation_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RemediationState.values), name="reviews_remediation_state"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None, state="draft")
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, state__in=["submitted", "approved"]),
                name="reviews_remediation_submitted_with_who",
            ),
            models.CheckConstraint(
                condition=(~Q(state="approved") & Q(approved_at=None, approved_by=None))
                | Q(state="approved", approved_at__isnull=False, approved_by__isnull=False, follower__isnull=False),
                name="reviews_remediation_approved_has_follower",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")),
                name="reviews_remediation_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch khắc phục – {self.subject}"


class RemediationItem(TenantModel):
    """One shortcoming in a plan: the solution, who is in charge, until when, what is to come out of it.

    `status`, `result` and `reason` are what the newest entry says; `awaits_check` means that whoever is in charge
    calls it done and the follower has not looked yet.
    """

    plan = models.ForeignKey(RemediationPlan, on_delete=models.PROTECT, related_name="items")
    shortcoming = models.ForeignKey("reviews.Shortcoming", on_delete=models.PROTECT, related_name="remedies")
    solution = models.TextField(blank=True)
    in_charge = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="remedies_in_charge"
    )
    due_on = models.DateField(null=True, blank=True)
    expected = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=ShortcomingStatus, default=ShortcomingStatus.NOT_FIXED)
    result = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    new_due_on = models.DateField(null=True, blank=True)
    awaits_check = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "shortcoming"], name="reviews_remediationitem_once"),
            models.CheckConstraint(
                condition=Q(status__in=ShortcomingStatus.values), name="reviews_remediationitem_status"
            ),
            models.CheckConstraint(
                condition=Q(new_due_on=None) | Q(due_on__isnull=False), name="reviews_remediationitem_moved_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(awaits_check=False) | ~Q(status="fixed"), name="reviews_remediationitem_fixed_is_checked"
            ),
        ]

    def __str__(self) -> str:
        return self.solution[:80]

    @property
    def anchor(self) -> str:
        """Where the item stands on the page of the plan."""
        return f"muc-{self.pk}"

    @property
    def last_day(self) -> date | None:
        """The day that counts: the new one where it was moved."""
        return self.new_due_on or self.due_on

    @property
    def is_fixed(self) -> bool:
        """Whether the follower has found it remedied."""
        return self.status == ShortcomingStatus.FIXED


class RemediationEntryKind(models.TextChoices):
    """Who speaks: whoever carries the remedy out, or the follower who checked it."""

    PROGRESS = "progress", "Báo cáo tiến độ"
    CHECK = "check", "Kiểm tra"


class RemediationEntry(TenantModel):
    """What was done or found about an item on a day; entries are added, never changed but by an erasure. (NA-2-2)"""

    item = models.ForeignKey(RemediationItem, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=RemediationEntryKind)
    status = models.CharField(max_length=10, choices=ShortcomingStatus)
    text = models.TextField()
    reason = models.TextField(blank=True)
    new_due_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "item", "made_at"], name="reviews_remediationentry_log")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=RemediationEntryKind.values), name="reviews_remediationentry_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ShortcomingStatus.values), name="reviews_remediationentry_status"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="reviews_remediationentry_says_something"),
            models.CheckConstraint(
                condition=Q(kind="check") | Q(new_due_on=None), name="reviews_remediationentry_follower_moves_the_day"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
