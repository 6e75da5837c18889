"""The kinds of lines that a form holds under its headings: their fields and which of these must be filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from .errors import BadRegulationFileError

FILE = Path(__file__).with_name("forms") / "lines.toml"


class FieldType(StrEnum):
    """What a field of a line takes."""

    TEXT = "text"
    SHORT = "short"
    CHOICE = "choice"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class LineField:
    """One field of a line; with `when` it is asked for only where another field has one of these values."""

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = True
    rows: int = 2
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def applies(self, values: Mapping[str, str]) -> bool:
        """Whether the field is asked for, the other fields being as they are."""
        return all(values.get(name, "") in wanted for name, wanted in self.when.items())

    def shown(self, value: str) -> str:
        """The value as people read it."""
        if self.type is FieldType.CHOICE:
            return self.choices.get(value, "")
        return f"{date.fromisoformat(value):%d/%m/%Y}" if self.type is FieldType.DAY and value else value


@dataclass(frozen=True, slots=True)
class LineKind:
    """One kind of line. `is_added` ones are added by the author, the others stand for what is known elsewhere."""

    key: str
    title: str
    add_label: str
    fields: tuple[LineField, ...]
    clauses: tuple[str, ...]

    @property
    def is_added(self) -> bool:
        """Whether the author adds lines of this kind."""
        return bool(self.add_label)

    def field(self, name: str) -> LineField | None:
        """The field of this name."""
        return next((one for one in self.fields if one.name == name), None)

    def missing(self, values: Mapping[str, str]) -> list[LineField]:
        """The fields that are still to be filled in."""
        return [
            one for one in self.fields if one.required and one.applies(values) and not values.get(one.name, "").strip()
        ]


@cache
def line_kinds() -> Mapping[str, LineKind]:
    """Every kind by its key."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {row["key"]: _kind(row) for row in data["kind"]}


def line_kind(key: str) -> LineKind:
    """The kind of this key; KeyError where there is none."""
    return line_kinds()[key]


def _kind(row: Mapping[str, Any]) -> LineKind:
    names = {one["name"] for one in row["field"]}
    for one in row["field"]:
        if unknown := set(one.get("when", {})) - names:
            reason = f"điều kiện chỉ tới trường không có: {', '.join(sorted(unknown))}"
            raise BadRegulationFileError(FILE.name, row["key"], reason, "Ghi đúng tên trường")
    return LineKind(
        key=row["key"],
        title=row["title"],
        add_label=row.get("add_label", ""),
        fields=tuple(_field(one) for one in row["field"]),
        clauses=tuple(row["clauses"]),
    )


def _field(row: Mapping[str, Any]) -> LineField:
    return LineField(
        name=row["name"],
        label=row["label"],
        type=FieldType(row.get("type", "text")),
        required=row.get("required", True),
        rows=row.get("rows", 2),
        help=row.get("help", ""),
        choices=row.get("choices", {}),
        when={name: tuple(wanted) for name, wanted in row.get("when", {}).items()},
    )
