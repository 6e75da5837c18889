"""What makes a printed page findable again: a QR code at its foot, and the places that wait for signatures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf
import segno
from weasyprint import Document

MM = 72 / 25.4
POINTS = 0.75  # of one CSS pixel
QR_SIDE, QR_RIGHT, QR_BOTTOM = 13 * MM, 15 * MM, 5 * MM
ROOM = "ky-"  # the ids of the rooms for signatures in the templates


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """The code of a document and what its QR codes hold before the number of the page."""

    code: str
    address: str

    def payload(self, page: int, pages: int) -> str:
        """The text of the QR code of one page: letters of its compact alphabet only, so that it stays coarse."""
        return f"{self.address}/{page}/{pages}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRoom:
    """Where one signature goes: its slot, the page from 0, and left, bottom, right, top in points."""

    slot: str
    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPdf:
    """A print with the rooms for its signatures, in their order on paper."""

    content: bytes
    rooms: tuple[SignatureRoom, ...]


def mark_style(mark: PageMark) -> str:
    """The line beside the QR code, as CSS: for people who type, and for pages that lost their code to a stamp."""
    groups = "-".join(mark.code[start : start + 4] for start in range(0, len(mark.code), 4))
    content = f'"Mã văn bản {groups} · tờ " counter(page) "/" counter(pages)'
    return (
        f"@page {{ @bottom-right {{ content: {content}; font: 8pt/10pt Tinos; text-align: right; white-space: nowrap;"
        " padding-right: 15mm; padding-bottom: 5mm; vertical-align: bottom; } }"
    )


def draw_codes(document: Document, pdf: pydyf.PDF, mark: PageMark) -> None:
    """Put the QR code of its page on each page, as vectors below the text."""
    total = len(document.pages)
    for number, (page, place) in enumerate(zip(document.pages, pdf.pages["Kids"][::3], strict=True), start=1):
        leaf: Any = pdf.objects[place]
        drawing = pydyf.Stream(list(_squares(mark.payload(number, total), page.width * POINTS)), compress=True)
        pdf.add_object(drawing)
        leaf["Contents"] = pydyf.Array([drawing.reference, leaf["Contents"]])


def _squares(payload: str, page_width: float) -> Iterator[bytes]:
    matrix = segno.make_qr(payload, error="m", boost_error=False).matrix
    side = QR_SIDE / len(matrix)
    left, top = page_width - QR_RIGHT - QR_SIDE, QR_BOTTOM + QR_SIDE
    yield b"q 0 0 0 rg"
    for row, modules in enumerate(matrix):
        for start, length in _runs(modules):
            corner = (left + start * side, top - (row + 1) * side)
            yield b"%.3f %.3f %.3f %.3f re" % (*corner, length * side, side)
    yield b"f Q"


def _runs(modules: bytearray) -> Iterator[tuple[int, int]]:
    """Start and length of each row of dark modules: seams between squares would blur in print."""
    start = None
    for place, dark in enumerate([*modules, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


def rooms_of(document: Document) -> tuple[SignatureRoom, ...]:
    """The rooms for signatures that the template has laid out."""
    found = []
    for number, page in enumerate(document.pages):
        for name, (left, top, right, bottom) in page.anchors.items():
            if name.startswith(ROOM):
                corners = (left, page.height - bottom, right, page.height - top)
                box = tuple(round(corner * POINTS) for corner in corners)
                found.append(SignatureRoom(slot=name.removeprefix(ROOM), page=number, box=box))
    return tuple(found)
