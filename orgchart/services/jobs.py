"""The outbox: ask for background work, run it, sweep what got lost."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from orgchart.access import Actor, load_actor
from orgchart.errors import JobFailed
from orgchart.models import Account, Job, JobState
from orgchart.registry import job_handler
from orgchart.tenancy import current_tenant_id

logger = logging.getLogger(__name__)

RUN_JOB = "orgchart.tasks.run_job_task"
# A message may be lost by the broker; after this long a waiting row is sent again.
RESEND_AFTER = timedelta(seconds=20)
# Above the longest document; a row that runs longer belongs to a worker that died or hangs.
LEASE = timedelta(minutes=3)
MAX_ATTEMPTS = 5
# Of the two numbers that name an advisory lock, the one that says it is about jobs.
LOCKS_OF_JOBS = 0x4A4F42
NO_RIGHT = "Người yêu cầu không còn quyền làm việc này."
CANCELLED = "Đã dừng theo yêu cầu."
UNEXPECTED = "Có lỗi ngoài dự kiến."


def request_job(
    *, kind: str, key: str, arguments: dict[str, Any], at: datetime, account: Account | None = None, steps: int = 1
) -> Job:
    """Put one piece of work into the outbox; the same key gives the same row, so a double click does nothing twice.

    A failed job with the same key is queued anew. The message goes out when the transaction commits.
    """
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "tenant_id": current_tenant_id(),
            "kind": kind,
            "arguments": arguments,
            "requested_by": account,
            "created_at": at,
            "total_steps": steps,
        },
    )
    if not is_new and job.state == JobState.FAILED:
        Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
            state=JobState.QUEUED, attempts=0, error="", finished_at=None, done_steps=0, created_at=at
        )
        job.refresh_from_db()
    if job.state == JobState.QUEUED:
        transaction.on_commit(lambda: send_job(job.pk))
    return job


def cancel_jobs(job_ids: Sequence[int], *, at: datetime) -> list[int]:
    """Take back the jobs among these that nobody has begun; what runs already ends by itself. Returns which."""
    waiting = Job.objects.select_for_update(of=("self",)).filter(pk__in=job_ids, state=JobState.QUEUED)
    taken = list(waiting.values_list("pk", flat=True))
    Job.objects.filter(pk__in=taken).update(state=JobState.FAILED, error=CANCELLED, finished_at=at)
    return taken


def send_job(job_id: int) -> None:
    """Hand a job to the broker; where the broker is down the sweep sends it later."""
    try:
        current_app.tasks[RUN_JOB].delay(job_id=job_id)
    except OperationalError:
        logger.warning("broker is not reachable, job %s waits for the sweep", job_id)


def run_job(*, job_id: int, clock: Callable[[], datetime]) -> None:
    """Run one queued job once: claim the row, call the handler, store how and when it ended."""
    with sign_of_life(job_id) as is_free:
        if is_free:
            _run(job_id, clock)


def _run(job_id: int, clock: Callable[[], datetime]) -> None:
    at = clock()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=at, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    job = Job.objects.select_related("requested_by", "tenant").get(pk=job_id)

    def report(done: int, total: int) -> None:
        _report(job_id, min(done, total), total)

    try:
        job_handler(job.kind)(job, report, at)
    except JobFailed as failure:
        _finish(job_id, JobState.FAILED, clock(), str(failure))
    except Exception:  # whatever went wrong, the row has to say so and the worker has to live
        logger.exception("job %s of kind %s failed", job_id, job.kind)
        # Not its message: a database quotes the values that it refuses, and the row holds no personal data.
        _finish(job_id, JobState.FAILED, clock(), UNEXPECTED)
    else:
        _finish(job_id, JobState.DONE, clock())


def _report(job_id: int, done: int, total: int) -> None:
    """How far a job has come, to be seen at once: a handler in the middle of its transaction reports beside it."""
    if connection.vendor != "postgresql" or not connection.in_atomic_block:
        Job.objects.filter(pk=job_id).update(done_steps=done, total_steps=total)
        return
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE orgchart_job SET done_steps = %s, total_steps = %s WHERE id = %s", [done, total, job_id]
            )
    finally:
        beside.close()


def requester_of(job: Job, at: datetime) -> Actor | None:
    """Whoever asked for a job, as he or she stands now; None where the system did it by itself.

    Handlers ask again whether the right still holds, in the scope of the job's tenant. Raises JobFailed where the
    account was closed in between.
    """
    account = job.requested_by
    if account is None:
        return None
    if not (account.is_active and account.memberships.filter(tenant=job.tenant_id, closed_at=None).exists()):
        raise JobFailed(NO_RIGHT)
    return load_actor(account, job.tenant_id, on=timezone.localdate(at))


def _finish(job_id: int, state: JobState, at: datetime, error: str = "") -> None:
    values: dict[str, Any] = {"state": state, "error": error[:500], "finished_at": at}
    if state == JobState.DONE:
        values["done_steps"] = F("total_steps")
    Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(**values)


@contextmanager
def sign_of_life(job_id: int) -> Iterator[bool]:
    """A lock beside the work, which the server opens when the process that holds it dies; False where another has it.

    Only PostgreSQL knows such locks; elsewhere a job is given up when its lease is over.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS_OF_JOBS, job_id])
            is_free = bool(cursor.fetchone()[0])
        yield is_free
        if is_free:
            with beside.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS_OF_JOBS, job_id])
    finally:
        beside.close()


def _jobs_of_dead_workers() -> list[int]:
    """Running jobs that nobody works on any more; asked in this order, because a lock is there before its row runs."""
    if connection.vendor != "postgresql":
        return []
    running = set(Job.objects.filter(state=JobState.RUNNING).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE datname = current_database() AND locktype = 'advisory' AND classid = %s",
            [LOCKS_OF_JOBS],
        )
        return sorted(running - {row[0] for row in cursor.fetchall()})


def sweep_jobs(*, at: datetime) -> int:
    """Send waiting rows again and free those of dead workers; the number of rows that were sent."""
    dead = Q(pk__in=_jobs_of_dead_workers())
    stale = Job.objects.filter(Q(started_at__lt=at - LEASE) | dead, state=JobState.RUNNING)
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED, finished_at=at, error="Đã thử nhiều lần nhưng không hoàn thành"
    )
    stale.filter(attempts__lt=MAX_ATTEMPTS).update(state=JobState.QUEUED, started_at=None)
    waiting = Job.objects.filter(Q(state=JobState.QUEUED), Q(created_at__lt=at - RESEND_AFTER)).order_by("pk")[:500]
    ids = list(waiting.values_list("pk", flat=True))
    for job_id in ids:
        send_job(job_id)
    return len(ids)
