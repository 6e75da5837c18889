"""Records that are disposed of: proposed by one person, approved by another, carried out by a job, remembered."""

from django.db import models
from django.db.models import F, Q

from dossiers.models.retention import RecordClass
from dossiers.states import DisposalState
from orgchart.tenancy import TenantModel


class Disposal(TenantModel):
    """One list of what is due in one class of one year. The row stays for good and says who, when, how much.

    `emptied_at` is when the rows went, `finished_at` when the last file had left the disk.
    """

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="disposals")
    record_class = models.CharField(max_length=10, choices=RecordClass)
    state = models.CharField(max_length=10, choices=DisposalState, default=DisposalState.PROPOSED)
    basis = models.CharField(max_length=500)
    due_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    reject_reason = models.CharField(max_length=300, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey("orgchart.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DisposalState.values), name="dossiers_disposal_state_known"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="dossiers_disposal_by_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None, decided_by=None)
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="proposed")),
                name="dossiers_disposal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reject_reason=""), name="dossiers_disposal_rejected_says_why"
            ),
            models.CheckConstraint(
                condition=Q(emptied_at=None) | Q(state__in=["approved", "done"]), name="dossiers_disposal_only_approved"
            ),
            models.CheckConstraint(
                condition=(Q(state="done") & Q(finished_at__isnull=False, emptied_at__isnull=False))
                | (~Q(state="done") & Q(finished_at=None)),
                name="dossiers_disposal_done_is_finished",
            ),
            models.UniqueConstraint(
                fields=["cycle", "record_class"],
                condition=Q(state__in=["proposed", "approved"]),
                name="dossiers_disposal_one_open_a_class",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_record_class_display()} {self.pk}"

    @property
    def is_stuck(self) -> bool:
        """Approved, but the work broke off and waits to be asked for again."""
        return self.state == DisposalState.APPROVED and self.job is not None and self.job.state == "failed"


class DisposalEntry(TenantModel):
    """One row that the list names, with what it was: the database lets exactly these rows go.

    A file is an entry of its own that belongs to another one; `path` is its place until it has left the disk.
    `kept_reason` is why an entry stayed after all, because it was held when the list was carried out.
    """

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="entries")
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    kept_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["model", "object_id"], name="dossiers_disposal_named_row")]
        constraints = [
            models.UniqueConstraint(
                fields=["disposal", "model", "object_id"], name="dossiers_disposalentry_once_a_list"
            ),
            models.CheckConstraint(
                condition=Q(gone_at=None) | Q(kept_reason=""), name="dossiers_disposalentry_gone_or_kept"
            ),
        ]

    def __str__(self) -> str:
        return self.label
