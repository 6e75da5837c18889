"""Lines of a form as the page of writing shows them, and what a plain POST of the page says about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse

from orgchart.access import Actor
from reviews.models import Review
from reviews.queries import set_of
from reviews.queries.contents import Contents
from reviews.queries.lines import Line
from reviews.regulations.form_lines import FieldType, LineField, line_kind
from reviews.regulations.forms import Section
from reviews.regulations.forms_of_sets import CHECKLIST
from reviews.services import lines as services
from reviews.views.typed import Part, Typed, version_of

_NOTHING = Part()


@dataclass(frozen=True)
class FieldView:
    """One field of a line: its name on the page, its value, and whether it is asked for as the others stand."""

    name: str
    label: str
    value: str
    type: str
    rows: int
    help: str
    required: bool
    options: list[tuple[str, str]]
    url: str
    field: str


@dataclass(frozen=True)
class LineView:
    """One line with its fields, its errors and what names it when it is taken away."""

    anchor: str
    title: str
    note: str
    version: int
    fields: list[FieldView]
    errors: list[str]
    removal: str


@dataclass(frozen=True)
class LinesView:
    """The lines under one heading, and how to add one."""

    kind: str
    title: str
    lines: list[LineView]
    add_label: str
    is_checklist: bool = False
    answered: int = 0
    appendix: str = ""


def lines_view(contents: Contents, section: Section, typed: Typed, place: list[object]) -> LinesView | None:
    """The lines under a heading; None where it has none."""
    if not section.lines:
        return None
    lines = contents.lines[section.lines]
    kind = line_kind(section.lines)
    return LinesView(
        kind=kind.key,
        title=kind.title,
        lines=[_line(line, typed.parts.get(line.anchor, _NOTHING), place) for line in lines],
        add_label=kind.add_label,
        is_checklist=kind.key == CHECKLIST,
        answered=sum(not line.kind.missing(line.row.values) for line in lines),
        appendix=str(set_of(contents.review.subject.cycle).value("manifest.appendixCode")),
    )


def _line(line: Line, part: Part, place: list[object]) -> LineView:
    url = reverse("reviews:save_line", args=[*place, line.kind.key, line.about.reference])
    values = {**line.row.values, **part.values}
    errors = [text for texts in part.errors.values() for text in texts]
    if part.conflict:
        errors.append(
            f"{part.conflict.theirs_by or 'Người khác'} vừa ghi: “{part.conflict.theirs}”. "
            "Nội dung của đồng chí còn nguyên ở dưới; bấm “Lưu” lần nữa nếu muốn giữ bản của mình."
        )
    return LineView(
        anchor=line.anchor,
        title=line.about.title,
        note=line.about.note,
        version=line.row.version,
        fields=[_field(line, field, values, url) for field in line.kind.fields],
        errors=errors,
        removal=f"{line.kind.key}:{line.about.reference}" if line.is_added else "",
    )


def _field(line: Line, field: LineField, values: Mapping[str, str], url: str) -> FieldView:
    value = values.get(field.name, "")
    if field.type is FieldType.DAY and "-" in value:
        value = field.shown(value)
    return FieldView(
        name=f"{line.anchor}-{field.name}",
        label=field.label,
        value=value,
        type=field.type,
        rows=field.rows,
        help=field.help,
        required=line.about.is_required and field.required and field.applies(values),
        options=list(field.choices.items()),
        url=f"{url}?phan={field.name}",
        field=field.name,
    )


def change_lines(review: Review, data: QueryDict, *, actor: Actor, at: datetime) -> str | None:
    """Add or take away a line where a button of the page asks for it; the anchor to go to, None where none did."""
    if kind := data.get("add-line", ""):
        row = services.add_line(review_id=review.pk, kind=str(kind), actor=actor, at=at)
        return f"dong-{row.kind}-{row.reference}"
    if kind := data.get("answer-rest", ""):
        services.answer_rest(review_id=review.pk, kind=str(kind), actor=actor, at=at)
        return "checklist"
    if removal := str(data.get("remove-line", "")):
        kind, _, reference = removal.partition(":")
        services.remove_line(review_id=review.pk, kind=kind, reference=reference, actor=actor, at=at)
        return "review-form"
    return None


def save_lines(
    typed: Typed, review: Review, contents: Contents, data: QueryDict, *, actor: Actor, at: datetime
) -> None:
    """Save every line of the page that was changed."""
    for lines in contents.lines.values():
        for line in lines:
            _save(typed, review, line, data, actor=actor, at=at)


def _save(typed: Typed, review: Review, line: Line, data: QueryDict, *, actor: Actor, at: datetime) -> None:
    names = {field.name: f"{line.anchor}-{field.name}" for field in line.kind.fields}
    values = {field: str(data.get(name, "")) for field, name in names.items() if name in data}
    if not values:
        return
    typed.take(
        line.anchor,
        values,
        lambda: services.save_line(
            review_id=review.pk,
            kind=line.kind.key,
            reference=line.about.reference,
            version=version_of(data, f"{line.anchor}-version"),
            values=values,
            actor=actor,
            at=at,
        ),
    )
