"""The text of paragraphs and tables of a Word file, whatever runs, controls and revisions it is cut into."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from reviews.offline.numbering import Numbering, W
from reviews.text_blocks import row_of

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What holds paragraphs or runs and is nothing by itself: content controls, insertions, moved text, links, tags.
WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")
)
# Deleted text is gone in the eyes of whoever wrote; a fallback says once more what the choice before it says.
SKIPPED = frozenset(
    [f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
TEXT_BOX, DRAWINGS = f"{W}txbxContent", frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}


def blocks_in(parent: ET.Element) -> Iterator[ET.Element]:
    """The paragraphs and tables directly inside, through whatever wraps them."""
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in WRAPPERS:
            yield from blocks_in(child)


def paragraph_text(paragraph: ET.Element) -> str:
    """The text of a paragraph without what stands in boxes that float over it."""
    return "".join(_texts(paragraph))


def _texts(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag in {f"{W}t", f"{M}t"}:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield "" if child.get(f"{W}type") in {"page", "column"} else _SIGNS[child.tag]
        elif child.tag == f"{W}sym":
            yield _symbol(child.get(f"{W}char", ""))
        elif child.tag not in SKIPPED and child.tag not in DRAWINGS:
            yield from _texts(child)


def _symbol(code: str) -> str:
    """A sign by its number; those of fonts of signs are bullets and ticks of some sort."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= number <= 0xF8FF or number > 0xFFFF else chr(number)


def lines_in(parent: ET.Element, numbering: Numbering) -> list[str]:
    """The lines of a cell or of a whole body: one a paragraph, one a row of an inner table.

    A cell has to end in a paragraph, so an empty one behind a table is part of the table.
    """
    lines: list[str] = []
    after_table = False
    for block in blocks_in(parent):
        if block.tag == f"{W}tbl":
            lines += [row_of(row) if len(row) > 1 else " ".join(row) for row in _rows(block, numbering)]
            after_table = True
            continue
        text = paragraph_text(block)
        if text or not after_table:
            lines += signed(block, text, numbering).split("\n")
        after_table = False
    return lines


def signed(paragraph: ET.Element, text: str, numbering: Numbering) -> str:
    """The text with the sign of the list that the paragraph belongs to; an empty one has none."""
    return numbering.sign_of(paragraph) + text if text else text


def _rows(table: ET.Element, numbering: Numbering) -> Iterator[list[str]]:
    for cells in cells_by_row(table):
        yield [" ".join(line.strip() for line in lines_in(cell, numbering) if line.strip()) for cell in cells]


def cells_by_row(table: ET.Element) -> Iterator[list[ET.Element]]:
    """The cells of each row, through whatever wraps rows and cells."""
    for row in _inside(table, f"{W}tr"):
        yield list(_inside(row, f"{W}tc"))


def _inside(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, tag)


def boxed_texts(root: ET.Element, numbering: Numbering) -> Iterator[str]:
    """What stands in text boxes, which float somewhere and belong to no field."""
    for element in root.iter():
        if element.tag == TEXT_BOX:
            yield "\n".join(lines_in(element, numbering))


def pictures_in(root: ET.Element) -> int:
    """How many pictures, charts and the like the text holds."""
    return sum(1 for element in root.iter() if element.tag in DRAWINGS and element.find(f".//{TEXT_BOX}") is None)
