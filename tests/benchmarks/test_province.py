"""Figures of `make bench`: pages of a generated province of 150 communes and 120,000 persons, on PostgreSQL."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from config.generated.province import Size, generate
from orgchart.models import Account, Tenant
from orgchart.queries import people
from orgchart.tenancy import scope
from tests.config.province_pages import pages_of
from tests.counting import statements_of
from tests.plugins.figures import Figures

ROUNDS = 40
ON = date(2024, 11, 5)
# Smaller trials: GENERATED=5x3000x1000 make bench.
COMMUNES, PERSONS, LARGEST = map(int, os.environ.get("GENERATED", "150x120000x10000").split("x"))


@pytest.fixture
def province(transactional_db: None, figure: Figures) -> dict[str, Tenant]:
    """The whole province, committed; its own tenant, the largest commune and a small one."""
    begun = time.perf_counter()
    made = generate(Size(COMMUNES, PERSONS, LARGEST), seed=2024)
    figure("generating the province", time.perf_counter() - begun, "s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"province": made[0], "large commune": made[1], "small commune": made[-1]}


@pytest.mark.benchmark
def test_pages_of_a_province(province: dict[str, Tenant], figure: Figures) -> None:
    costly: list[str] = []
    for name, tenant in province.items():
        bare = statistics.median(_times(partial(_bare, tenant)))
        figure(f"{name}: bare scoped query of 50 persons", bare, "ms")
        client = Client()
        account = Account.objects.get(username=f"vp.{tenant.slug}")
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        for page, address in pages_of(tenant).items():
            asked = len(statements_of(client, address))
            times = sorted(_times(partial(client.get, address)))
            p50, p95 = statistics.median(times), times[int(len(times) * 0.95)]
            figure(f"{name}: {page}, p50", p50, "ms")
            figure(f"{name}: {page}, p95", p95, "ms", aim="≤ 100")
            figure(f"{name}: {page}, times the bare query", p50 / bare, "×")
            figure(f"{name}: {page}, statements", asked, "SQL", aim="≤ 20")
            costly += [f"{name}: {page}"] if asked > 20 else []
    assert costly == []


def _bare(tenant: Tenant) -> None:
    with transaction.atomic(), scope(tenant=tenant.pk):
        list(people.roster(people.RosterFilter(), ON)[:50])


def _times(call: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        found.append((time.perf_counter() - begun) * 1000)
    return found
