"""From the documents of a lineage to the set that binds; the same way for files, for kept sets and for own drafts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from .ground import Building, Ground
from .inheritance import Lineage
from .parsing import FileReader, ListRow
from .rows import (
    INDIVIDUAL,
    BodyRow,
    Condition,
    CriteriaFrame,
    Deadline,
    DossierItem,
    Exemption,
    Form,
    FrameCriterion,
    OpenPoint,
    Period,
    ScoreGroup,
    title_in,
)
from .schema import Mode, parameter
from .scoring import cap_exception_of, check_points, scoring_of
from .sets import RegulationSet
from .soundness import check_file, check_values

_T = TypeVar("_T")


def build(lineage: Lineage, ground: Ground) -> RegulationSet:
    """The set with all it inherits; one that is not kept yet is checked against its superiors first."""
    if not ground.is_kept:
        check_file(lineage.own)
        lineage.check()
    own, chain = lineage.own, lineage.readers()
    defaults = ground.reader()
    frames = _frames(ground, chain)
    entries = lineage.entries()
    lists = _Lists(lineage, defaults)
    scoring = _first(scoring_of(one) for one in chain)
    check_points(own, scoring, lists.of("score_groups", ScoreGroup))
    ordinary = entries["cap.rate"].value if "cap.rate" in entries else parameter("cap.rate", ground.known).default
    regulation = RegulationSet(
        code=own.code,
        title=str(own.content["title"]),
        parent=own.content.get("parent"),
        state_parent=own.content.get("state_parent"),
        digest=_digest([reader.content for reader in (*chain, defaults)], ground),
        entries=entries,
        citations=_citations(chain, defaults),
        reviewed=lists.of("reviewed", BodyRow),
        rated=lists.of("rated", BodyRow),
        excluded=lists.of("excluded", BodyRow),
        deadline_rows=lists.of("deadlines", Deadline),
        dossier_rows=lists.of("dossier_items", DossierItem),
        form_rows=lists.of("form_list", Form),
        frames=_assign(own, chain[1:], lists.rows("criteria_for"), frames, _frames(ground, chain[1:])),
        scoring=scoring,
        cap_exception=_first(cap_exception_of(one, ordinary) for one in chain),
        condition_rows=lists.of("conditions", Condition),
        exemption_rows=lists.of("exemptions", Exemption),
        period_rows=lists.of("periods", Period),
        score_rows=lists.of("score_groups", ScoreGroup),
        open_rows=_open_points(lineage, lists),
        built_from=Building(lineage, ground),
    )
    if not ground.is_kept:
        check_values(regulation, own)
    return regulation


def _first(found: Iterable[_T | None]) -> _T | None:
    return next((one for one in found if one is not None), None)


class _Lists:
    """The lists of a lineage: rows are inherited one by one, and the default list stands in where nobody has one."""

    def __init__(self, lineage: Lineage, defaults: FileReader) -> None:
        self._lineage = lineage
        self._defaults = defaults

    def of(self, kind: str, wanted: type[_T]) -> tuple[_T, ...]:
        """The rows of one list that hold."""
        return tuple(row for row in self.rows(kind).values() if isinstance(row, wanted))

    def rows(self, kind: str) -> Mapping[str, object]:
        """The rows of one list by key; a row that a superior has locked can be neither changed nor dropped."""
        rows: dict[str, ListRow] = {}
        lockers: dict[str, set[str]] = {}
        givers = [reader for reader in reversed(self._lineage.readers()) if reader.content.get(kind)]
        for reader in givers or [self._defaults]:
            seen: set[str] = set()
            for row in reader.rows(kind):
                if row.key in seen:
                    raise reader.blame(f"{kind} {row.key}", "mã dòng bị lặp", "Đặt mỗi dòng một mã")
                # The other line's row may replace this one, its lock still binds everybody below both.
                locked = lockers.setdefault(row.key, set())
                if locked & self._lineage.bound_by(reader.code):
                    raise reader.blame(f"{kind} {row.key}", "cấp trên không cho thay đổi dòng này", "Bỏ dòng này")
                seen.add(row.key)
                rows[row.key] = row
                if row.mode is Mode.LOCKED:
                    locked.add(reader.code)
        return {key: row.row for key, row in rows.items() if not row.dropped}


def _open_points(lineage: Lineage, lists: _Lists) -> tuple[OpenPoint, ...]:
    """What stands open: a point is closed where the set or a document between gives the parameter."""
    given = {name: entry.source.origin for name, entry in lineage.entries().items()}
    found = []
    for point in lists.of("open_points", OpenPoint):
        if point.parameter:
            parameter(point.parameter)
        if point.parameter and given.get(point.parameter) == point.source.origin:
            reader = next(one for one in lineage.readers() if one.code == point.source.origin)
            raise reader.blame(
                f"open_points {point.key}",
                f"{point.parameter} vừa để ngỏ vừa có giá trị",
                "Bỏ giá trị hoặc bỏ dòng này",
            )
        if point.parameter not in given:
            found.append(point)
    return tuple(found)


def _citations(chain: Sequence[FileReader], defaults: FileReader) -> Mapping[str, tuple[str, ...]]:
    """Which clauses each part of the rules quotes; the default file lists all parts, sets replace them."""
    cited = dict(_cited(defaults))
    for reader in reversed(chain):
        for key, ids in _cited(reader):
            if key not in cited:
                raise reader.blame(f"citations.{key}", "không có phần quy tắc này", "Dùng mã có trong defaults.toml")
            cited[key] = ids
    return cited


def _cited(reader: FileReader) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, ids in reader.content.get("citations", {}).items():
        yield key, reader.known_clauses(f"citations.{key}", ids)


def _frames(ground: Ground, chain: Sequence[FileReader]) -> Mapping[str, CriteriaFrame]:
    """The built-in frames, and those that a directory of sets or a set itself brings along."""
    readers = [*(ground.reader(content) for content in ground.frames), *reversed(chain)]
    found: dict[str, CriteriaFrame] = {}
    for reader in readers:
        for raw in reader.content.get("frame", ()):
            if "source" not in raw and reader.code:
                raise reader.blame(f"frame {raw.get('code')}", "không có nguồn hợp lệ", "Ghi source cho khung tiêu chí")
            frame = read_frame(reader, raw)
            codes = [criterion.code for criterion in frame.criteria]
            if len(set(codes)) != len(codes) or not codes:
                raise reader.blame(f"frame {frame.code}", "mã tiêu chí trống hoặc bị lặp", "Đặt mỗi tiêu chí một mã")
            found[frame.code] = frame
    return found


def read_frame(reader: FileReader, raw: Mapping[str, Any]) -> CriteriaFrame:
    """One frame as a file or an own set writes it."""
    place = f"frame {raw['code']}"
    criteria = tuple(
        FrameCriterion(
            code=row["code"],
            group=row["group"],
            title=row["title"],
            result=row["result"],
            basic=row.get("basic", True),
            if_any=row.get("if_any", False),
            locked=row.get("locked", False),
            clauses=reader.known_clauses(place, row.get("clauses", [])),
        )
        for row in raw["criteria"]
    )
    source = reader.source(place, raw["source"]) if "source" in raw else None
    return CriteriaFrame(raw["code"], raw["title"], raw["subject"], criteria, source)


def _assign(
    own: FileReader,
    upper: Iterable[FileReader],
    rows: Mapping[str, object],
    frames: Mapping[str, CriteriaFrame],
    upper_frames: Mapping[str, CriteriaFrame],
) -> Mapping[str, CriteriaFrame]:
    """Frames by body type; a lower set may choose or write another frame, but none that lacks a locked criterion."""
    assigned = {body: str(row[0]) for body, row in rows.items() if isinstance(row, tuple)}
    for body, frame in assigned.items():
        if frame not in frames:
            raise own.blame(f"criteria_for {body}", f"không có khung “{frame}”", "Dùng khung có trong criteria.toml")
        if title_in(body) and frames[frame].subject != INDIVIDUAL:
            raise own.blame(f"criteria_for {body}", f"khung “{frame}” dành cho tập thể", "Chọn khung dành cho cá nhân")
    locked = {row.code for reader in upper for one in reader.rows("criteria_for") for row in _locked(one, upper_frames)}
    chosen = {body: frames[frame] for body, frame in assigned.items()}
    for body, one in chosen.items():
        missing = locked - {row.code for row in one.criteria}
        if missing and body != INDIVIDUAL and not title_in(body):
            raise own.blame(
                f"criteria_for {body}",
                f"thiếu tiêu chí bắt buộc {', '.join(sorted(missing))}",
                "Chọn khung đủ tiêu chí",
            )
    return chosen


def _locked(row: ListRow, frames: Mapping[str, CriteriaFrame]) -> Iterator[FrameCriterion]:
    if isinstance(row.row, tuple) and row.row[0] in frames:
        yield from (criterion for criterion in frames[row.row[0]].criteria if criterion.locked)


def _digest(contents: Sequence[Mapping[str, Any]], ground: Ground) -> str:
    """Fingerprint of everything that the set says or inherits, whatever the layout of the files."""
    canonical = json.dumps(
        [*contents, ground.registry, ground.frames[0]], default=str, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
