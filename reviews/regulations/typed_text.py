"""Values as people type them and see them in a text field; what is read comes back the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from .schema import Parameter
from .wording import cell_of, cell_words

LINES = frozenset({"texts", "structure"})


def as_text(parameter: Parameter, value: object) -> str:
    """The value as the text of a field: one item a line, cells as "Tên: giá trị; Tên: giá trị"."""
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Mapping):
        return "\n".join(f"{cell_words(key)}: {_cell(one)}" for key, one in value.items())
    if isinstance(value, list | tuple | frozenset):
        separator = ", " if parameter.type == "integers" else "\n"
        return separator.join(_line(one) for one in value)
    return str(value)


def from_text(parameter: Parameter, text: str) -> object:
    """The raw value that a text means, still to be read by its parameter."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if parameter.type == "integers":
        return [_scalar(part) for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]
    if parameter.type in ("integer", "percent"):
        return _scalar(text)
    if parameter.type == "texts":
        return lines
    if parameter.type != "structure":
        return text.strip()
    if lines and all(";" in line and ":" in line for line in lines):
        return [dict(_pair(part) for part in line.split(";") if part.strip()) for line in lines]
    if lines and all(":" in line for line in lines):
        return dict(_pair(line) for line in lines)
    return [_scalar(line) for line in lines]


def _line(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{cell_words(key)}: {_cell(one)}" for key, one in value.items())
    return _cell(value)


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return " | ".join(_cell(one) for one in value)
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def _pair(text: str) -> tuple[str, object]:
    name, _, value = text.partition(":")
    if "|" in value:
        return cell_of(name), [_scalar(part) for part in value.split("|")]
    return cell_of(name), _scalar(value)


def _scalar(text: str) -> object:
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text
    return number if number.is_finite() else text
