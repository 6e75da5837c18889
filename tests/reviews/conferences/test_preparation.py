"""Before a conference: who is invited, what is ticked, what the person in charge says, whose dates collide."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Level
from orgchart.models import Supervision, SupervisionKind
from reviews.models import Attendance, Audience, Circulation, Direction, Invitation, InvitedKind, Nudge, NudgeKind
from reviews.queries import preparation as found
from reviews.services import conference_calendar, conferences, invitations, preparation
from tests.factories.orgchart import PersonFactory, TenantFactory, actor_for
from tests.factories.reviews import ConferenceFactory, CycleFactory, PlaceFactory
from tests.reviews.conferences.conftest import DAY, SENT
from tests.reviews.conferences.test_pages import Browser


def hung_yen(room):
    """The year runs under Hưng Yên's set."""
    fresh = CycleFactory.build(set_code="hung-yen-2019", tenant=room.tenant)
    room.cycle.set_code, room.cycle.set_digest = fresh.set_code, fresh.set_digest
    room.cycle.save()


def assign(room, name, kind=SupervisionKind.IN_CHARGE, account=None):
    """Somebody in charge of the unit, or following it."""
    person = PersonFactory(tenant=room.tenant, full_name=name, account=account)
    Supervision(
        tenant=room.tenant, person=person, organization=room.body.organization, kind=kind, started_on=date(2024, 1, 1)
    ).save()
    return person


def put_at(room, level):
    """The unit stands at a level, the office too."""
    room.body.organization.level = room.tenant.level = level
    room.body.organization.save()
    room.tenant.save()


@pytest.mark.clause("HY-C.1-2")
def test_list_of_the_four_kinds_of_superior_bodies_is_proposed(room):
    hung_yen(room)

    conference = room.plan()

    named = dict(Invitation.objects.filter(conference=conference).values_list("kind", "name"))
    assert named == {
        InvitedKind.COMMITTEE: room.tenant.superior_name,
        InvitedKind.GOVERNMENT: "Ủy ban nhân dân huyện Định Hóa",
        InvitedKind.MASS: "Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện Định Hóa",
        InvitedKind.AGENCY: "Các ban, cơ quan tham mưu, giúp việc của Huyện ủy Định Hóa",
    }


@pytest.mark.clause("HY-C.1-2")
def test_bodies_right_above_a_unit_below_the_office_are_those_of_the_office(room):
    hung_yen(room)
    room.body.organization.level = Level.UNIT
    room.body.organization.save()

    conference = room.plan()

    names = set(Invitation.objects.filter(conference=conference).values_list("name", flat=True))
    assert room.tenant.issuing_body in names
    assert room.tenant.superior_name not in names


def test_set_that_names_no_superior_body_proposes_none(room):
    assert not Invitation.objects.filter(conference=room.plan()).exists()


@pytest.mark.clause("HY-C.1-2")
def test_sending_is_recorded_one_by_one_on_the_page(room):
    hung_yen(room)
    conference = room.plan()
    one, other, *_ = found.invitations_of(conference)
    office = Browser(room, room.office, conference)

    answer = office.post("invitation_sent", one.pk, sent_on="20/11/2024", sent_way="paper")

    one.refresh_from_db()
    assert answer.status_code == 302
    assert (one.sent_on, one.sent_way, one.sent_by) == (date(2024, 11, 20), "paper", room.office.account)
    assert Invitation.objects.get(pk=other.pk).sent_on is None
    page = office.get("preparation").content.decode()
    assert "Đã gửi 20/11/2024, giấy mời" in page


@pytest.mark.clause("HY-C.1-3", "GB-3.2.1-1")
def test_persons_in_charge_are_invited_by_themselves_and_the_report_says_who_came(room):
    came, stayed = assign(room, "Lưu Đình Phúc"), assign(room, "Đỗ Tiến Sỹ")
    conference = room.announce()
    rows = {row.person: row.pk for row in Attendance.objects.filter(conference=conference)}
    conferences.record_attendance(
        conference_id=conference.pk,
        presence={rows[came]: (True, ""), rows[stayed]: (False, "Đi công tác")},
        actor=room.office,
        at=DAY,
    )

    page = Browser(room, room.office).get("conference_presence").content.decode()

    assert [(row.invitation.person, row.attended) for row in found.presence_of(room.cycle)] == [
        (came, True),
        (stayed, False),
    ]
    assert "Lưu Đình Phúc" in page
    assert "Vắng: Đi công tác" in page


