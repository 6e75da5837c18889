"""The rows of a roster: tables found by their headings, groups, signatures and odd lines told apart from persons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orgchart.imports.findings import Finding, Question, Read
from orgchart.imports.headings import POSTS, SHOWN, Header, find_header, heading_key
from orgchart.imports.reading import Cell, Sheet
from orgchart.imports.titles import phrases
from orgchart.imports.units import group_title, guess_kind
from orgchart.imports.words import Day, fold, looks_like_a_name, person_name, tidy
from orgchart.kinds import OrganizationKind, PostLine

LINES = {"party_post": PostLine.PARTY, "state_post": PostLine.STATE, "mass_post": PostLine.MASS, "post": None}
MAX_PERSONS = 20_000
# Sheets of the template that explain it.
NOT_READ = {"vi du", "huong dan", "danh muc"}
NOT_KNOWN = "không rõ"
# Areas larger than this are laid over a sheet by mistake or in bad faith; their value stays where it stands.
LARGEST_MERGE = 5_000
_END = re.compile(
    r"nguoi lap|^t ?m\b|^k ?t\b|xac nhan|\bky (ten|ghi|va|so)|^noi nhan|ngay\s*\d*\s*thang\s*\d*\s*nam\s*\d*$"
)
_SUM = re.compile(r"^(tong( so| cong)?|cong|an dinh|danh sach (nay )?(co|gom))\b")
_ORDINAL = re.compile(r"^([IVXLC]+|\d+(\.\d+)*|[a-zđA-ZĐ])[.)]?$")
_CELL_IN_TITLE = re.compile(r"chi bộ\s+.*", re.IGNORECASE)


@dataclass(frozen=True)
class Phrase:
    """One post as it was written."""

    text: str
    line: PostLine | None
    column: int


@dataclass
class Line:
    """One person as one row says it."""

    sheet: int
    row: int
    name: str
    columns: Mapping[str, int]
    birth: Day | None = None
    joined: Day | None = None
    unit: str = ""
    cell: str = ""
    temporary_cell: str = ""
    residence: str = ""
    since: Day | None = None
    until: Day | None = None
    posts: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True)
class UnitLine:
    """One organisation as one row says it."""

    sheet: int
    row: int
    name: str
    kind: str
    parent: str
    column: int


@dataclass
class Roster:
    """Everything that a workbook says, with what is wrong in it and what was passed over."""

    lines: list[Line] = field(default_factory=list)
    units: list[UnitLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    passed_over: list[tuple[int, int, str]] = field(default_factory=list)
    tables: int = 0


def read_roster(sheets: Sequence[Sheet], answers: Mapping[str, str]) -> Roster:
    """All tables of all sheets; `answers` holds corrections of single cells."""
    roster = Roster()
    for number, sheet in enumerate(sheets):
        if fold(sheet.name) in NOT_READ:
            continue
        _SheetReader(roster, sheet, number, answers).read()
    return roster


class _SheetReader:
    """Walks down one sheet, from heading to heading."""

    def __init__(self, roster: Roster, sheet: Sheet, number: int, answers: Mapping[str, str]) -> None:
        self.roster, self.sheet, self.number = roster, sheet, number
        self.cells = Read(roster.findings, roster.questions, answers, number)
        self.merged = dict(_merged_places(sheet))
        self.unit = self.cell = ""
        self.person: Line | None = None

    def read(self) -> None:
        """Every table of the sheet."""
        start = 0
        while (header := find_header(self.sheet, start)) is not None:
            self.roster.tables += 1
            self.roster.ignored += [one for one in header.ignored if one not in self.roster.ignored]
            self.unit, self.cell = self._context_above(start, header.row)
            self.person = None
            start = self._read_table(header)

    def _context_above(self, start: int, end: int) -> tuple[str, str]:
        """The cell whose list this is, by the name of the sheet or the lines above the table."""
        cell = unit = ""
        kind = guess_kind(self.sheet.name)
        if kind == OrganizationKind.PARTY_CELL:
            cell = self.sheet.name
        for row in self.sheet.rows[start:end]:
            for text in filter(None, map(tidy, row)):
                found = _CELL_IN_TITLE.search(text) if fold(text).startswith(("danh sach", "chi bo")) else None
                if found and len(fold(found.group()).split()) > 2:
                    cell = found.group()
        return unit, cell

    def _read_table(self, header: Header) -> int:
        """The rows below one heading; where the next heading may begin."""
        read = self._read_person if header.lists_persons else self._read_unit
        used = {column for places in header.columns.values() for column in places}
        for row in range(header.first_row, len(self.sheet.rows)):
            cells = self.sheet.rows[row]
            if all(cell is None for cell in cells) or self._repeats(header, cells):
                continue
            tidied = [tidy(cell) for cell in cells]
            words = [word for word in tidied if word]
            texts = [
                word for column, word in enumerate(tidied) if word and (column in used or not _ORDINAL.match(word))
            ]
            if any(_END.search(fold(text)) for text in texts[:3]) and not self._is_person(header, cells):
                return row + 1
            if not texts or (_SUM.match(fold(texts[0])) and len(texts) <= 3):
                continue
            if len(texts) == 1 and self._is_group(header, cells, words, texts[0]):
                self._open_group(row, texts[0])
                continue
            read(header, row)
        return len(self.sheet.rows)

    def _repeats(self, header: Header, cells: Sequence[Cell]) -> bool:
        """The heading again, as on every printed page, or its second line."""
        column = header.column("name" if "name" in header.columns else "organization")
        cell = cells[column] if column < len(cells) else None
        if cell is not None:
            return isinstance(cell, str) and heading_key([tidy(cell)]) in {"name", "organization"}
        words = [tidy(one) for one in cells if one is not None]
        return len(words) > 1 and all(heading_key([word]) for word in words)

    def _is_person(self, header: Header, cells: Sequence[Cell]) -> bool:
        """A name with something else beside it that only a person has."""
        name = self._name(header, cells)
        others = [
            position
            for key in ("birth", "joined", *POSTS, "cell")
            for position in header.columns.get(key, ())
            if position < len(cells) and cells[position] is not None
        ]
        return bool(others) and looks_like_a_name(name) and not guess_kind(name) and not _END.search(fold(name))

    def _is_group(self, header: Header, cells: Sequence[Cell], words: Sequence[str], text: str) -> bool:
        column = next(position for position, cell in enumerate(cells) if tidy(cell) == text)
        if self.person is not None and any(column in header.columns.get(key, ()) for key in POSTS):
            return guess_kind(group_title(text)) is not None  # else one more post of the person above
        numbered = len(words) > 1 and not words[0].strip(".)").isdigit()
        name = self._name(header, cells)
        alone = not (looks_like_a_name(name) and name and not text.isupper() and not numbered)
        return guess_kind(group_title(text)) is not None or text.isupper() or numbered or (alone and not name)

    def _open_group(self, row: int, text: str) -> None:
        title = group_title(text)
        kind = guess_kind(title)
        if kind is None:
            self.roster.passed_over.append((self.number, row + 1, text))
            self.unit = ""
        elif kind == OrganizationKind.PARTY_CELL:
            self.cell = title
        else:
            self.unit = title
        self.person = None

    def _name(self, header: Header, cells: Sequence[Cell]) -> str:
        keys = ("name",) if "name" in header.columns else ("family", "given")
        parts = [self._at(cells, header.columns[key][0]) for key in keys if key in header.columns]
        return person_name(" ".join(tidy(part) for part in parts if part is not None))

    @staticmethod
    def _at(cells: Sequence[Cell], column: int) -> Cell:
        return cells[column] if column < len(cells) else None

    def _value(self, header: Header, row: int, key: str) -> tuple[Cell, int]:
        """The first filled cell of a key and its column; a merged cell stands for all the rows that it covers."""
        for column in header.columns.get(key, ()):
            top, left = self.merged.get((row, column), (row, column))
            value = self._at(self.sheet.rows[top], left)
            if value is not None:
                return value, column
        return None, header.column(key)

    def _text(self, header: Header, row: int, key: str) -> str:
        return tidy(self._value(header, row, key)[0])

    def _day(self, header: Header, row: int, key: str) -> Day | None:
        value, column = self._value(header, row, key)
        return self.cells.day(value, row + 1, column + 1, SHOWN[key])

    def _read_person(self, header: Header, row: int) -> None:
        name = self._name(header, self.sheet.rows[row])
        column = header.column("name" if "name" in header.columns else "given")
        posts = list(self._posts(header, row))
        if not name:
            if self.person is not None and posts:
                self.person.posts += posts  # the name above is merged over several posts
            elif any(self._text(header, row, key) for key in ("birth", "joined", "cell")):
                self.cells.wrong(row + 1, column + 1, SHOWN["name"], "", "thiếu họ và tên")
            return
        name = self.cells.name(name, row + 1, column + 1)
        if not name:
            return
        columns = {key: places[0] + 1 for key, places in header.columns.items()}
        line = Line(self.number, row + 1, name, columns, posts=posts)
        line.birth, line.joined = self._day(header, row, "birth"), self._day(header, row, "joined")
        line.since, line.until = self._day(header, row, "since"), self._day(header, row, "until")
        line.unit = self._text(header, row, "unit") or self.unit
        line.cell = self._text(header, row, "cell") or self.cell
        line.temporary_cell = self._text(header, row, "temporary_cell")
        line.residence = self._text(header, row, "residence")[:200]
        self.person = line
        self.roster.lines.append(line)

    def _posts(self, header: Header, row: int) -> Iterator[Phrase]:
        for key in POSTS:
            for column in header.columns.get(key, ()):
                value = self._at(self.sheet.rows[row], column)
                yield from (Phrase(text, LINES[key], column + 1) for text in phrases(value))

    def _read_unit(self, header: Header, row: int) -> None:
        name = self._text(header, row, "organization")
        if name:
            column = header.column("organization") + 1
            kind, parent = self._text(header, row, "kind"), self._text(header, row, "parent")
            self.roster.units.append(UnitLine(self.number, row + 1, name[:200], kind, parent, column))


def _merged_places(sheet: Sheet) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for (top, left), (bottom, right) in sheet.merged:
        if (bottom - top + 1) * (right - left + 1) <= LARGEST_MERGE:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    yield (row, column), (top, left)
