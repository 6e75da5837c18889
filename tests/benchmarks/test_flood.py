"""Promise 29 in figures: how fast the pages of one tenant are while another one asks for table after table."""

import time
from itertools import cycle as around

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.models import Account
from orgchart.tenancy import scope
from tests.factories.orgchart import OrganizationFactory, PersonFactory, TenantFactory, actor_for
from tests.plugins.figures import Figures

ROUNDS, ROWS = 60, 400


@pytest.mark.benchmark
@pytest.mark.django_db
def test_neighbour_of_a_flood(figure: Figures) -> None:
    loud, quiet = _office(ROWS), _office(ROWS)
    idle = _p95(quiet, [])
    flooded = _p95(quiet, [f"{address}?dang=excel" for address in loud[1:]], loud[0])
    share = settings.QUOTAS["export"]

    figure("p95 of a list, neighbour idle", idle, "ms")
    figure("p95 of a list, neighbour floods", flooded, "ms", aim=f"≤ {2 * idle:.0f}")
    figure("  tables that the noisy one may have in ten minutes", share, "tables")


def _office(rows: int) -> tuple[Account, str, str]:
    """An office with so many persons, and its lists."""
    tenant = TenantFactory()
    with scope(tenant=tenant.pk):
        OrganizationFactory(tenant=tenant, kind="party_committee")
        PersonFactory.create_batch(rows, tenant=tenant)
        account = actor_for(tenant, Role.OFFICE).account
    return account, reverse("orgchart:persons", args=[tenant.slug]), reverse("orgchart:chart", args=[tenant.slug])


def _p95(quiet: tuple[Account, str, str], noise: list[str], noisy: Account | None = None) -> float:
    """Of one list, asked for again and again; between two requests the noisy one asks for what it may have left."""
    listens, shouts = Client(), Client()
    listens.force_login(quiet[0], backend=settings.AUTHENTICATION_BACKENDS[0])
    if noisy is not None:
        shouts.force_login(noisy, backend=settings.AUTHENTICATION_BACKENDS[0])
    wanted = around(noise)
    times = []
    for _ in range(ROUNDS):
        if noise:
            b"".join(getattr(shouts.get(next(wanted)), "streaming_content", ()))
        begun = time.perf_counter()
        assert listens.get(quiet[1]).status_code == 200
        times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)[int(len(times) * 0.95)]
