"""Two database roles, as on a server: one makes and owns the tables, every test runs as the other, which uses them.

The fixtures stand round those of pytest-django: what makes, empties and drops a database is done as the owner.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.plugins import schema_cache
from tests.plugins.servers import postgres_tool


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the owner of the tables for the length of the block; not inside a transaction."""
    from django.db import connection

    owner = os.environ.get("TEST_DATABASE_OWNER")
    if connection.vendor != "postgresql" or owner is None:
        yield
        return
    user = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = owner
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = user


def emptied_by_owner(teardown: Callable[[Any], None]) -> Callable[[Any], None]:
    """TRUNCATE belongs to the owner: after a test with real transactions it is the owner who empties the tables."""

    def run(case: Any) -> None:
        with as_owner():
            teardown(case)

    return run


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Make each process's database from the template and as the owner, and drop it as the owner."""
    from django.db import connection

    if "TEST_DATABASE_TEMPLATE" in os.environ:
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ["TEST_DATABASE_TEMPLATE"]
    with as_owner():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Keep what the migrations made, then use it as the role that owns nothing."""
    from django.db import connection
    from django.test import TransactionTestCase

    if connection.vendor != "postgresql":
        yield
        return
    schema_cache.keep(postgres_tool("pg_dump"), connection.settings_dict)
    owner, user = connection.settings_dict["USER"], urlsplit(os.environ["DATABASE_URL"]).username
    emptied = emptied_by_owner(TransactionTestCase._fixture_teardown)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        connection.close()
        connection.settings_dict["USER"] = user
        yield
        connection.close()
        connection.settings_dict["USER"] = owner
