"""What writing a roster would do: nothing is written before somebody has seen this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from orgchart.imports.findings import Finding, Question
from orgchart.imports.titles import Title
from orgchart.kinds import CollectiveKind, MembershipKind, OrganizationKind

# A row that stands in the chart already, by its number, or one that the plan makes, by a name of its own.
Ref = int | str


class Effect(Enum):
    """What happens to a person."""

    NEW = "Thêm mới"
    CHANGED = "Bổ sung, sửa"
    SAME = "Không thay đổi"


@dataclass
class NewUnit:
    """An organisation to be made."""

    ref: str
    name: str
    kind: OrganizationKind
    parent: Ref


@dataclass
class NewCollective:
    """A leading collective to be made."""

    ref: str
    unit: Ref
    kind: CollectiveKind
    name: str


@dataclass
class PersonPlan:
    """One person: who it is in the chart, what is written, and what people are told of it."""

    ref: Ref
    name: str
    rows: list[tuple[int, int]]
    fields: dict[str, date | str | None] = field(default_factory=dict)
    effect: Effect = Effect.SAME
    words: list[str] = field(default_factory=list)


@dataclass
class PostPlan:
    """A post to be given."""

    person: Ref
    unit: Ref
    collective: Ref | None
    title: Title
    started_on: date
    ended_on: date | None
    place: tuple[int, int, int] = (0, 0, 0)


@dataclass
class EndedPost:
    """A post that ends because somebody else takes it over."""

    id: int
    ended_on: date


@dataclass
class MembershipPlan:
    """Party life in a cell; `follows` is the membership that it takes the place of."""

    person: Ref
    cell: Ref
    kind: MembershipKind
    started_on: date
    follows: int | None = None


@dataclass
class Plan:
    """The whole of it; it can be written only when nothing is left to ask."""

    units: list[NewUnit] = field(default_factory=list)
    collectives: list[NewCollective] = field(default_factory=list)
    persons: list[PersonPlan] = field(default_factory=list)
    posts: list[PostPlan] = field(default_factory=list)
    ended_posts: list[EndedPost] = field(default_factory=list)
    memberships: list[MembershipPlan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    passed_over: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something has to be settled first."""
        return bool(self.findings)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the file stands in the chart already."""
        return not any(count for name, count in self.counts().items() if name not in {"persons", "same"})

    @property
    def steps(self) -> int:
        """How many pieces of work writing it is."""
        return len(self.persons)

    def counts(self) -> dict[str, int]:
        """How many of each would be written; what is shown before is what is stored after."""
        effects = [person.effect for person in self.persons]
        return {
            "persons": len(self.persons),
            "new": effects.count(Effect.NEW),
            "changed": effects.count(Effect.CHANGED),
            "same": effects.count(Effect.SAME),
            "units": len(self.units),
            "collectives": len(self.collectives),
            "posts": len(self.posts),
            "memberships": len(self.memberships),
        }

    def of_effect(self, effect: Effect) -> Iterator[PersonPlan]:
        """The persons to whom it happens."""
        return (person for person in self.persons if person.effect is effect)
