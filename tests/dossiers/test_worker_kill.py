"""Workers of the real broker that are killed three times in a row: every document once (promise 53)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connection, transaction

from dossiers.models import BatchKind, File, PrintBatch, PrintedDocument
from dossiers.services.batches import print_batch
from dossiers.states import DocumentState
from orgchart.kinds import Role
from orgchart.models import Job, JobState
from orgchart.tenancy import scope
from tests.factories.dossiers import final_review
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, SubjectFactory

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[2]
FORMS, KILLS = 20, (4, 9, 14)  # how many are done when the worker is killed
PATIENCE = 300


@pytest.fixture
def batch(settings, tmp_path, monkeypatch) -> PrintBatch:
    """Twenty forms in the outbox; nobody has sent them, so the sweep of the worker does."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("orgchart.services.jobs.send_job", lambda job_id: None)
    tenant = TenantFactory()
    with transaction.atomic():
        cycle = CycleFactory(tenant=tenant)
        for number in range(FORMS):
            final_review(SubjectFactory(tenant=tenant, cycle=cycle, name=f"Ma Văn {number:03d}"))
    with transaction.atomic(), scope(tenant=tenant.pk):
        office = actor_for(tenant, Role.OFFICE)
        return print_batch(cycle=cycle, kind=BatchKind.FORMS, actor=office, at=NOON)


@contextmanager
def worker(media: Path, scratch: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as on the server, with two processes and the clock that nudges, in a group of its own."""
    own = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{own['NAME']}",
        "REDIS_URL": project.REDIS_URL.rpartition("/")[0] + "/9",  # no other test's messages
        "DJANGO_SETTINGS_MODULE": "config.settings", "MEDIA_ROOT": str(media), "TMPDIR": str(scratch),
        "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    command = ["-m", "celery", "--quiet", "--app", "config", "worker", "--beat", "--concurrency", "2"]
    command += ["--schedule", str(media.parent / "beat"), "--loglevel", "error"]
    running = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, start_new_session=True)
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def wait_for(running: subprocess.Popen[bytes], done: int) -> None:
    """Until so many jobs are done, with an end to patience."""
    end = time.monotonic() + PATIENCE
    while jobs_in(JobState.DONE) < done:
        assert time.monotonic() < end, "the worker does not get on"
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.1)
            pytest.fail("the worker ended by itself")


def jobs_in(*states: JobState) -> int:
    return Job.objects.filter(state__in=states).count()


def test_workers_killed_three_times_leave_every_document_there_once(batch, settings, tmp_path, capsys):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    recoveries = []
    for done in KILLS:
        with worker(settings.MEDIA_ROOT, scratch) as running:
            wait_for(running, done)
            interrupted = list(Job.objects.filter(state=JobState.RUNNING).values_list("pk", flat=True))
        assert Job.objects.filter(pk__in=interrupted, state=JobState.RUNNING).count() == len(interrupted)
        recoveries.append((time.monotonic(), interrupted))
    with worker(settings.MEDIA_ROOT, scratch) as running:
        started = time.monotonic()
        wait_for(running, FORMS)
        last = time.monotonic() - started

    with capsys.disabled():
        print(f"\n  interrupted: {[len(jobs) for _, jobs in recoveries]}, all done {last:.1f} s after the last start")
    assert sum(len(jobs) for _, jobs in recoveries) > 0
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    with transaction.atomic(), scope(tenant=batch.tenant_id):
        documents = PrintedDocument.objects.filter(entries__batch=batch, state=DocumentState.READY)
        assert documents.count() == File.objects.count() == FORMS
        stored = {settings.MEDIA_ROOT / name for name in File.objects.values_list("content", flat=True)}
    on_disk = {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    assert stored <= on_disk
    assert len(on_disk - stored) <= 2 * len(KILLS)  # written by the dead without a row; swept after a day
