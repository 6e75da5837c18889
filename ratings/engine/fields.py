"""Strict readers of single JSON values: each takes a node and its place, and refuses everything but its own type."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import TypeVar

from .consistency import BoardError, Place, quoted
from .json_text import Node, Number, Pairs, shown

_T = TypeVar("_T")
_INTEGER = re.compile(r"-?[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_DIGITS = 18
_LONGEST_DECIMAL = 36
_FARTHEST_EXPONENT = 30


class Fields:
    """The members of one object, taken out key by key; what is left over at the end is refused."""

    def __init__(self, node: Node, place: Place) -> None:
        if not isinstance(node, Pairs):
            raise BoardError(place, shown(node), "một đối tượng {…}")
        self.place = place
        self._nodes = dict(zip(node.keys, node.values, strict=True))
        if len(self._nodes) < len(node.keys):
            doubled = next(key for place_in, key in enumerate(node.keys) if key in node.keys[:place_in])
            raise BoardError((*place, doubled), "khóa bị lặp", "mỗi khóa một lần")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order of the text."""
        return tuple(self._nodes)

    def allow(self, keys: Collection[str], why: str) -> None:
        """Refuse every key that is not among these."""
        for key in self._nodes:
            if key not in keys:
                raise BoardError((*self.place, key), "khóa không được dùng ở đây", f"{why}: {', '.join(keys)}")

    def need(self, key: str, read: Callable[[Node, Place], _T]) -> _T:
        """Read a key that has to be there."""
        if key not in self._nodes:
            raise BoardError(self.place, f"thiếu khóa {quoted(key)}", "khóa này")
        return read(self._nodes[key], (*self.place, key))

    def get(self, key: str, read: Callable[[Node, Place], _T], default: _T) -> _T:
        """Read a key that may be left out."""
        return read(self._nodes[key], (*self.place, key)) if key in self._nodes else default

    def maybe(self, key: str, read: Callable[[Node, Place], _T]) -> _T | None:
        """Read a key that may be left out and then is nothing."""
        return read(self._nodes[key], (*self.place, key)) if key in self._nodes else None


def text(node: Node, place: Place) -> str:
    """A text that says something and can be written out again."""
    if not isinstance(node, str):
        raise BoardError(place, shown(node), "một chuỗi ký tự")
    if not node.strip():
        raise BoardError(place, quoted(node), "một chuỗi ký tự không để trống")
    if _SURROGATE.search(node):
        raise BoardError(place, quoted(node), "chuỗi ký tự Unicode hợp lệ, không có nửa cặp thay thế")
    return node


def boolean(node: Node, place: Place) -> bool:
    """`true` or `false`, and nothing that merely counts as one."""
    if not isinstance(node, bool):
        raise BoardError(place, shown(node), "true hoặc false")
    return node


def integer(node: Node, place: Place) -> int:
    """A whole number written without fraction and exponent."""
    if not isinstance(node, Number) or not _INTEGER.fullmatch(node.text):
        raise BoardError(place, shown(node), "một số nguyên")
    if not is_integer(node):
        raise BoardError(place, shown(node), f"số nguyên không quá {_MOST_DIGITS} chữ số")
    return int(node.text)


def is_integer(node: Number) -> bool:
    """Tell whether the number is written as a whole number of a length within reason."""
    return len(node.text) <= _MOST_DIGITS and _INTEGER.fullmatch(node.text) is not None


def decimal_between(least: int, most: int) -> Callable[[Node, Place], Decimal]:
    """A reader of exact decimal numbers inside a closed range."""

    def read(node: Node, place: Place) -> Decimal:
        if not isinstance(node, Number):
            raise BoardError(place, shown(node), f"một số từ {least} đến {most}")
        value = exact_decimal(node)
        if value is None:
            raise BoardError(
                place,
                f"{shown(node)} có quá nhiều chữ số",
                f"một số từ {least} đến {most}, viết không quá {_LONGEST_DECIMAL} ký tự, "
                f"số mũ từ -{_FARTHEST_EXPONENT} đến {_FARTHEST_EXPONENT}",
            )
        if not least <= value <= most:
            raise BoardError(place, shown(node), f"một số từ {least} đến {most}")
        return value

    return read


def exact_decimal(node: Number) -> Decimal | None:
    """The decimal value, or None where its digits or exponent are beyond all reason."""
    mantissa, _, exponent = node.text.lower().partition("e")
    if len(mantissa) > _LONGEST_DECIMAL or len(exponent) > 4 or abs(int(exponent or 0)) > _FARTHEST_EXPONENT:
        return None
    return Decimal(node.text)


def day(node: Node, place: Place) -> date:
    """A date written YYYY-MM-DD."""
    if not isinstance(node, str) or not _DATE.fullmatch(node):
        raise BoardError(place, shown(node), "một ngày dạng NNNN-TT-NN, ví dụ 2024-11-15")
    try:
        return date.fromisoformat(node)
    except ValueError:
        raise BoardError(place, shown(node), "một ngày có thật") from None


def one_of(choices: dict[str, _T], words: str) -> Callable[[Node, Place], _T]:
    """A reader of one word of a closed list."""

    def read(node: Node, place: Place) -> _T:
        if not isinstance(node, str) or node not in choices:
            raise BoardError(place, shown(node), f"{words}: {', '.join(choices)}")
        return choices[node]

    return read


def list_of(read: Callable[[Node, Place], _T]) -> Callable[[Node, Place], tuple[_T, ...]]:
    """A reader of lists of one type."""

    def read_all(node: Node, place: Place) -> tuple[_T, ...]:
        if not isinstance(node, list):
            raise BoardError(place, shown(node), "một danh sách […]")
        return tuple(read(item, (*place, index)) for index, item in enumerate(node))

    return read_all
