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
from django.db import transaction

from dossiers.models import File, PrintBatch, PrintedDocument
from dossiers.states import DocumentState
from orgchart.models import Job, JobState
from orgchart.tenancy import scope
from tests.dossiers.killing import ROOT, environment_of, waiting_batch

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FORMS, KILLS = 20, (4, 9, 14)  # how many are done when the worker is killed
PATIENCE = 300


@pytest.fixture
def batch(settings, tmp_path, monkeypatch) -> PrintBatch:
    """Twenty forms in the outbox; nobody has sent them, so the sweep of the worker does."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("orgchart.services.jobs.send_job", lambda job_id: None)
    return waiting_batch(FORMS)


@contextmanager
def worker(media: Path, scratch: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as on the server, with two processes and the clock that nudges, in a group of its own."""
    environment = environment_of(media, scratch) | {
        "REDIS_URL": project.REDIS_URL.rpartition("/")[0] + "/9",  # no other test's messages
        "PYTHONWARNINGS": "ignore",
    }
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
    interrupted = []
    for done in KILLS:
        with worker(settings.MEDIA_ROOT, scratch) as running:
            wait_for(running, done)
        interrupted.append(jobs_in(JobState.RUNNING))
    with worker(settings.MEDIA_ROOT, scratch) as running:
        started = time.monotonic()
        wait_for(running, FORMS)
        last = time.monotonic() - started
        running.terminate()
        running.wait(PATIENCE)

    with capsys.disabled():
        print(f"\n  interrupted: {interrupted}, all done {last:.1f} s after the last start")
    assert sum(interrupted) > 0
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    with transaction.atomic(), scope(tenant=batch.tenant_id):
        documents = PrintedDocument.objects.filter(entries__batch=batch, state=DocumentState.READY)
        assert documents.count() == File.objects.count() == FORMS
        stored = {settings.MEDIA_ROOT / name for name in File.objects.values_list("content", flat=True)}
    on_disk = {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    assert stored <= on_disk
    assert len(on_disk - stored) <= 2 * len(KILLS)  # written by the dead without a row; swept after a day
    end = time.monotonic() + PATIENCE
    while [path for path in scratch.rglob("*") if path.is_file()]:  # the last child ends after its worker
        assert time.monotonic() < end
