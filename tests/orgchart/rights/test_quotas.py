"""One tenant that asks for too much is told when to come back; its neighbours notice nothing."""

import ast
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgchart.errors import TooMuch
from orgchart.kinds import Role
from orgchart.quotas import WINDOW, need_quota, spend
from tests.architecture.sources import modules, name, tree
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import CycleFactory

START = NOON.replace(minute=0)
# Anybody may examine a paper; the work behind it is bounded by its own child process.
WITHOUT_TENANT = {("dossiers/views/verification.py", "_examined")}


def use_up(settings, kind: str = "export") -> None:
    settings.QUOTAS = settings.QUOTAS | {kind: 3}
    for _ in range(3):
        need_quota(tenant_id=1, kind=kind, at=START)
        spend(tenant_id=1, kind=kind, at=START)


def given(client, address: str) -> int:
    """The state of an answer that is read to its end, as browsers do."""
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


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


def test_every_list_and_every_upload_counts():
    """A list goes through `exports.workbook`, which counts; what takes files or prints is marked at the view."""
    marked = {
        (name(path), node.name): [ast.unparse(one) for one in node.decorator_list]
        for path in modules()
        if "views" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    bodies = {
        (name(path), node.name): ast.unparse(node)
        for path in modules()
        if "views" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    wanted = {"request.FILES": {"limited('upload')"}, "printing.print_": {"limited('render')", "prints"}}

    assert [
        where for where, text in bodies.items() for words, marks in wanted.items()
        if words in text and not marks & set(marked[where]) and where not in WITHOUT_TENANT
    ] == []  # fmt: skip
    assert "limited('render')" in marked["dossiers/views/printing.py", "view"]  # what `prints` makes of each


@pytest.mark.django_db
def test_looking_at_a_form_costs_nothing_and_lists_cost_a_table(client, settings):
    settings.QUOTAS = settings.QUOTAS | {"export": 1, "upload": 1}
    cycle = CycleFactory()
    client.force_login(actor_for(cycle.tenant, Role.OFFICE).account)
    form = reverse("orgchart:rosters", args=[cycle.tenant.slug])
    table = reverse("orgchart:persons", args=[cycle.tenant.slug])

    assert [client.get(form).status_code for _ in range(3)] == [200] * 3
    assert [client.post(form, {"since": ""}).status_code for _ in range(2)] == [422, 429]
    assert [client.get(table).status_code for _ in range(3)] == [200] * 3
    assert [given(client, f"{table}?dang=excel") for _ in range(2)] == [200, 429]


@pytest.mark.django_db
def test_neighbour_is_as_fast_while_one_tenant_floods(client, settings):
    """(counted in statements: the noisy one is turned away before any work is done)"""
    settings.QUOTAS = settings.QUOTAS | {"export": 1}
    cycle = CycleFactory()
    client.force_login(actor_for(cycle.tenant, Role.OFFICE).account)
    table = f"{reverse('orgchart:disciplines', args=[cycle.tenant.slug])}?dang=excel"
    assert given(client, table) == 200
    with CaptureQueriesContext(connection) as turned_away:
        assert client.get(table).status_code == 429

    assert [query for query in turned_away if "disciplinerecord" in query["sql"]] == []
