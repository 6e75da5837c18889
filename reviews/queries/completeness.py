"""What a form still lacks before it may be sent."""

from dataclasses import dataclass

from django.utils.text import Truncator

from reviews.models import ReviewSection, ShortcomingStatus
from reviews.queries.concluded import EarlierShortcoming
from reviews.queries.contents import Contents
from reviews.queries.lines import Line
from reviews.regulations.form_lines import line_kind
from reviews.regulations.forms import Section
from reviews.regulations.forms_of_sets import CHECKLIST, NEXT_TASK, WORK_FIELD


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, in words, and the place on the page where it is filled in."""

    label: str
    what: str
    anchor: str

    def __str__(self) -> str:
        return f"{self.label}: {self.what}"


def missing_items(contents: Contents) -> list[Missing]:
    """Every heading without text, degree without mark, line with an empty field, and the missing level.

    (HY-B.I.3.1-1, HY-B.I.3.1-8, HY-M01-4 to 9, HY-M01-11, HY-M01-12, HY-M01-15, HY-M02-3 to 13)
    """
    found: list[Missing] = []
    for section in contents.form:
        lines = contents.lines.get(section.lines, [])
        found += _missing_under(contents, section, lines) + _fields_without_task(section, contents)
        if section.key == "III":
            found += [missing for line in contents.earlier for missing in _missing_in_report(line)]
    if not contents.review.self_level:
        form = contents.form
        found.append(Missing(f"{form.level_number}. {form.level_heading}", "chưa chọn mức", "self_level"))
    return found


def _missing_under(contents: Contents, section: Section, lines: list[Line]) -> list[Missing]:
    """The heading's own text and degree, and its lines; complete lines may stand for the text where the form says so.

    Lines that the author added are completed or taken away, whatever else is written.
    """
    written = contents.sections.get(section.key)
    has_text = bool(written and written.text.strip())
    if section.lines == CHECKLIST:
        return _missing_in_checklist(section, lines)
    unfinished = [missing for line in lines for missing in _missing_in_line(section, line)]
    if section.lines_or_text:
        added = [missing for line in lines if line.is_added for missing in _missing_in_line(section, line)]
        if has_text or (lines and not unfinished):
            return added + _missing_degree(section, written)
        return (unfinished or _missing_text(section)) + _missing_degree(section, written)
    found = []
    if section.is_required(earlier_shortcomings=bool(contents.earlier)):
        stands_in = section.unless_lines and contents.lines.get(section.unless_lines)
        found += [] if has_text or stands_in or not section.has_text else _missing_text(section)
        found += _missing_degree(section, written)
    return found + unfinished


def _missing_in_checklist(section: Section, lines: list[Line]) -> list[Missing]:
    """Every manifestation is answered, those that were found with a note; one line says how many are not. (HY-A.2-1)"""
    open_lines = [line for line in lines if line.kind.missing(line.row.values)]
    if not open_lines:
        return []
    what = f"còn {len(open_lines)}/{len(lines)} biểu hiện chưa trả lời hoặc chưa ghi mức độ, hướng khắc phục"
    return [Missing(_label(section), what, open_lines[0].anchor)]


def _missing_text(section: Section) -> list[Missing]:
    what = "chưa viết nội dung" if section.has_text else f"chưa có dòng “{line_kind(section.lines).title.lower()}” nào"
    return [Missing(_label(section), what, f"{section.key}-section")]


def _fields_without_task(section: Section, contents: Contents) -> list[Missing]:
    """Every field of work that an office reports on has a task for the year after. (SL-IV.3-2)"""
    if section.lines != NEXT_TASK:
        return []
    planned = {_field_of(line) for line in contents.lines[NEXT_TASK]}
    open_fields = [line for line in contents.lines.get(WORK_FIELD, []) if _field_of(line) not in planned]
    return [
        Missing(_label(section), f"lĩnh vực “{line.row.values['field']}” chưa có nhiệm vụ", f"{section.key}-section")
        for line in open_fields
        if line.row.values.get("field")
    ]


def _field_of(line: Line) -> str:
    return " ".join(str(line.row.values.get("field", "")).casefold().split())


def _missing_degree(section: Section, written: ReviewSection | None) -> list[Missing]:
    if not section.has_degree or (written and written.degree):
        return []
    return [Missing(_label(section), "chưa tự đánh giá cấp độ", f"{section.key}-degree")]


def _label(section: Section) -> str:
    return f"{section.part.partition('.')[0]}. {section.short}"


def _missing_in_line(section: Section, line: Line) -> list[Missing]:
    if not line.about.is_required:
        return []
    words = Truncator(line.about.title).words(12, truncate=" …").rstrip(".")
    label = f"{section.part.partition('.')[0]}. {words}"
    return [
        Missing(label, f"chưa ghi “{field.label}”", f"{line.anchor}-{field.name}")
        for field in line.kind.missing(line.row.values)
    ]


def _missing_in_report(line: EarlierShortcoming) -> list[Missing]:
    words = Truncator(line.shortcoming.text).words(12, truncate=" …").rstrip(".")
    label = f"III. Hạn chế năm {line.shortcoming.year}: {words}"
    report = line.report
    if not report.status:
        return [Missing(label, "chưa nêu đã, đang hay chưa khắc phục", line.anchor)]
    found = []
    if report.status == ShortcomingStatus.FIXING and not report.progress.strip():
        found.append(Missing(label, "chưa nêu mức độ khắc phục", line.anchor))
    if not report.responsible.strip():
        found.append(Missing(label, "chưa nêu trách nhiệm", line.anchor))
    return found
