"""How a parameter, a value and a mode are named to people; read from data, binding nobody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from .schema import Mode, Parameter

WORDING = Path(__file__).with_name("wording.toml")


@cache
def _words() -> Mapping[str, Any]:
    with WORDING.open("rb") as file:
        return tomllib.load(file)


def section_of(name: str) -> str:
    """The heading under which pages show a parameter."""
    return str(_words()["sections"][name.partition(".")[0].partition("[")[0]])


def sections() -> tuple[str, ...]:
    """All headings in their order."""
    return tuple(dict.fromkeys(str(title) for title in _words()["sections"].values()))


def title_of(parameter: Parameter, name: str) -> str:
    """The title of a parameter, with the criterion, step or body of an indexed one."""
    key = name.partition("[")[2].partition("]")[0]
    return f"{parameter.title} – {key}" if key else parameter.title


def mode_words(mode: str) -> str:
    """What lower levels may do, as a sentence."""
    return str(_words()["modes"][mode])


def modes() -> list[tuple[str, str]]:
    """The three modes to choose from."""
    return [(mode.value, mode_words(mode)) for mode in Mode]


def list_title(kind: str) -> str:
    """The heading of a list."""
    return str(_words()["lists"][kind]["title"])


def list_word(kind: str) -> str:
    """What one row of a list is called inside a sentence."""
    return str(_words()["lists"][kind]["one"])


def choice_words(parameter: Parameter, choice: str) -> str:
    """A choice in words; texts that are no choice stay as they are."""
    bare = parameter.name.partition("[")[0]
    own = _words()["choices"].get(bare, {})
    return str(own.get(choice, _words()["any"].get(choice, choice)))


def cell_words(cell: str) -> str:
    """The label of a cell in a table that stands as a value."""
    return str(_words()["cells"].get(cell, cell))


def cell_of(words: str) -> str:
    """The cell that a label means; a label that is no known one stands for itself."""
    found: dict[str, str] = {label.lower(): cell for cell, label in _words()["cells"].items()}
    return found.get(words.strip().lower(), words.strip())


def in_words(parameter: Parameter, value: object) -> str:
    """A value as one reads it aloud; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, int | Decimal):
        unit = f"{'' if parameter.unit == '%' else ' '}{parameter.unit}" if parameter.unit else ""
        return f"{_number(value)}{unit}"
    if isinstance(value, str):
        return choice_words(parameter, value)
    if isinstance(value, Mapping):
        return _joined(f"{cell_words(key)}: {in_words(parameter, one)}" for key, one in value.items())
    if parameter.type == "degree_pair" and isinstance(value, tuple):
        return " / ".join(choice_words(parameter, one) for one in value)
    if isinstance(value, frozenset):
        return _joined(in_words(parameter, one) for one in sorted(value, key=str))
    if parameter.type == "integers" and isinstance(value, tuple):
        return f"{', '.join(_number(one) for one in value)} {parameter.unit}".strip()
    if isinstance(value, tuple | list):
        return _joined(in_words(parameter, one) for one in value)
    return str(value)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _number(value: object) -> str:
    return str(value).replace(".", ",")
