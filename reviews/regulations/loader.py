"""Built-in regulation sets from their TOML files, with inheritance, checked before anything may use them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from .errors import BadRegulationFileError, UnknownSetError
from .parsing import HEAD, Entry, FileReader, ListRow
from .rows import BodyRow, CriteriaFrame, Deadline, DossierItem, Form, FrameCriterion, Source
from .schema import REGISTRY, Mode
from .sets import RegulationSet

SETS = Path(__file__).parent
_NOT_SETS = ("parameters", "defaults", "criteria")
_T = TypeVar("_T")


def available_sets(directory: Path = SETS) -> tuple[str, ...]:
    """Codes of the built-in sets."""
    return tuple(sorted(file.stem for file in directory.glob("*.toml") if file.stem not in _NOT_SETS))


@cache
def load_set(code: str, directory: Path = SETS) -> RegulationSet:
    """The set with this code, fully checked; raise `UnknownSetError` or `BadRegulationFileError`."""
    chain = _chain(code, directory, ())
    own, upper = chain[0], chain[1:]
    defaults = _reader("defaults", SETS)
    frames = _frames(directory)
    parents = _parent_chain(own, directory)
    entries: dict[str, Entry] = {}
    for reader in reversed(chain):
        entries.update((name, entry) for name, entry in reader.entries() if reader is own or not _is_identity(name))
    _check_modes(own, parents)
    assigned = _rows("criteria_for", chain, defaults, tuple)
    return RegulationSet(
        code=own.code,
        title=str(own.content["title"]),
        parent=own.content.get("parent"),
        digest=_digest([reader.content for reader in (*chain, defaults)]),
        entries=entries,
        citations=_citations(chain, defaults),
        reviewed=_typed("reviewed", chain, defaults, BodyRow),
        rated=_typed("rated", chain, defaults, BodyRow),
        deadline_rows=_typed("deadlines", chain, defaults, Deadline),
        dossier_rows=_typed("dossier_items", chain, defaults, DossierItem),
        form_rows=_typed("form_list", chain, defaults, Form),
        frames=_assign(own, upper, assigned, frames),
        point_bands=next((dict(one.content["point_bands"]) for one in chain if "point_bands" in one.content), {}),
    )


def _reader(code: str, directory: Path) -> FileReader:
    path = directory / f"{code}.toml"
    try:
        with path.open("rb") as file:
            content = tomllib.load(file, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRegulationFileError(path.name, "—", f"không đọc được TOML: {error}", "Sửa cú pháp") from None
    reader = FileReader(path.name, content)
    if code not in _NOT_SETS:
        for key in HEAD[:2]:
            if not isinstance(content.get(key), str):
                raise reader.blame(key, "thiếu hoặc không phải chuỗi ký tự", f"Thêm {key}")
        if content["code"] != code:
            raise reader.blame("code", f"là “{content['code']}”, khác tên tệp", "Đặt tên tệp theo mã")
    return reader


def _chain(code: str, directory: Path, below: tuple[str, ...]) -> list[FileReader]:
    """Own file, then the base of the same issuer with what it inherits, then the parent with what it inherits."""
    if code in below:
        raise BadRegulationFileError(f"{code}.toml", "parent", "các bộ kế thừa lẫn nhau", "Bỏ vòng kế thừa")
    if code not in available_sets(directory):
        if below:
            raise BadRegulationFileError(f"{below[-1]}.toml", "parent", f"không có bộ “{code}”", "Sửa parent hoặc base")
        raise UnknownSetError(code, available_sets(directory))
    own = _reader(code, directory)
    chain = [own]
    for key in ("base", "parent"):
        if key in own.content:
            known = {reader.code for reader in chain}
            upper = _chain(str(own.content[key]), directory, (*below, code))
            chain += [reader for reader in upper if reader.code not in known]
    return chain


def _parent_chain(own: FileReader, directory: Path) -> list[FileReader]:
    """The sets of superiors only: an issuer is not bound by its own earlier document."""
    return _chain(str(own.content["parent"]), directory, (own.code,)) if "parent" in own.content else []


def _check_modes(own: FileReader, parents: Iterable[FileReader]) -> None:
    """An override holds only where the upper level left the value open or allows a stricter one. (CC-I.1-1)"""
    upper: dict[str, Entry] = {}
    for reader in reversed(list(parents)):
        upper.update(reader.entries())
    for name, entry in own.entries():
        above = None if _is_identity(name) else upper.get(name)
        if above is not None and not above.parameter.allows(above.value, entry.value, above.mode):
            raise own.blame(
                name,
                f"cấp trên đã quy định {above.value} với quyền thay đổi “{above.mode}”",
                "Bỏ giá trị này hoặc đặt giá trị chặt hơn nếu được phép",
            )


def _is_identity(name: str) -> bool:
    """Who issued a set, when and for which years is its own affair and is not inherited."""
    return name.startswith("regset.")


def _rows(kind: str, chain: Sequence[FileReader], defaults: FileReader, wanted: type[_T]) -> Mapping[str, _T]:
    """Rows are inherited one by one; the default list stands in only where no document has the list at all."""
    rows: dict[str, ListRow] = {}
    givers = [reader for reader in reversed(chain) if reader.content.get(kind)]
    for reader in givers or [defaults]:
        seen: set[str] = set()
        for row in reader.rows(kind):
            above = rows.get(row.key)
            if row.key in seen:
                raise reader.blame(f"{kind} {row.key}", "mã dòng bị lặp", "Đặt mỗi dòng một mã")
            if above is not None and above.mode is Mode.LOCKED:
                raise reader.blame(f"{kind} {row.key}", "cấp trên không cho thay đổi dòng này", "Bỏ dòng này")
            seen.add(row.key)
            rows[row.key] = row
    return {key: row.row for key, row in rows.items() if not row.dropped and isinstance(row.row, wanted)}


def _typed(kind: str, chain: Sequence[FileReader], defaults: FileReader, wanted: type[_T]) -> tuple[_T, ...]:
    return tuple(_rows(kind, chain, defaults, wanted).values())


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


def _frames(directory: Path) -> Mapping[str, CriteriaFrame]:
    """The built-in frames, and those that a directory of sets brings along."""
    readers = [
        _reader("criteria", place) for place in dict.fromkeys((SETS, directory)) if (place / "criteria.toml").exists()
    ]
    frames = (_frame(reader, raw) for reader in readers for raw in reader.content["frame"])
    return {frame.code: frame for frame in frames}


def _frame(reader: FileReader, raw: Mapping[str, Any]) -> CriteriaFrame:
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
            clauses=reader.known_clauses(place, row["clauses"]),
        )
        for row in raw["criteria"]
    )
    return CriteriaFrame(raw["code"], raw["title"], raw["subject"], criteria)


def _assign(
    own: FileReader,
    upper: Iterable[FileReader],
    assigned: Mapping[str, tuple[str, Source]],
    frames: Mapping[str, CriteriaFrame],
) -> Mapping[str, CriteriaFrame]:
    """Frames by body type; a lower set may choose another frame, but none that lacks a locked criterion."""
    for body, (frame, _) in assigned.items():
        if frame not in frames:
            raise own.blame(f"criteria_for {body}", f"không có khung “{frame}”", "Dùng khung có trong criteria.toml")
    locked = {row.code for reader in upper for one in reader.rows("criteria_for") for row in _locked(one, frames)}
    chosen = {body: frames[frame] for body, (frame, _) in assigned.items()}
    for body, one in chosen.items():
        missing = locked - {row.code for row in one.criteria}
        if missing and body != "individual":
            raise own.blame(
                f"criteria_for {body}",
                f"thiếu tiêu chí bắt buộc {', '.join(sorted(missing))}",
                "Chọn khung đủ tiêu chí",
            )
    return chosen


def _locked(row: ListRow, frames: Mapping[str, CriteriaFrame]) -> Iterator[FrameCriterion]:
    if isinstance(row.row, tuple) and row.row[0] in frames:
        yield from (criterion for criterion in frames[row.row[0]].criteria if criterion.locked)


def _digest(contents: Sequence[Mapping[str, Any]]) -> str:
    """Fingerprint of everything that the set says or inherits, whatever the layout of the files."""
    shared = [tomllib.loads(file.read_text(encoding="utf-8")) for file in (REGISTRY, SETS / "criteria.toml")]
    canonical = json.dumps([*contents, *shared], default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
