"""The page on which a review is written, as plain values for its templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from orgchart import clock
from orgchart.middleware import TenantRequest
from reviews import access, registry
from reviews.models import Review, ReviewSection, Shortcoming
from reviews.queries import completeness, listing, set_of, written
from reviews.queries.concluded import EarlierShortcoming
from reviews.queries.contents import Contents, contents_of, form_of
from reviews.queries.targets import bearer_of
from reviews.regulations.forms import Section, form_code
from reviews.regulations.rows import INDIVIDUAL, CriteriaFrame
from reviews.states import ReviewState
from reviews.views.line_views import LinesView, lines_view
from reviews.views.typed import Part, Typed, words_of

_NOTHING = Part()


@dataclass
class DegreeView:
    """The four radios of one item."""

    name: str
    legend: str
    value: str
    version: int
    url: str
    needs: str
    errors: list[str]


@dataclass
class SectionView:
    """One heading as the section editor takes it."""

    name: str
    heading: str
    short: str
    guidance: str
    text: str
    version: int
    save_url: str
    history_url: str
    saved_at: str
    has_text: bool
    last_year: int
    last_year_text: str
    errors: list[str]
    conflict: dict[str, Any] | None
    degree: DegreeView | None
    outline: tuple[str, ...]
    lines: LinesView | None = None
    is_left_out: bool = False
    rows: int = 7
    shows_targets: bool = False

    @property
    def filled(self) -> bool:
        """Whether something is written here."""
        return bool(self.text.strip())


@dataclass
class LineView:
    """One earlier shortcoming with its report."""

    anchor: str
    shortcoming: Shortcoming
    status: str
    progress: str
    responsible: str
    version: int
    url: str
    errors: list[str]


@dataclass
class Group:
    """The headings under one numbered item."""

    title: str
    sections: list[SectionView]


@dataclass
class FormPart:
    """The headings under one Roman number."""

    title: str
    number: str
    groups: list[Group]
    lines: list[LineView] = field(default_factory=list)


def edit_context(request: TenantRequest, review: Review, typed: Typed | None = None) -> dict[str, Any]:
    """Everything that the page shows, with what was typed and not taken still in its place."""
    sections, last_year = written.sections_beside_last_year(review)
    contents, typed = contents_of(review, sections), typed or Typed()
    wanted = contents.form
    builder = _Builder(request, contents, last_year, typed)
    parts = builder.parts()
    return {
        "review": review,
        "form": wanted,
        "form_code": form_code(review.form_kind, set_of(review.subject.cycle)),
        "parts": parts,
        "missing": completeness.missing_items(contents),
        "level": builder.level(),
        "ceiling": registry.ceiling_of(review, {key: row.degree for key, row in contents.sections.items()}),
        "refused": _refusals(contents, typed),
        **_head(request, review),
        **_index(parts),
        **_targets(contents),
    }


def _head(request: TenantRequest, review: Review) -> dict[str, Any]:
    """What stands above the headings: whose text it is, until when, and once it was said, what was said about it."""
    is_reviewed = review.state == ReviewState.REVIEWED
    return {
        "opening": opening_of(review),
        "guides": set_of(review.subject.cycle).guides_for(review.form_kind),
        "identity": identity_shown(written.identity_of(review, clock.today())),
        "on_behalf": access.writes_for_another(request.actor, review),
        "comments": written.comments_on(review) if is_reviewed else [],
        "frame": frame_of(review),
        "due": None if is_reviewed else listing.due_days([review]).get(review.pk),
        "today": clock.today(),
    }


def _targets(contents: Contents) -> dict[str, Any]:
    """The targets of the year under the results, and whose list they stand in. (HY-B.I.3.1-2)"""
    return {"targets": contents.targets, "target_bearer": bearer_of(contents.review.subject)}


def frame_of(review: Review) -> CriteriaFrame | None:
    """The criteria of the reviewed post, else those of all persons; none for bodies and where points are given.

    (HY-B.I.3.2-4)
    """
    rules = set_of(review.subject.cycle)
    if review.subject.person_id is None or rules.scoring is not None:
        return None
    return rules.criteria_for(INDIVIDUAL, review.subject.position)


def _index(parts: list[FormPart]) -> dict[str, Any]:
    """The headings at the side, and how many are written."""
    views = [
        view
        for part in parts
        for group in part.groups
        for view in group.sections
        if view.has_text and not view.is_left_out
    ]
    return {"index": views, "total": len(views), "filled": sum(view.filled for view in views)}


@dataclass(frozen=True)
class Refusal:
    """One place of the page that was not saved, for the list on top."""

    anchor: str
    label: str
    reason: str


def _refusals(contents: Contents, typed: Typed) -> list[Refusal]:
    found, wanted = [], contents.form
    titles = {line.anchor: line.kind.title for lines in contents.lines.values() for line in lines}
    for name, part in typed.parts.items():
        key = name.removesuffix("-degree")
        label = wanted.section(key).short if wanted.has(key) else wanted.level_heading
        if name.startswith("han-che-"):
            label = "Hạn chế, khuyết điểm kỳ trước"
        label = titles.get(name, label)
        reason = (
            part.conflict.message if part.conflict else " ".join(text for one in part.errors.values() for text in one)
        )
        found.append(Refusal(f"{name}-section" if name == key and wanted.has(key) else name, label, reason))
    return found


def identity_shown(identity: Mapping[str, str]) -> dict[str, Any]:
    """The seven fields and the reviewed period, with days as days."""
    days = {name: identity.get(name) for name in ("born_on", "reviewed_until")}
    return dict(identity) | {name: date.fromisoformat(day) if day else None for name, day in days.items()}


def opening_of(review: Review) -> str:
    """The fixed first sentence of a collective report (HY-M01-3)."""
    subject = review.subject
    name = subject.name.removeprefix("Tập thể ")
    return form_of(review).opening_sentence(subject=f"tập thể {name}", organization_kind=subject.unit.kind)


class _Builder:
    def __init__(
        self,
        request: TenantRequest,
        contents: Contents,
        last_year: Mapping[str, str],
        typed: Typed,
    ) -> None:
        self._contents = contents
        self._review = review = contents.review
        self._last_year = last_year
        self._typed = typed
        self._place = [request.tenant.slug, review.subject.cycle.year, review.pk]

    def parts(self) -> list[FormPart]:
        """The whole form, part by part."""
        found, lines = [], self._contents.earlier
        for title, rows in groupby(self._contents.form, key=lambda section: section.part):
            groups = [Group(name, [self._section(one) for one in ones]) for name, ones in groupby(rows, key=_group)]
            number = title.partition(".")[0]
            found.append(FormPart(title, number, groups, [self._line(one) for one in lines] if number == "III" else []))
        return found

    def _section(self, section: Section) -> SectionView:
        row, part = self._contents.sections.get(section.key), self._typed.parts.get(section.key, _NOTHING)
        text = part.values.get("text", row.text if row else "")
        return SectionView(
            name=section.key,
            heading=section.title,
            short=section.short,
            guidance=section.guidance,
            text=text,
            version=row.version if row else 0,
            save_url=self._url("save_section", section.key),
            history_url=self._url("section_history", section.key) if row else "",
            saved_at="" if section.key in self._typed.parts else _clock(row),
            has_text=section.has_text,
            last_year=self._review.subject.cycle.year - 1,
            last_year_text=self._last_year.get(section.key, ""),
            errors=part.errors.get("text", []),
            conflict=_conflict(part),
            degree=self._degree(section, row) if section.has_degree else None,
            outline=section.outline,
            is_left_out=self._is_left_out(section, text),
            lines=lines_view(self._contents, section, self._typed, self._place),
            shows_targets=section.targets,
        )

    def _is_left_out(self, section: Section, text: str) -> bool:
        return section.only_with_lines and not text and not self._contents.lines[section.lines]

    def _degree(self, section: Section, row: ReviewSection | None) -> DegreeView:
        name = f"{section.key}-degree"
        part = self._typed.parts.get(name, _NOTHING)
        return DegreeView(
            name=name,
            legend=section.degree_label,
            value=part.values.get("degree", row.degree if row else ""),
            version=row.version if row else 0,
            url=self._url("save_section", section.key) + "?phan=cap-do",
            needs=" ".join(section.degree_of),
            errors=part.errors.get("degree", []) + _choice_conflict(name, part),
        )

    def _line(self, line: EarlierShortcoming) -> LineView:
        part = self._typed.parts.get(line.anchor, _NOTHING)
        report = line.report
        errors = [text for texts in part.errors.values() for text in texts]
        if part.conflict:
            errors.append(
                f"{part.conflict.theirs_by or 'Người khác'} vừa ghi: “{part.conflict.theirs}”. "
                "Nội dung của đồng chí còn nguyên ở dưới; bấm “Lưu” lần nữa nếu muốn giữ bản của mình."
            )
        return LineView(
            anchor=line.anchor,
            shortcoming=line.shortcoming,
            status=part.values.get("status", report.status),
            progress=part.values.get("progress", report.progress),
            responsible=part.values.get("responsible", report.responsible),
            version=report.version,
            url=self._url("save_shortcoming", line.shortcoming.pk),
            errors=errors,
        )

    def level(self) -> dict[str, Any]:
        """The radios of part VII."""
        part = self._typed.parts.get("self_level", _NOTHING)
        return {
            "value": part.values.get("level", self._review.self_level),
            "version": self._review.level_version,
            "url": self._url("save_level"),
            "errors": part.errors.get("level", []) + _choice_conflict("self_level", part),
        }

    def _url(self, name: str, *rest: object) -> str:
        """The address of a part of the review."""
        return reverse(f"reviews:{name}", args=[*self._place, *rest])


def _group(section: Section) -> str:
    return section.group


def _clock(row: ReviewSection | None) -> str:
    return f"{timezone.localtime(row.saved_at):%H:%M, %d/%m}" if row and row.saved_at else ""


def _conflict(part: Part) -> dict[str, Any] | None:
    if part.conflict is None:
        return None
    found = part.conflict
    return {"server_text": found.theirs, "server_by": found.theirs_by, "version": found.version}


def _choice_conflict(name: str, part: Part) -> list[str]:
    if part.conflict is None:
        return []
    mine, theirs = (words_of(name, value) for value in (part.conflict.mine, part.conflict.theirs))
    by = part.conflict.theirs_by or "Người khác"
    return [f"{by} vừa chọn “{theirs}”, đồng chí chọn “{mine}”. Bấm “Lưu” lần nữa để giữ lựa chọn của đồng chí."]
