"""One tenant that asks for too much is told when to come back; its neighbours notice nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from orgchart.errors import TooMuch
from orgchart.kinds import Role
from orgchart.quotas import WINDOW, need_quota, spend
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import CycleFactory

START = NOON.replace(minute=0)


def use_up(settings, kind: str = "export") -> None:
    settings.QUOTAS = settings.QUOTAS | {kind: 3}
    for _ in range(3):
        need_quota(tenant_id=1, kind=kind, at=START)
        spend(tenant_id=1, kind=kind, at=START)


def test_share_is_used_up_by_one_tenant_and_one_kind_for_a_while(settings):
    use_up(settings)

    with pytest.raises(TooMuch) as refusal:
        need_quota(tenant_id=1, kind="export", at=START + timedelta(minutes=4))

    assert refusal.value.retry_after == WINDOW - 240
    need_quota(tenant_id=2, kind="export", at=START)
    need_quota(tenant_id=1, kind="render", at=START)
    need_quota(tenant_id=1, kind="export", at=START + timedelta(seconds=WINDOW))


@pytest.mark.django_db
def test_too_many_exports_are_answered_with_429_and_when_to_come_back(client, settings):
    settings.QUOTAS = settings.QUOTAS | {"export": 2}
    ours, theirs = CycleFactory(), CycleFactory()
    answers = {}
    with time_machine.travel(START, tick=False):
        for cycle in (ours, theirs):
            client.force_login(actor_for(cycle.tenant, Role.OFFICE).account)
            address = reverse("ratings:summary_excel", args=[cycle.tenant.slug, cycle.year])
            answers[cycle] = [client.get(address) for _ in range(3 if cycle is ours else 2)]

    assert [answer.status_code for answer in answers[ours]] == [200, 200, 429]
    assert answers[ours][-1].headers["Retry-After"] == str(WINDOW)
    assert "chờ vài phút" in answers[ours][-1].content.decode()
    assert [answer.status_code for answer in answers[theirs]] == [200, 200], "the neighbour has a share of its own"


@pytest.mark.django_db
def test_what_is_refused_costs_the_tenant_nothing(client, settings):
    settings.QUOTAS = settings.QUOTAS | {"export": 1}
    cycle = CycleFactory()
    address = reverse("ratings:summary_excel", args=[cycle.tenant.slug, cycle.year])
    client.force_login(actor_for(cycle.tenant).account)
    assert [client.get(address).status_code for _ in range(3)] == [404] * 3

    client.force_login(actor_for(cycle.tenant, Role.OFFICE).account)
    assert client.get(address).status_code == 200
