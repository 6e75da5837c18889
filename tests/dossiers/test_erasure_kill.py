"""A worker that is killed while it erases: in the end the person is nowhere, once, and no fresh dump has the name."""

import signal

import pytest
from django.db import transaction
from django.utils import timezone

from orgchart.models import AuditRecord, EnvelopeFile, Erasure, Job, JobState
from orgchart.services.jobs import LEASE, run_job, sweep_jobs
from orgchart.services.sealing import verify_chain
from orgchart.tenancy import scope
from tests.dossiers.erased import Parting
from tests.dossiers.kept import LATER
from tests.dossiers.killing import dumped, files_on, worker

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
LETTERS = 200
WORDS = ("ma văn số 1", "vàng anh", "vanganh1970")


@pytest.fixture
def parting(settings, tmp_path, monkeypatch):
    """Somebody whose erasure was approved while nobody works; many letters with papers name him."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("orgchart.services.jobs.send_job", lambda job_id: None)
    with transaction.atomic():
        parting = Parting()
        with scope(tenant=parting.tenant.pk):
            for number in range(LETTERS):
                parting.send_letter(f"Thư {number}", {"text": f"{parting.name} {number}"})
        parting.allow(parting.look(parting.ask()))
    return parting


def state_of(parting) -> Erasure:
    with transaction.atomic(), scope(tenant=parting.tenant.pk):
        return Erasure.objects.get()


def named_in_dump() -> list[str]:
    text = dumped().lower()
    return [word for word in WORDS if word in text]


def test_killed_worker_leaves_nobody_behind_and_the_next_dump_is_clean(parting, settings):
    assert named_in_dump() == list(WORDS)
    assert len(files_on(settings.MEDIA_ROOT)) > LETTERS
    first = worker(settings.MEDIA_ROOT)
    while first.poll() is None and state_of(parting).emptied_at is None:
        pass
    first.send_signal(signal.SIGKILL)
    first.wait()

    sweep_jobs(at=LATER + LEASE * 2)
    for key in Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True):
        run_job(job_id=key, clock=timezone.now)

    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    erasure = state_of(parting)
    assert (erasure.state, erasure.paths, erasure.report["files"]) == ("done", [], LETTERS + 2)
    assert files_on(settings.MEDIA_ROOT) == []
    assert named_in_dump() == []
    with transaction.atomic(), scope(tenant=parting.tenant.pk):
        assert not EnvelopeFile.objects.exists()
        assert AuditRecord.objects.filter(action="finish_erasure").count() == 1
        assert AuditRecord.objects.filter(action="redact_trail").count() == 1
        assert verify_chain().holds
