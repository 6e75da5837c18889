"""Who stands above a set: its earlier documents, its superiors, and for a state agency two lines of superiors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .parsing import LISTS, Entry, FileReader
from .wording import in_words, mode_words

PARTY, STATE = "party", "state"
LINES = {PARTY: "tuyến Đảng", STATE: "tuyến chính quyền"}


@dataclass(frozen=True, slots=True)
class Lineage:
    """One set with all it inherits: the issuer's own documents, newest first, then the Party line, then the state's.

    (SL-0-1)
    """

    issuer: tuple[FileReader, ...]
    party: Lineage | None = None
    state: Lineage | None = None

    @classmethod
    def of(cls, own: FileReader, base: Lineage | None, party: Lineage | None, state: Lineage | None) -> Lineage:
        """A document over the earlier ones of its issuer; their superiors count only where it names none."""
        if base is None:
            return cls((own,), party, state)
        return cls((own, *base.issuer), party or base.party, state or base.state)

    @property
    def own(self) -> FileReader:
        """The file of the set itself."""
        return self.issuer[0]

    def readers(self) -> tuple[FileReader, ...]:
        """Every file once, the one that counts first in front."""
        found = {reader.code: reader for reader in self.issuer}
        for line in (self.party, self.state):
            for reader in line.readers() if line else ():
                found.setdefault(reader.code, reader)
        return tuple(found.values())

    def superiors(self) -> tuple[FileReader, ...]:
        """The files of superiors only: an issuer is not bound by its own earlier document."""
        known = {reader.code for reader in self.issuer}
        return tuple(reader for reader in self.readers() if reader.code not in known)

    def entries(self) -> dict[str, Entry]:
        """The value of every parameter that anybody in this lineage gives; identity comes from the set itself only."""
        found = self._inherited()
        for reader in reversed(self.issuer):
            found.update((name, entry) for name, entry in reader.entries() if reader is self.own or not _identity(name))
        return found

    def check(self) -> None:
        """Raise for an override that a superior does not allow, and for two superiors who contradict each other."""
        for line in (self.party, self.state):
            if line is not None:
                line.check()
        self._check_lines()
        self._check_tables()
        self._check_modes()

    def handed_down(self) -> dict[str, Entry]:
        """What superiors say: the values that this issuer inherits or is bound by."""
        return self._inherited()

    def bound_by(self, code: str) -> frozenset[str]:
        """Codes of the sets that stand above the file with this code in this lineage."""
        if any(reader.code == code for reader in self.issuer):
            return frozenset(reader.code for reader in self.superiors())
        lines = (line for line in (self.party, self.state) if line is not None)
        return frozenset(one for line in lines for one in line.bound_by(code))

    def _inherited(self) -> dict[str, Entry]:
        """What the superiors give; where both lines speak the Party's stands, unless this set lets the state's win."""
        party, state = _values(self.party), _values(self.state)
        winners = self._winners()
        return {**state, **party, **{name: state[name] for name, line in winners.items() if line == STATE}}

    def _issued(self) -> dict[str, Entry]:
        """What the issuer itself says, in its newest document or an earlier one that still holds."""
        return {name: entry for reader in reversed(self.issuer) for name, entry in reader.entries()}

    def _winners(self) -> Mapping[str, str]:
        """Which line wins for a parameter on which the two contradict each other, each with its reason."""
        winners: dict[str, str] = {}
        for reader in reversed(self.issuer):
            for name, raw in reader.content.get("lines", {}).items():
                winners[name] = self._winner(reader, name, raw)
        return winners

    def _winner(self, reader: FileReader, name: str, raw: Any) -> str:
        place = f"lines.{name}"
        if not isinstance(raw, dict) or set(raw) != {"wins", "source"} or raw["wins"] not in LINES:
            raise reader.blame(place, "không nêu tuyến được ưu tiên", f"Ghi wins là {' hoặc '.join(LINES)} và source")
        reader.source(place, raw["source"])
        line = self.party if raw["wins"] == PARTY else self.state
        if name not in _values(line):
            raise reader.blame(
                place, f"{LINES[raw['wins']]} không quy định tham số này", "Bỏ khóa này hoặc sửa tên tham số"
            )
        return str(raw["wins"])

    def _check_lines(self) -> None:
        party, state = _values(self.party), _values(self.state)
        settled = {name for reader in self.issuer for name, _ in reader.entries()} | set(self._winners())
        for name in sorted(party.keys() & state.keys() - settled):
            if party[name].value != state[name].value:
                raise self.own.blame(
                    name,
                    f"hai tuyến cấp trên mâu thuẫn: {party[name].source.origin} quy định “{_told(party[name])}”, "
                    f"{state[name].source.origin} quy định “{_told(state[name])}”",
                    "Ghi [lines] nêu tuyến được ưu tiên kèm lý do, hoặc tự quy định trong phạm vi cả hai cho phép",
                )
        own_rows = {row for reader in self.issuer for row in _rows(reader)}
        for kind, key in sorted(_double_rows(self.party, self.state) - own_rows):
            raise self.own.blame(
                f"{kind} {key}", "hai tuyến cấp trên có hai dòng khác nhau cùng mã", "Tự quy định dòng này hoặc đổi mã"
            )

    def _check_tables(self) -> None:
        """A table of the issuer's own keeps the rows of whom a superior manages as they are. (HY-B.I.4.2-17)"""
        issued = self._issued()
        for name, above in self._inherited().items():
            own = issued.get(name)
            if own is None:
                continue
            for row in _managed_above(above.value):
                if row not in _table(own.value):
                    raise self.own.blame(
                        name,
                        f"dòng “{row.get('body', '')}” do cấp trên quy định cho tập thể mình quản lý "
                        f"({above.source.origin}) đã bị sửa hoặc bỏ",
                        "Giữ nguyên dòng đó; chỉ thêm, sửa dòng của tập thể thuộc thẩm quyền",
                    )

    def _check_modes(self) -> None:
        """An override holds only where the upper level left the value open or allows a stricter one. (CC-I.1-1)"""
        winners = self._winners()
        for line, uppers in ((PARTY, _values(self.party)), (STATE, _values(self.state))):
            for name, entry in self._issued().items():
                above = None if winners.get(name, line) != line else uppers.get(name)
                if above is not None and not above.parameter.allows(above.value, entry.value, above.mode):
                    raise self.own.blame(
                        name,
                        f"cấp trên đã quy định “{_told(above)}” ({above.source.origin}); "
                        f"{mode_words(above.mode).lower()}",
                        "Bỏ giá trị này hoặc đặt giá trị chặt hơn nếu được phép",
                    )


