"""The boxes of the Word file: every field of the page of writing, under the name that it has there."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reviews.models import Degree, Level, ShortcomingStatus
from reviews.queries.concluded import EarlierShortcoming
from reviews.queries.contents import Contents
from reviews.queries.lines import Line
from reviews.regulations.form_lines import FieldType, LineField
from reviews.regulations.forms import Section


@dataclass(frozen=True)
class Heading:
    """A line that stands between the boxes and is nobody's to fill in."""

    text: str
    depth: int = 2


@dataclass(frozen=True)
class Box:
    """One field: its name on the page, the version it starts from, and its value as people read it."""

    name: str
    version_name: str
    version: int
    label: str
    value: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    is_short: bool = False

    @property
    def code(self) -> str:
        """What the file calls the field; the name itself may be longer than a bookmark."""
        return hashlib.sha256(self.name.encode()).hexdigest()[:8]

    def typed(self, text: str) -> str:
        """What the page would send for this text: the key of a choice, everything else as it stands."""
        if not self.choices:
            return text
        plain = " ".join(text.split()).casefold()
        return next((key for key, label in self.choices.items() if label.casefold() == plain), text.strip())


Piece = Heading | Box


def pieces_of(contents: Contents) -> Iterator[Piece]:
    """The whole form in the order of the page."""
    for part, sections in groupby(contents.form, key=lambda section: section.part):
        yield Heading(part, 1)
        if part.partition(".")[0] == "III":
            for earlier in contents.earlier:
                yield from _earlier(earlier)
        for group, members in groupby(sections, key=lambda section: section.group):
            if group:
                yield Heading(group)
            for section in members:
                yield from _section(contents, section)
    yield Heading(f"{contents.form.level_number}. {contents.form.level_heading}", 1)
    review = contents.review
    yield _choice("self_level", review.level_version, "Mức xếp loại tự nhận", review.self_level, Level)


def _section(contents: Contents, section: Section) -> Iterator[Piece]:
    row, lines = contents.sections.get(section.key), contents.lines.get(section.lines, [])
    text, version = (row.text, row.version) if row else ("", 0)
    if section.has_text and not (section.only_with_lines and not text and not lines):
        yield Box(section.key, f"{section.key}-version", version, section.title, text, section.guidance)
    for line in lines:
        yield from _line(line)
    if section.has_degree:
        yield _choice(f"{section.key}-degree", version, section.degree_label, row.degree if row else "", Degree)


def _line(line: Line) -> Iterator[Piece]:
    note = f" – {line.about.note}" if line.about.note else ""
    yield Heading(f"{line.kind.title}: {line.about.title}{note}" if line.about.title else line.kind.title, 3)
    for one in line.kind.fields:
        value = one.shown(str(line.row.values.get(one.name, "")))
        hint = _one_of(one.choices) or _hint(one)
        yield Box(
            f"{line.anchor}-{one.name}",
            f"{line.anchor}-version",
            line.row.version,
            one.label,
            value,
            hint,
            one.choices,
            is_short=one.type is not FieldType.TEXT,
        )


def _hint(one: LineField) -> str:
    return "ngày/tháng/năm" if one.type is FieldType.DAY else one.help


def _earlier(line: EarlierShortcoming) -> Iterator[Piece]:
    report, version_name = line.report, f"{line.anchor}-version"
    yield Heading(f"Hạn chế, khuyết điểm năm {line.shortcoming.year}: {line.shortcoming.text}", 3)
    yield _choice(
        f"{line.anchor}-status",
        report.version,
        "Tình trạng khắc phục",
        report.status,
        ShortcomingStatus,
        version_name=version_name,
    )
    for name, label in (
        ("progress", "Mức độ khắc phục; khó khăn, vướng mắc (nếu có)"),
        ("responsible", "Trách nhiệm của tập thể, cá nhân có liên quan"),
    ):
        yield Box(f"{line.anchor}-{name}", version_name, report.version, label, getattr(report, name))


def _choice(name: str, version: int, label: str, value: str, kind: Any, *, version_name: str = "") -> Box:
    choices = dict(kind.choices)
    hint, shown = _one_of(choices), choices.get(value, "")
    return Box(name, version_name or f"{name}-version", version, label, shown, hint, choices, is_short=True)


def _one_of(choices: Mapping[str, str]) -> str:
    return f"Ghi một trong: {'; '.join(choices.values())}" if choices else ""
