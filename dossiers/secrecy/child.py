"""The child process of `reading`: files on standard input, whether each bears a mark on standard output."""

import ctypes
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dossiers.secrecy.marks import has_stamp, is_marked_name, is_stamp
from orgchart.limited import limit_self

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PROPERTIES = ("docProps/core.xml", "docProps/custom.xml", "docProps/app.xml")
# What a first page holds at the most; Word breaks pages anew on every machine.
PARAGRAPHS, ROWS, PART_BYTES = 80, 60, 30_000_000
_PICTURE_TEXTS = {270, 315, 37510, 40091, 40092, 40094, 40095}  # of EXIF: description, artist, comments, titles
_HEADER_CODES = re.compile(r'&"[^"]*"|&[A-Z]|&\d+')


# Pairs of whether the value is a property, which is judged like a name, and the value itself.
_Found = Iterator[tuple[bool, str]]
_Box = tuple[float, float, float, float]  # left, bottom, right, top


class _Unreadable(Exception):
    """What to tell the user."""


def bears_mark(content: bytes) -> bool:
    """Whether the first page or the properties of a file bear a mark of secrecy; raises _Unreadable."""
    read = _pdf if content.startswith(b"%PDF-") else _office if content.startswith(b"PK") else _picture
    found = list(read(content))
    named = [value for is_property, value in found if is_property]
    return has_stamp(line for is_property, line in found if not is_property) or any(
        is_marked_name(value) or is_stamp(value) for value in named
    )


def _pdf(content: bytes) -> _Found:
    import pypdfium2  # noqa: PLC0415 – a library of C, loaded for those files only

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            for value in pdf.get_metadata_dict().values():
                yield True, value
            yield from ((False, line) for line in (*_lines(pdf[0].get_textpage()), *_notes(pdf[0])))
    except (pypdfium2.PdfiumError, IndexError) as error:
        if "password" in str(error).lower():
            raise _Unreadable("Tệp PDF có đặt mật khẩu mở. Bỏ mật khẩu rồi tải lên lần nữa.") from None
        raise _Unreadable("Không mở được tệp PDF. Xuất hoặc quét lại rồi tải lên lần nữa.") from None


def _notes(page: "PdfPage") -> Iterator[str]:
    """What was stamped or written over the page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 – as above

    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        held = ctypes.create_string_buffer(length)
        pdfium.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(held, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
        pdfium.FPDFPage_CloseAnnot(note)
        yield from held.raw.decode("utf-16-le", "ignore").rstrip("\0").splitlines()


def _lines(text: "PdfTextPage") -> Iterator[str]:
    """Pieces of text that stand by themselves: a stamp beside the date of a letter is on the same line, far away."""
    boxes: list[_Box] = []
    for index in range(text.count_rects()):
        piece = text.get_rect(index)
        if boxes and _touches(boxes[-1], piece):
            last = boxes.pop()
            piece = (*map(min, last[:2], piece[:2]), *map(max, last[2:], piece[2:]))
        boxes.append(piece)
    for box in boxes:
        yield from text.get_text_bounded(*box).splitlines()


def _touches(box: _Box, piece: _Box) -> bool:
    """Whether a piece goes on with the line of the box: the same height, and no more than a wide space between."""
    height = max(box[3] - box[1], piece[3] - piece[1])
    overlap = min(box[3], piece[3]) - max(box[1], piece[1])
    return overlap > height / 3 and -height < piece[0] - box[2] < 1.2 * height


def _office(content: bytes) -> _Found:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            for name in PROPERTIES:
                if name in names:
                    yield from ((True, text) for text in _part(archive, name).itertext() if text.strip())
            read = _word if "word/document.xml" in names else _workbook
            yield from ((False, line) for line in read(archive, names))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, NotImplementedError, ValueError):
        raise _Unreadable("Không mở được tệp Word hoặc Excel. Lưu lại rồi tải lên lần nữa.") from None


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    if archive.getinfo(name).file_size > PART_BYTES:
        raise ValueError
    return ET.fromstring(archive.read(name))  # noqa: S314 – with limits of time and memory, and nothing is fetched


def _word(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    margins = sorted(name for name in names if re.fullmatch(r"word/header\d*\.xml", name))
    for name in margins:
        yield from _paragraphs(_part(archive, name))
    for place, line in enumerate(_paragraphs(_part(archive, "word/document.xml"))):
        if place == PARAGRAPHS:
            return
        yield line


def _paragraphs(root: ET.Element) -> Iterator[str]:
    """Every paragraph, those in cells and floating boxes too, line by line."""
    for paragraph in root.iter(f"{W}p"):
        text = ""
        for run in paragraph.iter():
            text += (run.text or "") if run.tag == f"{W}t" else "\n" * (run.tag in {f"{W}br", f"{W}tab"})
        yield from text.split("\n")


def _workbook(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    shared = []
    if "xl/sharedStrings.xml" in names:
        strings = _part(archive, "xl/sharedStrings.xml")
        shared = ["".join(one.itertext()) for one in strings.iter(f"{S}si")]
    sheets = sorted(name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
    for name in sheets[:1]:
        sheet = _part(archive, name)
        for row in list(sheet.iter(f"{S}row"))[:ROWS]:
            yield from (_cell(cell, shared) for cell in row.iter(f"{S}c"))
        for edge in sheet.findall(f"{S}headerFooter/*"):
            yield from _HEADER_CODES.split(edge.text or "")
    for name in sorted(name for name in names if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)):
        for box in _part(archive, name).iter(f"{A}p"):
            yield "".join(text.text or "" for text in box.iter(f"{A}t"))


def _cell(cell: ET.Element, shared: list[str]) -> str:
    value = cell.findtext(f"{S}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value or "".join(cell.itertext())


def _picture(content: bytes) -> _Found:
    """What a camera or program has written beside the picture; the picture itself is not read."""
    from PIL import Image  # noqa: PLC0415 – for those files only

    try:
        with Image.open(BytesIO(content)) as image:
            values = [*image.info.values(), *(image.getexif().get(tag) for tag in _PICTURE_TEXTS)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _Unreadable("Không mở được tệp ảnh. Chụp hoặc quét lại rồi tải lên lần nữa.") from None
    for value in values:
        if isinstance(value, str):
            yield True, value
        elif isinstance(value, bytes) and len(value) < 2_000:
            yield True, value.removeprefix(b"UNICODE\0").decode("utf-16-le", "ignore").rstrip("\0")
            yield True, value.removeprefix(b"ASCII\0\0\0").decode("utf-8", "ignore").rstrip("\0")


def main() -> None:
    """Several files, one answer."""
    limit_self()
    head, _, rest = sys.stdin.buffer.read().partition(b"\n")
    marked, unread = [], ""
    try:
        for length in json.loads(head):
            marked.append(bears_mark(rest[:length]))
            rest = rest[length:]
    except _Unreadable as reason:
        unread = str(reason)
    sys.stdout.write(json.dumps({"marked": marked, "unread": unread}))


if __name__ == "__main__":
    main()
