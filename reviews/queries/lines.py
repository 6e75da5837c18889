"""The lines under the headings of a review: what they are about, and what has been written there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from orgchart.models import Supervision, SupervisionKind
from orgchart.queries import current
from reviews import registry
from reviews.models import FormLine, Level, Review
from reviews.queries import suggestions, written
from reviews.queries.concluded import Concluded, concluded_about
from reviews.regulations.form_lines import LineKind, line_kind
from reviews.regulations.forms import Form
from reviews.regulations.manifestations import manifestations
from reviews.states import ReviewState

_BEFORE_CONFERENCES = (ReviewState.NOT_STARTED, ReviewState.DRAFT)
_OWN = ("shortcoming", "own_shortcoming")
KNOWN = "n"  # before the numbers of lines that the author adds


@dataclass(frozen=True)
class About:
    """What a line stands for, where that is known elsewhere: a suggested issue, a shortcoming, a unit."""

    reference: str
    title: str
    note: str = ""
    is_required: bool = True


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


class Known:
    """What is known elsewhere about a review, each of it read once and only where a line asks for it."""

    def __init__(self, review: Review) -> None:
        self.review = review

    @cached_property
    def concluded(self) -> Concluded:
        """The shortcomings that were concluded."""
        return concluded_about(self.review)

    @cached_property
    def rows(self) -> list[FormLine]:
        """The lines as they stand."""
        if not self.review.pk:
            return []
        return list(FormLine.objects.filter(review=self.review).order_by("position", "pk"))


def _suggested(known: Known) -> Iterable[About]:
    for point in suggestions.points_of(known.review.subject):
        yield About(f"p{point.pk}", point.text, point.suggestion.issuer)


def _concluded(known: Known) -> Iterable[About]:
    """What this year's conferences concluded about the subject: each of it needs a measure. (HY-A.1-1)"""
    if known.review.state in _BEFORE_CONFERENCES:
        return
    foreseen = set(named_in(known.rows))
    for row in known.concluded.of_this_year:
        if row.text not in foreseen:
            yield About(f"s{row.pk}", row.text, row.source)


def own_shortcomings(review: Review) -> dict[str, FormLine]:
    """The shortcomings that the author named, by their text in one line; their measures stand there already."""
    return named_in(FormLine.objects.filter(review=review, kind__in=_OWN).order_by("position", "pk"))


def named_in(rows: Iterable[FormLine]) -> dict[str, FormLine]:
    """The shortcomings that lines name, by their text in one line."""
    own = [row for row in rows if row.kind in _OWN and row.values.get("text")]
    return {" ".join(str(row.values["text"]).split()): row for row in own}


def blamed_on_circumstances(review: Review) -> list[str]:
    """The shortcomings that the author explains by objective causes alone. (SL-I.3-1)"""
    return [text for text, row in own_shortcomings(review).items() if row.values.get("cause_kind") == "objective"]


def _of_collectives(known: Known) -> Iterable[About]:
    """What was concluded about the collectives that the person belongs to. (HY-M02-11, HY-A.2-2)"""
    for row in known.concluded.of_collectives:
        yield About(f"s{row.pk}", row.text, row.source)


def _in_charge(known: Known) -> Iterable[About]:
    """The units that the person was in charge of in the year, with their ratings. (HY-M02-6, NA-BS.CN-2)"""
    if known.review.subject.person_id is None:
        return
    day = known.review.subject.cycle.rating_date
    rows: QuerySet[Any] = Supervision.objects.filter(
        current(day), person=known.review.subject.person_id, kind=SupervisionKind.IN_CHARGE
    ).select_related("organization")
    rows = registry.with_unit_ratings(rows, known.review.subject.cycle.year)
    for row in rows.order_by("organization__path", "pk"):
        rating = f"xếp loại năm {row.rated_in}: {Level(row.rated).label.lower()}" if row.rated else "chưa có xếp loại"
        yield About(f"o{row.organization_id}", row.organization.name, rating)


def _posts(known: Known) -> Iterable[About]:
    """The posts of the person, the one that is reviewed here first. (HY-M02-5, HY-B.I.4.2-11)"""
    here, day = known.review.subject.post_id, known.review.subject.cycle.rating_date
    for row in sorted(written.posts_on(known.review, day), key=lambda post: (post.pk != here, post.rank, post.pk)):
        note = "Kiểm điểm sâu chức vụ này" if row.pk == here else f"{row.get_line_display()}, nêu tóm tắt"
        title, is_required = f"{row.title} – {row.organization.name}", here is None or row.pk == here
        yield About(f"c{row.pk}", title, note, is_required)


def _manifestations(_known: Known) -> Iterable[About]:
    """The whole list, each to be answered by the person. (HY-A.2-1, HY-M02-4)"""
    for one in manifestations():
        yield About(f"m{one.number}", f"{one.number}. {one.title}", one.group)


def _declaration(known: Known) -> Iterable[About]:
    """The declaration of assets and income of the year. (HY-B.I.3.2-3, SL-PL.2b-2)"""
    year = known.review.subject.cycle.year
    yield About("kk", f"Kê khai tài sản, thu nhập năm {year}")


def _signs(known: Known) -> Iterable[About]:
    """The one question about signs of degradation, corruption, waste and negative conduct. (CC-I.2-1)"""
    whom = "bản thân" if known.review.subject.person_id is not None else "tập thể"
    yield About("dh", f"Tự kiểm tra của {whom} trong năm {known.review.subject.cycle.year}")


SOURCES: Mapping[str, Callable[[Known], Iterable[About]]] = {
    "answer": _suggested,
    "remedy": _concluded,
    "collective_shortcoming": _of_collectives,
    "in_charge": _in_charge,
    "duty": _posts,
    "cell_visit": _in_charge,
    "manifestation": _manifestations,
    "asset_declaration": _declaration,
    "sign": _signs,
}


def lines_of(review: Review, form: Form, known: Known | None = None) -> dict[str, list[Line]]:
    """The lines of a review by kind: first those about what is known elsewhere, then those that the author added."""
    known = known or Known(review)
    kinds = [section.lines for section in form if section.lines]
    rows = {(row.kind, row.reference): row for row in known.rows} if kinds else {}
    return {key: _lines(known, line_kind(key), rows) for key in kinds}


def _lines(known: Known, kind: LineKind, rows: Mapping[tuple[str, str], FormLine]) -> list[Line]:
    review = known.review
    about = list(SOURCES[kind.key](known)) if kind.key in SOURCES else []
    lines = [Line(kind, one, rows.get((kind.key, one.reference)) or _fresh(review, kind, one)) for one in about]
    added = [row for (key, reference), row in rows.items() if key == kind.key and reference.startswith(KNOWN)]
    return lines + [
        Line(kind, About(row.reference, f"{kind.title} {number}"), row) for number, row in enumerate(added, 1)
    ]


def _fresh(review: Review, kind: LineKind, about: About) -> FormLine:
    return FormLine(tenant_id=review.tenant_id, review=review, kind=kind.key, reference=about.reference)
