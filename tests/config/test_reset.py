"""A lost password: nobody learns which names exist, a link counts once, and no foreign host stands in it."""

import re

import pytest
from django.core import mail
from django.urls import include, path, reverse

from orgchart.models import Account
from tests.factories.orgchart import PASSWORD, AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.test_reset")]

# The addresses of an installation with a mail server: nothing stands before allauth's own page.
urlpatterns = [path("tai-khoan/", include("allauth.urls")), path("", include("orgchart.urls"))]


@pytest.fixture
def account() -> Account:
    return AccountFactory(username="vanphong", email="vanphong@example.vn")


def ask(client, email: str, **headers: str):
    return client.post(reverse("account_reset_password"), {"email": email}, headers=headers)


def test_answer_is_the_same_for_known_and_unknown_addresses(client, account):
    known, unknown = ask(client, account.email), ask(client, "khong-co@example.vn")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_link_counts_once_and_ends_in_a_new_password(client, account):
    ask(client, account.email)
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[0].body).group(1)

    page = client.get(link, follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": "con-ngựa-đá-2024", "password2": "con-ngựa-đá-2024"})

    assert done.status_code == 302
    account.refresh_from_db()
    assert account.check_password("con-ngựa-đá-2024")
    assert not account.check_password(PASSWORD)
    assert "_auth_user_id" not in client.session, "no login, and so no way round the second factor"
    again = client.get(link, follow=True)
    assert "password1" not in again.content.decode()


def test_foreign_host_gets_no_link(client, account):
    answer = ask(client, account.email, host="ke-gian.example")

    assert answer.status_code == 400
    assert mail.outbox == []
