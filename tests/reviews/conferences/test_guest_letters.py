"""The level above is invited to a conference; taking the invitation in opens the access by itself, for its days."""

from datetime import timedelta

import pytest
from django.urls import reverse

from orgchart.access import load_actor
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Envelope, TenantMembership
from orgchart.queries import tenants_of
from orgchart.services import accounts, letters, roles
from orgchart.tenancy import scope
from reviews.models import Attendance
from reviews.queries.listing import visible_reviews
from reviews.services import guest_letters
from tests.factories.orgchart import TenantLinkFactory, actor_for
from tests.reviews.conferences.conftest import DAY, SENT, Room

FIRST = DAY.date()
LAST = FIRST + timedelta(days=2)


@pytest.fixture
def superior(room: Room):
    return TenantLinkFactory(subordinate=room.tenant).superior


def invite(room: Room, conference, superior, last=LAST, first=FIRST):
    return guest_letters.invite_above(
        conference_id=conference.pk, receiver_id=superior.pk, begins_on=first, ends_on=last, text="Kính mời.",
        actor=room.office, at=SENT,
    )  # fmt: skip


def take_up(superior, *logins):
    with scope(tenant=superior.pk):
        arrived = Envelope.objects.get(box="in", kind="invitation", state="sent")
        return guest_letters.take_up(
            envelope_id=arrived.pk, logins=logins, actor=actor_for(superior, Role.OFFICE), at=SENT
        )


def member_of(superior):
    with scope(tenant=superior.pk):
        return actor_for(superior).account


def reads(account, room, day):
    return visible_reviews(load_actor(account, room.tenant.pk, on=day), room.cycle).exists()


@pytest.mark.clause("HY-B.I.4.2-18")
def test_taken_up_invitation_lets_in_on_its_days_and_closes_by_itself(room, superior):
    conference, guest = room.plan(), member_of(superior)
    invite(room, conference, superior)
    assert not reads(guest, room, FIRST)

    take_up(superior, guest.username)

    assert [reads(guest, room, FIRST + timedelta(days=n)) for n in (-1, 0, 2, 3)] == [False, True, True, False]
    assert room.tenant in tenants_of(guest, LAST)
    assert room.tenant not in tenants_of(guest, LAST + timedelta(days=1))
    assert Attendance.objects.get(conference=conference, guest_name__startswith=guest.full_name).is_member is False
    record = AuditRecord.objects.get(action="let_in")
    assert guest.full_name in record.summary
    assert f"đến hết {LAST:%d/%m/%Y}" in record.summary


def test_new_invitation_withdraws_what_the_earlier_one_opened(room, superior):
    conference, first, second = room.plan(), member_of(superior), member_of(superior)
    invite(room, conference, superior)
    take_up(superior, first.username)

    invite(room, conference, superior, last=LAST + timedelta(days=1))

    assert not reads(first, room, FIRST)
    assert room.tenant not in tenants_of(first, FIRST)
    assert not Attendance.objects.filter(conference=conference, guest_name__startswith=first.full_name).exists()
    assert AuditRecord.objects.filter(action="shut_out").count() == 1
    take_up(superior, second.username)
    assert (reads(first, room, FIRST), reads(second, room, FIRST)) == (False, True)


def test_declined_invitation_opens_nothing(room, superior):
    conference = room.plan()
    invite(room, conference, superior)

    with scope(tenant=superior.pk):
        arrived = Envelope.objects.get(box="in", kind="invitation")
        guest_letters.decline(
            envelope_id=arrived.pk, reason="Trùng lịch.", actor=actor_for(superior, Role.OFFICE), at=SENT
        )

    assert not TenantMembership.objects.filter(tenant=room.tenant, guest_until__isnull=False).exists()
    assert Envelope.objects.get(box="out", kind="invitation").reason == "Trùng lịch."


def test_only_own_people_of_the_office_above_can_be_sent(room, superior):
    invite(room, room.plan(), superior)
    stranger = actor_for(room.tenant).account

    with pytest.raises(InvalidInput, match="Không có tài khoản"):
        take_up(superior, stranger.username)


@pytest.mark.parametrize("last", [FIRST - timedelta(days=1), FIRST + timedelta(days=400)])
def test_senseless_days_are_refused_at_the_field(room, superior, last):
    with pytest.raises(InvalidInput) as refused:
        invite(room, room.plan(), superior, last=last)

    assert set(refused.value.errors) == {"ends_on"}


def test_office_below_has_no_power_over_the_account_of_a_guest(room, superior):
    guest = member_of(superior)
    invite(room, room.plan(), superior)
    take_up(superior, guest.username)
    admin = actor_for(room.tenant, Role.ADMIN, Role.OFFICE)
    asked = {"actor": admin, "at": SENT}
    TenantMembership.objects.filter(account=guest, tenant=superior).update(closed_at=SENT)

    for refused in (
        lambda: letters.issue_letters(account_ids=[guest.pk], **asked),
        lambda: accounts.close_account(account_id=guest.pk, reason="Thôi", **asked),
        lambda: accounts.reset_second_factor(account_id=guest.pk, **asked),
        lambda: roles.set_roles(account_id=guest.pk, roles={Role.OFFICE}, **asked),
    ):
        with pytest.raises(Refused):
            refused()


def test_guest_is_no_reason_to_refuse_the_own_office(room, superior):
    guest = member_of(superior)
    invite(room, room.plan(), superior)
    take_up(superior, guest.username)

    with scope(tenant=superior.pk):
        printed = letters.issue_letters(account_ids=[guest.pk], actor=actor_for(superior, Role.ADMIN), at=SENT)

    assert [letter.account for letter in printed] == [guest]


def test_taking_back_by_hand_ends_the_visit(room, superior):
    conference, guest = room.plan(), member_of(superior)
    invite(room, conference, superior)
    take_up(superior, guest.username)

    roles.dismiss(
        permission="attend_conference", object_id=conference.pk, account_id=guest.pk, actor=room.office, at=SENT
    )

    assert room.tenant not in tenants_of(guest, FIRST)


def test_pages_invite_answer_and_show_who_comes(client, room, superior):
    conference, guest = room.plan(), member_of(superior)
    client.force_login(room.office.account)
    address = reverse("reviews:guest_letter_new", args=[room.tenant.slug, room.cycle.year, conference.pk])
    given = {"receiver": superior.pk, "begins_on": FIRST.isoformat(), "ends_on": LAST.isoformat(), "text": "Mời."}
    assert client.post(address, given | {"ends_on": ""}).status_code == 422
    assert client.post(address, given).status_code == 302
    with scope(tenant=superior.pk):
        arrived, other = Envelope.objects.get(box="in", kind="invitation"), actor_for(superior, Role.OFFICE).account
    client.force_login(other)
    answer = reverse("reviews:guest_letter", args=[superior.slug, arrived.pk])
    assert guest.full_name in client.get(answer).content.decode()
    assert client.post(answer, {}).status_code == 422

    assert client.post(answer, {"logins": [guest.username]}).status_code == 302

    client.force_login(room.office.account)
    shown = client.get(reverse("reviews:conference", args=[room.tenant.slug, room.cycle.year, conference.pk]))
    assert f"<strong>{guest.full_name}</strong>" in shown.content.decode()
