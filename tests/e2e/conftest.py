"""The demo on a live server with a background worker of its own, and the album of what a play shows."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as project
from django.db import connection, transaction
from playwright.sync_api import Browser

from config.celery import app
from config.demo.play import TODAY, build_demo
from orgchart import clock
from orgchart.access import Actor
from tests.e2e.album import Album
from tests.e2e.autumn import Play, make_play
from tests.e2e.desk import Desk
from tests.e2e.stage import Stage
from tests.plugins.servers import watched
from tests.ratings.conftest import Town, make_town

ROOT = Path(__file__).parents[2]
# A database of Redis for each process of the suite, away from the one that all other tests share.
OWN_QUEUE = 8


@pytest.fixture
def demo(transactional_db: None, settings: Any) -> None:
    """The demo as `manage.py demo` builds it, on the morning it starts at."""
    settings.DEMO = True
    with transaction.atomic():
        build_demo()
    clock.set_demo_day(TODAY)


@pytest.fixture
def worker(demo: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real Celery worker on the test's own database, files and queue; gives its log."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % OWN_QUEUE
    broker = urlsplit(project.REDIS_URL)._replace(path=f"/{number + OWN_QUEUE}").geturl()
    monkeypatch.setitem(app.conf.changes, "task_always_eager", False)  # noqa: FBT003 – a mapping takes no keywords
    monkeypatch.setitem(app.conf.changes, "broker_url", broker)
    app._after_fork()  # forgets connections to the queue of all others: even eager tasks have made some
    own = connection.settings_dict
    database = f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
    environment = os.environ | {"DATABASE_URL": database, "REDIS_URL": broker, "DEMO": "1"}
    log, scratch = tmp_path / "worker.log", tmp_path / "worker"
    scratch.mkdir()
    with log.open("wb") as output:
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "solo", "-l", "INFO"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        with watched(process, signal="TERM", folder=scratch):
            yield log
    app._after_fork()


@pytest.fixture
def album() -> Album:
    """Where pictures and documents are kept: E2E_ARTIFACTS, or a folder of the project that git ignores."""
    return Album(Path(os.environ.get("E2E_ARTIFACTS") or ROOT / "var" / "e2e"))


@pytest.fixture
def stage(
    demo: None, live_server: Any, browser: Browser, browser_context_args: dict[str, Any], album: Album
) -> Iterator[Stage]:
    """The running demo and the people in front of it."""
    stage = Stage(browser, live_server.url, album, browser_context_args)
    yield stage
    stage.close()


@pytest.fixture
def play(
    transactional_db: None,
    settings: Any,
    live_server: Any,
    browser: Browser,
    browser_context_args: dict[str, Any],
    album: Album,
    request: pytest.FixtureRequest,
) -> Iterator[Play]:
    """A committee in the autumn of 2024, with an album of its own."""
    settings.DEMO = True
    own = Album(album.folder / request.node.originalname.removeprefix("test_"))
    play = make_play(browser, live_server.url, browser_context_args, own)
    yield play
    play.close()


@pytest.fixture
def small_town(transactional_db: None) -> Town:
    """A town with a standing committee of five and a year in progress, much faster to build than the demo."""
    with transaction.atomic():
        return make_town()


@pytest.fixture
def office(
    small_town: Town, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Desk]:
    """The computer of the small town's office."""
    yield from _logged_in(small_town.office, Desk(browser, live_server.url, browser_context_args))


@pytest.fixture
def head(small_town: Town, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desk]:
    """The computer of its secretary."""
    yield from _logged_in(small_town.head, Desk(browser, live_server.url, browser_context_args))


def _logged_in(actor: Actor, desk: Desk) -> Iterator[Desk]:
    password = "mot-nam-2024"
    actor.account.set_password(password)
    actor.account.save(update_fields=["password"])
    desk.log_in(actor.account.username, password)
    yield desk
    desk.context.close()
