"""Guests of a conference: they read its papers while the invitation lasts, and nothing else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dossiers.gather.records import minutes_paper
from orgchart.access import load_actor
from orgchart.errors import InvalidInput
from orgchart.models import AuditRecord
from orgchart.services import roles
from reviews.models import Attendance, Comment, Review
from reviews.queries import conferences as found
from reviews.queries.listing import visible_reviews
from reviews.queries.minutes import minutes_of
from reviews.queries.written import may_read
from tests.factories.orgchart import actor_for
from tests.factories.reviews import ConferenceFactory, ReviewFactory, SubjectFactory
from tests.reviews.conferences.conftest import DAY, SENT, Room

FIRST = DAY.date()
LAST = FIRST + timedelta(days=2)


def invited(room: Room, conference, **fields):
    """An account without any role that was let in."""
    guest = actor_for(room.tenant).account
    asked = {"permission": "attend_conference", "object_id": conference.pk, "account_id": guest.pk}
    roles.entrust(**asked, actor=room.office, at=SENT, **{"starts_on": FIRST, "ends_on": LAST} | fields)
    return guest


@pytest.fixture
def other(room: Room) -> Review:
    """A paper of another conference, sent as well."""
    subject = SubjectFactory(tenant=room.tenant, cycle=room.cycle)
    return ReviewFactory(
        subject=subject, author=subject.person, state="circulated", circulated_at=SENT,
        circulated_by=room.office.account,
    )  # fmt: skip


def test_guest_reads_the_papers_of_the_one_conference_and_nothing_else(room, other):
    conference, elsewhere = room.plan(), ConferenceFactory(tenant=room.tenant, cycle=room.cycle)
    guest = load_actor(invited(room, conference), room.tenant.pk, on=FIRST)

    papers = set(visible_reviews(guest, room.cycle))

    assert papers == set(Review.objects.filter(subject__in=room.subjects.values()))
    assert all(may_read(guest, paper) for paper in papers)
    assert not may_read(guest, other)
    assert list(found.conferences_for(guest, room.cycle)) == [conference]
    assert elsewhere not in found.conferences_for(guest, room.cycle)
    assert not guest.oversees


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1), None])
def test_invitation_counts_on_its_days_only_and_ends_by_itself(room, day):
    conference = room.plan()
    account = invited(room, conference)

    outside, inside = load_actor(account, room.tenant.pk, on=day), load_actor(account, room.tenant.pk, on=LAST)

    assert not visible_reviews(outside, room.cycle).exists()
    assert not found.conferences_for(outside, room.cycle).exists()
    assert visible_reviews(inside, room.cycle).exists()


def test_guest_does_not_read_what_is_not_sent_yet(room):
    conference = room.plan()
    draft = room.send("C", at=None)
    guest = load_actor(invited(room, conference), room.tenant.pk, on=FIRST)

    assert not may_read(guest, draft)


def test_guest_runs_nothing(client, room):
    conference = room.plan()
    client.force_login(
        invited(room, conference, starts_on=FIRST - timedelta(days=3000), ends_on=FIRST - timedelta(days=2700))
    )
    address = reverse("reviews:conference", args=[room.tenant.slug, room.cycle.year, conference.pk])

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "days",
    [
        {"starts_on": None},
        {"ends_on": None},
        {"ends_on": FIRST - timedelta(days=1)},
        {"ends_on": FIRST + timedelta(days=400)},
    ],
)
def test_invitation_without_sensible_days_is_refused(room, days):
    conference = room.plan()

    with pytest.raises(InvalidInput):
        invited(room, conference, **days)


def test_taken_back_invitation_is_gone_at_once(room):
    conference = room.plan()
    account = invited(room, conference)

    roles.dismiss(
        permission="attend_conference", object_id=conference.pk, account_id=account.pk, actor=room.office, at=SENT
    )

    assert load_actor(account, room.tenant.pk, on=FIRST).exceptions == frozenset()


def test_keeping_the_minutes_is_not_an_invitation_nor_the_other_way_round(room):
    conference = room.plan()
    account = invited(room, conference)

    guest = load_actor(account, room.tenant.pk, on=FIRST)

    assert guest.is_entrusted("attend_conference", conference.pk)
    assert not guest.is_entrusted("keep_minutes", conference.pk)


def remark(room, conference, guest, text="Cần làm rõ trách nhiệm.", key="T", **sent):
    """What a guest sends from the page of a running item."""
    client = Client()
    client.force_login(guest)
    names = [room.tenant.slug, room.cycle.year, conference.pk, room.item(conference, key).pk]
    return client.post(reverse("reviews:item_comment", args=names), {"text": text} | sent)


@pytest.fixture
def running(room, monkeypatch):
    """A conference that hears the report of the collective today."""
    monkeypatch.setattr("orgchart.clock.today", lambda: FIRST)
    conference = room.open()
    room.start(conference, "T")
    return conference


@pytest.mark.clause("HY-B.I.4.2-18")
def test_guest_writes_the_own_remark_in_the_own_name_and_the_minutes_hold_it(room, running):
    guest = invited(room, running)

    assert remark(room, running, guest, person=room.people["D"].pk).status_code == 302

    said = Comment.objects.get()
    assert (said.person, said.guest.guest_name, said.guest.account) == (None, guest.full_name, guest)
    assert AuditRecord.objects.filter(action="add_comment", actor_name=guest.full_name).exists()
    (written,) = minutes_of(running).items[0].comments
    assert (written.speaker, written.text) == (guest.full_name, "Cần làm rõ trách nhiệm.")
    assert minutes_paper(running, room.tenant) is not None


def test_guest_lets_the_next_remark_stand_on_the_same_line_of_the_list(room, running):
    guest = invited(room, running)

    remark(room, running, guest)
    remark(room, running, guest, "Nhất trí.")

    assert Attendance.objects.get(account=guest).is_member is False
    assert Comment.objects.count() == 2


def test_guest_writes_nothing_after_the_last_day_or_elsewhere_or_before_the_item_runs(room, running, monkeypatch):
    guest, stranger = invited(room, running), actor_for(room.tenant).account

    assert remark(room, running, guest, key="A").status_code == 409
    assert remark(room, running, stranger).status_code == 404
    monkeypatch.setattr("orgchart.clock.today", lambda: LAST + timedelta(days=1))
    assert remark(room, running, guest).status_code == 404

    assert not Comment.objects.exists()


def test_guest_who_is_noted_as_away_and_an_empty_remark_are_refused_with_the_text_kept(room, running):
    guest = invited(room, running)
    remark(room, running, guest)
    Attendance.objects.filter(account=guest).update(is_present=False, reason="Về sớm")

    refused = remark(room, running, guest, "Còn một ý.")

    assert refused.status_code == 422
    assert "Còn một ý." in refused.content.decode()
    assert remark(room, running, guest, " ").status_code == 422
    assert Comment.objects.count() == 1


def test_remark_bears_one_name(room, running):
    guest = invited(room, running)
    remark(room, running, guest)

    with pytest.raises(IntegrityError, match="reviews_comment_has_one_speaker"), transaction.atomic():
        Comment.objects.update(person=room.people["D"])
