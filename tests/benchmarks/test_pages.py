"""Figures of requests for `make bench`: the demo on PostgreSQL, through the WSGI handler."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from config.demo.play import TODAY, build_demo
from orgchart import clock
from tests.benchmarks.demo_pages import pages
from tests.benchmarks.page_cost import measure
from tests.plugins.figures import Figures

ROUNDS = 200


@pytest.fixture
def demo(transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The demo at its day, committed, on a connection that stays open as it does in the pool of the product."""
    settings.DEMO, settings.VAR_DIR, settings.ROOT_URLCONF = True, tmp_path, "tests.benchmarks.urls"
    with transaction.atomic():
        build_demo()
    clock.set_demo_day(TODAY)
    connection.close()
    kept = connection.settings_dict["CONN_MAX_AGE"]
    connection.settings_dict["CONN_MAX_AGE"] = None
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    yield
    connection.settings_dict["CONN_MAX_AGE"] = kept


@pytest.mark.benchmark
def test_pages_of_the_demo(demo: None, figure: Figures) -> None:
    wanted = pages()

    costs = measure(wanted, ROUNDS)

    for page in wanted:
        cost = costs[page.name]
        aim = f"≤ {page.aim_ms}" if page.aim_ms else ""
        figure(f"GET {page.name}" if page.form is None else f"POST {page.name}", cost.wall_ms, "ms wall", aim=aim)
        figure("  of this the processor", cost.cpu_ms, "ms cpu")
        figure("  length of the answer", cost.bytes / 1024, "kB")
