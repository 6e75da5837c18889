"""What the engine answers: levels, figures and violations, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .scales import Level, Rule, Unrated


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a subject cannot stand higher: rule, limit, clauses and one sentence for people."""

    rule: Rule
    limit: Level | Unrated
    clauses: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """The outcome for one subject; `level` is None while nothing results."""

    id: str
    name: str
    highest: Level | Unrated
    level: Level | Unrated | None
    proposed: Level | None
    accepted: bool | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class BallotResult:
    """What the two ballots of a group brought; lists are in the order of the board's subjects."""

    quorum_met: bool
    passed: tuple[str, ...] = ()
    excellent: tuple[str, ...] = ()
    run_off: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class Basis(StrEnum):
    """Which rule set the number of places."""

    ORDINARY = "ordinary"
    SMALL_GROUP = "small-group"


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The figures of one cap group; `calculation` is the arithmetic as a sentence."""

    id: str
    size: int
    passed: int
    admissible: int
    places: int
    excellent: int
    excess: int
    basis: Basis
    clauses: tuple[str, ...]
    calculation: str
    ballot: BallotResult | None


@dataclass(frozen=True, slots=True)
class Violation:
    """A breach: an inadmissible proposal, or more top levels in a group than places."""

    rule: Rule
    subjects: tuple[str, ...]
    clauses: tuple[str, ...]
    text: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The evaluated board, in the order of the input."""

    regulation: str
    rating_date: date
    subjects: tuple[SubjectResult, ...]
    groups: tuple[GroupResult, ...]
    violations: tuple[Violation, ...]
