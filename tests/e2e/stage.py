"""Everything that a play needs: who sits where, what is kept, and a look behind the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from playwright.sync_api import Browser

from config.demo.builder import DEMO_PASSWORD
from orgchart.models import Tenant
from orgchart.tenancy import scope
from tests.e2e.album import Album
from tests.e2e.desk import Desk

TOWN, DISTRICT = "cho-chu", "dinh-hoa"
YEAR = f"/{TOWN}/2024"
DISTRICT_YEAR = f"/{DISTRICT}/2024"


@dataclass
class Stage:
    """The demo on a running server, seen by its accounts in browsers of their own."""

    browser: Browser
    base_url: str
    album: Album
    options: dict[str, object]
    desks: dict[str, Desk] = field(default_factory=dict)

    def desk(self, login: str) -> Desk:
        """The computer of an account; the first time it logs in."""
        if login not in self.desks:
            desk = self.desks[login] = Desk(self.browser, self.base_url, self.options)
            desk.log_in(login, DEMO_PASSWORD)
        return self.desks[login]

    def move_to(self, day: date, by: str = "vanphong") -> None:
        """Move the demo to another day by the form on the page Việc của tôi."""
        desk = self.desk(by)
        desk.open("/viec-cua-toi/")
        desk.fill("Ngày", day.isoformat(), desk.page.locator(".demo-day"))
        desk.press("Chuyển ngày")
        desk.sees(f"Bản này dừng ở ngày {day:%d/%m/%Y}")

    def complaints(self) -> list[str]:
        """What the browsers have complained about so far."""
        return [complaint for desk in self.desks.values() for complaint in desk.complaints]

    def close(self) -> None:
        """Switch all computers off."""
        for desk in self.desks.values():
            desk.context.close()


@contextmanager
def behind(slug: str = TOWN) -> Iterator[None]:
    """Look into the database of one tenant."""
    tenant = Tenant.objects.get(slug=slug)
    with transaction.atomic(), scope(tenant=tenant.pk):
        yield
