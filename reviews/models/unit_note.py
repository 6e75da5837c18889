"""What those who follow a unit note down about it, and the reminders that they send to its head."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class UnitNoteKind(models.TextChoices):
    """A note is read by those who follow the unit and by those who run the year; a reminder by its head too."""

    NOTE = "note", "Ghi chú"
    REMINDER = "reminder", "Đôn đốc"


class UnitNote(TenantModel):
    """One note or reminder about one unit in a cycle. (CC-IIIb.5-1)"""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="unit_notes")
    organization = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="unit_notes")
    kind = models.CharField(max_length=10, choices=UnitNoteKind)
    text = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "organization", "done_at"], name="reviews_unitnote_waiting")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reviews_unitnote_says_something"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False, kind="reminder"),
                name="reviews_unitnote_only_reminders_are_done",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
