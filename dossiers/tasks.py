"""Celery entry points of the app; the outbox has its own in orgchart."""

from celery import shared_task

from dossiers.services import held_files
from orgchart import clock


@shared_task(ignore_result=True)
def scan_held_files_task(**_later: object) -> None:
    """Nudged by beat: ask the virus scanner about what it did not answer for before."""
    held_files.scan_held_files(at=clock.now())
