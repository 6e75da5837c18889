"""A second click waits for the first: one conference of a body, one cycle of a year."""

from datetime import date

import pytest
from django.db import transaction

from orgchart.tenancy import scope
from reviews.models import Conference
from reviews.services.cycles import create_cycle
from tests.ratings.boards.test_races import at_once
from tests.reviews.conferences.conftest import SENT, Room, make_room

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(transactional_db: None) -> Room:
    """The tenant setting is local to a transaction, so rows are made inside one."""
    with transaction.atomic():
        return make_room()


def test_one_of_two_plans_the_conference(room):
    found = at_once(room, [room.plan, room.plan])

    assert sorted(type(one).__name__ for one in found) == ["Conference", "Refused"]
    with transaction.atomic(), scope(tenant=room.tenant.pk):
        assert Conference.objects.count() == 1


def test_one_of_two_makes_the_cycle(room):
    def make() -> int:
        return create_cycle(
            year=2025, set_code="cho-chu-2024", rating_date=date(2025, 12, 1), title="Đợt 2025", actor=room.office,
            at=SENT,
        ).year  # fmt: skip

    found = at_once(room, [make, make])

    assert sorted(type(one).__name__ for one in found) == ["InvalidInput", "int"]
