"""Closing a conference: what has to be done before, what follows from it, and the minutes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dossiers.gather.records import minutes_paper
from orgchart.errors import NotVisible, Refused
from orgchart.kinds import CollectiveKind, Role
from orgchart.models import Supervision
from orgchart.tenancy import scope
from reviews.models import Attendance, Audience, Place, Review, Shortcoming
from reviews.queries.minutes import minutes_of
from reviews.services import agenda_items, conferences
from reviews.states import ConferenceState, ReviewState
from tests.factories.orgchart import PersonFactory, actor_for
from tests.factories.reviews import CollectiveSubjectFactory, PlaceFactory
from tests.reviews.conferences.conftest import DAY, SENT


def run_all(room, conference, keys="TABCDE", **fields):
    for key in keys:
        room.review(conference, key, **fields)


def test_a_conference_closes_when_every_item_is_concluded_or_absent(room):
    conference = room.open()
    run_all(room, conference, "TABCD")
    with pytest.raises(Refused) as refusal:
        room.close(conference)
    assert refusal.value.reasons == ("Ma Văn Én: chưa bắt đầu",)

    agenda_items.mark_absent(item_id=room.item(conference, "E").pk, reason="Đi học", actor=room.office, at=DAY)
    assert room.close(conference).state == ConferenceState.CLOSED


@pytest.mark.clause("CC-II.2.2-2", "CC-I.5-1")
def test_closing_marks_places_and_reviews_whose_every_place_is_done(room, cell):
    PlaceFactory(subject=room.subjects["A"], collective=None, cell=cell, audience=Audience.WHOLE_CELL)
    conference = room.open()
    run_all(room, conference)
    room.close(conference)

    states = {key: Review.objects.get(subject=subject).state for key, subject in room.subjects.items()}
    assert states == dict.fromkeys("TBCDE", ReviewState.REVIEWED) | {"A": ReviewState.CIRCULATED}
    assert Place.objects.get(subject=room.subjects["A"], collective=room.body).done_at == DAY

    second = room.open(collective_id=None, cell_id=cell.pk, secretary_id=room.people["B"].pk)
    room.start(second, "A", chair_id=room.people["B"].pk)
    room.conclude(second, "A")
    room.close(second)
    assert Review.objects.get(subject=room.subjects["A"]).state == ReviewState.REVIEWED


@pytest.mark.clause("CC-I.5-2")
def test_an_absent_person_keeps_the_place_open(room):
    conference = room.open()
    run_all(room, conference, "TABCD")
    agenda_items.mark_absent(item_id=room.item(conference, "E").pk, reason="Đi học", actor=room.office, at=DAY)

    room.close(conference)

    assert Place.objects.get(subject=room.subjects["E"]).done_at is None
    assert Review.objects.get(subject=room.subjects["E"]).state == ReviewState.CIRCULATED


def test_concluded_weaknesses_become_shortcomings_line_by_line(room):
    conference = room.open()
    room.review(conference, "T", weaknesses="- Giải ngân chậm\n\n- Chưa kiểm tra thường xuyên")
    room.review(conference, "A", weaknesses="Nói chưa đi đôi với làm")
    run_all(room, conference, "BCDE")

    room.close(conference)

    rows = Shortcoming.objects.order_by("pk")
    assert [(row.text, row.collective, row.person) for row in rows] == [
        ("Giải ngân chậm", room.body, None),
        ("Chưa kiểm tra thường xuyên", room.body, None),
        ("Nói chưa đi đôi với làm", None, room.people["A"]),
    ]
    assert {row.year for row in rows} == {2024}


@pytest.mark.clause("CC-IIIb.5-2")
def test_the_presence_of_the_member_in_charge_is_recorded_before_the_end(room):
    guest = PersonFactory(tenant=room.tenant, full_name="Lưu Đình Phúc")
    Supervision(
        tenant=room.tenant, person=guest, organization=room.body.organization, started_on=date(2024, 1, 1)
    ).save()
    conference = room.open()
    run_all(room, conference)
    Attendance.objects.filter(conference=conference, person=guest).update(is_present=None)

    with pytest.raises(Refused) as refusal:
        room.close(conference)

    assert refusal.value.reasons == ("Chưa điểm danh đồng chí Lưu Đình Phúc",)


@pytest.mark.clause("HY-B.I.4.2-14")
def test_a_conference_shorter_than_the_table_is_not_closed_where_the_table_binds(room):
    room.cycle.set_code = "hung-yen-2019"
    room.cycle.save()
    room.body.kind = CollectiveKind.STANDING_COMMITTEE
    room.body.save()
    room.body.organization.level = "district"
    room.body.organization.save()
    conference = room.open(days=Decimal("1.5"))
    run_all(room, conference)

    with pytest.raises(Refused) as refusal:
        room.close(conference)

    assert refusal.value.reasons == ("Thời lượng ghi nhận 1,5 ngày, quy định ít nhất 2 ngày",)


def test_minutes_are_signed_after_the_end_and_hold_the_whole_course(room):
    conference = room.open(location="Hội trường thị trấn")
    item = room.start(conference, "T")
    agenda_items.add_comment(
        item_id=item.pk, person_id=room.people["B"].pk, text="Giải ngân chậm.", actor=room.office, at=DAY
    )
    room.conclude(conference, "T", weaknesses="Giải ngân chậm")
    agenda_items.mark_absent(item_id=room.item(conference, "A").pk, reason="Ốm", actor=room.office, at=DAY)
    run_all(room, conference, "BCDE")
    with pytest.raises(Refused):
        conferences.sign_minutes(conference_id=conference.pk, actor=room.office, at=DAY)
    room.close(conference)

    signed = conferences.sign_minutes(conference_id=conference.pk, actor=room.office, at=DAY + timedelta(hours=3))

    minutes = minutes_of(signed)
    assert (signed.state, minutes.summoned, minutes.present) == (ConferenceState.SIGNED, 5, 5)
    assert (minutes.location, minutes.chair.post) == ("Hội trường thị trấn", "Người đứng đầu")
    assert [entry.speaker for entry in minutes.items[0].comments] == ["Trần Thị Bình"]
    assert minutes.items[0].weaknesses == "Giải ngân chậm"
    assert minutes.items[1].absence_reason == "Ốm"


def test_one_item_runs_at_a_time(room):
    conference = room.open()
    room.start(conference, "T")

    with pytest.raises(Refused, match="đang kiểm điểm"):
        room.start(conference, "A")


def test_another_tenants_conference_does_not_exist(room):
    conference = room.plan()
    other = actor_for(CollectiveSubjectFactory().tenant, Role.OFFICE)

    with scope(tenant=other.tenant_id), pytest.raises(NotVisible):
        conferences.announce_conference(conference_id=conference.pk, actor=other, at=SENT)


@pytest.mark.clause("CC-I.5-2")
def test_printed_minutes_name_posts_length_and_who_was_left_for_later(room):
    conference = room.open(days=Decimal("1.5"))
    run_all(room, conference, "TABCD")
    agenda_items.mark_absent(item_id=room.item(conference, "E").pk, reason="Đi học", actor=room.office, at=DAY)

    paper = minutes_paper(room.close(conference), room.tenant)

    assert paper.length == "1,5"
    subjects = {item.subject: item.presented for item in paper.items}
    assert "Đồng chí Nguyễn Văn Ân, Người đứng đầu" in subjects
    assert subjects["Đồng chí Ma Văn Én, Thành viên"] == "Vắng mặt: Đi học. Chuyển sang kiểm điểm bổ sung."
