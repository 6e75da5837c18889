"""JSON as it was written: doubled keys, the digits of numbers and the constants that JSON does not have are kept.

The reader of the board can so name the place of each of them, which the standard decoder cannot.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from .consistency import BoardError, quoted

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_DEEPEST = 40
# Strings are matched as a whole, also one that never ends, so that brackets inside them do not count.
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Number:
    """The text of a JSON number."""

    text: str


@dataclass(frozen=True, slots=True)
class Constant:
    """NaN or Infinity: written by some programs, but no JSON."""

    text: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """The members of an object in the order of the text, doubled keys included."""

    items: tuple[tuple[str, Node], ...]


Node = Pairs | list["Node"] | str | bool | Number | Constant | None


def decode(content: bytes) -> Node:
    """Decode UTF-8 JSON text; raise `BoardError` that names the line and column of what is wrong."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BoardError((), f"byte thứ {error.start + 1} không phải UTF-8", "tệp JSON mã hóa UTF-8") from None
    if text.startswith(_BOM):
        raise BoardError((), "tệp bắt đầu bằng dấu BOM", "tệp JSON mã hóa UTF-8 không có BOM")
    _check_depth(text)
    try:
        node: Node = json.loads(
            text,
            object_pairs_hook=lambda items: Pairs(tuple(items)),
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
