"""The typed registry of parameters: what each may hold, its default, and what lower levels may do with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from .errors import UnknownParameterError, WrongValueError

REGISTRY = Path(__file__).with_name("parameters.toml")
DEGREES = ("X", "T", "TB", "K")
DISCIPLINES = ("khien_trach", "canh_cao", "cach_chuc", "khai_tru")

_SHARE = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_INDEX = re.compile(r"\[([^\[\]]+)\]")
_LARGEST = 1_000_000
_T = TypeVar("_T")


class Mode(StrEnum):
    """What lower levels may do with a value: nothing, tighten it, or set it."""

    LOCKED = "locked"
    STRICTER = "stricter"
    OPEN = "open"


class Tighter(StrEnum):
    """Which of two values is the stricter one."""

    LOWER = "lower"
    HIGHER = "higher"
    SUPERSET = "superset"
    RANKED = "ranked"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the registry; `indexed` ones are written with a key in brackets, as in `criteria.basic[2a]`."""

    name: str
    title: str
    type: str
    choices: tuple[str, ...]
    unit: str
    default: object
    mode: Mode
    tighter: Tighter | None

    @property
    def indexed(self) -> bool:
        """True for a parameter that is given once per criterion, body type, step or kind."""
        return "[]" in self.name

    def read(self, name: str, raw: object) -> object:
        """Return the value in its own type; raise `WrongValueError` for anything else."""
        return _READERS[self.type](self, name, raw)

    def allows(self, upper: object, lower: object, mode: Mode) -> bool:
        """Tell whether a lower level may replace the value of the upper level. (CC-I.1-1)"""
        if upper == lower or mode is Mode.OPEN:
            return True
        if mode is Mode.LOCKED or self.tighter is None:
            return False
        return self._is_tighter(upper, lower)

    def _is_tighter(self, upper: Any, lower: Any) -> bool:
        if self.tighter is Tighter.SUPERSET:
            return set(lower) >= set(upper)
        if self.type == "discipline":
            upper, lower = DISCIPLINES.index(upper), DISCIPLINES.index(lower)
        elif self.tighter is Tighter.RANKED:
            return self.choices.index(lower) >= self.choices.index(upper)
        return bool(lower <= upper if self.tighter is Tighter.LOWER else lower >= upper)


Registry = Mapping[str, Parameter]


@cache
def registry() -> Registry:
    """Every parameter by name, indexed ones with empty brackets."""
    return registry_from(registry_content())


def registry_content() -> Mapping[str, Any]:
    """The registry as its file has it, for a set that keeps its own copy."""
    with REGISTRY.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def registry_from(content: Mapping[str, Any]) -> Registry:
    """The parameters of a registry of today or of the year in which a set was kept."""
    return {row["name"]: _parameter(row) for row in content["parameter"]}


def parameter(name: str, known: Registry | None = None) -> Parameter:
    """The parameter that this name means, with or without a key in brackets.

    A kept registry knows what the parameters were then; what it does not know is answered by the one of today.
    """
    bare = _INDEX.sub("[]", name)
    found = None if "[]" in name else (known or {}).get(bare) or registry().get(bare)
    if found is None:
        raise UnknownParameterError(name)
    return found


def _parameter(row: Mapping[str, Any]) -> Parameter:
    bare = Parameter(
        name=row["name"],
        title=row["title"],
        type=row["type"],
        choices=tuple(row.get("choices", ())),
        unit=row.get("unit", ""),
        default=None,
        mode=Mode(row.get("mode", "stricter")),
        tighter=Tighter(row["tighter"]) if "tighter" in row else None,
    )
    if "default" not in row:
        return bare
    default = bare.read(bare.name, row["default"])
    return Parameter(bare.name, bare.title, bare.type, bare.choices, bare.unit, default, bare.mode, bare.tighter)


def _item(read: Callable[[Parameter, str, object], _T], param: Parameter, name: str, raw: object, key: str | int) -> _T:
    """Read one item of a value; a refusal names where in the value it stands."""
    try:
        return read(param, name, raw)
    except WrongValueError as error:
        raise WrongValueError(name, error.expected, (key, *error.within)) from None


