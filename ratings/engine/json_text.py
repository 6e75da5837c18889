"""JSON as it was written: doubled keys, the digits of numbers and the constants that JSON does not have are kept.

The reader of the board can so name the place of each of them, which the standard decoder cannot.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import NamedTuple

from .consistency import BoardError, quoted

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_DEEPEST = 40
_SMALL = 4
# Strings are matched as a whole, also one that never ends, so that brackets inside them do not count.
_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b'[]{}"')
_IN_QUOTES = re.compile(rb'"[^"]*"')
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Number:
    """The text of a JSON number."""

    text: str


@dataclass(frozen=True, slots=True)
class Constant:
    """NaN or Infinity: written by some programs, but no JSON."""

    text: str


class Pairs(NamedTuple):
    """The members of an object in the order of the text, doubled keys included.

    Keys and values stand apart, because the objects of one kind share their keys: a large board fits into memory.
    """

    keys: tuple[str, ...]
    values: tuple[Node, ...]


Node = Pairs | list["Node"] | str | bool | Number | Constant | None
_NESTED = frozenset({list, Pairs})


def decode(content: bytes) -> Node:
    """Decode UTF-8 JSON text; raise `BoardError` that names the line and column of what is wrong."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BoardError((), f"byte thứ {error.start + 1} không phải UTF-8", "tệp JSON mã hóa UTF-8") from None
    if text.startswith(_BOM):
        raise BoardError((), "tệp bắt đầu bằng dấu BOM", "tệp JSON mã hóa UTF-8 không có BOM")
    if _may_be_deep(content):
        _check_depth(text)
    try:
        node: Node = json.loads(
            text,
            object_pairs_hook=_PairsMaker(),
            parse_int=Number,
            parse_float=Number,
            parse_constant=Constant,
        )
    except json.JSONDecodeError as error:
        raise BoardError((), f"dòng {error.lineno} cột {error.colno} sai cú pháp", "một văn bản JSON") from None
    return node


def shown(node: Node) -> str:
    """Name in a few words what stands at a place."""
    if isinstance(node, Pairs):
        return "một đối tượng {…}"
    if isinstance(node, list):
        return "một danh sách […]"
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, Number | Constant):
        return node.text if len(node.text) <= 40 else f"{node.text[:40]}…"
    return "null" if node is None else quoted(node)


class _PairsMaker:
    """Makes the objects of one text; what stands there again and again, such as a criterion, is kept once."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._small: dict[tuple[tuple[str, Node], ...], Pairs] = {}

    def __call__(self, items: list[tuple[str, Node]]) -> Pairs:
        if not items or len(items) > _SMALL or any(type(value) in _NESTED for _, value in items):
            return self._made(items)
        members = tuple(items)
        known = self._small.get(members)
        if known is None:
            known = self._small[members] = self._made(items)
        return known

    def _made(self, items: list[tuple[str, Node]]) -> Pairs:
        keys, values = zip(*items, strict=True) if items else ((), ())
        return Pairs(self._keys.setdefault(keys, keys), values)


def _may_be_deep(content: bytes) -> bool:
    """Whether brackets nest too deep, told without walking through the text: they are taken away from inside out."""
    plain = content.replace(rb"\\", b"").replace(rb"\"", b"")
    brackets = _IN_QUOTES.sub(b"", plain.translate(None, _NO_BRACKETS).replace(b'""', b""))
    for _ in range(_DEEPEST // 2):  # one round may take away two levels
        if not brackets:
            return False
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return bool(brackets)


def _check_depth(text: str) -> None:
    """A board is a few levels deep; a file that nests without end would exhaust the decoder."""
    depth = 0
    for found in _BRACKET_OR_STRING.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            if depth > _DEEPEST:
                where = found.start() + 1
                raise BoardError((), f"ký tự thứ {where} mở tầng lồng thứ {depth}", f"không quá {_DEEPEST} tầng")
        elif sign in "]}":
            depth -= 1
