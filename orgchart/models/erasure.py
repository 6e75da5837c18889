"""Taking away the data of one person: asked for by one person, decided by another, remembered without a name."""

from django.db import models
from django.db.models import F, Q

from orgchart.states import ErasureState
from orgchart.tenancy import TenantModel


class Erasure(TenantModel):
    """One person who is to be found nowhere any more. The row stays for good and says who, when, why, how much.

    `spellings` are further ways in which texts name the person. `found` says in how many rows of each table the name
    stands; where somebody else has the same name, `doubtful` lists the places (table and number) that may mean either,
    `chosen` those of them that mean this person. None of this is kept once the work is done. `paths` are the files that
    have still to leave the disk, `report` what was done, in numbers.
    """

    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="erasures")
    state = models.CharField(max_length=10, choices=ErasureState, default=ErasureState.PROPOSED)
    ground = models.CharField(max_length=500)
    spellings = models.JSONField(default=list, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(default=dict, blank=True)
    doubtful = models.JSONField(default=list, blank=True)
    chosen = models.JSONField(default=list, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    reject_reason = models.CharField(max_length=300, blank=True)
    paths = models.JSONField(default=list, blank=True)
    report = models.JSONField(default=dict, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey("orgchart.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ErasureState.values), name="orgchart_erasure_state_known"),
            models.CheckConstraint(condition=~Q(ground=""), name="orgchart_erasure_says_why"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="orgchart_erasure_by_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None, decided_by=None)
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="proposed")),
                name="orgchart_erasure_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reject_reason=""), name="orgchart_erasure_rejected_says_why"
            ),
            models.CheckConstraint(
                condition=Q(emptied_at=None) | Q(state__in=["approved", "done"]), name="orgchart_erasure_only_approved"
            ),
            models.CheckConstraint(
                condition=(Q(state="done") & Q(finished_at__isnull=False, emptied_at__isnull=False))
                | (~Q(state="done") & Q(finished_at=None)),
                name="orgchart_erasure_done_is_finished",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=~Q(state="rejected"), name="orgchart_erasure_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.get_state_display()}"

    @property
    def is_stuck(self) -> bool:
        """Approved, but the work broke off and waits to be asked for again."""
        return self.state == ErasureState.APPROVED and self.job is not None and self.job.state == "failed"

    @property
    def may_be_taken_back(self) -> bool:
        """Approved, but nothing has gone yet and no work is on its way."""
        return self.is_stuck and self.emptied_at is None


class AuditRedaction(TenantModel):
    """A record of the trail in which an erasure has put a number in place of a name.

    The digest of what stood there keeps the chain whole; the digest of what stands there now shows any other change.
    """

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="redactions")
    record = models.ForeignKey("orgchart.AuditRecord", on_delete=models.PROTECT, related_name="redactions")
    original = models.CharField(max_length=64)
    redacted = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["erasure", "record"], name="orgchart_auditredaction_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.redacted[:16]}"
