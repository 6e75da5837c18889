"""What can not be taken as it stands, and what the user is asked about it, with a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orgchart.imports.reading import Cell
from orgchart.imports.words import Day, NotUnderstood, looks_like_a_name, person_name, read_day, tidy

NOT_KNOWN = "không rõ"
SKIP = "bỏ qua"


@dataclass(frozen=True)
class Finding:
    """One cell that stands in the way: where it is, what stands there, why it can not be taken."""

    sheet: int
    row: int
    column: int
    heading: str
    value: str
    reason: str
    question: str = ""
    proposal: str = ""


@dataclass
class Question:
    """What an answer settles, perhaps for many rows at once; without choices the answer is typed."""

    key: str
    about: str
    reason: str
    proposal: str
    choices: Sequence[tuple[str, str]] = ()
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def hint(self) -> str:
        """The proposal in words."""
        return dict(self.choices).get(self.proposal, self.proposal)


@dataclass
class Read:
    """Reads cells of one sheet, with the corrections that were given, and notes what is wrong."""

    findings: list[Finding]
    questions: dict[str, Question]
    answers: Mapping[str, str]
    sheet: int

    def wrong(self, row: int, column: int, heading: str, value: str, reason: str, proposal: str = "") -> None:
        """Note a cell that only a typed correction helps."""
        key = cell_key(self.sheet, row, column)
        self.findings.append(Finding(self.sheet, row, column, heading, value, reason, key, proposal))
        question = Question(key, f"{heading}: “{value or '(trống)'}”", reason, proposal, places=[(self.sheet, row)])
        self.questions[key] = question

    def day(self, value: Cell, row: int, column: int, heading: str) -> Day | None:
        """The day in a cell; what is no day is asked about."""
        answer = self.answers.get(cell_key(self.sheet, row, column))
        if answer is not None and tidy(answer).casefold() == NOT_KNOWN:
            return None
        try:
            return read_day(value if answer is None else answer)
        except NotUnderstood as error:
            self.wrong(row, column, heading, tidy(value if answer is None else answer), str(error), error.proposal)
            return None

    def name(self, name: str, row: int, column: int) -> str:
        """The name in a cell; empty where it is none or the row is to be passed over."""
        answer = self.answers.get(cell_key(self.sheet, row, column))
        if answer is not None:
            if tidy(answer).casefold() == SKIP:
                return ""
            name = person_name(answer)
        if looks_like_a_name(name):
            return name
        self.wrong(
            row,
            column,
            "Họ và tên",
            name,
            f"không giống họ và tên; gõ lại, hoặc gõ “{SKIP}” nếu dòng này không phải người",
        )
        return ""


def cell_key(sheet: int, row: int, column: int) -> str:
    """The name of the question about one cell."""
    return f"o:{sheet}:{row}:{column}"
