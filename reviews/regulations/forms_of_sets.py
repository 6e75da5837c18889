"""The forms as a regulation set has them: its headings, its further items of the year, the blocks it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from .forms import COLLECTIVE_REPORT, LEADER_REVIEW, Form, Required, Section, fitting, whole_form
from .sets import RegulationSet

EXTRA = "BS-"  # before the numbers of the items that only the set or the year asks for
CHECKLIST = "manifestation"
CHECKED_UNDER = "I-1e"
SIGN = "sign"
# What the person, the reviewing body and whoever a clause names may read, and nobody else. (HY-A.2-1, CC-I.2-1)
PROTECTED = (CHECKLIST, SIGN)
LEADER_BLOCK, SIGN_BLOCK, WORK_BLOCK = "leader", "signs", "work_report"
WORK_FIELD, NEXT_TASK = "work_field", "next_task"


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What a set changes in one form; plain values, so that the adapted form is made once."""

    headings: tuple[tuple[str, str], ...] = ()
    extra_items: tuple[str, ...] = ()
    extra_under: str = ""
    item_by_units: int = 0
    blocks: tuple[str, ...] = ()
    separate_degrees: tuple[str, ...] = ()
    has_checklist: bool = False
    clauses: tuple[str, ...] = ()


def form_under(kind: str, regulations: RegulationSet, *, of_office: bool = False) -> Form:
    """The form of this kind under a set: an item that the set does not list is not in it. (SL-PL.1-5, NA-MB-1)

    An office below an agency reports on its work field by field where the set asks for it. (SL-IV.3-2)
    """
    adaptation = adaptation_of(kind, regulations)
    if of_office and reports_by_field(kind, regulations):
        adaptation = replace(adaptation, blocks=(*adaptation.blocks, WORK_BLOCK))
    return _adapted(kind, adaptation)


def reports_by_field(kind: str, regulations: RegulationSet) -> bool:
    """Whether the reports of offices list fields of work under a set."""
    return kind == COLLECTIVE_REPORT and bool(regulations.value_if_known("forms.workReport"))


def adaptation_of(kind: str, regulations: RegulationSet) -> Adaptation:
    """What the values of a set mean for one form."""
    extra = _extra_of(regulations.value("content.extraItems"))
    subject = "collective" if kind == COLLECTIVE_REPORT else "individual"
    return Adaptation(
        headings=tuple(_headings(kind, regulations.value_if_known("forms.headings"))),
        extra_items=extra.get(subject, ()),
        extra_under=extra.get("under", ("",))[0],
        item_by_units=int(extra.get("units_item", ("0",))[0]) if subject == "individual" else 0,
        blocks=tuple(_blocks(kind, regulations)),
        separate_degrees=tuple(_separate_degrees(kind, regulations)),
        has_checklist=not regulations.source("manifest.items").is_default,
        clauses=regulations.source("content.extraItems").clauses,
    )


def _blocks(kind: str, regulations: RegulationSet) -> Iterator[str]:
    if kind == LEADER_REVIEW and regulations.value_if_known("forms.leaderBlock"):
        yield LEADER_BLOCK
    if regulations.value_if_known("forms.signs"):
        yield SIGN_BLOCK


def _separate_degrees(kind: str, regulations: RegulationSet) -> Iterator[str]:
    """The texts of a person's form that are judged one by one, beside their item as a whole. (CC-I.4-3)"""
    wanted = regulations.value_if_known("forms.separateDegrees")
    if kind != COLLECTIVE_REPORT and isinstance(wanted, list | tuple):
        yield from map(str, wanted)


def _headings(kind: str, value: object) -> Iterator[tuple[str, str]]:
    for place, heading in value.items() if isinstance(value, Mapping) else ():
        of, _, key = str(place).partition("/")
        if of == kind:
            yield key, str(heading)


def _extra_of(value: object) -> dict[str, tuple[str, ...]]:
    """Items for collectives and for persons; a plain list is for both."""
    if isinstance(value, Mapping):
        return {
            str(key): tuple(str(one) for one in row) if isinstance(row, list | tuple) else (str(row),)
            for key, row in value.items()
        }
    if isinstance(value, list | tuple):
        items = tuple(str(one) for one in value)
        return {"collective": items, "individual": items}
    return {}


@lru_cache(maxsize=256)
def _adapted(kind: str, adaptation: Adaptation) -> Form:
    base, headings = whole_form(kind), dict(adaptation.headings)
    sections: list[Section] = []
    for section in base:
        if section.block and section.block not in adaptation.blocks:
            continue
        changed = replace(section, heading=headings[section.key]) if section.key in headings else section
        if section.key == CHECKED_UNDER and adaptation.has_checklist:
            changed = replace(changed, lines=CHECKLIST, required=Required.NO)
        if section.key in adaptation.separate_degrees and section.has_text and not section.has_degree:
            changed = replace(changed, has_degree=True, degree_of=(section.key,))
        sections.append(changed)
        if section.key == adaptation.extra_under:
            sections += _extra(section.part, adaptation, "")
    if adaptation.extra_items and not adaptation.extra_under:
        _insert_before_part_two(sections, adaptation)
    return replace(base, sections=fitting(sections))


def _insert_before_part_two(sections: list[Section], adaptation: Adaptation) -> None:
    first = sections[0].part
    end = next((place for place, section in enumerate(sections) if section.part != first), len(sections))
    numbers = [int(section.number) for section in sections[:end] if section.number.isdigit()]
    sections[end:end] = _extra(first, adaptation, str(max(numbers, default=0) + 1))


def _extra(part: str, adaptation: Adaptation, number: str) -> list[Section]:
    """The further items, each a heading of its own that has to be filled in."""
    return [
        Section(
            key=f"{EXTRA}{place}",
            part=part,
            group="",
            number=str(int(number) + place - 1) if number else "",
            heading=title,
            short=title if len(title) <= 60 else title[:60].rpartition(" ")[0] + " …",
            guidance="Nội dung bổ sung của năm." if number else "",
            has_text=True,
            has_degree=False,
            required=Required.YES,
            degree_of=(),
            outline=(),
            clauses=adaptation.clauses,
            lines="cell_visit" if place == adaptation.item_by_units else "",
        )
        for place, title in enumerate(adaptation.extra_items, 1)
    ]
