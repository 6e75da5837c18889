"""A review as a whole: its form, what stands under each heading, and its lines."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from reviews.models import Review, ReviewSection
from reviews.offices import is_office
from reviews.queries import written
from reviews.queries.concluded import EarlierShortcoming
from reviews.queries.lines import Known, Line, lines_of
from reviews.queries.regulations import set_of
from reviews.queries.target_lines import TargetLine, target_lines
from reviews.queries.targets import cited_in
from reviews.regulations.forms import Form
from reviews.regulations.forms_of_sets import form_under, reports_by_field


@dataclass(frozen=True)
class Contents:
    """Everything that stands in one review, loaded once for the page, for the check and for the print."""

    review: Review
    form: Form
    sections: Mapping[str, ReviewSection]
    earlier: list[EarlierShortcoming]
    lines: Mapping[str, list[Line]]
    targets: list[TargetLine]


def form_of(review: Review) -> Form:
    """The form of a review, as the regulation set of its cycle has it."""
    rules = set_of(review.subject.cycle)
    of_office = reports_by_field(review.form_kind, rules) and is_office(review.subject.unit)
    return form_under(review.form_kind, rules, of_office=of_office)


def contents_of(review: Review, sections: Mapping[str, ReviewSection] | None = None) -> Contents:
    """The contents as they stand; with the headings where somebody has read them already."""
    wanted, known = form_of(review), Known(review)
    return Contents(
        review=review,
        form=wanted,
        sections=written.sections_of(review) if sections is None else sections,
        earlier=known.concluded.earlier,
        lines=lines_of(review, wanted, known),
        targets=target_lines(review) if any(section.targets for section in wanted) else [],
    )


def as_sent(contents: Contents, identity: Mapping[str, str]) -> dict[str, Any]:
    """The whole text as it stands, complete in itself: this is kept as the version that was sent."""
    return {
        "identity": dict(identity),
        "level": contents.review.self_level,
        "sections": {
            key: {"text": row.text, "degree": row.degree, "version": row.version}
            for key, row in contents.sections.items()
        },
        "shortcomings": [
            {
                "year": line.shortcoming.year,
                "text": line.shortcoming.text,
                "status": line.report.status,
                "progress": line.report.progress,
                "responsible": line.report.responsible,
            }
            for line in contents.earlier
        ],
        "lines": {key: [_line(line) for line in lines] for key, lines in contents.lines.items() if lines},
        "targets": [asdict(line) for line in contents.targets],
        "cited": {key: [row.title for row in rows] for key, rows in cited_in(contents.review).items()},
    }


def _line(line: Line) -> dict[str, Any]:
    return {"title": line.about.title, "note": line.about.note, "values": dict(line.row.values)}
