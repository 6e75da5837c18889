"""One person at one computer: a browser context with a login, and the words for what people do with pages."""

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Locator, Page, expect

from tests.e2e.album import DESKTOP

# Chromium itself reports answers that refuse something; the pages say why, and the steps look at that.
EXPECTED_NOISE = re.compile(r"status of (401|403|404|409|422)|ERR_INTERNET_DISCONNECTED")


class Desk:
    """Opens pages and works on them as somebody does who reads labels and presses buttons."""

    def __init__(self, browser: Browser, base_url: str, options: dict[str, object]) -> None:
        self.base_url = base_url
        self._sit_down(browser.new_context(**options, viewport=DESKTOP, base_url=base_url))  # type: ignore[arg-type]

    def _sit_down(self, context: BrowserContext) -> None:
        self.context = context
        self.context.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.page = self.new_page()

    def new_page(self) -> Page:
        """One more tab of the same browser."""
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not EXPECTED_NOISE.search(message.text):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def log_in(self, login: str, password: str) -> None:
        """Through the login page."""
        self.open("/tai-khoan/login/")
        self.page.get_by_label("Tên đăng nhập").fill(login)
        self.page.get_by_label("Mật khẩu", exact=True).fill(password)
        self.press("Đăng nhập")
        expect(self.heading).to_have_text("Việc của tôi")

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    @property
    def content(self) -> Locator:
        """What is below the shell."""
        return self.page.locator("#content")

    @property
    def heading(self) -> Locator:
        """The title of the page."""
        return self.page.get_by_role("heading", level=1)

    def press(self, name: str, inside: Locator | None = None) -> None:
        """Press the one button of this name."""
        (inside or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str | re.Pattern[str], inside: Locator | None = None) -> None:
        """Follow the first link of this name."""
        (inside or self.content).get_by_role("link", name=name).first.click()

    def fill(self, label: str, text: str, inside: Locator | None = None) -> None:
        """Fill in the one field with this label."""
        (inside or self.content).get_by_label(label).fill(text)

    def type_over(self, field: Locator, text: str) -> None:
        """Type over what stands in a field that saves itself, on a page that has become ready, and leave the field."""
        saver = field.locator("xpath=ancestor::*[@data-autosave][1]")
        expect(saver).to_have_attribute("data-autosave-on", "1")
        field.fill(text)
        field.blur()
        expect(saver.locator("[data-save-state]")).to_contain_text("Đã lưu")

    def sees(self, *words: str | re.Pattern[str]) -> None:
        """All of this stands on the page for everybody to see."""
        for word in words:
            expect(self.content.get_by_text(word).first).to_be_visible()

    def is_told(self, words: str | re.Pattern[str]) -> None:
        """The message after an action."""
        expect(self.content.locator(".messages")).to_contain_text(words)

    def download(self, link: Locator) -> bytes:
        """The file behind a link."""
        with self.page.expect_download() as download:
            link.click()
        return Path(download.value.path()).read_bytes()


class Laptop(Desk):
    """A computer that is closed and opened again: what its browser keeps on the disk is there, the login is not."""

    def __init__(self, kind: BrowserType, folder: Path, base_url: str, options: dict[str, object]) -> None:
        self.base_url, self._kind, self._folder, self._options = base_url, kind, folder, options
        self.open_lid()

    def open_lid(self) -> None:
        """Start the browser on what it kept."""
        self._sit_down(
            self._kind.launch_persistent_context(
                self._folder,
                **self._options,
                viewport=DESKTOP,
                base_url=self.base_url,  # type: ignore[arg-type]
            )
        )

    def close_lid(self) -> None:
        """The browser goes away with all its tabs and asks nothing; the connection is what it was meanwhile."""
        tabs = self.context.pages
        self.context.new_page()
        for tab in tabs:
            tab.close()
        self.context.close()
