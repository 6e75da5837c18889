"""Fixtures of the whole suite."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from tests.plugins.roles import django_db_modify_db_settings, django_db_setup

__all__ = ["django_db_modify_db_settings", "django_db_setup"]

# Playwright's synchronous interface leaves an event loop marked as running in its thread, so Django would refuse
# every query in this and all later tests of the process.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


# Run a second time on the embedded edition's database, as far as they use one and nothing of PostgreSQL's own: what
# writes with locks, constraints and triggers. Rights, pages and papers ask nothing of a database that these do not.
ON_SQLITE_TOO = (
    "config", "dossiers/test_", "orgchart/chart", "orgchart/imports", "orgchart/rights/test_redacting",
    "orgchart/test_", "ratings/boards", "reviews/writing",
)  # fmt: skip
FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the part of the suite that the embedded edition has to pass too."""
    elsewhere = {"postgresql", "slow", "benchmark", "e2e"}
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        place = item.path.relative_to(FOLDER).as_posix()
        stores = "django_db" in marks or "db" in getattr(item, "fixturenames", ())
        if stores and not marks & elsewhere and place.startswith(ON_SQLITE_TOO):
            item.add_marker("sqlite")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A server of the suite's own goes away whole; dropping its databases would wait for whoever is still connected."""
    return "TEST_DATABASE_OWN" in os.environ


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Login limits of one test do not reach the next."""
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the Chromium of this machine."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("The browser tests need Chromium: install the package chromium.")
    return browser_type_launch_args | {"executable_path": chromium}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse like the users: Vietnamese, at their hour."""
    return browser_context_args | {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
