"""What can be seen in a PDF: text, pages as pictures, places of letters."""

import ctypes
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

MM = 72 / 25.4


@contextmanager
def opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, closed again at the end."""
    document = pdfium.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def pages(pdf: bytes) -> list[str]:
    """The text of each page on one line."""
    with opened(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text(pdf: bytes) -> str:
    """The text of all pages on one line."""
    return " ".join(pages(pdf))


def picture(pdf: bytes, page: int, dots_per_inch: int) -> Image.Image:
    """A page as a grey picture."""
    with opened(pdf) as document:
        return document[page].render(scale=dots_per_inch / 72).to_pil().convert("L")


def content(pdf: bytes) -> bytes:
    """Everything in the file, unpacked."""
    packed = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return b"\n".join(zlib.decompress(stream) if stream.startswith(b"x") else stream for stream in packed)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    with opened(pdf) as document:
        return [(page.get_width() / MM, page.get_height() / MM) for page in document]


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything dark."""
    box = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    return box


def boxes_of(pdf: bytes, page: int, wanted: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top in points of each letter of the first place where the text stands."""
    with opened(pdf) as document:
        textpage = document[page].get_textpage()
        found = textpage.search(wanted, match_case=True).get_next()
        assert found is not None, wanted
        start, count = found
        return [textpage.get_charbox(index) for index in range(start, start + count)]


def types_of(pdf: bytes, page: int, wanted: str) -> set[tuple[str, float]]:
    """Name of the font and size in points of the letters of the first place where the text stands."""
    with opened(pdf) as document:
        textpage = document[page].get_textpage()
        found = textpage.search(wanted, match_case=True).get_next()
        assert found is not None, wanted
        start, count = found
        letters = range(start, start + count)
        return {_type(textpage, index) for index in letters if raw.FPDFText_GetUnicode(textpage, index) > ord(" ")}


def _type(textpage: pdfium.PdfTextPage, index: int) -> tuple[str, float]:
    name, flags, matrix = ctypes.create_string_buffer(100), ctypes.c_int(), raw.FS_MATRIX()
    raw.FPDFText_GetFontInfo(textpage, index, name, 100, ctypes.byref(flags))
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    font = name.value.decode().partition("+")[2]
    return font, round(raw.FPDFText_GetFontSize(textpage, index) * matrix.a, 1)


def language(document: pdfium.PdfDocument) -> str:
    """The language that the file declares for a screen reader."""
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def in_order(whole: str, parts: list[str]) -> None:
    """Fail at the first part that does not follow the one before it."""
    position = 0
    for part in parts:
        found = whole.find(part, position)
        assert found >= 0, f"{part!r} is missing or out of order"
        position = found + len(part)
