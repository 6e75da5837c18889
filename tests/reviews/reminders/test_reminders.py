"""Reminders once a day: whom they reach, that they lead to the task, and that nothing makes them come twice."""

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import IntegrityError, connection, transaction

from orgchart import clock
from orgchart.kinds import PostRole, Role
from orgchart.models import Job, JobState
from orgchart.services.jobs import LEASE, run_job, sweep_jobs
from orgchart.tenancy import scope
from orgchart.work import work_of
from reviews.models import Digest, DigestState, Nudge, NudgeKind
from reviews.services import reminders
from tests.factories.orgchart import CollectiveFactory, PersonFactory, PostFactory, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, DeadlineFactory, PlaceFactory, ReviewFactory, SubjectFactory

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2024, 11, 15)


def at(day, hour=8):
    return datetime(2024, 11, day, hour, 0, tzinfo=ZONE)


class Town:
    """A member whose self-review is due on Friday 15 November, the head of the collective, and the office."""

    def __init__(self):
        self.tenant = TenantFactory()
        cycle = CycleFactory(tenant=self.tenant)
        DeadlineFactory(cycle=cycle, step="self_review", last_day=DUE)
        collective = CollectiveFactory(tenant=self.tenant)
        writer, head = PersonFactory(tenant=self.tenant), PersonFactory(tenant=self.tenant)
        PostFactory(tenant=self.tenant, person=writer, collective=collective, role=PostRole.MEMBER)
        PostFactory(tenant=self.tenant, person=head, collective=collective, role=PostRole.HEAD)
        subject = SubjectFactory(tenant=self.tenant, cycle=cycle, person=writer, unit=collective.organization)
        PlaceFactory(subject=subject, collective=collective)
        self.review = ReviewFactory(subject=subject, author=writer)
        self.writer = actor_for(self.tenant, person=writer)
        self.head = actor_for(self.tenant, person=head)
        self.office = actor_for(self.tenant, Role.OFFICE)
        for actor in (self.writer, self.head, self.office):
            type(actor.account).objects.filter(pk=actor.account.pk).update(email=f"{actor.account.username}@xa.vn")

    def told(self, actor, **fields):
        """What an account was told."""
        with transaction.atomic(), scope(tenant=self.tenant.pk):
            return list(Nudge.objects.filter(account=actor.account, **fields).order_by("day", "pk"))

    def letters(self):
        """The states of the letters."""
        with transaction.atomic(), scope(tenant=self.tenant.pk):
            return sorted(Digest.objects.values_list("state", flat=True))


@pytest.fixture
def town(db):
    return Town()


def nudge(moment):
    """What beat and the workers do at a moment, until nothing is left to do."""
    asked = reminders.remind_all(at=moment)
    while jobs := list(Job.objects.filter(state=JobState.QUEUED).order_by("pk")):
        for job in jobs:
            run_job(job_id=job.pk, clock=lambda: moment)
    return asked


