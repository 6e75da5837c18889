"""A worker that is killed in the middle of a batch: every document is there in the end, once (promise 53)."""

import signal

import pytest
from django.db import transaction
from django.utils import timezone

from dossiers.documents.sandbox import close_child
from dossiers.models import File, PrintBatch, PrintedDocument
from dossiers.states import DocumentState
from orgchart.models import Job, JobState
from orgchart.services.jobs import LEASE, run_job, sweep_jobs
from orgchart.services.stored_files import AGE, sweep_files
from orgchart.tenancy import scope
from tests.dossiers.killing import files_on, waiting_batch, worker

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
# The largest batch that was promised; the worker dies in the middle of it.
FORMS, BEFORE_THE_KILL = 300, 100


@pytest.fixture
def batch(settings, tmp_path, monkeypatch) -> PrintBatch:
    """A batch of forms that has been asked for, while nobody works."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("orgchart.services.jobs.send_job", lambda job_id: None)
    return waiting_batch(FORMS)


def test_killed_worker_leaves_no_document_out_and_none_double(batch, settings, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    first = worker(settings.MEDIA_ROOT, scratch)
    while first.poll() is None and Job.objects.filter(state=JobState.DONE).count() < BEFORE_THE_KILL:
        pass
    first.send_signal(signal.SIGKILL)
    first.wait()
    done = Job.objects.filter(state=JobState.DONE).count()
    assert BEFORE_THE_KILL <= done < FORMS

    sweep_jobs(at=timezone.now() + LEASE * 2)
    for key in Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True):
        run_job(job_id=key, clock=timezone.now)
    close_child()

    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    with transaction.atomic(), scope(tenant=batch.tenant_id):
        documents = PrintedDocument.objects.filter(entries__batch=batch, state=DocumentState.READY)
        assert documents.count() == File.objects.count() == FORMS
        stored = {settings.MEDIA_ROOT / name for name in File.objects.values_list("content", flat=True)}
    on_disk = set(files_on(settings.MEDIA_ROOT))
    assert stored <= on_disk
    assert len(on_disk - stored) <= 1  # the one that the dead worker may have written without a row
    sweep_files(now=timezone.now() + AGE * 2)
    assert set(files_on(settings.MEDIA_ROOT)) == stored
    assert list(scratch.rglob("*")) == []
