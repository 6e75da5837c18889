"""Redis away or emptied: pages, logins and saves go on, what was asked for runs when it is back. (promise 54)"""

import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from config.cache import RedisOrOwnMemory
from config.celery import app
from orgchart.models import Job, JobState
from orgchart.services.jobs import RESEND_AFTER, sweep_jobs
from reviews.services import reminders
from tests.plugins.servers import free_port, watched
from tests.reviews.writing.scene import make_scene

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[2]
WRITERS, SAVES = 3, 10
MORNING = datetime(2024, 11, 12, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
JSON = {"HTTP_ACCEPT": "application/json"}


class OwnRedis:
    """A server of this test's own, which it may stop."""

    def __init__(self, folder):
        self.port, self.folder = free_port(), folder
        self.running = ExitStack()

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        folder = self.folder / f"redis-{timezone.now():%H%M%S%f}"
        folder.mkdir()
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        process = subprocess.Popen(
            [shutil.which("redis-server"), *options, "--dir", str(folder)],
            stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.running.enter_context(watched(process, signal="TERM", folder=folder))
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return

    def stop(self):
        self.running.close()

    def work(self, folder):
        """A real worker on the database of this test; ends with it."""
        own = connection.settings_dict
        database = f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
        environment = os.environ | {"DATABASE_URL": database, "REDIS_URL": self.url}
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "solo", "-l", "INFO"]
        folder.mkdir()
        with (folder.parent / "worker.log").open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        return watched(process, signal="TERM", folder=folder)


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    own = OwnRedis(tmp_path)
    settings.CACHES = {"default": {"BACKEND": "config.cache.RedisOrOwnMemory", "LOCATION": own.url}}
    assert app.conf.task_always_eager  # reading it loads the settings, which would overwrite what follows
    monkeypatch.setitem(app.conf.changes, "task_always_eager", False)  # noqa: FBT003 – a mapping takes no keywords
    monkeypatch.setitem(app.conf.changes, "broker_url", own.url)
    app._after_fork()
    yield own
    own.stop()
    app._after_fork()


@pytest.fixture
def scene(transactional_db):
    with transaction.atomic():
        scene = make_scene()
        scene.author.account.set_password("mot-nam-2024")
        scene.author.account.save(update_fields=["password"])
    return scene


def saves(scene, writer):
    """One writer saves a heading again and again; the status of each answer."""
    try:
        key, client = f"I-1{'abc'[writer]}", scene.client(scene.author)
        address = scene.url(scene.review, "muc", key)
        return [
            client.post(address, {"text": f"Lần {number}.", "version": number}, **JSON).status_code
            for number in range(SAVES)
        ]
    finally:
        connection.close()


def wait_until_done():
    while Job.objects.exclude(state=JobState.DONE).exists():
        assert not Job.objects.filter(state=JobState.FAILED).exists()


def test_without_redis_people_log_in_and_save_and_jobs_wait(redis, scene, tmp_path):
    redis.start()
    cache.set("known", 1)
    redis.stop()

    login = Client().post("/tai-khoan/login/", {"login": scene.author.account.username, "password": "mot-nam-2024"})
    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = [status for found in pool.map(lambda who: saves(scene, who), range(WRITERS)) for status in found]
    with transaction.atomic():
        assert reminders.remind_all(at=MORNING) == 1

    assert login.status_code == 302
    assert statuses == [200] * WRITERS * SAVES
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.QUEUED}

    redis.start()
    sweep_jobs(at=timezone.now() + RESEND_AFTER + timedelta(seconds=1))
    Redis.from_url(redis.url).flushall()  # once more gone
    sweep_jobs(at=timezone.now() + RESEND_AFTER + timedelta(seconds=1))
    with redis.work(tmp_path / "worker"):
        wait_until_done()


def test_limits_go_on_counting_in_the_memory_of_the_process(redis):
    assert cache.add("tries", 0)
    assert [cache.incr("tries") for _ in range(3)] == [1, 2, 3]
    assert cache.incr("begun-in-redis") == 1
    assert (cache.get("unknown"), cache.get("tries")) == (None, 3)

    redis.start()

    assert cache.get("tries") is None
    cache.set("tries", 7)
    assert cache.get("tries") == 7


def test_the_cache_of_django_alone_would_fail(redis):
    plain = RedisCache(redis.url, {})

    with pytest.raises(RedisError):
        plain.get("pages")
    assert RedisOrOwnMemory(redis.url, {}).get("pages") is None
