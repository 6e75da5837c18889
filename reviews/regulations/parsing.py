"""One set's TOML file read into typed values and rows; whatever is wrong is named with file, key, reason and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from .clauses import MARKS, citable, clause
from .errors import BadRegulationFileError, UnknownClauseError, UnknownParameterError, WrongValueError
from .rows import (
    FORM_KINDS,
    BodyRow,
    Condition,
    Deadline,
    DossierItem,
    Exemption,
    Form,
    OpenPoint,
    Period,
    ScoreGroup,
    Source,
)
from .schema import Mode, Parameter, Registry, parameter, registry

HEAD = ("code", "title", "parent", "state_parent", "base")
LISTS = (
    "reviewed",
    "rated",
    "excluded",
    "deadlines",
    "dossier_items",
    "form_list",
    "criteria_for",
    "conditions",
    "exemptions",
    "periods",
    "score_groups",
    "open_points",
)
# Tables that hold no parameters; other modules read them.
TABLES = ("citations", "scoring", "cap_exception", "lines", "frame")
# Own sets name their parameters in one flat table, files in nested ones.
VALUES = "values"
# What a step of the timetable brings to an end, in the order of the year; unnamed steps stand beside it.
PHASES = (
    "suggestion",
    "self_review",
    "draft",
    "review",
    "rating",
    "dossier",
    "grassroots",
    "above_grassroots",
    "province",
)
_LEAF = {"value", "mode", "source"}
_SOURCE_SHAPES = ({"clause"}, {"document", "clause", "quote"}, {"decision", "reason"})
_NEEDS = ("required", "conditional", "added")
_STAGES = ("submission", "appraisal", "decision")
_PRODUCERS = ("subject", "office", "system")
_SUBJECTS = ("collective", "individual", "any")
_PERSONS = ("collective", "leader", "member", "outside", "any")
_EFFECTS = ("XS", "HTT", "HT", "KHT")
_PARTS = ("general", "results")
_OPEN_MARKS = ("M", "NF")

Raw = Mapping[str, Any]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that a set gives itself, with its source and what lower levels may do with it."""

    parameter: Parameter
    value: object
    mode: Mode
    source: Source


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list before inheritance; a dropped row only takes away the row of the upper set."""

    key: str
    mode: Mode
    dropped: bool
    row: object


class FileReader:
    """Reads the content of one file and blames it by name."""

    def __init__(self, file: str, content: Raw, known: Registry | None = None) -> None:
        self.file = file
        self.content = content
        self.code = str(content.get("code", ""))
        self.known = registry() if known is None else known
        # A kept set was checked when it was kept; the ledger may have changed since.
        self._is_kept = known is not None

    def blame(self, key: str, reason: str, remedy: str) -> BadRegulationFileError:
        """The error to raise for a key of this file."""
        return BadRegulationFileError(self.file, key, reason, remedy)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every parameter that the file gives, with its name."""
        for key, node in self.content.items():
            if key not in (*HEAD, *LISTS, *TABLES, VALUES):
                yield from self._walk(key, node)
        for name, node in self.content.get(VALUES, {}).items():
            yield name, self._entry(name, node)

    def rows(self, kind: str) -> Iterator[ListRow]:
        """The rows of one list."""
        for index, raw in enumerate(self.content.get(kind, ())):
            place = f"{kind}[{index}]"
            key = raw.get("key")
            if not isinstance(key, str):
                raise self.blame(place, "dòng không có mã key", "Thêm key là một chuỗi ký tự")
            if raw.get("drop") is True:
                yield ListRow(key, Mode.OPEN, dropped=True, row=None)
                continue
            row = _Row(self, place, raw)
            yield ListRow(key, row.mode, dropped=False, row=_ROW_READERS[kind](row, key))

    def source(self, place: str, raw: object) -> Source:
        """The source of a value or row; a value without one does not load."""
        remedy = "Ghi source = { clause } hoặc { document, clause, quote } hoặc { decision, reason }"
        if not isinstance(raw, dict) or set(raw) - {"mark"} not in _SOURCE_SHAPES:
            raise self.blame(place, "không có nguồn hợp lệ", remedy)
        mark = raw.get("mark", "")
        if "mark" in raw and mark not in MARKS:
            raise self.blame(place, f"dấu “{mark}” không có", f"Dùng một trong: {', '.join(MARKS)}")
        if "document" in raw:
            return Source(self.code, document=raw["document"], section=raw["clause"], quote=raw["quote"], mark=mark)
        if "decision" in raw:
            return Source(self.code, decision=raw["decision"], reason=raw["reason"], mark=mark)
        named = raw["clause"]
        ids = self.known_clauses(place, [named] if isinstance(named, str) else named)
        # A value is as certain as the least certain statement that it rests on.
        marks = {mark, *(citable()[one].mark for one in ids if one in citable())} - {""}
        return Source(self.code, clauses=ids, mark=max(marks, key=list(MARKS).index, default=""))

    def known_clauses(self, place: str, ids: list[str]) -> tuple[str, ...]:
        """These clause ids, each of which the ledger has to know."""
        for one in () if self._is_kept else ids:
            try:
                clause(one)
            except UnknownClauseError as error:
                raise self.blame(place, str(error), "Dùng mã có trong clauses.csv") from None
        return tuple(ids)

    def _walk(self, name: str, node: object) -> Iterator[tuple[str, Entry]]:
        if not isinstance(node, dict):
            raise self.blame(name, "không phải một bảng tham số", "Ghi [tên tham số] rồi value và source")
        given = "value" in node
        if given:
            yield name, self._entry(name, node)
        for key, child in node.items():
            if given and key in _LEAF:
                continue
            if not isinstance(child, dict) or (key == "source" and "value" not in child):
                raise self.blame(name, "thiếu value", "Ghi value")
            indexed = f"{name}[]" in self.known
            yield from self._walk(f"{name}[{key}]" if indexed else f"{name}.{key}", child)

    def _entry(self, name: str, node: Raw) -> Entry:
        try:
            meant = parameter(name, self.known)
            value = meant.read(name, node["value"])
        except (UnknownParameterError, WrongValueError) as error:
            raise self.blame(name, str(error), "Sửa theo parameters.toml") from None
        mode = node.get("mode", meant.mode.value)
        if mode not in set(Mode):
            raise self.blame(name, f"mode “{mode}” không có", f"Dùng một trong: {', '.join(Mode)}")
        return Entry(meant, value, Mode(mode), self.source(name, node.get("source")))


