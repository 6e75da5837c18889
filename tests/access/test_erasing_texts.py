"""A name that stands in every text of every table of an office is found there, and gone when it is replaced."""

import pytest
from django.db import connection

from orgchart.erasure.places import places, rewrite
from orgchart.erasure.spellings import Spellings
from orgchart.models import Account, AuditRecord
from reviews.models import KeptSet
from tests.access.conftest import World, taken_back
from tests.access.marks import mark
from tests.access.scenes import at_work

pytestmark = pytest.mark.django_db

NAME = "Chu Thị Oanh Vũ"
# The trail is rewritten by a way of its own, accounts belong to no office.
BESIDE = {AuditRecord._meta.db_table, Account._meta.db_table}


def naming(world: World) -> set[str]:
    """The tables with a row that holds the name, as the database gives them out."""
    with world.ours.inside(), connection.cursor() as cursor:
        found = set()
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found |= {table for row in cursor.fetchall() if NAME in str(row)}
    return found - BESIDE


def test_name_is_found_in_every_table_and_nowhere_after_it_was_replaced(world):
    with taken_back():
        at_work(world.ours)
        mark(world.ours, lambda field, room: NAME if room >= len(NAME) else "")
        before = naming(world)
        with world.ours.inside():
            found = [place for place in places(Spellings([NAME], "Người số 0")) if place.model is not AuditRecord]
            for place in found:
                rewrite(place)
        after = naming(world)

    assert len(before) > 80
    assert {place.model._meta.db_table for place in found} == before
    assert after == set()
    assert KeptSet._meta.db_table not in before
