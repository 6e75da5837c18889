"""Opening, running and closing a conference."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import Conflict, InvalidInput, NotVisible, Refused
from orgchart.kinds import Bloc, PostRole
from orgchart.models import AuditRecord, Post
from reviews.models import Attendance, Review
from reviews.queries.minutes import minutes_of
from reviews.services import agenda_items, conferences
from reviews.states import CONFERENCE_MOVES, AgendaState, ConferenceState
from tests.factories.orgchart import PersonFactory, actor_for
from tests.factories.reviews import CollectiveSubjectFactory, ConferenceFactory, ReviewFactory
from tests.reviews.conferences.conftest import DAY, HANOI


@pytest.mark.clause("HY-B.I.4.1a-2")
def test_opening_is_refused_when_the_report_went_out_too_late(room):
    room.send("T", datetime(2024, 11, 27, 9, 0, tzinfo=HANOI))
    conference = room.announce()

    with pytest.raises(Refused) as refusal:
        conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)

    assert refusal.value.message == (
        "Chưa bắt đầu được: phiên họp ngày 28/11 cần gửi dự thảo chậm nhất 25/11 (trước 03 ngày làm việc), "
        "báo cáo gửi ngày 27/11. Dời phiên họp sang 02/12 hoặc xin ý kiến người chủ trì."
    )
    assert refusal.value.clauses == ("HY-B.I.4.1a-2",)


@pytest.mark.clause("HY-B.I.4.1a-2")
def test_opening_is_refused_while_the_report_has_not_gone_out(room):
    room.send("T", None)
    conference = room.announce()

    with pytest.raises(Refused, match="báo cáo chưa gửi"):
        conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)


def test_a_late_self_review_does_not_keep_the_conference_closed(room):
    room.send("D", datetime(2024, 11, 27, 9, 0, tzinfo=HANOI))

    assert room.open().state == ConferenceState.RUNNING


@pytest.mark.clause("HY-B.I.4.2-4")
def test_a_party_body_waits_for_state_and_mass_bodies_of_its_level_where_the_set_blocks(room):
    room.body.organization.bloc = Bloc.PARTY
    room.body.organization.save()
    other = CollectiveSubjectFactory(tenant=room.tenant, cycle=room.cycle, kind="collective", bloc=Bloc.STATE)
    ReviewFactory(subject=other, form_kind="collective_report", author=None)
    room.subjects["T"].bloc = Bloc.PARTY
    room.subjects["T"].save()
    room.cycle.set_code = "hung-yen-2019"
    room.cycle.save()
    conference = room.announce()

    with pytest.raises(Refused) as refusal:
        conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)
    assert refusal.value.reasons == (other.name,)

    Review.objects.filter(subject=other).update(state="reviewed")
    conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)


def test_a_party_body_is_only_warned_under_the_plan_of_cho_chu(room):
    room.body.organization.bloc = Bloc.PARTY
    room.body.organization.save()
    room.subjects["T"].bloc = Bloc.PARTY
    room.subjects["T"].save()
    other = CollectiveSubjectFactory(tenant=room.tenant, cycle=room.cycle, kind="collective", bloc=Bloc.STATE)
    ReviewFactory(subject=other, form_kind="collective_report", author=None)

    conference = room.open()

    record = AuditRecord.objects.get(action="open_conference", target_id=conference.pk)
    assert record.changes["party_before_others"] == [other.name]


@pytest.mark.parametrize("state", sorted(set(ConferenceState) - {ConferenceState.ANNOUNCED}))
def test_only_an_announced_conference_opens(room, state):
    conference = ConferenceFactory(tenant=room.tenant, cycle=room.cycle, collective=room.body, state=state)

    with pytest.raises(Refused, match=CONFERENCE_MOVES["open"].label.lower()):
        conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)


def test_absence_needs_a_reason(room):
    conference = room.announce()
    row = Attendance.objects.get(conference=conference, person=room.people["C"])

    with pytest.raises(InvalidInput) as refusal:
        conferences.record_attendance(
            conference_id=conference.pk, presence={row.pk: (False, " ")}, actor=room.office, at=DAY
        )
    assert set(refusal.value.errors) == {f"reason-{row.pk}"}

    conferences.record_attendance(
        conference_id=conference.pk, presence={row.pk: (False, "Đi học")}, actor=room.office, at=DAY
    )
    row.refresh_from_db()
    assert (row.is_present, row.reason) == (False, "Đi học")


@pytest.mark.clause("CC-II.2.1-4")
def test_quorum_is_counted_on_the_attendance_list(room):
    conference = room.open()
    rows = list(Attendance.objects.filter(conference=conference).order_by("rank"))
    absent = {row.pk: (False, "Đi công tác") for row in rows[3:]}
    conferences.record_attendance(conference_id=conference.pk, presence=absent, actor=room.office, at=DAY)

    with pytest.raises(Refused, match="3/5 thành viên có mặt, cần ít nhất 2/3"):
        room.start(conference, "T")

    room_back = {rows[3].pk: (True, "")}
    conferences.record_attendance(conference_id=conference.pk, presence=room_back, actor=room.office, at=DAY)
    assert room.start(conference, "T").state == AgendaState.RUNNING


@pytest.mark.clause("HY-B.I.4.2-2", "HY-A.2-2")
def test_individuals_wait_for_the_conclusion_on_the_collective(room):
    conference = room.open()

    with pytest.raises(Refused) as refusal:
        room.start(conference, "A")
    assert refusal.value.clauses == ("HY-B.I.4.2-2",)

    room.review(conference, "T")
    assert room.start(conference, "A").state == AgendaState.RUNNING


@pytest.mark.clause("HY-B.I.4.2-3")
def test_head_then_deputies_then_members(room):
    conference = room.open()
    room.review(conference, "T")
    with pytest.raises(Refused, match="người đứng đầu kiểm điểm trước"):
        room.start(conference, "B")

    agenda_items.mark_absent(item_id=room.item(conference, "A").pk, reason="Ốm", actor=room.office, at=DAY)
    room.review(conference, "B")
    with pytest.raises(Refused, match="cấp phó kiểm điểm trước"):
        room.start(conference, "D")
    room.review(conference, "C")
    room.review(conference, "E")


@pytest.mark.clause("HY-B.I.4.2-10")
def test_a_deputy_of_the_same_body_chairs_the_part_on_the_head(room):
    conference = room.open()
    room.review(conference, "T")

    for wrong in ("A", "D"):
        with pytest.raises(InvalidInput, match="cấp phó"):
            room.start(conference, "A", chair_id=room.people[wrong].pk)
    room.start(conference, "A", chair_id=room.people["C"].pk)
    room.conclude(conference, "A")

    item = next(item for item in minutes_of(conference).items if item.subject == "Nguyễn Văn Ân")
    assert item.chair == "Lê Văn Cường"
    assert room.review(conference, "B").chair == room.people["A"]


@pytest.mark.clause("HY-B.I.4.2-10")
def test_without_a_present_deputy_the_part_on_the_head_does_not_start(room):
    conference = room.open()
    room.review(conference, "T")
    deputy = Attendance.objects.get(conference=conference, person=room.people["B"])
    presence = {deputy.pk: (False, "Đi công tác")}
    conferences.record_attendance(conference_id=conference.pk, presence=presence, actor=room.office, at=DAY)
    Post.objects.filter(person=room.people["C"]).update(role=PostRole.MEMBER)

    with pytest.raises(InvalidInput, match="cấp phó"):
        room.start(conference, "A")


@pytest.mark.clause("HY-B.I.4.2-8")
def test_nobody_is_taken_up_without_a_draft_that_went_round(room):
    conference = room.open()
    room.review(conference, "T")
    room.send("A", None)

    with pytest.raises(Refused, match="dự thảo chưa gửi"):
        room.start(conference, "A")


@pytest.mark.clause("HY-B.I.4.2-8")
def test_presented_then_comments_then_conclusion_and_no_other_order(room):
    conference = room.open()
    item = room.item(conference, "T")
    speaker = {"item_id": item.pk, "person_id": room.people["B"].pk, "text": "Nhất trí.", "at": DAY}

    with pytest.raises(Refused, match="chưa bắt đầu"):
        agenda_items.add_comment(actor=room.office, **speaker)
    with pytest.raises(Refused, match="chưa bắt đầu"):
        room.conclude(conference, "T")
    room.start(conference, "T")
    agenda_items.add_comment(actor=room.office, **speaker)
    room.conclude(conference, "T")
    with pytest.raises(Refused, match="đã kết luận"):
        agenda_items.add_comment(actor=room.office, **speaker)


@pytest.mark.clause("HY-B.I.4.2-6")
def test_members_who_said_nothing_are_named_until_their_silence_is_confirmed(room):
    conference = room.open()
    item = room.start(conference, "T")
    agenda_items.add_comment(
        item_id=item.pk, person_id=room.people["B"].pk, text="Nhất trí.", actor=room.office, at=DAY
    )

    with pytest.raises(InvalidInput) as refusal:
        room.conclude(conference, "T", silence_confirmed=False)

    message = refusal.value.errors["silence_confirmed"]
    assert "4 đồng chí" in message
    assert "Trần Thị Bình" not in message
    assert room.conclude(conference, "T").state == AgendaState.CONCLUDED


def test_participants_enter_their_own_comments_only(room):
    conference = room.open()
    item = room.start(conference, "T")
    member = actor_for(room.tenant, person=room.people["D"])

    mine = agenda_items.add_comment(
        item_id=item.pk, person_id=room.people["D"].pk, text="Cần làm rõ.", actor=member, at=DAY
    )
    assert mine.entered_by == member.account
    with pytest.raises(PermissionDenied):
        agenda_items.add_comment(
            item_id=item.pk, person_id=room.people["B"].pk, text="Thay đồng chí Bình.", actor=member, at=DAY
        )
    stranger = actor_for(room.tenant, person=PersonFactory(tenant=room.tenant))
    with pytest.raises(NotVisible):
        agenda_items.add_comment(item_id=item.pk, person_id=stranger.person_id, text="Tôi.", actor=stranger, at=DAY)


def test_comments_entered_for_another_say_so_in_the_trail(room):
    conference = room.open()
    item = room.start(conference, "T")

    agenda_items.add_comment(
        item_id=item.pk, person_id=room.people["B"].pk, text="Nhất trí.", actor=room.office, at=DAY
    )

    assert AuditRecord.objects.get(action="add_comment").on_behalf_of == "Trần Thị Bình"


@pytest.mark.clause("HY-B.I.4.2-7")
def test_comments_are_accepted_or_refused_with_a_note(room):
    conference = room.open()
    item = room.start(conference, "T")
    comment = agenda_items.add_comment(
        item_id=item.pk, person_id=room.people["B"].pk, text="Chậm tiến độ.", actor=room.office, at=DAY
    )
    author = actor_for(room.tenant, person=room.people["A"])
    judge = {"comment_id": comment.pk, "actor": author, "at": DAY}

    with pytest.raises(InvalidInput):
        agenda_items.judge_comment(verdict="rejected", note="", **judge)
    with pytest.raises(InvalidInput):
        agenda_items.judge_comment(verdict="pending", note="", **judge)
    assert agenda_items.judge_comment(verdict="partly", note="Đã có kế hoạch.", **judge).verdict == "partly"
    with pytest.raises(PermissionDenied):
        agenda_items.judge_comment(
            comment_id=comment.pk,
            verdict="accepted",
            note="",
            at=DAY,
            actor=actor_for(room.tenant, person=room.people["D"]),
        )


def test_two_people_editing_one_conclusion_see_both_texts(room):
    conference = room.open()
    item = room.start(conference, "T")
    secretary = actor_for(room.tenant, person=room.people["E"])
    room.conclude(conference, "T", strengths="Bản của thư ký", finish=False, actor=secretary)

    with pytest.raises(Conflict) as conflict:
        room.conclude(conference, "T", strengths="Bản của văn phòng", version=item.version)

    assert "Bản của văn phòng" in conflict.value.mine
    assert "Bản của thư ký" in conflict.value.theirs
    assert (conflict.value.theirs_by, conflict.value.version) == (secretary.account.full_name, 1)
    assert room.item(conference, "T").strengths == "Bản của thư ký"


def test_a_kept_text_does_not_end_the_item(room):
    conference = room.open()
    room.start(conference, "T")

    item = room.conclude(conference, "T", finish=False, silence_confirmed=False)

    assert (item.state, item.version) == (AgendaState.RUNNING, 1)
