"""Who presents the report of a collective, under the sets that ask for it; and the four steps under Sơn La's plan."""

import pytest

from orgchart.errors import InvalidInput, Refused
from reviews.models import Cycle
from reviews.queries.minutes import minutes_of
from reviews.regulations.loader import load_set
from reviews.services import agenda_items
from reviews.states import AgendaState
from tests.reviews.conferences.conftest import DAY

SON_LA, HUNG_YEN = "son-la-bdt-2022", "hung-yen-2019"


def under(room, code):
    """The room in a year of another set."""
    Cycle.objects.filter(pk=room.cycle.pk).update(set_code=code, set_digest=load_set(code).digest)
    room.cycle.refresh_from_db()
    return room


def presented(conference):
    return minutes_of(conference).items[0].presented


@pytest.mark.clause("HY-B.I.4.2-5", "SL-II.4.1b-1")
@pytest.mark.parametrize("code", [HUNG_YEN, SON_LA])
def test_head_presents_the_report_where_nobody_else_is_named(room, code):
    conference = under(room, code).open()

    item = room.start(conference, "T")

    assert item.presenter == room.people["A"]
    assert presented(conference) == "Đồng chí Nguyễn Văn Ân trình bày báo cáo kiểm điểm của tập thể."


@pytest.mark.clause("HY-B.I.4.2-5", "SL-II.4.1b-1")
@pytest.mark.parametrize("code", [HUNG_YEN, SON_LA])
def test_somebody_else_presents_only_with_an_authorisation_that_is_on_record(room, code):
    conference = under(room, code).open()
    named = {"presenter_id": room.people["B"].pk}

    with pytest.raises(InvalidInput) as refusal:
        room.start(conference, "T", **named)
    assert set(refusal.value.errors) == {"authorisation"}
    room.start(conference, "T", **named, authorisation="Giấy ủy quyền số 5, 26/11/2024")

    assert "Trần Thị Bình" in presented(conference)
    assert "Giấy ủy quyền số 5, 26/11/2024" in presented(conference)


def test_presenter_has_to_be_there(room):
    conference = room.open()
    stranger = room.office.account.pk + 10_000

    with pytest.raises(InvalidInput) as refusal:
        room.start(conference, "T", presenter_id=stranger, authorisation="Giấy ủy quyền")

    assert set(refusal.value.errors) == {"presenter"}


def test_page_asks_for_the_authorisation_and_keeps_what_was_chosen(room, client):
    conference = room.open()
    item = room.item(conference, "T")
    client.force_login(room.office.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/{room.tenant.slug}/{room.cycle.year}/hoi-nghi/{conference.pk}/noi-dung/{item.pk}/bat-dau/"
    named = {"presenter": room.people["B"].pk}

    page = client.post(address, named)
    assert page.status_code == 422
    assert f'<option value="{room.people["B"].pk}" selected' in page.content.decode()
    assert client.post(address, named | {"authorisation": "Ủy quyền miệng tại hội nghị"}).status_code == 302

    item.refresh_from_db()
    assert (item.presenter, item.authorisation) == (room.people["B"], "Ủy quyền miệng tại hội nghị")


@pytest.mark.clause("SL-II.4.1b-2")
def test_members_who_said_nothing_are_listed_before_the_conclusion_in_son_la(room):
    conference = under(room, SON_LA).open()
    item = room.start(conference, "T")
    agenda_items.add_comment(
        item_id=item.pk, person_id=room.people["B"].pk, text="Nhất trí.", actor=room.office, at=DAY
    )

    with pytest.raises(InvalidInput) as refusal:
        room.conclude(conference, "T", silence_confirmed=False)

    assert "4 đồng chí" in refusal.value.errors["silence_confirmed"]


@pytest.mark.clause("SL-II.4.2b-2")
def test_one_presents_others_comment_the_chair_concludes_in_son_la(room):
    conference = under(room, SON_LA).open()
    room.review(conference, "T")
    item = room.item(conference, "A")
    speaker = {"item_id": item.pk, "person_id": room.people["B"].pk, "text": "Cần sâu sát.", "at": DAY}

    with pytest.raises(Refused, match="chưa bắt đầu"):
        agenda_items.add_comment(actor=room.office, **speaker)
    room.start(conference, "A")
    agenda_items.add_comment(actor=room.office, **speaker)
    assert room.conclude(conference, "A").state == AgendaState.CONCLUDED
    with pytest.raises(Refused, match="đã kết luận"):
        agenda_items.add_comment(actor=room.office, **speaker)
