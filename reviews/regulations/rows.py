"""The lists of a regulation set: bodies, deadlines, dossier items, forms, criteria frames, conditions, open points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# The forms that the product fills in, whatever number a document gives them.
FORM_KINDS = ("collective_report", "leader_review", "member_review", "outside_review", "staff_review")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value or row comes from: quoted clauses, another document, or our own decision with its reason.

    `mark` says how certain it is where the document itself is not at hand: V seen in a copy, M from memory.
    """

    origin: str
    clauses: tuple[str, ...] = ()
    document: str = ""
    section: str = ""
    quote: str = ""
    decision: str = ""
    reason: str = ""
    mark: str = ""

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
    """A day by which something has to be done; `day` and `month` are those written in the text.

    `reporters` are the kinds of organisations that report for the step on their own.
    """

    key: str
    title: str
    receiver: str
    day: int | None
    month: int | None
    year_offset: int
    inclusive: bool
    source: Source
    phase: str = ""
    reporters: tuple[str, ...] = ()

    @property
    def wording(self) -> str:
        """The day as the text names it, without the year; empty for a step without a date."""
        if self.day is None or self.month is None:
            return ""
        year = {0: "", 1: " năm sau"}.get(self.year_offset, f" sau {self.year_offset} năm")
        return f"{'chậm nhất ngày' if self.inclusive else 'trước ngày'} {self.day:02}/{self.month:02}{year}"

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
    """A form by its code; `kind` names the form of the product that it is, where the number alone does not tell.

    `guidance` is what its writers are told on the page of writing.
    """

    key: str
    title: str
    subject: str
    source: Source
    kind: str = ""
    guidance: str = ""


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


INDIVIDUAL = "individual"
# A frame for the holders of one post stands under the kind of subject and the title of the post.
_OF_TITLE = f"{INDIVIDUAL}: "


def title_key(title: str) -> str:
    """The key under which a set attaches a frame to the title of a post; it stands in addresses. (HY-B.I.3.2-4)"""
    return f"{_OF_TITLE}{' '.join(title.replace('/', ' ').split())}"


def title_in(key: str) -> str:
    """The title in such a key; empty in the key of a kind of body or of all persons."""
    return key.removeprefix(_OF_TITLE).strip() if key.startswith(_OF_TITLE) else ""


@dataclass(frozen=True, slots=True)
class CriteriaFrame:
    """A set of criteria for bodies of some types, or for individuals."""

    code: str
    title: str
    subject: str
    criteria: tuple[FrameCriterion, ...]
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition beside degrees and points: what a level needs (`effect` names it) or what leaves only KHT.

    `on_board` ones are tested by the engine; a person confirms the others with evidence. `percent` is the number that
    the condition names, None where it names none.
    """

    key: str
    subject: str
    title: str
    effect: str
    percent: int | None
    on_board: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Exemption:
    """A case in which somebody is not reviewed, or reviewed and not rated, or rated in another way."""

    key: str
    subject: str
    title: str
    reviewed: bool
    rated: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Period:
    """A span that is rated beside the year, and what its result is good for."""

    key: str
    title: str
    feeds: str
    source: Source


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """A group of criteria that is scored in points; how many it carries is None until an issuer says so."""

    key: str
    subject: str
    part: str
    title: str
    source: Source
    points: int | None = None


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that a set should say and no document at hand does; `parameter` is then left unset.

    `mark` is NF where copies were searched in vain, M where it is told but not seen.
    """

    key: str
    title: str
    parameter: str
    mark: str
    source: Source
