"""Workbooks made to hurt whoever opens them, each with a harmless twin; made here, never kept as files."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook

SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def roster(rows: int = 3) -> bytes:
    """A small list of persons, as Excel would store it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Họ và tên", "Ngày sinh"])
    for number in range(1, rows + 1):
        sheet.append([number, f"Nông Thị {'ABCDEFGH'[number % 8]}", "03/02/1980"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(*changes: tuple[str, Callable[[str], str]], extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """The small list with some of its parts rewritten and others added."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(roster())) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            text = source.read(member).decode()
            for name, change in changes:
                text = change(text) if member.filename == name else text
            target.writestr(member.filename, text)
        for name, content in extra:
            target.writestr(name, content)
    return stream.getvalue()


def declaring_entities(part: str) -> bytes:
    """Entities that expand each other, in one part."""

    def change(text: str) -> str:
        body = text.split("?>", 1)[-1] if text.startswith("<?xml") else text
        return HEAD + ENTITIES + body

    if part == STRINGS:  # the small list has its strings in the cells
        strings = change(f"{HEAD}<sst {MAIN}><si><t>&b;</t></si></sst>")
        return with_parts(extra=((STRINGS, strings.encode()),))
    return with_parts((part, change))


def _in_sheet_data(text: str, cells: str) -> str:
    return text.replace("</sheetData>", f"{cells}</sheetData>")


def far_cell(place: str) -> bytes:
    """One cell at the very end of the sheet."""
    row = "".join(sign for sign in place if sign.isdigit())
    return with_parts((SHEET, lambda text: _in_sheet_data(text, f'<row r="{row}"><c r="{place}"><v>1</v></c></row>')))


def many_rows(number: int) -> bytes:
    """So many rows of one digit, which pack to nearly nothing."""
    rows = "<row><c><v>1</v></c></row>" * number
    return with_parts((SHEET, lambda text: _in_sheet_data(text, rows)))


def merged(*areas: str) -> bytes:
    """Merged areas laid over the list."""
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return with_parts(
        (SHEET, lambda text: text.replace("<pageMargins", f"<mergeCells>{cells}</mergeCells><pageMargins"))
    )


def zip_bomb(megabytes: int) -> bytes:
    """A part of nothing but spaces."""
    return with_parts(extra=(("xl/media/image1.xml", b" " * (megabytes * 1024 * 1024)),))


def many_members(number: int) -> bytes:
    """More parts than any workbook has."""
    return with_parts(extra=tuple((f"xl/media/{at}.xml", b"<a/>") for at in range(number)))


def lying_dimension() -> bytes:
    """A sheet that says it ends at the first row."""
    return with_parts((SHEET, lambda text: text.replace('ref="A1:C4"', 'ref="A1:A1"')))


def with_macro() -> bytes:
    """A workbook that brings a program."""
    return with_parts(extra=(("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"),))


@dataclass(frozen=True)
class Hostile:
    """What is done, what the refusal says, and the same thing in a measure that hurts nobody."""

    file: Callable[[], bytes]
    words: str
    twin: Callable[[], bytes]


CORPUS = {
    "entities in the workbook": Hostile(lambda: declaring_entities(BOOK), "khai báo không được phép", roster),
    "entities in the sheet": Hostile(lambda: declaring_entities(SHEET), "khai báo không được phép", roster),
    "entities in the strings": Hostile(lambda: declaring_entities(STRINGS), "khai báo không được phép", roster),
    "zip bomb": Hostile(lambda: zip_bomb(60), "quá lớn khi mở ra", lambda: zip_bomb(0)),
    "ten thousand members": Hostile(lambda: many_members(10_000), "quá lớn khi mở ra", lambda: many_members(20)),
    "cell at XFD1048576": Hostile(lambda: far_cell("XFD1048576"), "Chép riêng bảng danh sách", lambda: far_cell("Z99")),
    "cell in row 1048576": Hostile(lambda: far_cell("A1048576"), "Xóa các ô thừa", lambda: far_cell("A99")),
    "three million rows": Hostile(lambda: many_rows(3_000_000), "quá lớn", lambda: many_rows(300)),
    "giant merge": Hostile(lambda: merged("A5:XFD1048576"), "", lambda: merged("A5:B6")),
    "macro": Hostile(with_macro, "macro", roster),
    "old Excel": Hostile(lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "kiểu cũ", roster),
    "no workbook": Hostile(lambda: b"%PDF-1.7 nothing", "không phải bảng tính", roster),
    "cut in half": Hostile(lambda: roster()[: len(roster()) // 2], "không phải bảng tính", roster),
}
