"""A committee's own regulation set, written in the browser, and the sets that superiors sent down."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from orgchart.kinds import Line
from orgchart.tenancy import TenantModel
from reviews.models.kept_set import KeptSet
from reviews.states import SetState


class SetRelation(models.TextChoices):
    """What the set that another one is made from is to it."""

    BASE = "base", "Văn bản trước của chính cơ quan ban hành"
    PARENT = "parent", "Văn bản của cấp trên"


class OwnSet(TenantModel):
    """One document of the committee: own values and rows over what it inherits.

    `content` is the text of the same structure as a built-in file. `made_from`, `parent` and `state_parent` name the
    sets above (a state agency has two superiors); a digest pins one that the tenant keeps, without one the built-in
    set of today is meant until the approval.
    """

    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    document_number = models.CharField(max_length=60, blank=True)
    document_date = models.DateField(null=True, blank=True)
    relation = models.CharField(max_length=6, choices=SetRelation)
    made_from = models.CharField(max_length=60)
    made_from_digest = models.CharField(max_length=64, blank=True)
    parent = models.CharField(max_length=60, blank=True)
    parent_digest = models.CharField(max_length=64, blank=True)
    state_parent = models.CharField(max_length=60, blank=True, help_text="Văn bản cấp trên theo tuyến chính quyền")
    state_parent_digest = models.CharField(max_length=64, blank=True)
    content = models.TextField()
    state = models.CharField(max_length=9, choices=SetState, default=SetState.DRAFT)
    kept = models.ForeignKey(KeptSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    returned_reason = models.TextField(blank=True)
    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="reviews_ownset_one_a_code"),
            models.CheckConstraint(condition=Q(state__in=SetState.values), name="reviews_ownset_state_known"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="reviews_ownset_submitted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="reviews_ownset_approved_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "discarded"], approved_at=None, kept=None)
                | Q(state__in=["approved", "frozen"], approved_at__isnull=False, kept__isnull=False),
                name="reviews_ownset_kept_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"]) | Q(submitted_at__isnull=False),
                name="reviews_ownset_submitted_first",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (
                    ~Q(approved_by=F("created_by"))
                    & ~Q(approved_by=F("changed_by"))
                    & ~Q(approved_by=F("submitted_by"))
                ),
                name="reviews_ownset_second_person_approves",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReceivedSet(TenantModel):
    """A superior's approved set as it came down: kept whole, usable as a parent, never read from its sender's rows."""

    kept = models.ForeignKey(KeptSet, on_delete=models.PROTECT, related_name="received")
    envelope = models.OneToOneField("orgchart.Envelope", on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=5, choices=Line)
    year = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kept", "sender"], name="reviews_receivedset_once"),
        ]

    def __str__(self) -> str:
        return self.kept.title
