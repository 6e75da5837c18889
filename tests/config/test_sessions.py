"""A login has a new key, ends when nobody works, ends after a day, and is seen and ended by its owner."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.orgchart import PASSWORD, AccountFactory

pytestmark = pytest.mark.django_db
WORK = "/viec-cua-toi/"


@pytest.fixture
def account():
    return AccountFactory(username="vanphong")


def log_in(client: Client) -> Client:
    client.post(reverse("account_login"), {"login": "vanphong", "password": PASSWORD})
    return client


def test_session_key_changes_with_the_login(account, client):
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = "1"
    session.save()
    before = (
        client.cookies[settings.SESSION_COOKIE_NAME].value if settings.SESSION_COOKIE_NAME in client.cookies else None
    )

    log_in(client)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


@pytest.mark.parametrize(("steps", "status"), [([55, 55, 55], 200), ([61], 302), ([55] * 14, 302)])
def test_session_ends_after_an_hour_without_work_and_after_a_day_of_it(account, steps, status):
    """Minutes between requests: each within the hour goes on, a longer one ends; twelve hours end in any case."""
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = log_in(Client())
        client.get(WORK)
        for minutes in steps:
            clock.shift(timedelta(minutes=minutes))
            answer = client.get(WORK)

    assert answer.status_code == status


def test_session_is_dead_on_the_server_after_logging_out(account, client):
    log_in(client)
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert stolen.get(WORK).status_code == 200

    client.post(reverse("account_logout"))

    assert stolen.get(WORK).status_code == 302


def test_own_devices_are_listed_and_the_others_ended(account):
    office, home = (
        log_in(Client(headers={"user-agent": "Cốc Cốc"})),
        log_in(Client(headers={"user-agent": "Điện thoại"})),
    )
    page = office.get(reverse("usersessions_list")).content.decode()

    office.post(reverse("usersessions_list"))

    assert "2 thiết bị" in page
    assert "thiết bị này" in page
    assert (office.get(WORK).status_code, home.get(WORK).status_code) == (200, 302)
    assert UserSession.objects.count() == 1
