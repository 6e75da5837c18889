"""The recorder itself: it would notice what the other tests say does not happen."""

import pytest
from django.db import connection, transaction

from orgchart.models import Person
from tests.access.conftest import taken_back
from tests.access.recorder import is_unfenced, recording, tenant_tables
from tests.factories.orgchart import PersonFactory

pytestmark = pytest.mark.django_db


def test_writes_are_seen(world):
    with recording() as recorder:
        PersonFactory(tenant=world.ours.tenant)

    assert recorder.written() == ["orgchart_person", "orgchart_historicalperson"]


def test_writes_that_were_taken_back_do_not_count(world):
    with recording() as recorder, transaction.atomic():
        with taken_back():
            PersonFactory(tenant=world.ours.tenant)
        world.ours.put("own", residence="Phố Tân Lập")

    assert recorder.written() == ["orgchart_person"]


def test_read_past_the_manager_is_outside_the_fence(world):
    with world.ours.inside(), recording() as recorder:
        list(Person._base_manager.filter(full_name="Lê An"))
        list(Person.objects.filter(full_name="Lê An"))

    assert [is_unfenced(sql) for sql in recorder.statements] == [True, False]


def test_foreign_key_of_a_fenced_row_is_followed(world):
    with world.ours.inside():
        post = type(world.ours["own_post"]).objects.get(pk=world.ours["own_post"].pk)
        with recording() as recorder:
            assert post.person == world.ours["own"]

    assert len(recorder.statements) == 1
    assert recorder.unfenced() == []


def test_tables_of_the_tenants_are_those_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND c.relkind = 'r'")
        protected = {name for (name,) in cursor.fetchall()}

    assert tenant_tables() == protected
    assert len(protected) > 40
