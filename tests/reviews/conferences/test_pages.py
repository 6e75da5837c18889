"""The pages of a conference through the client: run it, be refused, lose nothing."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.registry import work_providers
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import AgendaItem, Attendance, Comment, Conference, FormLine
from reviews.models import Deadline as DeadlineRow
from reviews.services import agenda_items
from tests.factories.orgchart import PersonFactory, actor_for
from tests.reviews.conferences.conftest import DAY


class Browser:
    """A logged-in account on the pages of one conference."""

    def __init__(self, room, actor, conference=None):
        self.room, self.conference = room, conference
        self.client = Client()
        self.client.force_login(actor.account)

    def url(self, name, *args):
        row = [self.conference.pk] if self.conference else []
        return reverse(f"reviews:{name}", args=[self.room.tenant.slug, 2024, *row, *args])

    def get(self, name, *args, query=""):
        return self.client.get(self.url(name, *args) + query)

    def post(self, name, *args, **data):
        return self.client.post(self.url(name, *args), data)


@pytest.fixture
def running(room):
    conference = room.open()
    return Browser(room, room.office, conference)


def item_of(running, key):
    return running.room.item(running.conference, key)


def test_a_whole_conference_runs_through_the_pages(room):
    office = Browser(room, room.office)
    answer = office.post(
        "conference_new",
        "tap-the",
        room.body.pk,
        starts_at="2024-11-28T08:00",
        days="0.5",
        location="Hội trường",
        chair=room.people["A"].pk,
        secretary=room.people["E"].pk,
    )
    assert answer.status_code == 302
    office.conference = Conference.objects.get()

    assert office.post("conference_move", "thong-bao").status_code == 302
    assert office.post("conference_move", "bat-dau").status_code == 302
    rows = Attendance.objects.filter(conference=office.conference)
    assert office.post("attendance", **{f"present-{row.pk}": "co" for row in rows}).status_code == 302
    for key in "TABCDE":
        item = room.item(office.conference, key)
        assert office.post("item_start", item.pk, chair=room.people["B"].pk if key == "A" else "").status_code == 302
        comment = {"person": room.people["C"].pk, "text": f"Góp ý về {key}"}
        assert office.post("item_comment", item.pk, **comment).status_code == 302
        done = {"version": 0, "strengths": "Tốt.", "weaknesses": "", "silence_confirmed": "on", "viec": "ket-thuc"}
        assert office.post("item_conclude", item.pk, **done).status_code == 302
    assert office.post("conference_move", "ket-thuc").status_code == 302
    assert office.post("conference_move", "ky-bien-ban").status_code == 302

    page = office.get("conference", query="?xem=bien-ban").content.decode()
    assert Conference.objects.get().state == "signed"
    assert "Góp ý về A" in page
    assert "Chủ trì nội dung: đồng chí Trần Thị Bình." in page


@pytest.mark.clause("HY-B.I.4.1a-2")
def test_the_page_shows_the_last_sending_day_and_who_is_late(room):
    room.send("T", None)
    page = Browser(room, room.office, room.plan()).get("conference").content.decode()

    assert "thứ Hai, 25/11/2024" in page
    assert "hội nghị chưa bắt đầu được" in page


def test_a_refusal_comes_back_with_clause_and_status_409(running):
    answer = running.post("item_start", item_of(running, "B").pk)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "kiểm điểm tập thể trước, cá nhân sau" in page
    assert "HY-B.I.4.2-2" in page


def test_a_comment_that_comes_too_late_is_not_lost(running):
    item = item_of(running, "T")
    text = "Ý kiến dài mà không ai muốn gõ lại"

    answer = running.post("item_comment", item.pk, person=running.room.people["B"].pk, text=text)

    assert answer.status_code == 409
    assert not Comment.objects.exists()


def test_silence_is_asked_at_its_field_and_the_conclusion_stays_typed(running):
    running.room.start(running.conference, "T")

    answer = running.post(
        "item_conclude", item_of(running, "T").pk, version=0, strengths="Đoàn kết.", weaknesses="", viec="ket-thuc"
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "5 đồng chí có mặt chưa có ý kiến" in page
    assert "Đoàn kết." in page


def test_a_conflict_shows_both_texts_and_offers_the_newer_version(running):
    item = running.room.start(running.conference, "T")
    running.room.conclude(running.conference, "T", strengths="Bản đã lưu", finish=False)

    answer = running.post("item_conclude", item.pk, version=0, strengths="Bản đang gõ", weaknesses="", viec="luu")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("Bản đang gõ") >= 2, "in the box beside the other one and still in the field"
    assert "Bản đã lưu" in page
    assert '<input type="hidden" name="version" value="1">' in page


def test_absence_without_reason_is_told_at_its_line(running):
    row = Attendance.objects.filter(conference=running.conference).first()

    answer = running.post("attendance", **{f"present-{row.pk}": "vang", f"reason-{row.pk}": ""})

    assert answer.status_code == 422
    assert "Ghi lý do vắng mặt của đồng chí" in answer.content.decode()


def test_the_projector_shows_the_agenda_and_nothing_private(running):
    item = running.room.start(running.conference, "T")
    agenda_items.add_comment(
        item_id=item.pk, person_id=running.room.people["B"].pk, text="Bí mật nội bộ", actor=running.room.office, at=DAY
    )
    running.room.conclude(running.conference, "T", weaknesses="Khuyết điểm kín", finish=False)

    page = running.get("projector").content.decode()

    assert "Đang kiểm điểm: <strong>" in page
    assert "Bí mật nội bộ" not in page
    assert "Khuyết điểm kín" not in page


def test_members_follow_without_the_buttons_of_the_secretary(running):
    member = Browser(running.room, actor_for(running.room.tenant, person=running.room.people["D"]), running.conference)

    page = member.get("conference").content.decode()

    assert "Kết thúc hội nghị" not in page
    assert "Ghi điểm danh" not in page
    assert member.post("conference_move", "ket-thuc").status_code == 403
    assert member.get("conference_change").status_code == 403


def test_strangers_and_other_tenants_find_nothing(running):
    stranger = actor_for(running.room.tenant, person=PersonFactory(tenant=running.room.tenant))
    browser = Browser(running.room, stranger, running.conference)
    assert browser.get("conference").status_code == 404
    assert browser.post("conference_move", "ket-thuc").status_code == 404

    other = actor_for(PersonFactory().tenant, Role.OFFICE)
    assert Browser(running.room, other, running.conference).get("conference").status_code == 404


def test_an_item_of_another_conference_is_not_found_here(running):
    conference = running.conference
    foreign = AgendaItem.objects.get(conference=conference, subject=running.room.subjects["T"])
    running.room.subjects["T"].places.all()
    other = Conference(
        tenant=running.room.tenant, cycle=running.room.cycle, collective=running.room.body, title="Khác", starts_at=DAY
    )
    other.save()
    running.conference = other

    assert running.post("item_start", foreign.pk).status_code == 404


def test_list_offers_the_bodies_that_an_actor_may_plan_for(room):
    office = Browser(room, room.office).get("conference_list").content.decode()
    head = Browser(room, actor_for(room.tenant, person=room.people["A"])).get("conference_list").content.decode()
    member = Browser(room, actor_for(room.tenant, person=room.people["D"])).get("conference_list").content.decode()

    assert ["Lập hội nghị: Ban Thường trực MTTQ" in page for page in (office, head, member)] == [True, True, False]


def test_work_of_keeper_and_of_participants(room):
    conference = room.announce()
    url = reverse("reviews:conference", args=[room.tenant.slug, 2024, conference.pk])

    def lines(actor):
        with scope(tenant=room.tenant.pk):
            found = counted(line for provider in work_providers() for line in provider(actor, DAY.date()))
            return [line for line in found if line.url == url]

    secretary = actor_for(room.tenant, person=room.people["E"])
    member = actor_for(room.tenant, person=room.people["D"])
    assert [line.button for line in lines(secretary)] == ["Mở hội nghị"]
    assert [line.what for line in lines(member)] == ["Dự hội nghị kiểm điểm"]
    assert lines(actor_for(room.tenant, person=PersonFactory(tenant=room.tenant))) == []


def test_the_list_asks_as_often_for_one_conference_as_for_three(room, django_assert_num_queries):
    from tests.factories.reviews import ConferenceFactory

    office = Browser(room, room.office)
    office.get("conference_list")  # what a process looks up once
    counts = []
    for more in (1, 2):
        for _ in range(more):
            ConferenceFactory(tenant=room.tenant, cycle=room.cycle)
        cache.clear()
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert office.get("conference_list").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.clause("CC-IIIb.3-1")
def test_a_conference_after_the_deadline_of_the_plan_is_flagged_at_once(room):
    DeadlineRow(
        cycle=room.cycle,
        tenant=room.tenant,
        step="dossier",
        title="Nộp hồ sơ",
        clause="CC-IIIb.4-1",
        wording="trước ngày 15/11/2024",
        last_day=date(2024, 11, 14),
    ).save()
    head = actor_for(room.tenant, person=room.people["A"])

    late = Browser(room, head, room.plan()).get("conference").content.decode()
    assert "Ngày họp muộn hơn hạn của kế hoạch: Nộp hồ sơ, trước ngày 15/11/2024." in late


@pytest.mark.clause("HY-B.I.4.2-14")
def test_a_conference_shorter_than_the_table_is_warned_about_when_planned(room):
    room.cycle.set_code = "hung-yen-2019"
    room.cycle.save()
    room.body.kind = "standing_committee"
    room.body.save()
    room.body.organization.level = "district"
    room.body.organization.save()

    page = Browser(room, room.office, room.plan()).get("conference").content.decode()

    assert "quy định ít nhất 2 ngày" in page


def test_those_not_marked_are_here_in_one_step_and_marks_stay(running):
    away, *others = Attendance.objects.filter(conference=running.conference).order_by("pk")
    Attendance.objects.filter(conference=running.conference).update(is_present=None)

    marks = {f"present-{away.pk}": "vang", f"reason-{away.pk}": "Ốm"}
    assert running.post("attendance", **marks, others_here="co").status_code == 302

    away.refresh_from_db()
    assert (away.is_present, away.reason) == (False, "Ốm")
    assert set(Attendance.objects.filter(pk__in=[row.pk for row in others]).values_list("is_present", flat=True)) == {
        True
    }


def test_without_that_step_whoever_is_not_marked_stays_open(running):
    Attendance.objects.filter(conference=running.conference).update(is_present=None)
    first = Attendance.objects.filter(conference=running.conference).order_by("pk")[0]

    running.post("attendance", **{f"present-{first.pk}": "co"})

    assert Attendance.objects.filter(conference=running.conference, is_present=None).count() == 4


def test_minutes_are_printed_from_their_page_once_the_conference_is_over(running):
    assert "In biên bản" not in running.get("conference", query="?xem=bien-ban").content.decode()
    Conference.objects.filter(pk=running.conference.pk).update(state="closed", closed_at=DAY)

    assert "In biên bản" in running.get("conference", query="?xem=bien-ban").content.decode()
    member = Browser(running.room, actor_for(running.room.tenant, person=running.room.people["D"]), running.conference)
    assert "In biên bản" not in member.get("conference", query="?xem=bien-ban").content.decode()


@pytest.mark.clause("SL-I.3-1")
@pytest.mark.parametrize(("cause", "is_warned"), [("objective", True), ("both", False), ("subjective", False)])
def test_chair_is_warned_of_a_shortcoming_that_only_circumstances_explain(running, cause, is_warned):
    item = item_of(running, "T")
    review = running.room.send("T")
    values = {"text": "Giải ngân chậm", "cause_kind": cause}
    FormLine(
        tenant=running.room.tenant, review=review, kind="shortcoming", reference="n1", values=values, version=1
    ).save()
    assert running.post("item_start", item.pk).status_code == 302

    page = running.get("conference", query=f"?noi-dung={item.pk}").content.decode()

    assert ("chỉ nêu nguyên nhân khách quan đối với: Giải ngân chậm" in page) is is_warned