def _boolean(_: Parameter, name: str, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise WrongValueError(name, "true hoặc false")
    return raw


def _integer(_: Parameter, name: str, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= _LARGEST:
        raise WrongValueError(name, f"một số nguyên từ 0 đến {_LARGEST}")
    return raw


def _percent(_: Parameter, name: str, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 100:
        raise WrongValueError(name, "một số nguyên từ 0 đến 100 (phần trăm)")
    return raw


def _integers(param: Parameter, name: str, raw: object) -> tuple[int, ...]:
    if not isinstance(raw, list):
        raise WrongValueError(name, "một danh sách số nguyên")
    return tuple(_item(_integer, param, name, item, index) for index, item in enumerate(raw))


def _share(_: Parameter, name: str, raw: object) -> Fraction:
    match = _SHARE.fullmatch(raw) if isinstance(raw, str) else None
    if match is None or int(match[2]) == 0 or int(match[1]) > int(match[2]):
        raise WrongValueError(name, 'một phân số từ 0 đến 1 viết dạng chữ, ví dụ "2/3"')
    return Fraction(int(match[1]), int(match[2]))


def _text(_: Parameter, name: str, raw: object) -> str:
    if isinstance(raw, date):
        return raw.isoformat()
    if not isinstance(raw, str) or not raw.strip():
        raise WrongValueError(name, "một chuỗi ký tự không để trống")
    return raw


def _texts(param: Parameter, name: str, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise WrongValueError(name, "một danh sách chuỗi ký tự")
    return tuple(_item(_text, param, name, item, index) for index, item in enumerate(raw))


def _choice(param: Parameter, name: str, raw: object) -> str:
    if not isinstance(raw, str) or raw not in param.choices:
        raise WrongValueError(name, f"một trong: {', '.join(param.choices)}")
    return raw


def _choices(param: Parameter, name: str, raw: object) -> frozenset[str]:
    if not isinstance(raw, list):
        raise WrongValueError(name, f"một danh sách gồm: {', '.join(param.choices)}")
    return frozenset(_item(_choice, param, name, item, index) for index, item in enumerate(raw))


def _degree(_: Parameter, name: str, raw: object) -> str:
    if not isinstance(raw, str) or raw not in DEGREES:
        raise WrongValueError(name, f"một cấp độ: {', '.join(DEGREES)}")
    return raw


def _degree_pair(param: Parameter, name: str, raw: object) -> tuple[str, str]:
    """Written as a list, as "X/T", or with the keys result and remaining."""
    expected = WrongValueError(name, f'hai cấp độ (kết quả, còn lại) trong {", ".join(DEGREES)}, ví dụ ["X", "T"]')
    pair: Sequence[object] = ()
    keys: Sequence[str | int] = (0, 1)
    if isinstance(raw, str):
        pair = [part.strip() for part in raw.split("/")]
        if any(part not in DEGREES for part in pair):
            raise expected
    elif isinstance(raw, list):
        pair = raw
    elif isinstance(raw, dict) and set(raw) == {"result", "remaining"}:
        keys = ("result", "remaining")
        pair = [raw[key] for key in keys]
    if len(pair) != 2:
        raise expected
    return _item(_degree, param, name, pair[0], keys[0]), _item(_degree, param, name, pair[1], keys[1])


def _discipline(_: Parameter, name: str, raw: object) -> str:
    words = {"khiển trách": 0, "cảnh cáo": 1, "cách chức": 2, "khai trừ": 3}
    if isinstance(raw, str) and raw in words:
        return DISCIPLINES[words[raw]]
    if not isinstance(raw, str) or raw not in DISCIPLINES:
        raise WrongValueError(name, f"một hình thức kỷ luật: {', '.join(DISCIPLINES)}")
    return raw


def _structure(param: Parameter, name: str, raw: object) -> object:
    """A table, list or text that only the application reads."""
    if isinstance(raw, list | dict):
        return raw
    return _text(param, name, raw)


_READERS: Mapping[str, Callable[[Parameter, str, object], object]] = {
    "boolean": _boolean,
    "integer": _integer,
    "integers": _integers,
    "percent": _percent,
    "share": _share,
    "text": _text,
    "texts": _texts,
    "choice": _choice,
    "choices": _choices,
    "degree": _degree,
    "degree_pair": _degree_pair,
    "discipline": _discipline,
    "structure": _structure,
}
