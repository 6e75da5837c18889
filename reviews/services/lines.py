"""Saving lines of a form field by field, adding and taking away those of the author."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews.models import FormLine, Review
from reviews.queries.contents import form_of
from reviews.queries.lines import KNOWN, Line, lines_of
from reviews.regulations.form_lines import FieldType, LineField, line_kinds
from reviews.regulations.forms_of_sets import CHECKLIST
from reviews.services import saving

LONGEST_SHORT = 300
MOST_LINES = 60


@transaction.atomic
def save_line(
    *,
    review_id: int,
    kind: str,
    reference: str,
    version: int,
    values: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> FormLine:
    """Save some fields of one line; only a field that somebody else has changed since `version` is a conflict."""
    review = saving.writable(review_id, actor)
    line = _found(review, kind, reference)
    row = line.row
    changed = _changed(row, _checked(line, values), version)
    if not changed:
        return row
    row.values = row.values | changed
    row.version += 1
    row.save()
    what = f"{line.kind.title.lower()} ({line.about.title[:80]})"
    changes = {"kind": kind, "reference": reference, "fields": sorted(changed)}
    saving.leave_trace(review, actor, at, action="save_line", target=row, what=what, changes=changes)
    return row


@transaction.atomic
def add_line(*, review_id: int, kind: str, actor: Actor, at: datetime) -> FormLine:
    """One more empty line of a kind that the author adds."""
    review = saving.writable(review_id, actor)
    known = line_kinds().get(kind)
    if known is None or not known.is_added or not any(section.lines == kind for section in form_of(review)):
        raise NotVisible
    rows = FormLine.objects.filter(review=review, kind=kind)
    if rows.count() >= MOST_LINES:
        raise Refused(f"Mỗi văn bản tối đa {MOST_LINES} dòng “{known.title.lower()}”. Mời gộp các dòng giống nhau.")
    last = FormLine.history.filter(review_id=review.pk, kind=kind).order_by("-position").first()
    number = (last.position if last else 0) + 1
    row = FormLine(tenant_id=review.tenant_id, review=review, kind=kind, reference=f"{KNOWN}{number}", position=number)
    row.save()
    what, changes = f"thêm {known.title.lower()}", {"kind": kind, "reference": row.reference}
    saving.leave_trace(review, actor, at, action="add_line", target=row, what=what, changes=changes)
    return row


@transaction.atomic
def answer_rest(*, review_id: int, kind: str, actor: Actor, at: datetime) -> int:
    """Answer every line of a checklist that has no answer yet with its first choice, "Không có"; tell how many."""
    review = saving.writable(review_id, actor)
    if kind != CHECKLIST:
        raise NotVisible
    lines = lines_of(review, form_of(review)).get(kind)
    if lines is None:
        raise NotVisible
    field = line_kinds()[kind].fields[0]
    unanswered = [line.row for line in lines if not line.row.values.get(field.name)]
    for row in unanswered:
        row.values = row.values | {field.name: next(iter(field.choices))}
        row.version += 1
        row.save()
    if unanswered:
        what, changes = "đối chiếu các biểu hiện", {"kind": kind, "answered": len(unanswered)}
        saving.leave_trace(review, actor, at, action="answer_rest", target=unanswered[-1], what=what, changes=changes)
    return len(unanswered)


@transaction.atomic
def remove_line(*, review_id: int, kind: str, reference: str, actor: Actor, at: datetime) -> None:
    """Take away a line that was added; what stood in it stays in the trail."""
    review = saving.writable(review_id, actor)
    line = _found(review, kind, reference)
    if not line.is_added:
        raise Refused("Dòng này theo gợi ý, kết luận hoặc phân công nên không bỏ được; mời ghi nội dung.")
    what = f"bỏ {line.kind.title.lower()}"
    changes = {"kind": kind, "reference": reference, "values": line.row.values}
    saving.leave_trace(review, actor, at, action="remove_line", target=line.row, what=what, changes=changes)
    line.row.delete()


def _found(review: Review, kind: str, reference: str) -> Line:
    lines = lines_of(review, form_of(review)).get(kind, [])
    line = next((one for one in lines if one.about.reference == reference), None)
    if line is None:
        raise NotVisible
    return line


def _checked(line: Line, values: Mapping[str, str]) -> dict[str, str]:
    """The values as they are kept, each by the type of its field."""
    found: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name, value in values.items():
        field = line.kind.field(name)
        if field is None:
            continue
        try:
            found[name] = _value(field, value)
        except InvalidInput as refusal:
            errors |= refusal.errors
    if errors:
        raise InvalidInput(errors)
    if not found:
        raise InvalidInput({line.kind.fields[0].name: "Dòng này không nhận nội dung vừa gửi. Mời tải lại trang."})
    return found


def _value(field: LineField, value: str) -> str:
    if field.type is FieldType.CHOICE:
        if value and value not in field.choices:
            raise InvalidInput({field.name: f"Chọn một giá trị trong danh sách: {', '.join(field.choices.values())}."})
        return value
    if field.type is FieldType.DAY:
        return _day(field, value.strip())
    return saving.cleaned(field.name, value, LONGEST_SHORT if field.type is FieldType.SHORT else None).strip()


def _day(field: LineField, value: str) -> str:
    if not value:
        return ""
    parts = value.split("/")
    try:
        day = date(*(int(part) for part in reversed(parts))) if len(parts) == 3 else date.fromisoformat(value)
    except (ValueError, OverflowError):
        day = None
    if day is None or not 1990 <= day.year <= 2100:
        raise InvalidInput({field.name: "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 31/03/2025."})
    return day.isoformat()


def _changed(row: FormLine, values: Mapping[str, str], version: int) -> dict[str, str]:
    changed = {}
    for name, value in values.items():
        current = row.values.get(name, "")
        if value == current:
            continue
        base = current if row.version == version else _value_at(row, name, version)
        if value == base:
            continue
        if base != current:
            raise saving.conflict(value, current, saving.last_writer(row), row.version)
        changed[name] = value
    return changed


def _value_at(row: FormLine, name: str, version: int) -> str | None:
    """What the field held in an earlier version; None for a version that never was."""
    if version == 0:
        return ""
    kept = row.history.filter(version=version).values_list("values", flat=True).first() if row.pk else None
    return None if kept is None else str(kept.get(name, ""))
