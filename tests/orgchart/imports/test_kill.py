"""A worker that dies in the middle of an import leaves nothing, and how far it had come could be seen (promise 33)."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connection, transaction

from orgchart.kinds import Role
from orgchart.models import ImportState, Job, JobState, Organization, Person, RosterImport
from orgchart.queries.rosters import plan_for
from orgchart.services import roster_imports
from orgchart.services.jobs import LEASE, run_job, sweep_jobs
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, OrganizationFactory, TenantFactory, actor_for
from tests.orgchart.imports.large import large_roster
from tests.orgchart.imports.taking import read_workbook

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[3]
PERSONS = 4_000
WORKER = """
import sys, django
django.setup()
from django.utils import timezone
from orgchart.services.jobs import run_job
run_job(job_id=int(sys.argv[1]), clock=timezone.now)
"""


@pytest.fixture
def tenant(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tenant = TenantFactory(name="Đảng bộ xã Phú Lạc", issuing_body="Đảng ủy xã Phú Lạc")
    with transaction.atomic():
        OrganizationFactory(tenant=tenant, name=tenant.name, kind="party_committee")
    return tenant


def asked_for(tenant, monkeypatch):
    """An import that has been asked to be written, while nobody works."""
    monkeypatch.setattr("orgchart.services.jobs.send_job", lambda job_id: None)
    with transaction.atomic(), scope(tenant=tenant.pk):
        office = actor_for(tenant, Role.OFFICE)
        roster = read_workbook(large_roster(PERSONS), office, since=date(2024, 1, 1))
        while questions := plan_for(roster).questions:
            answers = {key: one.proposal for key, one in questions.items()}
            roster = roster_imports.answer_roster(import_id=roster.pk, answers=answers, actor=office, at=NOON)
        roster_imports.request_writing(import_id=roster.pk, actor=office, at=NOON)
        return Job.objects.get(key=f"roster:{roster.pk}")


def counted(tenant):
    with transaction.atomic(), scope(tenant=tenant.pk):
        return Person.objects.count(), Organization.objects.filter(depth__gt=1).count()


def test_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_writes_all(tenant, monkeypatch):
    job = asked_for(tenant, monkeypatch)
    own = connection.settings_dict
    database = f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": database, "REDIS_URL": project.REDIS_URL, "DJANGO_SETTINGS_MODULE": "config.settings",
        "MEDIA_ROOT": str(project.MEDIA_ROOT),
    }  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(job.pk)], cwd=ROOT, env=environment)

    while worker.poll() is None and not Job.objects.filter(pk=job.pk, done_steps__gt=0).exists():
        pass
    seen = Job.objects.get(pk=job.pk)
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    assert 0 < seen.done_steps < seen.total_steps
    assert seen.state == JobState.RUNNING
    assert counted(tenant) == (0, 0)

    sweep_jobs(at=seen.started_at + LEASE * 2)
    run_job(job_id=job.pk, clock=lambda: NOON)

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")
    assert counted(tenant) == (PERSONS, PERSONS // 40)
    with transaction.atomic(), scope(tenant=tenant.pk):
        assert RosterImport.objects.get().state == ImportState.WRITTEN
