"""Celery entry points of reviews."""

from celery import shared_task

from orgchart import clock
from reviews.services import counters


@shared_task(ignore_result=True)
def send_progress_task(**_later: object) -> None:
    """Nudged by beat: the counters of running years go up."""
    counters.send_all_progress(at=clock.now())
