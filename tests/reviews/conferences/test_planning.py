"""Planning: whose conference, who takes part, in which order, how late drafts may go out."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import PostRole, Role
from orgchart.models import AuditRecord, Post, Supervision
from reviews import queries
from reviews.models import AgendaItem, Attendance, Audience, Place
from reviews.queries import conferences as found
from reviews.services import conferences
from tests.factories.orgchart import OrganizationFactory, PersonFactory, PostFactory, actor_for
from tests.factories.reviews import PlaceFactory, ReviewFactory, SubjectFactory
from tests.reviews.conferences.conftest import DAY, HANOI, SENT


@pytest.mark.clause("HY-B.I.4.2-2", "HY-B.I.4.2-3")
def test_agenda_stands_in_the_prescribed_order(room):
    conference = room.plan()

    names = [item.subject for item in found.agenda_of(conference)]
    assert names == [room.subjects[key] for key in "TABCDE"]


@pytest.mark.clause("CC-II.2.1-2", "CC-II.2.1-3", "CC-II.2.1-5", "CC-II.2.1-6")
def test_members_of_the_collective_make_up_the_attendance_list(room):
    PostFactory(tenant=room.tenant, collective=None, organization=room.body.organization, role=PostRole.STAFF)

    conference = room.plan()

    rows = found.attendances_of(conference)
    assert [row.person for row in rows] == [room.people[key] for key in "ABCDE"]
    assert all(row.is_member for row in rows)


@pytest.mark.clause("CC-II.2.1-4", "CC-II.2.2-4")
def test_all_staff_are_on_the_list_where_the_place_asks_for_it(room):
    staff = PostFactory(tenant=room.tenant, collective=None, organization=room.body.organization, role=PostRole.STAFF)
    Place.objects.update(audience=Audience.ALL_STAFF)

    conference = room.plan()

    people = {row.person for row in found.attendances_of(conference)}
    assert people == {staff.person, *room.people.values()}


@pytest.mark.clause("HY-B.I.2.2-8", "SL-II.2.2-5")
def test_key_cadres_of_the_unit_and_below_are_on_the_list_where_that_was_chosen(room):
    unit = room.body.organization
    below = OrganizationFactory(tenant=room.tenant, parent=unit, name="Phòng Tổng hợp")
    chief = PostFactory(tenant=room.tenant, collective=None, organization=below, role=PostRole.HEAD)
    PostFactory(tenant=room.tenant, collective=None, organization=below, role=PostRole.STAFF)
    PostFactory(tenant=room.tenant, collective=None, organization=unit, role=PostRole.STAFF)
    Place.objects.update(audience=Audience.KEY_CADRES)

    conference = room.plan()

    people = {row.person for row in found.attendances_of(conference)}
    assert people == {chief.person, *room.people.values()}


@pytest.mark.clause("CC-II.2.1-7")
def test_all_official_members_make_up_the_conference_of_a_cell(room, cell):
    PlaceFactory(subject=room.subjects["A"], collective=None, cell=cell, audience=Audience.WHOLE_CELL)

    conference = room.plan(collective_id=None, cell_id=cell.pk)

    assert {row.person for row in found.attendances_of(conference)} == {room.people[key] for key in "ABC"}
    assert [item.subject for item in found.agenda_of(conference)] == [room.subjects["A"]]


@pytest.mark.clause("CC-II.2.1-1", "HY-B.I.2.1-1")
def test_a_body_confers_on_its_own_subjects_only(room, cell):
    elsewhere = SubjectFactory(tenant=room.tenant, cycle=room.cycle)
    PlaceFactory(subject=elsewhere)

    conference = room.plan()

    assert not AgendaItem.objects.filter(conference=conference, subject=elsewhere).exists()
    with pytest.raises(Refused, match="không còn đối tượng nào"):
        room.plan(collective_id=None, cell_id=cell.pk)


@pytest.mark.clause("CC-II.2.2-10")
def test_the_head_chairs_also_where_not_reviewed(room):
    Place.objects.filter(subject=room.subjects["A"]).delete()

    conference = room.plan()

    assert conference.chair == room.people["A"]
    assert not AgendaItem.objects.filter(conference=conference, subject=room.subjects["A"]).exists()


@pytest.mark.clause("CC-III.3-7")
def test_a_suspended_member_is_not_on_the_list_of_the_committee(room):
    Post.objects.filter(person=room.people["D"]).update(suspended_on=date(2024, 7, 1))

    conference = room.plan()

    assert room.people["D"] not in {row.person for row in found.attendances_of(conference)}


@pytest.mark.clause("CC-IIIb.5-2")
def test_the_committee_member_in_charge_is_invited_as_guest(room):
    guest = PersonFactory(tenant=room.tenant, full_name="Lưu Đình Phúc")
    Supervision(
        tenant=room.tenant, person=guest, organization=room.body.organization, started_on=date(2024, 1, 1)
    ).save()

    conference = room.plan()

    row = Attendance.objects.get(conference=conference, person=guest)
    assert not row.is_member


@pytest.mark.clause("HY-B.I.4.1a-2")
def test_the_last_sending_day_is_known_when_the_day_is_set(room):
    room.send("D", datetime(2024, 11, 26, 9, 0, tzinfo=HANOI))
    conference = room.plan()

    papers = found.papers_of(found.agenda_of(conference), date(2024, 11, 28), found.rules_for(conference))

    assert {paper.last_day for paper in papers} == {date(2024, 11, 25)}
    assert [paper.subject for paper in papers if paper.is_late] == [room.subjects["D"]]
    assert [paper.subject for paper in papers if paper.is_binding] == [room.subjects["T"]]


def test_one_conference_of_a_body_at_a_time(room):
    room.plan()

    with pytest.raises(Refused, match="Dự kiến"):
        room.plan()


def test_senseless_schedules_are_told_at_their_fields(room):
    with pytest.raises(InvalidInput) as refusal:
        room.plan(days=Decimal("0.3"), starts_at=DAY.replace(year=2030))

    assert set(refusal.value.errors) == {"days", "starts_at"}


def test_office_and_head_plan_and_nobody_else(room):
    member = actor_for(room.tenant, person=room.people["D"])
    with pytest.raises(PermissionDenied):
        conferences.plan_conference(
            cycle_id=room.cycle.pk, collective_id=room.body.pk, starts_at=DAY, actor=member, at=SENT
        )

    head = actor_for(room.tenant, person=room.people["A"])
    row = conferences.plan_conference(
        cycle_id=room.cycle.pk, collective_id=room.body.pk, starts_at=DAY, actor=head, at=SENT
    )
    assert AuditRecord.objects.filter(action="plan_conference", target_id=row.pk).exists()


def test_a_conference_can_be_moved_until_it_begins(room):
    conference = room.announce()
    fields = {"location": "Hội trường", "days": Decimal(1), "chair_id": conference.chair_id, "secretary_id": None}

    conferences.change_conference(
        conference_id=conference.pk, starts_at=DAY + timedelta(days=4), actor=room.office, at=SENT, **fields
    )
    conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY + timedelta(days=4))

    with pytest.raises(Refused, match="đã bắt đầu"):
        conferences.change_conference(conference_id=conference.pk, starts_at=DAY, actor=room.office, at=SENT, **fields)


def test_length_of_a_running_conference_is_what_was_held_and_stands_after_its_end(room):
    conference = room.open()
    fields = {"location": "Hội trường", "chair_id": conference.chair_id, "secretary_id": conference.secretary_id}
    common = {"conference_id": conference.pk, "starts_at": DAY, "actor": room.office, "at": DAY} | fields

    assert conferences.change_conference(days=Decimal("1.5"), **common).days == Decimal("1.5")
    for key in "TABCDE":
        room.review(conference, key)
    room.close(conference)
    with pytest.raises(Refused, match="đã kết thúc"):
        conferences.change_conference(days=Decimal(2), **common)


def test_a_conference_is_announced_with_chair_and_secretary(room):
    conference = room.plan(secretary_id=None)

    with pytest.raises(Refused, match="thư ký"):
        conferences.announce_conference(conference_id=conference.pk, actor=room.office, at=SENT)


def test_only_those_who_take_part_or_oversee_see_a_conference(room):
    conference = room.plan()
    member = actor_for(room.tenant, person=room.people["D"])
    stranger = actor_for(room.tenant, person=PersonFactory(tenant=room.tenant))
    board = actor_for(room.tenant, Role.ORGANISATION_BOARD)

    for actor in (member, board):
        assert found.conference_for(conference_id=conference.pk, year=2024, actor=actor) == conference
    with pytest.raises(NotVisible):
        found.conference_for(conference_id=conference.pk, year=2024, actor=stranger)
    with pytest.raises(NotVisible):
        conferences.announce_conference(conference_id=conference.pk, actor=stranger, at=SENT)
    with pytest.raises(PermissionDenied):
        conferences.announce_conference(conference_id=conference.pk, actor=board, at=SENT)


@pytest.mark.clause("CC-I.5-2")
def test_what_was_left_over_comes_to_a_supplementary_conference(room):
    conference = room.open()
    from reviews.services.agenda_items import mark_absent

    room.review(conference, "T")
    mark_absent(item_id=room.item(conference, "A").pk, reason="Đi công tác", actor=room.office, at=DAY)
    for key in "BCDE":
        room.review(conference, key)
    room.close(conference)

    later = room.plan(starts_at=DAY + timedelta(days=7))

    assert later.is_supplementary
    assert [item.subject for item in found.agenda_of(later)] == [room.subjects["A"]]
    assert not queries.is_closed(room.subjects["A"])


def test_bodies_without_a_conference_are_offered(room, cell):
    PlaceFactory(subject=room.subjects["A"], collective=None, cell=cell, audience=Audience.WHOLE_CELL)
    assert found.bodies_to_confer(room.cycle) == [room.body, cell]

    room.plan()

    assert found.bodies_to_confer(room.cycle) == [cell]


def test_reviews_of_other_years_stay_away(room):
    old = SubjectFactory(tenant=room.tenant, person=room.people["B"], cycle__year=2023)
    PlaceFactory(subject=old, collective=room.body)
    ReviewFactory(subject=old)

    assert old not in {item.subject for item in found.agenda_of(room.plan())}
