"""The lists of a regulation set: bodies, deadlines, dossier items, forms and criteria frames."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value or row comes from: quoted clauses, another document, or our own decision with its reason."""

    origin: str
    clauses: tuple[str, ...] = ()
    document: str = ""
    section: str = ""
    quote: str = ""
    decision: str = ""
    reason: str = ""

    @property
    def is_default(self) -> bool:
        """True where every document is silent and the product's default holds."""
        return self.origin == ""

    @property
    def words(self) -> str:
        """The source in one line for people."""
        if self.clauses:
            return ", ".join(self.clauses)
        if self.document:
            return f"{self.document}, {self.section}: “{self.quote}”"
        return f"{self.decision} ({self.reason})"


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One kind of body in the list of those reviewed or of those rated."""

    key: str
    title: str
    types: tuple[str, ...]
    level: str
    source: Source


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something has to be done; `day` and `month` are those written in the text."""

    key: str
    title: str
    receiver: str
    day: int | None
    month: int | None
    year_offset: int
    inclusive: bool
    source: Source

    def last_timely_day(self, year: int) -> date | None:
        """The last day that is in time: "trước ngày 15/11" means 14/11, "chậm nhất ngày 25/11" means 25/11. (D13)"""
        if self.day is None or self.month is None:
            return None
        written = date(year + self.year_offset, self.month, self.day)
        return written if self.inclusive else written - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One paper of a dossier: needed always, when the case exists, or added by the office."""

    key: str
    subject: str
    title: str
    need: str
    stage: str
    producer: str
    source: Source


@dataclass(frozen=True, slots=True)
class Form:
    """A form by its code."""

    key: str
    title: str
    subject: str
    source: Source


@dataclass(frozen=True, slots=True)
class FrameCriterion:
    """One criterion of a frame; `if_any` ones are hidden where the body has no such object."""

    code: str
    group: str
    title: str
    result: bool
    basic: bool
    if_any: bool
    locked: bool
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaFrame:
    """A set of criteria for bodies of some types, or for individuals."""

    code: str
    title: str
    subject: str
    criteria: tuple[FrameCriterion, ...]
