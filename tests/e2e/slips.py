"""Voting with slips of paper: in a browser, and as a phone without scripts does it."""

import re
from collections.abc import Iterator
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from playwright.sync_api import Browser, Locator, expect

from orgchart.access import Actor
from orgchart.models import Account
from tests.e2e.desk import Desk
from tests.ratings.conftest import Town

PASSWORD = "phien-hop-2024"
BROWSERS = 3


class Desks(dict[str, Desk]):
    """Computers by name, switched on when somebody sits down; who has no account holds a phone in the room."""

    def __init__(self, browser: Browser, base_url: str, options: dict[str, object]) -> None:
        super().__init__()
        self._started = (browser, base_url, options)

    def __missing__(self, name: str) -> Desk:
        self[name] = Desk(*self._started)
        return self[name]

    def complaints(self) -> list[str]:
        """What the browsers have complained about."""
        return [one for desk in self.values() for one in desk.complaints]


def desks_of(browser: Browser, base_url: str, options: dict[str, object]) -> Iterator[Desks]:
    """All computers of a play, switched off at its end."""
    desks = Desks(browser, base_url, options)
    yield desks
    for desk in desks.values():
        desk.context.close()


def login_of(actor: Actor) -> str:
    """A password for the account; its name."""
    account: Account = actor.account
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return str(account.username)


def board_page(town: Town, board: Any) -> str:
    """The address of a meeting."""
    return f"/{town.tenant.slug}/2024/xep-loai/{board.pk}/"


def vote_in_a_browser(desk: Desk, address: str, code: str, *names: str | re.Pattern[str]) -> None:
    """Type the code, tick the names, hand the paper in."""
    desk.open(address)
    desk.page.get_by_label("Mã in trên phiếu").fill(code)
    desk.page.get_by_role("button", name="Mở phiếu").click()
    for name in names:
        desk.page.get_by_label(name).check()
    desk.page.get_by_role("button", name="Gửi phiếu").click()
    expect(desk.page.get_by_text("Đã nhận phiếu của đồng chí.")).to_be_visible()


def vote_over_http(address: str, code: str, cases: list[int]) -> str:
    """What a phone without scripts sends: the page for its token, then the paper."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    page = opener.open(address).read().decode()
    token = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page)[0]
    fields = [("csrfmiddlewaretoken", token), ("code", code), ("vote", "1"), *(("chosen", str(one)) for one in cases)]
    request = Request(address, urlencode(fields).encode(), {"Referer": address})
    answer: str = opener.open(request).read().decode()
    return answer


def open_slips(office: Desk, number: int, group: Locator | None = None) -> tuple[str, list[str]]:
    """Open the electronic ballot of the group that waits, and read what is printed."""
    place = group if group is not None else office.content
    place.get_by_text("Bỏ phiếu điện tử kín").first.click()
    office.press("Mở bỏ phiếu điện tử, in mã", inside=group)
    expect(office.page.locator(".slip")).to_have_count(number)
    codes = office.page.locator(".slip-code").all_inner_texts()
    return office.page.locator(".slip-address").first.inner_text(), codes
