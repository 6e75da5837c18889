"""Template filters of the printed documents."""

from collections.abc import Sequence
from typing import Any

from django import template

from dossiers.documents import labels, wording
from dossiers.documents.bundles import BoundPaper
from dossiers.documents.parts import Level, RatedGroup, Remedy

register = template.Library()

for function in (
    wording.paragraphs,
    wording.blocks,
    wording.called_collective,
    wording.two_digits,
    wording.short_date,
    wording.long_date,
    wording.iso_date,
    wording.or_dots,
    wording.clock,
    wording.hour_and_day,
    wording.place_and_date,
    wording.number_line,
    wording.number_reference,
    wording.signing_lines,
    wording.percent,
    wording.level_summary,
):
    register.filter(function.__name__, function)


@register.filter
def level_name(level: Level | None) -> str:
    """The level in words, nothing when it is open."""
    return labels.LEVEL_NAMES[level] if level else ""


@register.filter
def remedy_name(status: Remedy) -> str:
    """The state of a remedy in words."""
    return labels.REMEDY_NAMES[status]


@register.filter
def degree_choices(degree: str | None) -> list[tuple[str, bool]]:
    """The four degrees, each with whether it is the chosen one."""
    return [(name, code == degree) for code, name in labels.DEGREE_NAMES.items()]


@register.filter
def level_choices(level: str | None) -> list[tuple[str, bool]]:
    """The four levels of part VII, each with whether it is the chosen one."""
    return [(labels.LEVEL_NAMES[code], code == level) for code in labels.PROPOSABLE_LEVELS]


@register.filter
def lines_of(data: Any, lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Title and text for each named line of a form."""
    return [(title, getattr(data, name)) for name, title in lines]


@register.filter
def with_titles(items: Sequence[Any], titles: Sequence[str]) -> list[tuple[str, Any]]:
    """Each title with the item in the same place."""
    return list(zip(titles, items, strict=True))


@register.filter
def page_span(paper: BoundPaper) -> str:
    """The pages of a paper in a bound dossier, as in "4–6"; nothing where it is not bound in."""
    if paper.first is None or paper.last is None:
        return ""
    return str(paper.first) if paper.first == paper.last else f"{paper.first}–{paper.last}"


@register.filter
def headcount(groups: Sequence[RatedGroup]) -> str:
    """As in "06 tập thể, 20 cá nhân", without a line break inside a figure."""
    return ", ".join(
        f"{wording.two_digits(len(group.subjects))} {group.noun}".replace(" ", "\u00a0") for group in groups
    )
