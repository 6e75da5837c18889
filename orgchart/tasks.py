"""Celery entry points of the outbox; all else is in orgchart.services.jobs."""

from celery import shared_task
from django.utils import timezone

from orgchart import clock
from orgchart.services import jobs, sealing, sent_forms, stored_files


@shared_task(ignore_result=True, acks_late=True)
def run_job_task(*, job_id: int, **_later: object) -> None:
    """Run one job of the outbox."""
    jobs.run_job(job_id=job_id, clock=clock.now)


@shared_task(ignore_result=True)
def sweep_jobs_task(**_later: object) -> None:
    """Nudged by beat: send what waits in the outbox."""
    jobs.sweep_jobs(at=clock.now())


@shared_task(ignore_result=True)
def seal_trails_task(**_later: object) -> None:
    """Nudged by beat: seal what every tenant has recorded since the last time."""
    sealing.seal_all(at=clock.now())


@shared_task(ignore_result=True)
def forget_sent_forms_task(**_later: object) -> None:
    """Nudged by beat: take away the keys of forms that were sent days ago."""
    sent_forms.forget_sent_forms(at=clock.now())


@shared_task(ignore_result=True)
def sweep_files_task(**_later: object) -> None:
    """Nudged by beat: take away what killed processes have written without a row."""
    stored_files.sweep_files(now=timezone.now())
