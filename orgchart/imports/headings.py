"""Which column holds what: headings recognised by their words, in any order, on one line or on two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgchart.imports.reading import Cell, Sheet
from orgchart.imports.words import fold, tidy

HEADER_LINES = 3
# A heading above this many lines of the sheet is looked for anew after every table.
SHOWN: Mapping[str, str] = {
    "name": "Họ và tên", "family": "Họ đệm", "given": "Tên", "birth": "Ngày sinh", "joined": "Ngày vào Đảng",
    "unit": "Đơn vị công tác", "cell": "Chi bộ", "temporary_cell": "Sinh hoạt tạm thời", "post": "Chức vụ",
    "party_post": "Chức vụ Đảng", "state_post": "Chức vụ chính quyền", "mass_post": "Chức vụ đoàn thể",
    "residence": "Nơi cư trú", "since": "Từ ngày", "until": "Đến ngày", "organization": "Tên tổ chức",
    "kind": "Loại hình", "parent": "Thuộc",
}  # fmt: skip
POSTS = ("party_post", "state_post", "mass_post", "post")
# The first that fits decides; all lines of a heading are joined, folded and searched.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("number", r"^(stt|tt|so tt|so thu tu)$"),
        ("organization", r"^(ten )(to chuc|co quan|don vi)"),
        ("kind", r"^loai( hinh)?( to chuc| don vi)?$"),
        ("parent", r"^(truc )?thuoc|^to chuc cap tren|^cap tren"),
        ("family", r"^ho( va)?( chu| ten)?( dem| lot)$|^ho$"),
        ("given", r"^ten$"),
        ("name", r"ho va ten|ho ten|ho chu dem va ten|^ten (dang vien|can bo|dong chi)"),
        ("ignored", r"chinh thuc"),
        ("joined", r"vao dang|ket nap"),
        ("since", r"tu (ngay|thang|nam)|bo nhiem|giu chuc( vu)? tu|ngay giu chuc|thoi diem giu"),
        ("until", r"den (ngay|thang|nam)|thoi giu"),
        ("temporary_cell", r"tam thoi|sinh hoat tam"),
        ("birth", r"\bsinh$|\bngay sinh|\bnam sinh|\bthang nam sinh|^sinh (ngay|nam)"),
        ("party_post", r"(chuc (vu|danh)).*\bdang\b|^cap uy$"),
        ("post", r"(chuc (vu|danh)).*chinh quyen.*doan the"),
        ("mass_post", r"(chuc (vu|danh)).*(doan the|mat tran)"),
        ("state_post", r"(chuc (vu|danh)).*(chinh quyen|nha nuoc|chuyen mon)"),
        ("post", r"chuc (vu|danh)"),
        ("residence", r"noi o|cu tru|thuong tru|dia chi|cho o hien"),
        ("cell", r"chi bo|sinh hoat dang|noi sinh hoat|to chuc dang"),
        ("unit", r"don vi|co quan|cong tac|phong ban"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Header:
    """The heading of one table: where its rows begin, what stands in which columns, and what is not used."""

    row: int
    first_row: int
    columns: Mapping[str, Sequence[int]]
    ignored: Sequence[str]

    @property
    def lists_persons(self) -> bool:
        """Persons, or else organisations."""
        return "name" in self.columns or {"family", "given"} <= set(self.columns)

    def column(self, key: str) -> int:
        """The first column of a key, for messages (0-based); the first column of all where there is none."""
        return next(
            iter(self.columns.get(key, ())), min(position for places in self.columns.values() for position in places)
        )


def heading_key(words: Sequence[str]) -> str:
    """What a heading means; empty where it means nothing to us."""
    folded = [fold(one) for one in words if fold(one)]
    joined = " ".join(folded)
    if len(folded) > 1 and folded[-1] in {"nam", "nu"} and "sinh" in folded[0]:
        return "birth"  # the year of birth in one of two columns, for men and for women
    return next((key for key, pattern in _PATTERNS if pattern.search(joined)), "")


def find_header(sheet: Sheet, start: int) -> Header | None:
    """The next heading at or below a row, if the sheet has one."""
    spans = _spans(sheet)
    return next(
        (header for row in range(start, len(sheet.rows)) if (header := _header_at(sheet, spans, row)) is not None), None
    )


def _spans(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    return {(top, left): (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged}


def _starts(row: Sequence[Cell]) -> bool:
    keys = {heading_key([tidy(cell)]) for cell in row if isinstance(cell, str)}
    return (
        "name" in keys
        or {"family", "given"} <= keys
        or {"organization", "kind"} <= keys
        or {"organization", "parent"} <= keys
    )


def _header_at(sheet: Sheet, spans: Mapping[tuple[int, int], tuple[int, int, int, int]], row: int) -> Header | None:
    if not _starts(sheet.rows[row]):
        return None
    depth = _depth(sheet, spans, row)
    texts = _texts(sheet, spans, row, depth)
    columns: dict[str, list[int]] = {}
    ignored = []
    for column, words in sorted(texts.items()):
        key = heading_key(words)
        if key in {"", "ignored"}:
            ignored.append(" – ".join(words))
        elif key != "number" and (key not in columns or key in {"birth", *POSTS}):
            columns.setdefault(key, []).append(column)
    first = row + depth
    if first < len(sheet.rows) and _numbers_columns(sheet.rows[first]):
        first += 1
    header = Header(row, first, columns, ignored)
    return header if len(columns) >= 2 else None


def _depth(sheet: Sheet, spans: Mapping[tuple[int, int], tuple[int, int, int, int]], row: int) -> int:
    """How many lines the heading has: the height of its merged cells, or lines that only split what is above them."""
    depth = 1
    for column, cell in enumerate(sheet.rows[row]):
        if cell is not None and (row, column) in spans:
            depth = max(depth, spans[row, column][2] - row + 1)
    depth = min(depth, HEADER_LINES)
    if depth == 1 and row + 1 < len(sheet.rows):
        above, below = sheet.rows[row], sheet.rows[row + 1]
        under_name = [
            below[i] for i, cell in enumerate(above) if heading_key([tidy(cell)]) == "name" and i < len(below)
        ]
        words = [tidy(cell) for cell in below if cell is not None]
        if len(words) > 1 and not any(under_name) and all(_splits(word) for word in words):
            depth = 2
    return depth


def _splits(word: str) -> bool:
    return fold(word) in {"nam", "nu", "dang", "chinh quyen", "doan the", "du bi", "chinh thuc"} or bool(
        heading_key([word])
    )


def _texts(
    sheet: Sheet, spans: Mapping[tuple[int, int], tuple[int, int, int, int]], row: int, depth: int
) -> dict[int, list[str]]:
    """The lines of the heading above each column; a merged line stands above all the columns that it covers."""
    texts: dict[int, list[str]] = {}
    for line in range(row, min(row + depth, len(sheet.rows))):
        for column, cell in enumerate(sheet.rows[line]):
            text = tidy(cell)
            if not text:
                continue
            right = spans.get((line, column), (0, 0, 0, column))[3]
            for covered in range(column, min(right, column + 20) + 1):
                texts.setdefault(covered, []).append(text)
    return texts


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """The line (1) (2) (3) or A B 1 2 below many official headings."""
    words = [tidy(cell).strip("()") for cell in row if cell is not None]
    return len(words) >= 2 and all(re.fullmatch(r"\d{1,2}|[A-E]", word) for word in words)
