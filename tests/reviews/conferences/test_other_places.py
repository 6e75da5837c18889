"""The highest collective comes last and hears what the other places have concluded. (Sơn La)"""

import pytest
from django.urls import reverse

from orgchart.errors import InvalidInput
from orgchart.kinds import OrganizationKind
from reviews.models import Conference, Place
from reviews.regulations.loader import load_set
from tests.factories.orgchart import OrganizationFactory
from tests.factories.reviews import AgendaItemFactory, PlaceFactory
from tests.reviews.conferences.conftest import DAY


def under(room, code):
    room.cycle.set_code, room.cycle.set_digest = code, load_set(code).digest
    room.cycle.save()


@pytest.fixture
def cell(room):
    """Sơn La's set; the head is reviewed in the cell too, and here last."""
    under(room, "son-la-bdt-2022")
    found = OrganizationFactory(tenant=room.tenant, name="Chi bộ Văn phòng", kind=OrganizationKind.PARTY_CELL)
    subject = room.subjects["A"]
    Place.objects.filter(subject=subject, collective=room.body).update(opens_last=True)
    PlaceFactory(subject=subject, tenant=room.tenant, collective=None, cell=found, audience="whole_cell")
    return found


def opened(room):
    conference = room.open()
    room.review(conference, "T")
    return conference


def concluded_in(room, cell):
    """The cell has held its conference."""
    held = Conference(tenant=room.tenant, cycle=room.cycle, cell=cell, title="Chi bộ kiểm điểm", starts_at=DAY)
    held.save()
    AgendaItemFactory(
        conference=held, tenant=room.tenant, subject=room.subjects["A"], state="concluded", concluded_at=DAY,
        strengths="Gương mẫu trong sinh hoạt.", weaknesses="Ít phát biểu.",
    )  # fmt: skip
    Place.objects.filter(subject=room.subjects["A"], cell=cell).update(done_at=DAY)


@pytest.mark.clause("SL-II.2.2-4")
def test_the_item_waits_for_the_other_places_or_needs_a_reason(room, cell):
    conference = opened(room)

    with pytest.raises(InvalidInput) as refused:
        room.start(conference, "A", chair_id=room.people["B"].pk)
    item = room.start(conference, "A", chair_id=room.people["B"].pk, without_others="Chi bộ họp sau Tết.")

    assert "chưa kiểm điểm xong ở Chi bộ Văn phòng" in refused.value.errors["without_others"]
    assert (item.state, item.without_others) == ("running", "Chi bộ họp sau Tết.")


@pytest.mark.clause("SL-II.2.2-4")
def test_the_page_sums_up_what_the_other_places_concluded(room, cell, client):
    concluded_in(room, cell)
    conference = opened(room)
    item = room.start(conference, "A", chair_id=room.people["B"].pk)
    client.force_login(room.office.account)
    url = reverse("reviews:conference", args=[room.tenant.slug, room.cycle.year, conference.pk])

    page = client.get(url, {"noi-dung": item.pk}).content.decode()

    assert item.without_others == ""
    assert "Kết quả kiểm điểm ở nơi khác" in page
    assert "Chi bộ Văn phòng" in page
    assert "Gương mẫu trong sinh hoạt." in page
    assert "Ít phát biểu." in page


def test_a_set_without_the_summary_waits_for_nobody(room, cell):
    under(room, "cho-chu-2024")

    assert room.start(opened(room), "A", chair_id=room.people["B"].pk).state == "running"
