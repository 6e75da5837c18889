"""A worker that is killed while it disposes: in the end all is gone, once, and no fresh dump of the database has it."""

import signal

import pytest
from django.db import transaction
from django.utils import timezone

from dossiers.file_rules import CheckedFile
from dossiers.models import Disposal, DisposalEntry, File, ScanBatch, ScannedFile
from dossiers.services import disposals, retention
from dossiers.services.files import store
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Job, JobState
from orgchart.services.jobs import LEASE, run_job, sweep_jobs
from orgchart.tenancy import scope
from reviews.models import Cycle
from tests.dossiers.kept import LATER
from tests.dossiers.killing import dumped, files_on, worker
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FILES = 200
CANARY = "chimvanhkhuyen"


@pytest.fixture
def approved(settings, tmp_path, monkeypatch):
    """A scanned pile of an old year whose disposal was approved, while nobody works."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("orgchart.services.jobs.send_job", lambda job_id: None)
    tenant = TenantFactory()
    with transaction.atomic():
        cycle = CycleFactory(tenant=tenant)
        office, head = actor_for(tenant, Role.OFFICE), actor_for(tenant, Role.HEAD)
    with transaction.atomic(), scope(tenant=tenant.pk):
        Cycle.objects.filter(pk=cycle.pk).update(state="closed", closed_at=NOON, closed_by=office.account)
        pile = ScanBatch(tenant=tenant, cycle=cycle, signed_on=NOON.date(), sent_at=NOON, sent_by=office.account)
        pile.save()
        for number in range(FILES):
            content = PDF + f"{CANARY} {number}".encode()
            file = store(CheckedFile(f"{CANARY}-{number}.pdf", "application/pdf", content), actor=office, at=NOON)
            ScannedFile(tenant=tenant, batch=pile, file=file, position=number).save()
        retention.set_period(record_class="scans", years=5, basis="Quyết định 12", actor=office, at=LATER)
        made = disposals.propose_disposal(cycle_id=cycle.pk, record_class="scans", actor=office, at=LATER)
        return disposals.approve_disposal(disposal_id=made.pk, actor=head, at=LATER)


def rows_are_gone(approved) -> bool:
    with transaction.atomic(), scope(tenant=approved.tenant_id):
        return Disposal.objects.get().emptied_at is not None


def test_killed_worker_leaves_nothing_behind_and_the_next_dump_is_clean(approved, settings):
    assert CANARY in dumped()
    assert len(files_on(settings.MEDIA_ROOT)) == FILES
    first = worker(settings.MEDIA_ROOT)
    while first.poll() is None and not rows_are_gone(approved):
        pass
    first.send_signal(signal.SIGKILL)
    first.wait()

    sweep_jobs(at=timezone.now() + LEASE * 2)
    for key in Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True):
        run_job(job_id=key, clock=timezone.now)

    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert files_on(settings.MEDIA_ROOT) == []
    assert CANARY not in dumped()
    with transaction.atomic(), scope(tenant=approved.tenant_id):
        assert Disposal.objects.get().state == "done"
        assert not File.objects.exists()
        assert DisposalEntry.objects.filter(model="dossiers.file", gone_at__isnull=False).count() == FILES
        assert AuditRecord.objects.filter(action="finish_disposal").count() == 1