def test_report_shows_others_their_own_lines_only(room):
    mine, other = assign(room, "Lưu Đình Phúc"), assign(room, "Đỗ Tiến Sỹ")
    room.plan()

    page = Browser(room, actor_for(room.tenant, person=mine)).get("conference_presence").content.decode()

    assert mine.full_name in page
    assert other.full_name not in page
    assert Browser(room, actor_for(room.tenant, person=room.people["D"])).get("conference_presence").status_code == 403


@pytest.mark.clause("HY-C.1-4")
def test_double_bookings_of_a_follower_are_flagged(room, cell):
    follower = assign(room, "Nguyễn Thị Hạnh", SupervisionKind.MONITOR)
    first = room.plan(days=Decimal(1))
    second = conference_of(room, cell, follower, DAY + timedelta(hours=6))

    mine = found.calendar_of(room.cycle, follower.pk, only_mine=True)
    page = Browser(room, actor_for(room.tenant, person=follower)).get("conference_calendar").content.decode()

    assert [(day.conference, day.doubled) for day in mine] == [
        (first, [(follower, second)]),
        (second, [(follower, first)]),
    ]
    assert page.count("Nguyễn Thị Hạnh:") == 2


@pytest.mark.clause("HY-C.1-4")
def test_conferences_one_after_the_other_collide_with_nothing(room, cell):
    follower = assign(room, "Nguyễn Thị Hạnh", SupervisionKind.MONITOR)
    room.plan()
    conference_of(room, cell, follower, DAY + timedelta(hours=5))

    assert not any(day.doubled for day in found.calendar_of(room.cycle, follower.pk, only_mine=True))


def conference_of(room, cell, person, starts_at):
    """A conference of the cell to which a person is invited."""
    row = ConferenceFactory(tenant=room.tenant, cycle=room.cycle, collective=None, cell=cell, starts_at=starts_at)
    Attendance(tenant=room.tenant, conference=row, person=person, is_member=False).save()
    return row


@pytest.mark.clause("HY-C.1-5")
def test_body_managed_by_the_province_is_not_opened_without_the_opinion_of_the_person_in_charge(room):
    hung_yen(room)
    room.subjects["T"].decided_by = TenantFactory(level=Level.PROVINCE)
    room.subjects["T"].save()
    conference = room.announce()

    with pytest.raises(Refused, match="chưa ghi ý kiến của đồng chí phụ trách") as refusal:
        conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)
    assert refusal.value.clauses == ("HY-C.1-5",)

    answer = Browser(room, room.office, conference).post(
        "direction_add", giver="Đ/c Đỗ Xuân Tuyên", given_on="20/11/2024", text="Tập trung kiểm điểm giải ngân."
    )
    assert answer.status_code == 302
    assert Direction.objects.get().given_on == date(2024, 11, 20)
    conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)


@pytest.mark.clause("HY-C.1-5")
@pytest.mark.parametrize(("set_code", "level"), [("hung-yen-2019", Level.DISTRICT), ("cho-chu-2024", Level.PROVINCE)])
def test_opinion_is_not_asked_for_elsewhere(room, set_code, level):
    if set_code == "hung-yen-2019":
        hung_yen(room)
    room.subjects["T"].decided_by = TenantFactory(level=level)
    room.subjects["T"].save()
    conference = room.announce()

    assert not found.lacks_direction(conference)
    conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)


def test_opinion_without_text_or_of_tomorrow_is_told_at_its_fields(room):
    conference = room.plan()

    with pytest.raises(InvalidInput) as refusal:
        preparation.record_direction(
            conference_id=conference.pk, giver="", given_on=date(2024, 12, 1), text=" ", actor=room.office, at=SENT
        )

    assert set(refusal.value.errors) == {"giver", "given_on", "text"}


@pytest.mark.clause("CC-IIIb.1-2")
def test_list_shows_open_points_until_all_are_ticked(room):
    conference = room.plan(location="Hội trường")
    office = Browser(room, room.office, conference)
    assert "Còn 5 việc chuẩn bị chưa xong" in office.get("conference").content.decode()
    office.post("preparation_add", title="Nước uống cho đại biểu")

    for key in [point.key for point in found.points_of(conference)]:
        assert office.post("preparation_tick", key, xong="co").status_code == 302

    assert all(point.is_done for point in found.points_of(conference))
    assert "Mọi việc chuẩn bị đã xong." in office.get("conference").content.decode()


