"""A set as it would be with one value or row changed; nothing is stored and no override mode applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .errors import BadRegulationFileError
from .parsing import LISTS, VALUES, FileReader
from .rows import BodyRow, Deadline
from .sets import RegulationSet

# The lists whose rows can be tried out: they decide who is reviewed, who is rated, and until when.
TRIED_LISTS = {"reviewed": "reviewed", "rated": "rated", "deadlines": "deadline_rows"}


def tried(regulation: RegulationSet, kind: str, key: str, item: Mapping[str, Any]) -> RegulationSet:
    """The set with another value or row in one place; raises `BadRegulationFileError` for one of a wrong form."""
    content = {VALUES: {key: item}} if kind == VALUES else {kind: [item]}
    reader = FileReader("phép thử", {"code": regulation.code, **content})
    if kind == VALUES:
        return replace(regulation, entries={**regulation.entries, **dict(reader.entries())})
    if kind not in LISTS or kind not in TRIED_LISTS:
        raise BadRegulationFileError("phép thử", kind, "danh mục này không thử được", "Thử giá trị, mốc thời gian")
    found = next(reader.rows(kind)).row
    rows: tuple[Any, ...] = getattr(regulation, TRIED_LISTS[kind])
    place = next((index for index, row in enumerate(rows) if row.key == key), len(rows))
    changed = (*rows[:place], found, *rows[place + 1 :])
    if kind == "deadlines":
        return replace(regulation, deadline_rows=tuple(row for row in changed if isinstance(row, Deadline)))
    bodies = tuple(row for row in changed if isinstance(row, BodyRow))
    return replace(regulation, reviewed=bodies) if kind == "reviewed" else replace(regulation, rated=bodies)
