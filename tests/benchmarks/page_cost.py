"""What one request costs on the demo, from the WSGI server's call to the last byte, beside a bare Django view.

Every round asks for every page once, in turn, so that other work on the machine falls on all of them alike.
"""

import io
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from orgchart.models import Account


@dataclass(frozen=True)
class Page:
    """An address as one account asks for it; `form` makes it a POST, filled in anew each time."""

    name: str
    address: str
    account: Account | None = None
    form: Callable[[], dict[str, str]] | None = None
    aim_ms: int | None = None


@dataclass(frozen=True)
class Cost:
    """Medians of one page."""

    wall_ms: float
    cpu_ms: float
    bytes: int


def measure(pages: Iterable[Page], rounds: int, warm_up: int = 10) -> dict[str, Cost]:
    """The cost of every page by name; any answer but 200 stops the measuring."""
    handler = WSGIHandler()
    asks = {page.name: _Visitor(handler, page) for page in pages}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in asks}
    for number in range(warm_up + rounds):
        for name, visitor in asks.items():
            times = visitor.ask()
            if number >= warm_up:
                spent[name].append(times)
    return {
        name: Cost(
            statistics.median(wall for wall, _ in times),
            statistics.median(cpu for _, cpu in times),
            asks[name].length,
        )
        for name, times in spent.items()
    }


class _Visitor:
    """One browser that is logged in and asks for the same page again and again."""

    def __init__(self, handler: WSGIHandler, page: Page) -> None:
        self._handler, self._page = handler, page
        self._cookies: dict[str, str] = {}
        self.length = 0
        if page.account is not None:
            client = Client()
            client.force_login(page.account, backend=settings.AUTHENTICATION_BACKENDS[0])
            self._cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        if page.form is not None:
            self._cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    def ask(self) -> tuple[float, float]:
        """Milliseconds on the clock and of this process, for one request."""
        environ = self._environ()
        status: list[str] = []
        wall, cpu = time.perf_counter(), time.process_time()
        response = self._handler(environ, lambda line, headers: status.append(line))
        self.length = sum(len(part) for part in response)
        response.close()
        spent = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
        if not status[0].startswith("200"):
            raise ValueError(f"{self._page.name}: {self._page.address} answered {status[0]}")
        return spent

    def _environ(self) -> dict[str, object]:
        environ: dict[str, object] = {
            "PATH_INFO": self._page.address,
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if self._page.form is not None:
            environ |= self._posted(self._page.form())
        setup_testing_defaults(environ)
        return environ

    def _posted(self, form: Mapping[str, str]) -> dict[str, object]:
        body = urlencode(form).encode()
        return {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_ACCEPT": "application/json",
            "HTTP_X_CSRFTOKEN": self._cookies[settings.CSRF_COOKIE_NAME],
            "wsgi.input": io.BytesIO(body),
        }
