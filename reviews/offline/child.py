"""The child process of `reading`: a Word file on standard input, what stands in its boxes on standard output."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from orgchart.limited import limit_self
from reviews.offline.numbering import Numbering, W, numbering_of
from reviews.offline.words import blocks_in, boxed_texts, cells_by_row, lines_in, paragraph_text, pictures_in, signed

_BOOKMARK = re.compile(r"o_([0-9a-f]{8})_(\d{1,9})")
_CODE = re.compile(r"\[([0-9a-f]{8})\.(\d{1,9})\]")
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"

Code = tuple[str, int]


class Reader:
    """Goes through the file from top to bottom."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._numbering: Numbering = numbering_of(self._part("word/numbering.xml"), self._part("word/styles.xml"))
        self._has_bookmarks = False
        self.boxes: dict[str, dict[str, Any]] = {}
        self.loose: list[str] = []

    def read(self) -> dict[str, Any]:
        """Everything of the file that somebody may have written."""
        root = self._part("word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise ValueError
        names = (mark.get(f"{W}name", "") for mark in body.iter(f"{W}bookmarkStart"))
        self._has_bookmarks = any(_BOOKMARK.fullmatch(name) for name in names)
        for block in blocks_in(body):
            if block.tag == f"{W}tbl" and any(self._code(cell) for row in cells_by_row(block) for cell in row):
                self._read_boxes(block)
            elif block.tag == f"{W}tbl":
                wrapped = ET.Element("body")
                wrapped.append(block)
                self.loose += lines_in(wrapped, self._numbering)
            else:
                self.loose += signed(block, paragraph_text(block), self._numbering).split("\n")
        self.loose += boxed_texts(root, self._numbering)
        margins = self._margins()
        self.loose += self._notes()
        return {
            "properties": self._properties(),
            "margins": margins,
            "boxes": self.boxes,
            "loose": [line.strip() for line in self.loose if line.strip()],
            "pictures": pictures_in(root),
        }

    def _read_boxes(self, table: ET.Element) -> None:
        """A label, then what belongs to it, until the next label; rows that somebody added belong to the label too."""
        box: dict[str, Any] | None = None
        for row in cells_by_row(table):
            for cell in row:
                lines = lines_in(cell, self._numbering)
                if code := self._code(cell):
                    name, version = code
                    self.loose += [line for line in lines if not _CODE.fullmatch(line.strip())]
                    box = self.boxes.setdefault(name, {"version": version, "lines": None})
                    if box["lines"] is not None:  # a copy of the box: its text has no place of its own
                        box = None
                elif box is None:
                    self.loose += lines
                else:
                    box["lines"] = lines if box["lines"] is None else box["lines"] + lines

    def _code(self, cell: ET.Element) -> Code | None:
        """The field that a label names: by its bookmark, by its small print where a program has dropped all of them."""
        for mark in cell.iter(f"{W}bookmarkStart"):
            if found := _BOOKMARK.fullmatch(mark.get(f"{W}name", "")):
                return found[1], int(found[2])
        for paragraph in () if self._has_bookmarks else cell.findall(f"{W}p"):
            if found := _CODE.fullmatch(paragraph_text(paragraph).strip()):
                return found[1], int(found[2])
        return None

    def _properties(self) -> dict[str, str]:
        root = self._part("docProps/custom.xml")
        if root is None:
            return {}
        return {one.get("name", ""): (one.findtext(_VALUE) or "") for one in root}

    def _margins(self) -> str:
        """What stands above and below the pages."""
        names = sorted(name for name in self._names if re.fullmatch(r"word/(header|footer)\d*\.xml", name))
        parts = [part for name in names if (part := self._part(name)) is not None]
        return "\n".join(line for part in parts for line in lines_in(part, self._numbering))

    def _notes(self) -> list[str]:
        """Notes and comments belong to no field; those that every file has only draw a line."""
        found: list[str] = []
        for name, tag in _NOTES.items():
            part = self._part(f"word/{name}.xml")
            notes = part.findall(f"{W}{tag}") if part is not None else []
            written = [note for note in notes if note.get(f"{W}type", "normal") == "normal"]
            found += ["\n".join(lines_in(note, self._numbering)) for note in written]
        return found

    def _part(self, name: str) -> ET.Element | None:
        if name not in self._names:
            return None
        return ET.fromstring(self._archive.read(name))  # noqa: S314 – no part that declares anything has come this far


def main() -> None:
    """One file, one answer; nothing where it can not be read."""
    limit_self()
    answer = b""
    try:
        with zipfile.ZipFile(BytesIO(sys.stdin.buffer.read())) as archive:
            answer = json.dumps(Reader(archive).read(), ensure_ascii=False).encode()
    except Exception:  # noqa: BLE001 – whatever a damaged part makes the libraries trip over
        answer = b""
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
