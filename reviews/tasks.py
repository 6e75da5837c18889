"""Celery entry points of reviews."""

from celery import shared_task

from orgchart import clock
from reviews.services import counters, reminders


@shared_task(ignore_result=True)
def send_progress_task(**_later: object) -> None:
    """Nudged by beat: the counters of running years go up."""
    counters.send_all_progress(at=clock.now())


@shared_task(ignore_result=True)
def remind_task(**_later: object) -> None:
    """Nudged by beat: the reminders of today, once a day whatever beat does, and letters that still wait."""
    reminders.remind_all(at=clock.now())
