"""Reminders as their reader and the office see them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Value

from reviews.models import Digest, DigestState, Nudge, NudgeKind

KEPT_DAYS = 14


def nudges_of(account_id: int, today: date) -> QuerySet[Nudge]:
    """What an account was told in the last two weeks, newest day first, the most urgent first."""
    rows = Nudge.objects.filter(account=account_id, day__gt=today - timedelta(days=KEPT_DAYS), day__lte=today)
    return rows.order_by("-day", "due", "pk")


def escalated_today(account_id: int, today: date) -> QuerySet[Nudge, tuple[str, int, int]]:
    """How many late tasks of others an account was told of today, by tenant."""
    rows = Nudge.objects.filter(account=account_id, day=today, kind=NudgeKind.ESCALATED).order_by()
    return rows.annotate(year=Value(0)).values_list("tenant__slug", "year").annotate(number=Count("pk"))


@dataclass(frozen=True)
class LetterQueue:
    """Where the letters of a day stand."""

    sent: int
    waiting: int
    unknown: int


def letters_of(day: date) -> LetterQueue:
    """How many letters of a day are gone, wait, or were being handed over when the worker died (one query)."""
    found = dict(Digest.objects.filter(day=day).order_by().values_list("state").annotate(Count("pk")))
    return LetterQueue(
        sent=found.get(DigestState.SENT, 0),
        waiting=found.get(DigestState.WAITING, 0),
        unknown=found.get(DigestState.SENDING, 0),
    )
