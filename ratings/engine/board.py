"""What the engine is asked: a rating board as frozen dataclasses, built by the pages and by the file reader alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .scales import Degree, Discipline, Level, Unrated


class SubjectKind(StrEnum):
    """What is rated."""

    PARTY_ORGANIZATION = "party_organization"
    ORGANIZATION = "organization"
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"

    @property
    def is_organization(self) -> bool:
        """True for both kinds of organisation."""
        return self in (SubjectKind.PARTY_ORGANIZATION, SubjectKind.ORGANIZATION)


class GroupKind(StrEnum):
    """The kinds of cap group."""

    PARTY_ORGANIZATIONS = "party_organizations"
    COLLECTIVES = "collectives"
    LEADERS = "leaders"
    MEMBERS = "members"

    def admits(self, kind: SubjectKind) -> bool:
        """Tell whether a subject of this kind may stand in such a group."""
        if self is GroupKind.PARTY_ORGANIZATIONS:
            return kind.is_organization
        if self is GroupKind.COLLECTIVES:
            return kind is SubjectKind.COLLECTIVE
        return kind is SubjectKind.INDIVIDUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion with the degree that the deciding side accepts; `basic` is None where the set is to say it."""

    code: str
    degree: Degree
    result: bool
    basic: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points of a set that scores: general 0–30, results 0–70."""

    general: Decimal
    results: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineRecord:
    """A disciplinary decision on a person; records with the same `violation` are one violation."""

    degree: Discipline
    counted_before: bool = False
    violation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveDiscipline:
    """A disciplinary decision on the body itself."""

    self_detected: bool
    remedied: bool
    counted_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What happened in the year; `disciplines` belongs to persons, everything else to bodies."""

    collective_discipline: CollectiveDiscipline | None = None
    member_disciplines: tuple[DisciplineRecord, ...] = ()
    disunity_concluded: bool = False
    degradation_concluded: bool = False
    targets_met_percent: Decimal = Decimal(100)
    main_targets_met: bool = True
    force_majeure: bool = False
    disciplines: tuple[DisciplineRecord, ...] = ()


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHead:
    """The claim that a head came only this year and has no part in the body's result. (CC-I.6-4)"""

    transferred_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody or something to be rated, or, with `fixed_level`, a mere reference decided elsewhere."""

    id: str
    kind: SubjectKind
    name: str = ""
    group: str | None = None
    review_closed: bool = True
    fixed_level: Level | Unrated | None = None
    criteria: tuple[Criterion, ...] = ()
    points: Points | None = None
    own_ceiling: Level | None = None
    attested: bool = True
    facts: Facts = NO_FACTS
    organization: str | None = None
    heads: tuple[str, ...] = ()
    appointed_on: date | None = None
    founded_on: date | None = None
    merged_on: date | None = None
    split_on: date | None = None
    new_head: NewHead | None = None
    proposed: Level | None = None

    @property
    def label(self) -> str:
        """The name printed in sentences, on one line."""
        return " ".join((self.name or self.id).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """Counts of the two ballots; who is absent from a round got no vote in it."""

    entitled: int
    present: int
    round1: Mapping[str, int]
    round2: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Those of the same cap group who are dealt with elsewhere: a supplementary ballot adds to them. (CC-I.5-2)

    `size` counts everybody who is rated or still to be, `passed` who has HTT or better, `excellent` the places taken.
    """

    size: int
    passed: int
    excellent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapDecision:
    """A decision that raises the cap of one group, where the set knows such an exception. (QD366-11-25)"""

    rate: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A cap group, with its ballot once that was held, and with what other meetings decided in it."""

    id: str
    kind: GroupKind
    ballot: Ballot | None = None
    carried: Carried | None = None
    exception: CapDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything that is rated together on one day."""

    rating_date: date
    year: int
    subjects: tuple[Subject, ...]
    groups: tuple[Group, ...] = ()