@pytest.mark.clause("CC-IIIb.1-2")
def test_what_the_records_contradict_is_not_ticked_and_opens_again_by_itself(room):
    conference = room.plan(location="Hội trường")
    by = {"conference_id": conference.pk, "actor": room.office, "at": SENT}
    preparation.tick(key="papers", **by)

    room.send("B", None)

    point = next(point for point in found.points_of(conference) if point.key == "papers")
    assert not point.is_done
    assert "Trần Thị Bình" in point.missing
    with pytest.raises(Refused, match="chưa gửi dự thảo của Trần Thị Bình"):
        preparation.tick(key="papers", **by)
    with pytest.raises(NotVisible):
        preparation.tick(key="khong-co", **by)


@pytest.mark.clause("SL-II.4.2b-1")
def test_another_chair_than_the_head_needs_a_reason(room):
    with pytest.raises(InvalidInput) as refusal:
        room.plan(chair_id=room.people["B"].pk)
    assert set(refusal.value.errors) == {"chair_reason"}

    conference = room.plan(chair_id=room.people["B"].pk, chair_reason="Đồng chí Chủ tịch đi học")

    assert (conference.chair, conference.chair_reason) == (room.people["B"], "Đồng chí Chủ tịch đi học")
    page = Browser(room, room.office, conference).get("conference", query="?xem=bien-ban").content.decode()
    assert "thay người đứng đầu: Đồng chí Chủ tịch đi học" in page


@pytest.mark.clause("SL-II.4.2b-1")
def test_head_is_the_chair_by_default_and_needs_no_reason(room):
    assert room.plan().chair == room.people["A"]


def son_la(room):
    """The year runs under Sơn La's set, which gives self-reviews a lead time."""
    fresh = CycleFactory.build(set_code="son-la-bdt-2022", tenant=room.tenant)
    room.cycle.set_code, room.cycle.set_digest = fresh.set_code, fresh.set_digest
    room.cycle.save()


@pytest.mark.clause("SL-II.4.2a-2")
def test_late_self_review_is_taken_up_only_with_the_leave_of_the_chair(room):
    son_la(room)
    room.send("B", SENT + timedelta(days=1))
    conference = room.open()
    for key in "TA":
        room.start(conference, key, **({"chair_id": room.people["C"].pk} if key == "A" else {}))
        room.conclude(conference, key)

    with pytest.raises(InvalidInput) as refusal:
        room.start(conference, "B")
    assert "muộn hơn 25/11" in refusal.value.errors["late_waiver"]

    room.start(conference, "B", late_waiver="Đồng ý, đồng chí vừa đi điều trị về")

    assert room.item(conference, "B").late_waiver == "Đồng ý, đồng chí vừa đi điều trị về"
    minutes = Browser(room, room.office, conference).get("conference", query="?xem=bien-ban").content.decode()
    assert "đồng ý kiểm điểm: Đồng ý, đồng chí vừa đi điều trị về" in minutes


@pytest.mark.clause("SL-II.4.2a-2")
def test_self_review_in_time_needs_no_leave_and_other_sets_only_warn(room):
    room.send("B", SENT + timedelta(days=1))
    conference = room.open()
    for key in "TA":
        room.start(conference, key, **({"chair_id": room.people["C"].pk} if key == "A" else {}))
        room.conclude(conference, key)

    assert room.start(conference, "B").late_waiver == ""


@pytest.mark.clause("SL-IV.4-3")
def test_published_calendar_is_seen_by_everybody_and_moved_dates_are_told(room):
    member = actor_for(room.tenant, person=room.people["D"])
    stranger = actor_for(room.tenant, person=PersonFactory(tenant=room.tenant))
    conference = room.plan(location="Hội trường")
    assert conference.title not in Browser(room, stranger).get("conference_calendar").content.decode()

    assert Browser(room, room.office).post("calendar_publish").status_code == 302
    assert conference.title in Browser(room, stranger).get("conference_calendar").content.decode()

    move(room, conference, DAY + timedelta(days=1))

    news = Nudge.objects.filter(kind=NudgeKind.MOVED)
    assert [row.account for row in news] == [member.account]
    assert news[0].what == "Hội nghị dời từ 08:00 28/11/2024 sang 08:00 29/11/2024"


