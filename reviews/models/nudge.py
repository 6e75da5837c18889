"""Reminders: what each account was told on which day, and the one letter of that day."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class NudgeKind(models.TextChoices):
    """Why somebody is told: the day comes near, is over, was moved, or somebody else is late."""

    AHEAD = "ahead", "Sắp đến hạn"
    LATE = "late", "Quá hạn"
    ESCALATED = "escalated", "Đôn đốc"
    MOVED = "moved", "Đổi lịch"


class Nudge(TenantModel):
    """One reminder of one task to one account on one local day; a second one for the day cannot be stored."""

    account = models.ForeignKey("orgchart.Account", on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=200)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=NudgeKind)
    due = models.DateField()
    what = models.CharField(max_length=300)
    about = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "account", "day"], name="reviews_nudge_of_account")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "step", "day"], name="reviews_nudge_once_a_day"),
            models.CheckConstraint(condition=Q(kind__in=NudgeKind.values), name="reviews_nudge_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="ahead", due__gte=models.F("day")) | Q(kind__in=["late", "escalated", "moved"]),
                name="reviews_nudge_ahead_is_not_late",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.about}"


class DigestState(models.TextChoices):
    """Where the letter of a day stands. One that was being handed over when the worker died is not sent again."""

    WAITING = "waiting", "Chờ gửi"
    SENDING = "sending", "Đang chuyển cho máy chủ thư"
    SENT = "sent", "Đã gửi"


class Digest(TenantModel):
    """The one letter of a day to an account; it holds all reminders of that day."""

    account = models.ForeignKey("orgchart.Account", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=DigestState, default=DigestState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "day"], name="reviews_digest_one_a_day"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | Q(state__in=["waiting", "sending"], sent_at=None),
                name="reviews_digest_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"