def _values(line: Lineage | None) -> Mapping[str, Entry]:
    """What a line of superiors hands down; who issued it, when and for which years is its own affair."""
    return {name: entry for name, entry in line.entries().items() if not _identity(name)} if line else {}


def _told(entry: Entry) -> str:
    return in_words(entry.parameter, entry.value)


def _table(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def _managed_above(value: object) -> list[Mapping[str, object]]:
    """The rows of a table that are about those whom its issuer manages itself."""
    return [row for row in _table(value) if row.get("managed_by")]


def _identity(name: str) -> bool:
    return name.startswith("regset.")


def _rows(reader: FileReader) -> Iterator[tuple[str, str]]:
    for kind in LISTS:
        yield from ((kind, row.key) for row in reader.rows(kind))


def _double_rows(party: Lineage | None, state: Lineage | None) -> set[tuple[str, str]]:
    """Rows with one key that the two lines fill differently; source and mode make no difference."""

    def contents(line: Lineage | None) -> dict[tuple[str, str], dict[str, Any]]:
        return {
            (kind, str(raw.get("key"))): {cell: value for cell, value in raw.items() if cell not in ("source", "mode")}
            for reader in (reversed(line.readers()) if line else ())
            for kind in LISTS
            for raw in reader.content.get(kind, ())
        }

    ours, theirs = contents(party), contents(state)
    return {row for row in ours.keys() & theirs.keys() if ours[row] != theirs[row]}
