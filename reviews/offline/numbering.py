"""Lists that a word processor numbers by itself: their signs become part of the text, as on paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 8
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))

Level = tuple[str, str, int]  # kind of number, pattern such as "%1.", first number


@dataclass
class Numbering:
    """What the file says about lists, and how far each of them has been counted."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def sign_of(self, paragraph: ET.Element) -> str:
        """What stands before the text of a paragraph: "- ", "1. ", or nothing."""
        about = self._list_of(paragraph)
        if about is None:
            return ""
        number, depth = about
        kind, pattern, first = self.levels.get((number, depth), ("bullet", "", 1))
        counts = self.counted[number]
        counts[depth] = counts.get(depth, first - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if kind == "none":
            return ""
        indent = "  " * depth
        if kind == "bullet" or "%" not in pattern:
            return f"{indent}- "
        for level in range(depth, -1, -1):
            known = self.levels.get((number, level), ("decimal", "", 1))
            pattern = pattern.replace(f"%{level + 1}", _shown(known[0], counts.get(level, known[2])))
        return f"{indent}{pattern} "

    def _list_of(self, paragraph: ET.Element) -> tuple[str, int] | None:
        found = _own_list(paragraph.find(f"{W}pPr"))
        if found is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found = self.styles.get(style.get(f"{W}val", "")) if style is not None else None
        return found if found and found[0] != "0" else None


def numbering_of(numbering: ET.Element | None, styles: ET.Element | None) -> Numbering:
    """From the two parts of the file, either of which may be missing."""
    result = Numbering()
    if styles is not None:
        for style in styles.iter(f"{W}style"):
            if about := _own_list(style.find(f"{W}pPr")):
                result.styles[style.get(f"{W}styleId", "")] = about
    if numbering is not None:
        abstract = {one.get(f"{W}abstractNumId", ""): one for one in numbering.findall(f"{W}abstractNum")}
        for one in numbering.findall(f"{W}num"):
            kept = one.find(f"{W}abstractNumId")
            base = abstract.get(kept.get(f"{W}val", "")) if kept is not None else None
            for level in base.findall(f"{W}lvl") if base is not None else ():
                result.levels[one.get(f"{W}numId", ""), _number(level.get(f"{W}ilvl"))] = _level(level)
    return result


def _own_list(properties: ET.Element | None) -> tuple[str, int] | None:
    about = properties.find(f"{W}numPr") if properties is not None else None
    if about is None:
        return None
    number, depth = about.find(f"{W}numId"), about.find(f"{W}ilvl")
    if number is None:
        return None
    return number.get(f"{W}val", "0"), min(_number(depth.get(f"{W}val") if depth is not None else None), DEEPEST)


def _level(level: ET.Element) -> Level:
    kind, pattern, first = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
    return (
        kind.get(f"{W}val", "decimal") if kind is not None else "decimal",
        pattern.get(f"{W}val", "") if pattern is not None else "",
        _number(first.get(f"{W}val") if first is not None else "1"),
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _shown(kind: str, number: int) -> str:
    if kind in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 400:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (number // value)
            number %= value
        return letters.upper() if kind == "upperRoman" else letters
    return f"{number:02d}" if kind == "decimalZero" else str(number)
