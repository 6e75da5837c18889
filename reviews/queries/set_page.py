"""A regulation set as its page shows it: every value in words with its source, who locked it, what differs above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from orgchart.names import search_key
from reviews.regulations.clauses import MARKS, Citation, citations_of
from reviews.regulations.parsing import Entry
from reviews.regulations.rows import INDIVIDUAL, CriteriaFrame, Source, title_in
from reviews.regulations.schema import Mode, Parameter
from reviews.regulations.sets import RegulationSet
from reviews.regulations.wording import in_words, list_title, mode_words, section_of, sections, title_of
from reviews.set_lists import CELLS, READ_ONLY, cell_words

ONLY = {
    "rieng": "Do bộ này tự quy định",
    "khac": "Khác văn bản trên",
    "khoa": "Cấp trên không cho thay đổi",
    "ngo": "Còn để ngỏ",
}


@dataclass(frozen=True)
class SourceView:
    """Where a value comes from: the document by its name, the quoted clauses, or the decision with its reason."""

    document: str
    text: str
    clauses: list[Citation]
    certainty: str = ""


@dataclass(frozen=True)
class ValueLine:
    """One parameter of a set."""

    name: str
    title: str
    words: str
    source: SourceView
    mode: str
    locked_by: str
    is_own: bool
    above: str
    open_point: str

    @property
    def differs(self) -> bool:
        """Whether the set above says something else."""
        return bool(self.above)


@dataclass(frozen=True)
class Section:
    """Values under one heading."""

    title: str
    anchor: str
    lines: list[ValueLine]


@dataclass(frozen=True)
class RowLine:
    """One row of a list."""

    key: str
    cells: list[str]
    source: SourceView
    is_own: bool
    change: str


@dataclass(frozen=True)
class ListTable:
    """One list as a table; `dropped` are rows of the set above that this one does not take over."""

    kind: str
    title: str
    head: list[str]
    rows: list[RowLine]
    dropped: list[RowLine]
    editable: bool


class SetView:
    """Reads one set for its page, beside the set that it is made from."""

    def __init__(self, regulation: RegulationSet, above: RegulationSet | None = None) -> None:
        self.regulation = regulation
        self._above = above
        building = regulation.built_from
        self._titles = {} if building is None else _titles(building.lineage.readers())
        self._uppers: dict[str, Entry] = {} if building is None else building.lineage.handed_down()
        self._own: Mapping[str, Any] = {} if building is None else building.lineage.own.content
        self._open = {point.parameter: point for point in regulation.open_points() if point.parameter}

    def sections(self, search: str = "", only: str = "") -> list[Section]:
        """The parameters that match, under their headings; indexed ones once for every key that is given."""
        found: dict[str, list[ValueLine]] = {title: [] for title in sections()}
        wanted = search_key(search)
        for name in self._names():
            line = self.line(name)
            if _is_wanted(line, only) and (not wanted or wanted in search_key(f"{line.title} {line.words}")):
                found[section_of(name)].append(line)
        return [
            Section(title, f"phan-{number}", lines)
            for number, (title, lines) in enumerate(found.items(), start=1)
            if lines
        ]

    def line(self, name: str) -> ValueLine:
        """One parameter."""
        meant = self.regulation.parameter(name)
        entry, upper = self.regulation.entries.get(name), self._uppers.get(name)
        words = in_words(meant, self.regulation.value(name))
        point = self._open.get(name)
        return ValueLine(
            name=name,
            title=title_of(meant, name),
            words=words,
            source=self.source(self.regulation.source(name)),
            mode="" if name.startswith("regset.") else mode_words(entry.mode if entry else meant.mode),
            locked_by=self._titles.get(upper.source.origin, "")
            if upper is not None and upper.mode is Mode.LOCKED
            else "",
            is_own=entry is not None and entry.source.origin == self.regulation.code,
            above=self._other(meant, name, words),
            open_point=f"{point.title} ({MARKS[point.mark]})" if point else "",
        )

    def tables(self) -> list[ListTable]:
        """The lists, those that are empty above and here left out."""
        tables = [self.table(kind) for kind in CELLS]
        return [table for table in tables if table.rows or table.dropped or table.editable]

    def table(self, kind: str) -> ListTable:
        """One list with what it changes of the list above."""
        rows = rows_of(self.regulation, kind)
        before = rows_of(self._above, kind) if self._above is not None else {}
        own = {str(raw.get("key")) for raw in self._own.get(kind, ())}
        lines = [self._row(kind, key, row, before, is_own=key in own) for key, row in rows.items()]
        gone = [self._row(kind, key, row, before, is_own=True) for key, row in before.items() if key not in rows]
        head = [cell.label.partition(" (")[0] for cell in CELLS[kind]]
        return ListTable(kind, list_title(kind), head, lines, gone, kind not in READ_ONLY)

    def frames(self) -> list[CriteriaFrame]:
        """The criteria frames that some kind of subject falls under, each once."""
        return list({frame.code: frame for frame in self.regulation.frames.values()}.values())

    def source(self, source: Source) -> SourceView:
        """A source with the document by its name and the clauses quoted."""
        document = self._titles.get(source.origin, "")
        if source.is_default:
            return SourceView("Mặc định của phần mềm", source.reason[:1].upper() + source.reason[1:] + ".", [])
        certainty = MARKS.get(source.mark, "")
        if source.clauses:
            return SourceView(document, "", citations_of(source.clauses), certainty)
        if source.document:
            return SourceView(document, f"{source.document}, {source.section}: “{source.quote}”", [], certainty)
        return SourceView(document, f"{source.decision}: {source.reason}", [], certainty)

    def upper_of(self, name: str) -> str:
        """What binds from above, in words: the value, whose it is, and what may be done with it; empty for nothing."""
        upper = self._uppers.get(name)
        if upper is None:
            return ""
        told = in_words(upper.parameter, upper.value)
        return f"{self._titles.get(upper.source.origin, '')} quy định “{told}”. {mode_words(upper.mode)}."

    def _names(self) -> Iterable[str]:
        indexed: dict[str, list[str]] = {}
        for name in self.regulation.entries:
            if "[" in name:
                indexed.setdefault(self.regulation.parameter(name).name, []).append(name)
        for name, parameter in self.regulation.known.items():
            yield from sorted(indexed.get(name, ())) if parameter.indexed else [name]

    def _other(self, meant: Parameter, name: str, words: str) -> str:
        """What the set above says where it says something else."""
        if self._above is None or name.startswith("regset."):
            return ""
        other = in_words(meant, self._above.value(name))
        return "" if other == words else other or "không quy định"

    def _row(self, kind: str, key: str, row: object, before: Mapping[str, object], *, is_own: bool) -> RowLine:
        cells = _cells(kind, key, row)
        source = getattr(row, "source", None)
        change = ""
        if self._above is not None:
            change = "Thêm" if key not in before else "Sửa" if _cells(kind, key, before[key]) != cells else ""
        return RowLine(key, cells, self.source(source) if source else SourceView("", "", []), is_own, change)


def rows_of(regulation: RegulationSet | None, kind: str) -> dict[str, object]:
    """The rows of a list by key; the frames by the kind of subject that they are for."""
    if regulation is None:
        return {}
    lists: dict[str, tuple[Any, ...]] = {
        "deadlines": regulation.deadlines(),
        "reviewed": regulation.reviewed_types(),
        "rated": regulation.rated_types(),
        "excluded": regulation.excluded_types(),
        "dossier_items": regulation.dossier_items_all(),
        "conditions": regulation.conditions(),
        "exemptions": regulation.exemptions(),
        "score_groups": regulation.score_rows,
        "periods": regulation.periods(),
        "form_list": regulation.forms(),
        "open_points": regulation.open_points(),
    }
    if kind == "criteria_for":
        return dict(regulation.frames)
    return {row.key: row for row in lists[kind]}


def _cells(kind: str, key: str, row: object) -> list[str]:
    if kind == "criteria_for" and isinstance(row, CriteriaFrame):
        title = title_in(key)
        return [cell_words(CELLS[kind][0], INDIVIDUAL if title else key), title, row.title]
    return [cell_words(cell, getattr(row, cell.name, "")) for cell in CELLS[kind]]


def _titles(readers: Iterable[Any]) -> dict[str, str]:
    return {reader.code: str(reader.content.get("title", reader.code)) for reader in readers}


def _is_wanted(line: ValueLine, only: str) -> bool:
    wanted = {
        "rieng": line.is_own,
        "khac": line.differs,
        "khoa": bool(line.locked_by),
        "ngo": bool(line.open_point),
    }
    return wanted.get(only, True)
