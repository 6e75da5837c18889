"""Keeps what a play shows: pictures of pages, documents, and an index that says what each of them is."""

from pathlib import Path

import pypdfium2
from playwright.sync_api import Error, Locator, Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
TALLEST = 12_000


class Album:
    """A folder of numbered pictures and documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.suffix in {".png", ".pdf", ".xlsx"}:
                old.unlink()
        self.index = folder / "index.md"
        self.index.write_text("# What the play has shown\n\n", encoding="utf-8")

    def shoot(self, page: Page, name: str, shows: str, *, phone: bool = False, at: Locator | None = None) -> None:
        """Take the whole page, or the window around one place, at 1280 px; where asked, at 360 px too.

        On a phone nothing may stick out sideways.
        """
        self.number += 1
        if at is not None:
            at.evaluate("place => place.scrollIntoView({block: 'center', behavior: 'instant'})")
            page.screenshot(path=self.folder / f"{self.number:03d}-{name}.png", animations="disabled")
            self._note(f"{self.number:03d}-{name}.png", shows)
            return
        self._shoot_whole(page, f"{self.number:03d}-{name}.png", shows, DESKTOP)
        if phone:
            self._shoot_whole(page, f"{self.number:03d}-{name}-360.png", f"{shows} (360 px)", PHONE)
        page.set_viewport_size(DESKTOP)

    def _shoot_whole(self, page: Page, file: str, shows: str, window: ViewportSize) -> None:
        """A window as high as the page, so that what sticks to its edges stands where it belongs."""
        page.set_viewport_size(window)
        assert not sticks_out(page), f"{page.url} scrolls sideways at {window['width']} px"
        height = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": window["width"], "height": min(max(height, window["height"]), TALLEST)})
        page.screenshot(path=self.folder / file, animations="disabled")
        self._note(file, shows)

    def keep(self, content: bytes, name: str, shows: str) -> str:
        """Keep a PDF with a picture of each page; returns its text."""
        self.number += 1
        stem = f"{self.number:03d}-{name}"
        (self.folder / f"{stem}.pdf").write_bytes(content)
        self._note(f"{stem}.pdf", shows)
        texts = []
        with pypdfium2.PdfDocument(content) as document:
            for number, page in enumerate(document, start=1):
                texts.append(page.get_textpage().get_text_bounded())
                page.render(scale=1.6).to_pil().save(self.folder / f"{stem}-{number}.png")
                self._note(f"{stem}-{number}.png", f"{shows}, page {number} of {len(document)}")
        return " ".join(" ".join(texts).split())

    def keep_table(self, content: bytes, name: str, shows: str) -> Path:
        """Keep a workbook."""
        self.number += 1
        path = self.folder / f"{self.number:03d}-{name}.xlsx"
        path.write_bytes(content)
        self._note(path.name, shows)
        return path

    def _note(self, file: str, shows: str) -> None:
        with self.index.open("a", encoding="utf-8") as index:
            index.write(f"- `{file}` – {shows}\n")


def sticks_out(page: Page) -> bool:
    """Whether the page stays wider than its window; right after a change of the window it may be so for a moment."""
    try:
        page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth", timeout=3_000)
    except Error:
        return True
    return False
