"""A pooled connection comes back without anything that its last user has set."""

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from config.pool import reset_connection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def pooled():
    pool = {"min_size": 1, "max_size": 1, "timeout": 10, "reset": reset_connection}
    options = connection.settings_dict["OPTIONS"] | {"pool": pool}
    wrapper = DatabaseWrapper(connection.settings_dict | {"OPTIONS": options, "CONN_MAX_AGE": 0}, "pooled")
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def ask(wrapper, sql):
    with wrapper.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def test_pool_forgets_the_tenant_of_the_last_request(pooled):
    process, _ = ask(pooled, "SELECT pg_backend_pid(), set_config('app.tenant', '7', false)")
    pooled.close()

    again, tenant, zone = ask(
        pooled, "SELECT pg_backend_pid(), current_setting('app.tenant', true), current_setting('TimeZone')"
    )

    assert again == process, "the same connection was used"
    assert tenant in (None, "")
    assert zone == "UTC"
