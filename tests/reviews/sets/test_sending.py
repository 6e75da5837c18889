"""A superior's set comes down sealed and may be built upon; nobody reads another tenant's rows."""

import pytest

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import Envelope
from orgchart.tenancy import scope
from reviews import queries
from reviews.models import KeptSet, OwnSet, ReceivedSet
from reviews.services.own_sets import SetHead
from reviews.services.sending_sets import on_set_arrival, send_set_down
from tests.factories.orgchart import NOON, actor_for
from tests.reviews.sets.conftest import OWN, House


@pytest.fixture
def above(house):
    """The district as a house of its own."""
    return House(
        house.district, house.tenant, actor_for(house.district, Role.OFFICE), actor_for(house.district, Role.HEAD)
    )


@pytest.mark.clause("HY-B.I.2.2-11", "HY-B.II.1.1-6")
def test_a_superiors_set_is_kept_below_and_binds_the_own_set_that_is_built_on_it(house, above):
    with scope(tenant=above.tenant.pk):
        district = above.approved(head=SetHead(title="Kế hoạch Huyện ủy", issuer="Ban Thường vụ Huyện ủy", year=2025))
        later = above.make()
        with pytest.raises(Refused, match="đã duyệt"):
            send_set_down(set_id=later.pk, actor=above.office, at=NOON)
        send_set_down(set_id=district.pk, actor=above.office, at=NOON)
        send_set_down(set_id=district.pk, actor=above.office, at=NOON)
        assert Envelope.objects.filter(kind="regulation_set", box="out").count() == 1
    with scope(tenant=house.tenant.pk):
        received = ReceivedSet.objects.select_related("kept").get()
        assert (received.kept.code, received.sender, received.line) == (district.code, house.district, "party")
        assert not OwnSet.objects.exists()
        assert district.code in {one.code for one in queries.set_choices()}

        row = house.make(made_from=district.code, relation="parent")
        house.change(row, "notify.days", {"value": 3, "source": OWN})

        assert house.reading(row).value("exempt.minMonths") == 5
        assert house.reading(row).source("exempt.minMonths").origin == district.code
        with pytest.raises(InvalidInput, match="không được thay đổi"):
            house.change(row, "appeal.effect", {"value": "suspended", "source": OWN})
        page = house.browser(house.office).get(house.url("set", row.code)).content.decode()
        assert "Kế hoạch Huyện ủy" in page


def test_an_arrived_set_that_was_tampered_with_is_not_taken(house, above):
    with scope(tenant=above.tenant.pk):
        send_set_down(set_id=above.approved().pk, actor=above.office, at=NOON)
    letter = Envelope.objects.get(box="in")
    letter.content = letter.content | {"kept": letter.content["kept"].replace('"value": 5', '"value": 9')}
    kept = KeptSet.objects.count()

    with pytest.raises(Refused, match="không khớp"):
        on_set_arrival(letter, NOON)

    assert KeptSet.objects.count() == kept


def test_without_subordinates_nothing_is_sent(house):
    with pytest.raises(Refused, match="cấp dưới nào"):
        send_set_down(set_id=house.approved().pk, actor=house.office, at=NOON)
