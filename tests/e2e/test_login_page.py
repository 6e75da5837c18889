"""The login page in a real browser: styled, silent, without a finding of axe, and it lets in."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, expect

from orgchart.models import Account

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASSWORD = "mật khẩu đủ dài"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about: blocked by the policy, not found, broken scripts."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            heard.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_login_page_is_styled_and_keeps_the_policy(page, live_server, complaints):
    page.goto(live_server.url + reverse("account_login"))

    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--tblr-primary')").strip()
    assert page.evaluate("typeof htmx") == "object"
    assert complaints == []


def test_login_page_has_no_serious_finding(page, live_server):
    page.goto(live_server.url + reverse("account_login"))

    found = Axe().run(page).response["violations"]

    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []


def test_login_by_hand_ends_outside_the_login_page(page, live_server, complaints):
    Account.objects.create_user("van-phong", PASSWORD, full_name="Nguyễn Thị Hà")
    page.goto(live_server.url + reverse("account_login"))

    page.get_by_label("Tên đăng nhập").fill("van-phong")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page).not_to_have_url(live_server.url + reverse("account_login"))
    assert complaints == []
