"""The pieces that printed documents share. All text is plain text; layout and escaping happen when it is printed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Bloc = Literal["party", "state"]
Level = Literal["XS", "HTT", "HT", "KHT", "NR"]
Degree = Literal["X", "T", "TB", "K"]
Capacity = Literal["", "behalf", "for_head", "by_order"]
Remedy = Literal["done", "ongoing", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues the paper, under which number, where and when.

    `bloc` chooses the party or the national letterhead (mass organisations use the national one).
    `symbol` is what follows the number: "QĐ/ĐU" for the party, "KH-BDT" for the state; empty means no number line.
    `about` is the subject line of a letter without a title, printed below the number as "V/v …".
    An empty `number` and a missing `issued_on` leave room for filling in by hand; `year` then stays printed.
    """

    bloc: Bloc
    issuing_body: str
    superior_body: str = ""
    symbol: str = ""
    number: str = ""
    place: str = ""
    issued_on: date | None = None
    year: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: "T/M BAN THƯỜNG VỤ / BÍ THƯ" is capacity "behalf", principal "Ban Thường vụ", post "Bí thư".

    `note` is the hint in brackets below, such as "Ký, ghi rõ họ tên và đóng dấu".
    """

    post: str = ""
    capacity: Capacity = ""
    principal: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedText:
    """A section of a form with the degree that its author gives it; None leaves all four boxes empty."""

    text: str = ""
    degree: Degree | None = None


NOTHING_YET = AssessedText()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target or product of the year with its result."""

    name: str
    planned: str = ""
    achieved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcoming:
    """A shortcoming under one of the numbered contents of part I, with its cause."""

    content: int
    text: str
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierShortcoming:
    """A shortcoming of an earlier cycle and how far it has been put right (`progress` when ongoing)."""

    text: str
    status: Remedy
    progress: str = ""
    difficulties: str = ""
    responsibility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer to one suggested issue."""

    issue: str
    explanation: str
    cause: str = ""
    responsibility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A remedy with who does it and by when."""

    text: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """One heading of part I with its text and targets; `has_degree` prints the four degrees below it."""

    title: str
    text: str = ""
    has_text: bool = True
    targets: tuple[Target, ...] = ()
    has_degree: bool = False
    degree: Degree | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGroup:
    """The headings under one numbered item; without a title they stand for themselves."""

    items: tuple[FormItem, ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifestation:
    """One of the 27 manifestations as the person answered it."""

    title: str
    found: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedSubject:
    """A collective or a person with a level; `note` holds the reason when there is none, or a remark."""

    name: str
    level: Level
    description: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedGroup:
    """Subjects of one kind under a title; `noun` is what one of them is called ("tập thể", "cá nhân")."""

    title: str
    noun: str
    subjects: tuple[RatedSubject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingException:
    """An exception that the deciding body made: for whom, which one, on what ground, under which clause."""

    subject: str
    text: str
    reason: str
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """A person at a conference; `note` is the reason of an absence or the capacity of a guest."""

    name: str
    post: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said on a subject."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesItem:
    """One subject of the conference: the comments, the answer, the conclusion and the votes if there were any.

    `part` opens the part of a body where a conference serves several.
    """

    subject: str
    part: str = ""
    presented: str = ""
    comments: tuple[Comment, ...] = ()
    answer: str = ""
    conclusion: str = ""
    votes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHands:
    """The open vote on one subject: for each of the four levels the hands for, against and neither, or None."""

    name: str
    levels: tuple[tuple[int, int, int] | None, ...]
    description: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredLine:
    """One line of the point sheet of an office; `points` as they are written, a dash where nobody has scored it."""

    title: str
    most: int
    points: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """What each channel says about one subject; an empty text leaves the cell free for writing."""

    name: str
    description: str = ""
    self_level: Level | None = None
    conclusion: str = ""
    participants: str = ""
    comments: str = ""
    discipline: str = ""
    complaints: str = ""
    proposed_level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRow:
    """The votes of one subject, one number for each column of the ballot, in its order."""

    name: str
    votes: tuple[int, ...]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A line of the board's list; an empty text leaves the cell free for writing."""

    name: str
    description: str = ""
    self_level: Level | None = None
    participants: str = ""
    appraised_level: Level | None = None
    limits: str = ""
    first_ballot: str = ""
    second_ballot: str = ""
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardGroup:
    """A cap group with its arithmetic, such as "17 đạt loại Tốt trở lên × 20% = 3,4 → 3"."""

    title: str
    rows: tuple[BoardRow, ...]
    cap: str = ""


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One line of the annex of a plan."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnexSection:
    """One table of the annex with the heads of its columns."""

    title: str
    head: tuple[str, ...]
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedCriterion:
    """A criterion of the self-assessment sheet with its degree."""

    text: str
    degree: Degree | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludedPoint:
    """One point of a complaint with what the body concludes on it."""

    text: str
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedGroup:
    """The figures of one cap group of a finished year; the two shares are those that reports print."""

    name: str
    rated: int
    passed: int
    allowed: int
    decided: int
    excess: int
    of_pool: str
    of_left: str
    calculation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedFinding:
    """One breach: what, the arithmetic or reason, under which clauses, what to do, and what was done (or nothing)."""

    text: str
    arithmetic: str
    clauses: tuple[str, ...]
    remedy: str
    correction: str = ""
