"""A mail server that hangs, refuses or dies stops nothing, and no letter goes out twice. (promises 49 and 59)"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connection, transaction

from orgchart import clock
from orgchart.models import Job, JobState
from orgchart.services.jobs import LEASE, run_job, sweep_jobs
from orgchart.tenancy import scope
from reviews.models import Digest, DigestState
from reviews.services import reminders
from tests.reviews.reminders.mail_server import HANGS, LATER, NEVER, TAKES, TAKES_SILENTLY, mail_server
from tests.reviews.reminders.test_reminders import Town, at, nudge

ROOT = Path(__file__).parents[3]
WORKER = """
import django
django.setup()
from datetime import datetime
from orgchart.models import Job
from orgchart.services.jobs import run_job
at = datetime.fromisoformat({at!r})
while keys := list(Job.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True)):
    for key in keys:
        run_job(job_id=key, clock=lambda: at)
"""


@pytest.fixture
def server(settings):
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 1
        yield running


@pytest.fixture
def town(db):
    return Town()


def try_once(moment):
    """Every job that waits now, once: one that fails stays failed until somebody asks again."""
    reminders.remind_all(at=moment)
    for _ in range(2):
        for job in Job.objects.filter(state=JobState.QUEUED).order_by("pk"):
            run_job(job_id=job.pk, clock=lambda: moment)


def test_time_out_is_bounded():
    assert 0 < project.EMAIL_TIMEOUT <= 15


@pytest.mark.parametrize("mode", [HANGS, LATER, NEVER])
def test_letter_waits_where_the_server_took_none_and_goes_out_once_later(town, server, mode, client):
    server.mode = mode
    try_once(at(12))
    assert server.letters == []
    assert town.letters() == [DigestState.WAITING]
    assert Job.objects.get(kind=reminders.MAIL).error.startswith("Máy chủ thư không nhận")
    with scope(tenant=town.tenant.pk):
        Digest.objects.update(day=clock.today())
    client.force_login(town.office.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "1 thư còn chờ" in client.get(f"/{town.tenant.slug}/nhac-viec/").text
    with scope(tenant=town.tenant.pk):
        Digest.objects.update(day=at(12).date())

    server.mode = TAKES
    nudge(at(12) + timedelta(minutes=10))
    nudge(at(12) + timedelta(minutes=20))

    assert town.letters() == [DigestState.SENT]
    assert len(server.letters) == 1


def test_letter_that_the_server_may_have_taken_is_not_sent_again(town, server):
    server.mode = TAKES_SILENTLY
    try_once(at(12))
    assert len(server.letters) == 1

    server.mode = TAKES
    nudge(at(12) + timedelta(minutes=10))

    assert len(server.letters) == 1
    assert len(town.told(town.writer)) == 1


def test_without_the_claim_it_would_be_sent_again(town, server):
    server.mode = TAKES_SILENTLY
    try_once(at(12))
    with scope(tenant=town.tenant.pk):
        Digest.objects.update(state=DigestState.WAITING)

    server.mode = TAKES
    nudge(at(12) + timedelta(minutes=10))

    assert len(server.letters) == 2


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_worker_killed_between_sending_and_noting_it_sends_no_second_letter(server, monkeypatch):
    monkeypatch.setattr("orgchart.services.jobs.send_job", lambda job_id: None)
    with transaction.atomic():
        town = Town()
    with transaction.atomic():
        reminders.remind_all(at=at(12))
    own = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{own['NAME']}",
        "REDIS_URL": project.REDIS_URL, "DJANGO_SETTINGS_MODULE": "config.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-c", WORKER.format(at=at(12).isoformat())], cwd=ROOT, env=environment)
    server.taken = worker.kill
    assert worker.wait(timeout=60) == -9
    assert town.letters() == [DigestState.SENDING]

    server.taken = lambda: None
    later = at(12) + LEASE * 2
    sweep_jobs(at=later)
    nudge(later)

    assert len(server.letters) == 1
    assert len(town.told(town.writer)) == 1
