"""The forms of review as data: every heading with what it asks for, read from `forms/<kind>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from .clauses import clause
from .errors import BadRegulationFileError, UnknownClauseError
from .form_lines import line_kinds
from .rows import FORM_KINDS
from .sets import RegulationSet

FOLDER = Path(__file__).with_name("forms")
COLLECTIVE_REPORT, LEADER_REVIEW, MEMBER_REVIEW, OUTSIDE_REVIEW, STAFF_REVIEW = FORM_KINDS
# How Hướng dẫn 10, whose forms the first two are, numbers them.
_CODES = {COLLECTIVE_REPORT: "Mẫu 01", LEADER_REVIEW: "Mẫu 02"}
# What a form is about, in the words of the lists of forms in the regulation sets.
_SUBJECTS = {COLLECTIVE_REPORT: "collective"}
_SETTINGS = {
    "party_committee": "địa phương",
    "peoples_council": "địa phương",
    "peoples_committee": "địa phương",
    "party_cell": "đơn vị",
    "public_unit": "đơn vị",
}


class Required(StrEnum):
    """When a heading has to be filled in before the form may be sent."""

    YES = "yes"
    WITH_EARLIER_SHORTCOMINGS = "with_earlier_shortcomings"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Section:
    """One heading: where it stands, what it asks for, and the clauses that ask for it.

    `part` is the Roman heading above it and `group` the numbered item that it is a line of. `degree_of` names the
    texts that the degree judges: the heading's own one, or the lines of its item. `outline` are the headings that the
    paper lists inside the text; `lines` names the kind of lines that stand under the heading,
    and `only_with_lines` leaves the heading out where there are none. With
    `lines_or_text` complete lines may stand for the text; `unless_lines` names lines of another heading that do.
    `block` names the part of the form that only some regulation sets ask for; a `member` section is about the duties of
    a party member, which a cell looks at first (SL-II.4.2b-4). Under a `targets` section stand the targets of the year
    with their results (HY-B.I.3.1-2).
    """

    key: str
    part: str
    group: str
    number: str
    heading: str
    short: str
    guidance: str
    has_text: bool
    has_degree: bool
    required: Required
    degree_of: tuple[str, ...]
    outline: tuple[str, ...]
    clauses: tuple[str, ...]
    lines: str = ""
    only_with_lines: bool = False
    lines_or_text: bool = False
    unless_lines: str = ""
    block: str = ""
    member: bool = False
    targets: bool = False

    @property
    def title(self) -> str:
        """The heading with its number, as the paper has it."""
        return f"{self.number}. {self.heading}" if self.number and self.has_text else self.heading

    @property
    def degree_label(self) -> str:
        """What its degree judges: an item by its number, a text inside an item by its name."""
        own = f": {self.short}" if self.group and self.has_text else f" mục {self.key.replace('-', '.')}"
        return f"Tự đánh giá về cấp độ thực hiện{own}"

    def is_required(self, *, earlier_shortcomings: bool) -> bool:
        """Whether the form cannot be sent without it."""
        if self.required is Required.WITH_EARLIER_SHORTCOMINGS:
            return earlier_shortcomings
        return self.required is Required.YES


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form; part VII, the level, is asked for in every form and belongs to no section."""

    kind: str
    title: str
    opening: str
    level_number: str
    level_heading: str
    note: str
    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[Section]:
        return iter(self.sections)

    def section(self, key: str) -> Section:
        """The heading with this key; KeyError where the form has none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def opening_sentence(self, *, subject: str, organization_kind: str) -> str:
        """The fixed first sentence with the subject's name and the right word for its place; empty without one."""
        return self.opening.format(setting=setting_of(organization_kind), subject=subject)

    def has(self, key: str) -> bool:
        """Whether the form has a heading with this key."""
        return any(section.key == key for section in self.sections)


def setting_of(organization_kind: str) -> str:
    """The word of Mẫu 01 for where a collective leads: địa phương, cơ quan or đơn vị (HY-M01-3)."""
    return _SETTINGS.get(organization_kind, "cơ quan")


