"""Login: tight for one account, wide for one address, closed for strangers."""

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.models import Account

PASSWORD = "mật khẩu đủ dài"
pytestmark = pytest.mark.django_db


def log_in(username: str, password: str = PASSWORD, **headers: str) -> int:
    """Return the status of a login: 302 lets in, 200 shows the form again."""
    form = {"login": username, "password": password}
    return Client().post(reverse("account_login"), form, headers=headers).status_code


def test_login_lets_a_whole_office_in_from_one_address():
    names = [f"can-bo-{number}" for number in range(60)]
    for name in names:
        Account.objects.create_user(name, PASSWORD)

    assert {log_in(name) for name in names} == {302}


def test_login_locks_an_account_that_is_guessed_at_and_no_other():
    Account.objects.create_user("van-phong", PASSWORD)
    Account.objects.create_user("bi-thu", PASSWORD)

    guesses = {log_in("van-phong", f"sai {number}") for number in range(5)}

    assert guesses == {200}
    assert log_in("van-phong") == 200, "the right password comes too late"
    assert log_in("bi-thu") == 302


def test_login_lock_does_not_believe_a_claimed_address():
    Account.objects.create_user("van-phong", PASSWORD)

    for number in range(5):
        log_in("van-phong", "sai", x_forwarded_for=f"203.0.113.{number}")

    assert log_in("van-phong", x_forwarded_for="203.0.113.99") == 200


def test_login_refuses_a_closed_account():
    account = Account.objects.create_user("da-nghi", PASSWORD)
    account.is_active = False
    account.save()
    client = Client()

    client.post(reverse("account_login"), {"login": "da-nghi", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_signup_is_closed(client):
    form = {"username": "nguoi-la", "password1": PASSWORD, "password2": PASSWORD}

    client.post(reverse("account_signup"), form)

    assert not Account.objects.exists()
