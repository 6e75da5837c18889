"""The outbox: a row first, then a message; nothing twice, nothing lost."""

from datetime import timedelta

import pytest

from orgchart import registry
from orgchart.errors import JobFailed
from orgchart.models import Job, JobState
from orgchart.services.jobs import LEASE, MAX_ATTEMPTS, RESEND_AFTER, request_job, run_job, sign_of_life, sweep_jobs
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, TenantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(monkeypatch):
    """What the handler of the kind 'count' was called with."""
    calls: list[int] = []
    registry.handle_job("count", lambda job, report, at: calls.append(job.arguments["number"]))
    yield calls
    registry._job_handlers.pop("count")


@pytest.fixture
def tenant():
    return TenantFactory()


def ask(tenant, key="k", number=1, kind="count"):
    with scope(tenant=tenant.pk):
        return request_job(kind=kind, key=key, arguments={"number": number}, at=NOON)


def test_same_key_gives_the_same_row(tenant):
    assert ask(tenant).pk == ask(tenant).pk
    assert Job.objects.count() == 1


def test_job_runs_once_however_often_the_message_comes(tenant, seen):
    job = ask(tenant, number=7)

    for _ in range(3):
        run_job(job_id=job.pk, clock=lambda: NOON)

    job.refresh_from_db()
    assert seen == [7]
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_message_goes_out_only_when_the_transaction_commits(tenant, seen, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        job = ask(tenant)
    assert seen == []

    callbacks[0]()

    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_failure_is_stored_with_its_reason_and_can_be_asked_for_again(tenant):
    def fail(job, report, at):
        raise JobFailed("Hết chỗ trên đĩa.")

    registry.handle_job("fail", fail)
    job = ask(tenant, kind="fail")

    run_job(job_id=job.pk, clock=lambda: NOON)

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Hết chỗ trên đĩa.")
    assert ask(tenant, kind="fail").state == JobState.QUEUED
    registry._job_handlers.pop("fail")


def test_failure_that_nobody_foresaw_keeps_its_words_to_itself(tenant, caplog):
    def fail(job, report, at):
        raise ValueError("(full_name)=(Nông Thị Hòa)")

    registry.handle_job("fail", fail)
    job = ask(tenant, kind="fail")

    run_job(job_id=job.pk, clock=lambda: NOON)

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Có lỗi ngoài dự kiến.")
    assert "Nông Thị Hòa" not in caplog.messages[0]
    registry._job_handlers.pop("fail")


def test_sweep_sends_what_was_lost_and_leaves_what_is_fresh(tenant, seen):
    job = ask(tenant)

    assert sweep_jobs(at=NOON + RESEND_AFTER / 2) == 0
    assert sweep_jobs(at=NOON + RESEND_AFTER + timedelta(seconds=1)) == 1
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_sweep_frees_the_job_of_a_dead_worker(tenant, seen):
    job = ask(tenant)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=NOON, attempts=1)

    sweep_jobs(at=NOON + LEASE + timedelta(seconds=1))

    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert job.attempts == 2


@pytest.mark.postgresql
def test_sweep_frees_the_job_of_a_dead_worker_at_once_and_leaves_that_of_a_living_one(tenant, seen):
    dead, living = ask(tenant, key="dead"), ask(tenant, key="living")
    Job.objects.update(state=JobState.RUNNING, started_at=NOON, attempts=1)

    with sign_of_life(living.pk) as is_free:
        assert is_free
        sweep_jobs(at=NOON + RESEND_AFTER + timedelta(seconds=1))

    dead.refresh_from_db()
    living.refresh_from_db()
    assert (dead.state, dead.attempts) == (JobState.DONE, 2)
    assert (living.state, living.attempts) == (JobState.RUNNING, 1)


@pytest.mark.postgresql
def test_job_that_somebody_works_on_is_not_begun_by_another(tenant, seen):
    job = ask(tenant)

    with sign_of_life(job.pk):
        run_job(job_id=job.pk, clock=lambda: NOON)

    assert seen == []


def test_sweep_gives_up_after_the_last_attempt(tenant, seen):
    job = ask(tenant)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=NOON, attempts=MAX_ATTEMPTS)

    sweep_jobs(at=NOON + LEASE + timedelta(seconds=1))

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert seen == []