def move(room, conference, starts_at):
    """Another date, all else as it was."""
    conferences.change_conference(
        conference_id=conference.pk, starts_at=starts_at, location="Hội trường", days=conference.days,
        chair_id=conference.chair_id, secretary_id=conference.secretary_id, actor=room.office, at=SENT,
    )  # fmt: skip


@pytest.mark.clause("SL-IV.4-3")
def test_invitation_that_was_sent_for_the_old_date_has_to_go_out_again(room):
    hung_yen(room)
    conference = room.announce(location="Hội trường")
    for row in found.invitations_of(conference):
        invitations.record_sending(
            invitation_id=row.pk, conference_id=conference.pk, sent_on=date(2024, 11, 20), sent_way="paper",
            actor=room.office, at=SENT,
        )  # fmt: skip

    move(room, conference, DAY + timedelta(days=1))

    page = Browser(room, room.office, conference).get("preparation").content.decode()
    assert page.count("cho lịch cũ") == 4
    assert "thứ Năm, 28/11/2024, 08:00" in page


def test_nobody_is_told_of_a_date_that_only_its_planners_knew(room):
    actor_for(room.tenant, person=room.people["D"])
    conference = room.plan()

    move(room, conference, DAY + timedelta(days=1))

    assert not Nudge.objects.exists()


def test_sent_invitation_is_not_dropped_and_nobody_prepares_a_running_conference(room):
    hung_yen(room)
    conference = room.announce()
    row = found.invitations_of(conference)[0]
    by = {"conference_id": conference.pk, "actor": room.office, "at": SENT}
    invitations.record_sending(invitation_id=row.pk, sent_on=date(2024, 11, 20), sent_way="mail", **by)

    with pytest.raises(Refused, match="đã gửi"):
        invitations.drop_invitation(invitation_id=row.pk, **by)
    conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)
    with pytest.raises(Refused, match="đã bắt đầu"):
        invitations.add_invitation(kind="other", name="Đại biểu", **by)


def test_calendar_is_published_by_whoever_runs_the_year(room):
    room.plan()
    with pytest.raises(PermissionDenied):
        conference_calendar.publish_calendar(
            cycle_id=room.cycle.pk, actor=actor_for(room.tenant, person=room.people["A"]), at=SENT
        )


@pytest.mark.parametrize("others", [0, 3])
def test_calendar_needs_the_same_queries_whatever_its_length(room, cell, others, django_assert_num_queries):
    room.plan()
    for number in range(others):
        ConferenceFactory(
            tenant=room.tenant, cycle=room.cycle, collective=None, cell=cell, starts_at=DAY + timedelta(days=number + 7)
        )

    with django_assert_num_queries(2):
        list(found.calendar_of(room.cycle, room.people["A"].pk))


@pytest.mark.clause("SL-II.4.2b-4")
def test_cell_unfolds_what_concerns_the_member_and_a_leadership_the_rest(room, cell):
    texts = {"I-1a": "Kiên định mục tiêu, lý tưởng.", "I-2a": "Điều hành khối nội chính.", "V": "Chịu trách nhiệm."}
    Circulation(
        tenant=room.tenant, review=room.subjects["B"].review, sent_at=SENT, sent_by=room.office.account,
        content={"sections": {key: {"text": text} for key, text in texts.items()}},
    ).save()  # fmt: skip
    PlaceFactory(subject=room.subjects["B"], collective=None, cell=cell, audience=Audience.WHOLE_CELL)
    at_body, at_cell = room.plan(), room.plan(collective_id=None, cell_id=cell.pk)

    assert unfolded(room, at_body) == {"I-1a": False, "I-2a": True, "V": True}
    assert unfolded(room, at_cell) == {"I-1a": True, "I-2a": False, "V": False}


def unfolded(room, conference):
    """Which texts of the page of B stand open."""
    query = f"?noi-dung={room.item(conference, 'B').pk}"
    page = Browser(room, room.office, conference).get("conference", query=query).content.decode()
    texts = {"I-1a": "Kiên định mục tiêu", "I-2a": "Điều hành khối nội chính", "V": "Chịu trách nhiệm."}
    return {
        key: "<details open>" in page[: page.index(text)].rpartition("</details>")[2] for key, text in texts.items()
    }