class _Row:
    """Typed access to the cells of one row."""

    def __init__(self, reader: FileReader, place: str, raw: Raw) -> None:
        self._reader = reader
        self._place = place
        self._raw = raw

    @property
    def mode(self) -> Mode:
        return Mode(self.word("mode", tuple(Mode), Mode.OPEN))

    @property
    def source(self) -> Source:
        return self._reader.source(self._place, self._raw.get("source"))

    def text(self, key: str, default: str | None = None) -> str:
        return self._cell(key, str, default)

    def number(self, key: str, default: int | None = None) -> int:
        return self._cell(key, int, default)

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._cell(key, bool, default)

    def word(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        found = self.text(key, default)
        if found not in choices:
            raise self._reader.blame(f"{self._place}.{key}", f"“{found}” không có", f"Dùng: {', '.join(choices)}")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(str(item) for item in self._cell(key, list, []))

    def has(self, key: str) -> bool:
        return key in self._raw

    def _cell(self, key: str, kind: type[_T], default: object) -> _T:
        found = self._raw.get(key, default)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise self._reader.blame(f"{self._place}.{key}", "thiếu hoặc sai kiểu", f"Ghi một {kind.__name__}")
        return found

    def real_day(self, day: int, month: int) -> None:
        try:
            date(2000, month, day)
        except ValueError:
            raise self._reader.blame(self._place, f"ngày {day}/{month} không có", "Sửa day và month") from None


def _body(row: _Row, key: str) -> BodyRow:
    return BodyRow(key, row.text("title"), row.texts("types"), row.text("level", ""), row.source)


def _deadline(row: _Row, key: str) -> Deadline:
    day = row.number("day") if row.has("day") else None
    month = row.number("month") if row.has("day") else None
    if day is not None and month is not None:
        row.real_day(day, month)
    return Deadline(
        key,
        row.text("title"),
        row.text("receiver", ""),
        day,
        month,
        row.number("year_offset", 0),
        row.flag("inclusive", default=False),
        row.source,
        row.word("phase", ("", *PHASES), ""),
        row.texts("reporters") if row.has("reporters") else (),
    )


def _dossier(row: _Row, key: str) -> DossierItem:
    return DossierItem(
        key,
        row.word("subject", _SUBJECTS),
        row.text("title"),
        row.word("need", _NEEDS),
        row.word("stage", _STAGES),
        row.word("producer", _PRODUCERS),
        row.source,
    )


def _form(row: _Row, key: str) -> Form:
    kind, guidance = row.word("kind", ("", *FORM_KINDS), ""), row.text("guidance", "")
    return Form(key, row.text("title"), row.word("subject", _SUBJECTS), row.source, kind, guidance)


def _criteria_for(row: _Row, key: str) -> tuple[str, Source]:
    """The key is the body type, the row names its frame."""
    return row.text("frame"), row.source


def _condition(row: _Row, key: str) -> Condition:
    return Condition(
        key,
        row.word("subject", _PERSONS),
        row.text("title"),
        row.word("effect", _EFFECTS),
        row.number("percent") if row.has("percent") else None,
        row.flag("on_board", default=False),
        row.source,
    )


def _exemption(row: _Row, key: str) -> Exemption:
    return Exemption(
        key, row.word("subject", _PERSONS), row.text("title"), row.flag("reviewed"), row.flag("rated"), row.source
    )


def _period(row: _Row, key: str) -> Period:
    return Period(key, row.text("title"), row.text("feeds", ""), row.source)


def _score_group(row: _Row, key: str) -> ScoreGroup:
    points = row.number("points") if row.has("points") else None
    return ScoreGroup(
        key, row.word("subject", _PERSONS), row.word("part", _PARTS), row.text("title"), row.source, points
    )


def _open_point(row: _Row, key: str) -> OpenPoint:
    return OpenPoint(key, row.text("title"), row.text("parameter", ""), row.word("mark", _OPEN_MARKS), row.source)


_ROW_READERS: Mapping[str, Callable[[_Row, str], object]] = {
    "reviewed": _body,
    "rated": _body,
    "excluded": _body,
    "deadlines": _deadline,
    "dossier_items": _dossier,
    "form_list": _form,
    "criteria_for": _criteria_for,
    "conditions": _condition,
    "exemptions": _exemption,
    "periods": _period,
    "score_groups": _score_group,
    "open_points": _open_point,
}
