"""The outbox: every piece of background work is a row before it is a message."""

from django.db import models
from django.db.models import F, Q


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang thực hiện"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không thực hiện được"


class Job(models.Model):
    """One piece of background work. Global, so that the sweep needs no tenant; holds ids, never personal data."""

    tenant = models.ForeignKey("orgchart.Tenant", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_steps = models.PositiveIntegerField(default=0)
    total_steps = models.PositiveIntegerField(default=1)
    error = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey("orgchart.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="orgchart_job_to_sweep"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_steps__lte=F("total_steps")), name="orgchart_job_steps_within_total"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="orgchart_job_finished_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"
