"""The lines under the headings of a review: what they are about, and what has been written there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from orgchart.models import Supervision, SupervisionKind
from orgchart.queries import current
from reviews.models import FormLine, Review, Shortcoming
from reviews.queries import suggestions, written
from reviews.regulations.form_lines import LineKind, line_kind
from reviews.regulations.forms import Form
from reviews.regulations.manifestations import manifestations
from reviews.states import ReviewState

_BEFORE_CONFERENCES = (ReviewState.NOT_STARTED, ReviewState.DRAFT)
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


def _concluded(review: Review) -> Iterable[About]:
    """What this year's conferences concluded about the subject: each of it needs a measure. (HY-A.1-1)"""
    if review.state in _BEFORE_CONFERENCES:
        return
    bearer = written.same_bearer(review.subject)
    rows = Shortcoming.objects.filter(year=review.subject.cycle.year, is_open=True, **bearer)
    foreseen = set(own_shortcomings(review))
    for row in rows.order_by("pk"):
        if row.text not in foreseen:
            yield About(f"s{row.pk}", row.text, row.source)


def own_shortcomings(review: Review) -> dict[str, FormLine]:
    """The shortcomings that the author named, by their text in one line; their measures stand there already."""
    rows = FormLine.objects.filter(review=review, kind__in=["shortcoming", "own_shortcoming"]).order_by(
        "position", "pk"
    )
    return {" ".join(str(row.values.get("text", "")).split()): row for row in rows if row.values.get("text")}


def _of_collectives(review: Review) -> Iterable[About]:
    """What was concluded about the collectives that the person belongs to. (HY-M02-11, HY-A.2-2)"""
    for row in written.shortcomings_of_collectives(review):
        yield About(f"s{row.pk}", row.text, row.source)


def _in_charge(review: Review) -> Iterable[About]:
    """The units that the person was in charge of in the year. (HY-M02-6, NA-BS.CN-2)"""
    if review.subject.person_id is None:
        return
    day = review.subject.cycle.rating_date
    rows = Supervision.objects.filter(
        current(day), person=review.subject.person_id, kind=SupervisionKind.IN_CHARGE
    ).select_related("organization")
    for row in rows.order_by("organization__path", "pk"):
        yield About(f"o{row.organization_id}", row.organization.name)


def _posts(review: Review) -> Iterable[About]:
    """The posts of the person, the one that is reviewed here first. (HY-M02-5, HY-B.I.4.2-11)"""
    here, day = review.subject.post_id, review.subject.cycle.rating_date
    for row in sorted(written.posts_on(review, day), key=lambda post: (post.pk != here, post.rank, post.pk)):
        note = "Kiểm điểm sâu chức vụ này" if row.pk == here else row.get_line_display()
        yield About(f"c{row.pk}", f"{row.title} – {row.organization.name}", note)


def _manifestations(_review: Review) -> Iterable[About]:
    """The whole list, each to be answered by the person. (HY-A.2-1, HY-M02-4)"""
    for one in manifestations():
        yield About(f"m{one.number}", f"{one.number}. {one.title}", one.group)


def _declaration(review: Review) -> Iterable[About]:
    """The declaration of assets and income of the year. (HY-B.I.3.2-3, SL-PL.2b-2)"""
    year = review.subject.cycle.year
    yield About("kk", f"Kê khai tài sản, thu nhập năm {year}")


def _signs(review: Review) -> Iterable[About]:
    """The one question about signs of degradation, corruption, waste and negative conduct. (CC-I.2-1)"""
    whom = "bản thân" if review.subject.person_id is not None else "tập thể"
    yield About("dh", f"Tự kiểm tra của {whom} trong năm {review.subject.cycle.year}")


SOURCES: Mapping[str, Callable[[Review], Iterable[About]]] = {
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
