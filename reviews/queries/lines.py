"""The lines under the headings of a review: what they are about, and what has been written there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reviews.models import FormLine, Review
from reviews.queries import suggestions
from reviews.regulations.form_lines import LineKind, line_kind
from reviews.regulations.forms import Form

KNOWN = "n"  # before the numbers of lines that the author adds


@dataclass(frozen=True)
class About:
    """What a line stands for, where that is known elsewhere: a suggested issue, a shortcoming, a unit."""

    reference: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a review: its kind, what it is about, and the row that holds what was written so far."""

    kind: LineKind
    about: About
    row: FormLine

    @property
    def anchor(self) -> str:
        """Where the line stands on the page; also the first part of its fields' names."""
        return f"dong-{self.kind.key}-{self.about.reference}"

    @property
    def is_added(self) -> bool:
        """Whether the author added it, and may take it away."""
        return self.about.reference.startswith(KNOWN)


def _suggested(review: Review) -> Iterable[About]:
    for point in suggestions.points_of(review.subject):
        yield About(f"p{point.pk}", point.text, point.suggestion.issuer)


SOURCES: Mapping[str, Callable[[Review], Iterable[About]]] = {"answer": _suggested}


def lines_of(review: Review, form: Form) -> dict[str, list[Line]]:
    """The lines of a review by kind: first those about what is known elsewhere, then those that the author added."""
    kinds = [section.lines for section in form if section.lines]
    rows: dict[tuple[str, str], FormLine] = {}
    if kinds and review.pk:
        rows = {
            (row.kind, row.reference): row for row in FormLine.objects.filter(review=review).order_by("position", "pk")
        }
    return {key: _lines(review, line_kind(key), rows) for key in kinds}


def _lines(review: Review, kind: LineKind, rows: Mapping[tuple[str, str], FormLine]) -> list[Line]:
    known = list(SOURCES[kind.key](review)) if kind.key in SOURCES else []
    lines = [Line(kind, about, rows.get((kind.key, about.reference)) or _fresh(review, kind, about)) for about in known]
    added = [row for (key, reference), row in rows.items() if key == kind.key and reference.startswith(KNOWN)]
    return lines + [
        Line(kind, About(row.reference, f"{kind.title} {number}"), row) for number, row in enumerate(added, 1)
    ]


def _fresh(review: Review, kind: LineKind, about: About) -> FormLine:
    return FormLine(tenant_id=review.tenant_id, review=review, kind=kind.key, reference=about.reference)