def test_writer_is_told_in_the_product_and_by_one_letter_that_lead_to_the_text(town, settings, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at(12))
    settings.PUBLIC_URL = "https://xeploai.example.vn"
    nudge(at(12))

    (told,) = town.told(town.writer)
    assert (told.kind, told.due, told.url) == (
        NudgeKind.AHEAD, DUE, f"/{town.tenant.slug}/2024/kiem-diem/{town.review.pk}/"
    )  # fmt: skip
    (letter,) = mail.outbox
    assert letter.to == [f"{town.writer.account.username}@xa.vn"]
    assert f"https://xeploai.example.vn{told.url}" in letter.body
    client.force_login(town.writer.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/{town.tenant.slug}/nhac-viec/").content.decode()
    assert told.url in page
    assert client.get(told.url).status_code == 200


def test_reminders_and_my_work_name_the_same_tasks(town):
    nudge(at(12))

    with scope(tenant=town.tenant.pk):
        groups = work_of(town.writer.account, [town.tenant], date(2024, 11, 12))
    assert {task.url for group in groups for task in group.tasks if task.due} == {
        row.url for row in town.told(town.writer)
    }


def test_nothing_is_told_between_the_marks_on_days_off_or_before_the_office_opens(town):
    assert nudge(at(13)) == 1
    assert nudge(at(16)) == 0
    assert nudge(at(12, hour=6)) == 0
    assert town.told(town.writer) == []
    assert mail.outbox == []


def test_whoever_has_finished_is_not_told(town):
    with scope(tenant=town.tenant.pk):
        type(town.review).objects.filter(pk=town.review.pk).update(state="confirmed", self_level="HTT")

    nudge(at(12))

    assert town.told(town.writer) == []


def test_late_tasks_go_to_the_head_after_one_working_day_and_to_the_office_after_three(town):
    nudge(at(18))
    assert town.told(town.writer)[0].kind == NudgeKind.LATE
    (of_head,) = town.told(town.head)
    assert (of_head.kind, of_head.url) == (NudgeKind.ESCALATED, "")
    assert town.writer.account.full_name in of_head.what
    assert town.told(town.office) == []

    nudge(at(20))
    (of_office,) = town.told(town.office)
    assert of_office.url == town.told(town.writer)[0].url


def test_head_finds_late_tasks_of_others_in_my_work(town, client):
    nudge(at(18))

    with scope(tenant=town.tenant.pk):
        groups = work_of(town.head.account, [town.tenant], date(2024, 11, 18))
    assert "Đôn đốc 1 việc quá hạn của đồng chí khác" in [task.what for group in groups for task in group.tasks]


def test_beat_may_nudge_as_often_as_it_likes(town):
    for minute in range(5):
        nudge(at(12) + timedelta(minutes=10 * minute))

    assert len(town.told(town.writer)) == len(mail.outbox) == 1


def test_emptied_outbox_does_not_tell_anybody_again(town):
    """The rows decide, not the messages: with every job gone the day is looked at anew and nothing comes of it."""
    nudge(at(12))
    Job.objects.all().delete()

    nudge(at(12, hour=9))

    assert len(town.told(town.writer)) == len(mail.outbox) == 1


def test_second_reminder_of_a_day_cannot_be_stored(town):
    nudge(at(12))
    (row,) = town.told(town.writer)
    row.pk = None

    with (
        pytest.raises(IntegrityError, match="reviews_nudge_once_a_day"),
        transaction.atomic(),
        scope(tenant=town.tenant.pk),
    ):
        row.save(force_insert=True)


def test_several_tasks_of_a_day_are_one_letter(town):
    subject = SubjectFactory(
        tenant=town.tenant, cycle=town.review.subject.cycle, person=PersonFactory(tenant=town.tenant)
    )
    ReviewFactory(subject=subject, author=town.review.author)

    nudge(at(12))

    assert len(town.told(town.writer)) == 2
    (letter,) = mail.outbox
    assert "2 việc" in letter.subject


class DownBackend(locmem.EmailBackend):
    """A mail server that refuses while it is down."""

    is_down = True

    def send_messages(self, messages):
        if DownBackend.is_down:
            raise ConnectionRefusedError("no server")
        return super().send_messages(messages)


def test_letters_wait_while_the_mail_server_is_down_and_go_out_once_after_it(town, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DownBackend"
    DownBackend.is_down = True
    reminders.remind_all(at=at(12))
    for _ in range(2):
        for job in Job.objects.filter(state=JobState.QUEUED).order_by("pk"):
            run_job(job_id=job.pk, clock=lambda: at(12))
    assert town.letters() == [DigestState.WAITING]
    assert mail.outbox == []

    DownBackend.is_down = False
    nudge(at(12) + timedelta(minutes=10))
    nudge(at(12) + timedelta(minutes=20))

    assert town.letters() == [DigestState.SENT]
    assert len(mail.outbox) == 1


class KilledWorker(BaseException):
    """Nothing after it runs, as after kill -9."""


class DyingBackend(locmem.EmailBackend):
    """Takes the letter, and the worker dies before it can note that."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise KilledWorker


def test_worker_that_dies_after_the_server_took_the_letter_does_not_make_a_second_one(town, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DyingBackend"
    with pytest.raises(KilledWorker):
        nudge(at(12))
    assert town.letters() == [DigestState.SENDING]

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    later = at(12) + LEASE * 2
    sweep_jobs(at=later)
    nudge(later)

    assert Job.objects.filter(kind=reminders.MAIL, state=JobState.DONE).count() == 1
    assert len(mail.outbox) == 1


def test_worker_that_dies_in_the_middle_of_the_reminders_leaves_none_and_the_next_one_tells_all(town, monkeypatch):
    def die(*_args, **_kwargs):
        raise KilledWorker

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "_write_letters", die)
        with pytest.raises(KilledWorker):
            nudge(at(12))
    assert town.told(town.writer) == []

    later = at(12) + LEASE * 2
    sweep_jobs(at=later)
    nudge(later)

    assert len(town.told(town.writer)) == len(mail.outbox) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_beats_and_five_workers_at_once_tell_everybody_once():
    with transaction.atomic():
        town = Town()
    errors = []
    gate = threading.Barrier(5)

    def beat_and_work():
        try:
            gate.wait(timeout=30)
            nudge(at(12))
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=beat_and_work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(town.told(town.writer)) == 1
    assert len(mail.outbox) == 1


def test_office_sees_letters_that_wait(town, settings, client):
    settings.EMAIL_BACKEND = f"{__name__}.DownBackend"
    DownBackend.is_down = True
    reminders.remind_all(at=at(12))
    for job in Job.objects.filter(state=JobState.QUEUED).order_by("pk"):
        run_job(job_id=job.pk, clock=lambda: at(12))
    with scope(tenant=town.tenant.pk):
        Digest.objects.update(day=clock.today())
    client.force_login(town.office.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(f"/{town.tenant.slug}/nhac-viec/").content.decode()

    assert "1 thư còn chờ" in page
