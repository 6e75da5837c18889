"""What a set owes beyond the type of each single value.

Rows without stray cells, sources that say something, values that agree with each other, and years that no second
document of the same issuer claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .parsing import LISTS, FileReader
from .schema import DEGREES
from .sets import RegulationSet

_COMMON = frozenset({"key", "mode", "source"})
_CELLS: Mapping[str, frozenset[str]] = {
    "reviewed": frozenset({"title", "types", "level"}),
    "rated": frozenset({"title", "types", "level"}),
    "excluded": frozenset({"title", "types", "level"}),
    "deadlines": frozenset({"title", "receiver", "day", "month", "year_offset", "inclusive", "phase", "reporters"}),
    "dossier_items": frozenset({"subject", "title", "need", "stage", "producer"}),
    "form_list": frozenset({"title", "subject", "kind", "guidance"}),
    "criteria_for": frozenset({"frame"}),
    "conditions": frozenset({"subject", "title", "effect", "percent", "on_board"}),
    "exemptions": frozenset({"subject", "title", "reviewed", "rated"}),
    "periods": frozenset({"title", "feeds"}),
    "score_groups": frozenset({"subject", "part", "title", "points"}),
    "open_points": frozenset({"title", "parameter", "mark"}),
}
_YEAR = re.compile(r"(?P<standing>từ năm\s+)?(?P<year>\d{4})")


def check_file(reader: FileReader) -> None:
    """Raise for stray cells, rows that drop and say something, and sources that say nothing; one file alone."""
    for kind in LISTS:
        rows = reader.content.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(raw, dict) for raw in rows):
            raise reader.blame(kind, "không phải một danh sách dòng", f"Viết mỗi dòng dưới [[{kind}]]")
        for index, raw in enumerate(rows):
            _check_cells(reader, kind, f"{kind}[{index}]", raw)
    for place, source in _sources(reader.content, ""):
        blank = [
            key for key, text in source.items() if text in ("", []) or (isinstance(text, str) and not text.strip())
        ]
        if blank:
            raise reader.blame(place, f"nguồn để trống {', '.join(blank)}", "Ghi đủ nội dung của nguồn")


def check_values(regulation: RegulationSet, reader: FileReader) -> None:
    """Raise for values that cannot hold together; the file that is being loaded is the one to change."""
    order = {degree: place for place, degree in enumerate(reversed(DEGREES))}
    higher, lower = _pair(regulation, "level.XS.minDegree"), _pair(regulation, "level.HTT.minDegree")
    if any(order[one] < order[other] for one, other in zip(higher, lower, strict=True)):
        raise reader.blame(
            "level.XS.minDegree",
            f"{'/'.join(higher)} thấp hơn mức Hoàn thành tốt {'/'.join(lower)}",
            "Đặt cấp độ của mức cao hơn không thấp hơn mức dưới",
        )
    below, most = _number(regulation, "cap.smallGroup.below"), _number(regulation, "cap.smallGroup.max")
    if most >= below > 0:
        raise reader.blame(
            "cap.smallGroup.max",
            f"nhóm dưới {below} đối tượng mà được chọn đến {most} thì không còn giới hạn",
            f"Đặt số được chọn nhỏ hơn {below}",
        )


def check_years(sets: Iterable[tuple[RegulationSet, FileReader]]) -> None:
    """Raise where two documents of one issuer claim the same year and neither says that it builds on the other.

    A plan of one year stands beside the standing guidance that it builds on; a later standing guidance ends the
    earlier one. (GB-1-1, HY-C.2-2)
    """
    claimed: dict[tuple[str, str], tuple[RegulationSet, FileReader]] = {}
    for regulation, reader in sorted(sets, key=lambda pair: pair[0].code):
        for year in years_of(regulation):
            other = claimed.setdefault((str(regulation.value("regset.issuer")), year), (regulation, reader))[0]
            if other is not regulation and reader.content.get("base") != other.code:
                raise reader.blame(
                    "regset.years",
                    f"{year} đã do bộ “{other.code}” của cùng nơi ban hành quy định",
                    f"Sửa năm, hoặc ghi base = “{other.code}” nếu kế thừa bộ đó",
                )


def _check_cells(reader: FileReader, kind: str, place: str, raw: Mapping[str, Any]) -> None:
    if raw.get("drop") is True:
        stray = set(raw) - {"key", "drop", "source"}
        if stray:
            raise reader.blame(place, f"dòng bị bỏ nhưng còn ghi {_listed(stray)}", "Chỉ ghi key và drop")
        return
    stray = set(raw) - _COMMON - _CELLS[kind] - {"drop"}
    if stray:
        raise reader.blame(place, f"ô không có trong danh sách này: {_listed(stray)}", f"Dùng: {_listed(_CELLS[kind])}")


def _sources(node: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _sources(item, f"{place}[{index}]")
    elif isinstance(node, dict):
        for key, item in node.items():
            if key == "source" and isinstance(item, dict):
                yield place, item
            else:
                yield from _sources(item, f"{place}.{key}" if place else key)


def years_of(regulation: RegulationSet) -> Iterator[str]:
    """The years that a document claims, in words: one by one, or from one year on."""
    given = regulation.value("regset.years")
    for text in given if isinstance(given, tuple | list) else ():
        for found in _YEAR.finditer(str(text)):
            yield f"từ năm {found['year']}" if found["standing"] else f"năm {found['year']}"


def _pair(regulation: RegulationSet, name: str) -> tuple[str, str]:
    value = regulation.value(name)
    assert isinstance(value, tuple)
    return str(value[0]), str(value[1])


def _number(regulation: RegulationSet, name: str) -> int:
    value = regulation.value(name)
    assert isinstance(value, int)
    return value


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
