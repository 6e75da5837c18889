"""What a form still lacks before it may be sent."""

from dataclasses import dataclass

from django.utils.text import Truncator

from reviews.models import ReviewSection, ShortcomingStatus
from reviews.queries.contents import Contents
from reviews.queries.lines import Line
from reviews.queries.written import EarlierShortcoming
from reviews.regulations.forms import Section


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
        if section.is_required(earlier_shortcomings=bool(contents.earlier)):
            found += _missing_in(section, contents.sections.get(section.key))
        if section.key == "III":
            found += [missing for line in contents.earlier for missing in _missing_in_report(line)]
        for line in contents.lines.get(section.lines, []):
            found += _missing_in_line(section, line)
    if not contents.review.self_level:
        form = contents.form
        found.append(Missing(f"{form.level_number}. {form.level_heading}", "chưa chọn mức", "self_level"))
    return found


def _missing_in(section: Section, written: ReviewSection | None) -> list[Missing]:
    label = f"{section.part.partition('.')[0]}. {section.short}"
    found = []
    if section.has_text and not (written and written.text.strip()):
        found.append(Missing(label, "chưa viết nội dung", f"{section.key}-section"))
    if section.has_degree and not (written and written.degree):
        found.append(Missing(label, "chưa tự đánh giá cấp độ", f"{section.key}-degree"))
    return found


def _missing_in_line(section: Section, line: Line) -> list[Missing]:
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
