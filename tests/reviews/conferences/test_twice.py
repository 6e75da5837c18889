"""Sent twice, done once; and two who call the roll at once keep each other's lines. (promises 43 and 46)"""

import uuid

import pytest

from orgchart.errors import Refused
from orgchart.models import AuditRecord, SentForm
from reviews.models import Attendance, Comment
from reviews.queries.conferences import attendances_of
from reviews.services.conferences import record_attendance
from tests.reviews.conferences.conftest import DAY
from tests.reviews.conferences.test_pages import Browser


@pytest.fixture
def running(room):
    conference = room.open()
    room.start(conference, "T")
    return Browser(room, room.office, conference)


def add_guest(running, **data):
    """Send the form of a guest."""
    return running.client.post(running.url("conference_guest"), data)


def test_a_form_that_is_sent_twice_does_its_work_once_and_leads_to_the_same_place(running):
    key, item = str(uuid.uuid4()), running.room.item(running.conference, "T").pk
    said = {"person": running.room.people["B"].pk, "text": "Cần sát cơ sở hơn.", "once": key}

    first, second = (running.post("item_comment", item, **said) for _ in range(2))

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Comment.objects.count() == 1
    assert AuditRecord.objects.filter(action="add_comment").count() == 1
    running.post("item_comment", item, **said | {"once": str(uuid.uuid4())})
    assert Comment.objects.count() == 2


def test_without_its_key_the_same_form_works_twice(running):
    for _ in range(2):
        add_guest(running, name="Đại diện Huyện ủy")

    assert Attendance.objects.filter(guest_name="Đại diện Huyện ủy").count() == 2


def test_a_refused_form_keeps_its_key_for_the_next_try(running):
    key = str(uuid.uuid4())

    assert add_guest(running, name="", once=key).status_code == 422
    assert not SentForm.objects.exists()
    assert add_guest(running, name="Đại diện Huyện ủy", once=key).status_code == 302
    assert add_guest(running, name="Đại diện Huyện ủy", once=key).status_code == 302
    assert Attendance.objects.filter(guest_name="Đại diện Huyện ủy").count() == 1


def test_the_page_gives_each_form_a_key_of_its_own(running):
    page = running.get("conference").text

    assert page.count('name="once"') >= 2
    assert len({part[:36] for part in page.split('name="once" value="')[1:]}) == page.count('name="once"')


def test_two_who_call_the_roll_keep_each_others_lines(running):
    rows = {row.person_id: row for row in attendances_of(running.conference)}
    b, c = (rows[running.room.people[letter].pk] for letter in "BC")
    shown = {f"was-{row.pk}": row.as_shown for row in rows.values()}
    shown |= {f"version-{row.pk}": row.version for row in rows.values()}
    shown |= {f"present-{row.pk}": "co" for row in rows.values()}

    running.post("attendance", **shown | {f"present-{b.pk}": "vang", f"reason-{b.pk}": "Ốm"})
    running.post("attendance", **shown | {f"present-{c.pk}": "vang", f"reason-{c.pk}": "Đi họp"})

    b.refresh_from_db()
    c.refresh_from_db()
    assert (b.is_present, b.reason, c.is_present, c.reason) == (False, "Ốm", False, "Đi họp")
    clash = running.post("attendance", **shown | {f"present-{b.pk}": "vang", f"reason-{b.pk}": "Bận"})
    assert clash.status_code == 409
    assert "vắng – Ốm" in clash.text
    b.refresh_from_db()
    assert b.reason == "Ốm"


def test_a_line_that_was_seen_in_an_older_version_is_not_overwritten(running):
    row = attendances_of(running.conference)[1]
    common = {"conference_id": running.conference.pk, "actor": running.room.office, "at": DAY}
    record_attendance(**common, presence={row.pk: (False, "Ốm")}, seen={row.pk: row.version})

    with pytest.raises(Refused, match="Người khác vừa điểm danh"):
        record_attendance(**common, presence={row.pk: (False, "Bận")}, seen={row.pk: row.version})
