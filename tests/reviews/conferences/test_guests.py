"""Guests of a conference: they read its papers while the invitation lasts, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from orgchart.access import load_actor
from orgchart.errors import InvalidInput
from orgchart.services import roles
from reviews.models import Review
from reviews.queries import conferences as found
from reviews.queries.listing import visible_reviews
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
