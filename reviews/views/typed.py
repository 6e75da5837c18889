"""What somebody typed on the page of a review, and what became of each part: saved, refused, or in conflict."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict

from orgchart.access import Actor
from orgchart.errors import Conflict, InvalidInput
from reviews.models import Degree, Level, Review
from reviews.queries.concluded import EarlierShortcoming
from reviews.queries.contents import Contents
from reviews.regulations.forms import Section
from reviews.services import writing


@dataclass
class Part:
    """One thing on the page that is saved by itself: the typed values by field, and why they were not taken."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    conflict: Conflict | None = None


@dataclass
class Typed:
    """Everything typed that could not be saved, by the name of its place on the page."""

    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The status code of the page that shows them again."""
        if any(part.conflict for part in self.parts.values()):
            return 409
        return 422 if self.parts else 200

    def take(self, name: str, values: dict[str, str], save: Callable[[], Any]) -> None:
        """Save one part; keep what was typed where it is refused."""
        try:
            save()
        except Conflict as conflict:
            self.parts[name] = Part(values, conflict=conflict)
        except InvalidInput as refusal:
            self.parts[name] = Part(values, errors={key: [text] for key, text in refusal.errors.items()})


def version_of(data: QueryDict, name: str) -> int:
    """The version that a part of the page started from; nonsense is a version that never was."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _posted(data: QueryDict, name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) else ""


def save_page(contents: Contents, data: QueryDict, *, actor: Actor, at: datetime) -> Typed:
    """Save every part of the page that was changed; the others are not touched."""
    typed, review = Typed(), contents.review
    for section in contents.form:
        if section.has_text and section.key in data:
            _save_text(typed, review, section, data, actor=actor, at=at)
    for section in contents.form:
        if section.has_degree:
            _save_degree(typed, review, section, data, actor=actor, at=at)
    for line in contents.earlier:
        _save_line(typed, review, line, data, actor=actor, at=at)
    if level := data.get("self_level", ""):
        version = version_of(data, "self_level-version")
        typed.take(
            "self_level",
            {"level": level},
            lambda: writing.save_level(review_id=review.pk, level=level, version=version, actor=actor, at=at),
        )
    return typed


def _save_text(typed: Typed, review: Review, section: Section, data: QueryDict, *, actor: Actor, at: datetime) -> None:
    name, choice = section.key, data.get(f"{section.key}-choice")
    if choice == "server":
        return
    version = version_of(data, f"{name}-server-version" if choice == "mine" else f"{name}-version")
    text = _posted(data, name)
    typed.take(
        name,
        {"text": text},
        lambda: writing.save_section(review_id=review.pk, key=name, text=text, version=version, actor=actor, at=at),
    )


def _save_degree(
    typed: Typed, review: Review, section: Section, data: QueryDict, *, actor: Actor, at: datetime
) -> None:
    name = f"{section.key}-degree"
    degree = data.get(name)
    if degree is None:
        return
    version = version_of(data, f"{name}-version")
    typed.take(
        name,
        {"degree": degree},
        lambda: writing.save_section(
            review_id=review.pk, key=section.key, degree=degree, version=version, actor=actor, at=at
        ),
    )


def _save_line(
    typed: Typed, review: Review, line: EarlierShortcoming, data: QueryDict, *, actor: Actor, at: datetime
) -> None:
    names = {key: f"{line.anchor}-{key}" for key in ("status", "progress", "responsible")}
    fields = {key: _posted(data, name) for key, name in names.items() if name in data}
    if not fields:
        return
    version = version_of(data, f"{line.anchor}-version")
    typed.take(
        line.anchor,
        fields,
        lambda: writing.save_shortcoming(
            review_id=review.pk, shortcoming_id=line.shortcoming.pk, version=version, actor=actor, at=at, **fields
        ),
    )


def words_of(name: str, value: str) -> str:
    """What people read for a chosen value."""
    if name.endswith("-degree"):
        return Degree(value).label if value in Degree.values else "chưa chọn"
    return Level(value).label if value in Level.values else "chưa chọn"