@cache
def form(kind: str) -> Form:
    """The form of this kind as Hướng dẫn 10 prints it, without the blocks that only some sets ask for."""
    whole = whole_form(kind)
    return replace(whole, sections=fitting([section for section in whole if not section.block]))


def fitting(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, no degree of which judges a text that is not among them."""
    keys = {section.key for section in sections}
    return tuple(replace(one, degree_of=tuple(key for key in one.degree_of if key in keys)) for one in sections)


@cache
def whole_form(kind: str) -> Form:
    """The form of this kind with all its blocks; a file with an unknown key, clause or reference does not load.

    A heading that reads `take` comes from the form that the file is `based_on`, with what the file says otherwise.
    """
    path = FOLDER / f"{kind}.toml"
    with path.open("rb") as file:
        data = tomllib.load(file)
    base = data.pop("based_on", "")
    taken = {section.key: section for section in whole_form(base)} if base else {}
    sections = tuple(_section(path.name, row, taken) for row in data.pop("section"))
    _check_references(path.name, sections)
    return Form(sections=sections, **data)


def form_code(kind: str, regulations: RegulationSet | None = None) -> str:
    """What people call the form ("Mẫu 01"): as in the set's list of forms, else as in Hướng dẫn 10.

    A row that names the kind is meant (SL-II.4.2a-1); else the first one for the subject. A form that no document
    numbers has no number. (NA-MB-1)
    """
    rows = regulations.forms() if regulations else ()
    named = [row for row in rows if row.kind == kind]
    if not named and kind in _CODES:
        named = [row for row in rows if not row.kind and row.subject == _SUBJECTS.get(kind, "individual")]
    return named[0].title.partition(" – ")[0] if named else _CODES.get(kind, "")


def _section(file: str, row: Mapping[str, Any], taken: Mapping[str, Section]) -> Section:
    known = Section.__dataclass_fields__
    if "take" in row:
        if row["take"] not in taken:
            raise BadRegulationFileError(file, row["take"], "mẫu gốc không có mục này", "Ghi đúng mã mục")
        rest: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in row.items()}
        del rest["take"]
        return replace(taken[row["take"]], **rest)
    for key in row:
        if key not in known:
            raise BadRegulationFileError(file, f"{row.get('key')}.{key}", "khóa không có trong biểu mẫu", "Bỏ khóa này")
    for clause_id in row["clauses"]:
        try:
            clause(clause_id)
        except UnknownClauseError as error:
            raise BadRegulationFileError(file, row["key"], str(error), "Ghi đúng mã điều khoản") from error
    return Section(
        key=row["key"],
        part=row["part"],
        group=row.get("group", ""),
        number=row["number"],
        heading=row["heading"],
        short=row["short"],
        guidance=row.get("guidance", ""),
        has_text=row.get("has_text", True),
        has_degree=row.get("has_degree", False),
        required=Required(row.get("required", "yes")),
        degree_of=tuple(row.get("degree_of", [row["key"]] if row.get("has_degree") else [])),
        outline=tuple(row.get("outline", ())),
        clauses=tuple(row["clauses"]),
        lines=row.get("lines", ""),
        only_with_lines=row.get("only_with_lines", False),
        lines_or_text=row.get("lines_or_text", False),
        unless_lines=row.get("unless_lines", ""),
        block=row.get("block", ""),
        member=row.get("member", False),
        targets=row.get("targets", False),
    )


def _check_references(file: str, sections: Collection[Section]) -> None:
    texts = {section.key for section in sections if section.has_text}
    if len({section.key for section in sections}) != len(sections):
        raise BadRegulationFileError(file, "section.key", "hai mục trùng mã", "Đặt mã khác nhau")
    for section in sections:
        if section.lines and section.lines not in line_kinds():
            raise BadRegulationFileError(
                file, section.key, f"không có loại dòng “{section.lines}”", "Ghi đúng loại dòng"
            )
        if missing := set(section.degree_of) - texts:
            reason = f"cấp độ chỉ tới mục không có: {', '.join(sorted(missing))}"
            raise BadRegulationFileError(file, section.key, reason, "Ghi đúng mã các mục")
