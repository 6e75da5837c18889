"""Decisions on discipline from a workbook: rows read, compared with what is recorded, doubtful places asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from orgchart.imports.findings import SKIP, Finding, Question, Read, cell_key
from orgchart.imports.plan import Effect
from orgchart.imports.reading import Cell, Sheet
from orgchart.imports.roster import NOT_READ
from orgchart.imports.words import fold, person_name, tidy
from orgchart.kinds import DisciplineDegree

HEADINGS: Mapping[str, str] = {
    "name": "Cá nhân, tập thể", "birth": "Ngày sinh", "degree": "Hình thức", "number": "Số quyết định",
    "decided_on": "Ngày quyết định", "violation": "Nội dung vi phạm", "self_detected": "Tự phát hiện",
    "remedied": "Đã khắc phục", "case": "Cùng vụ việc với",
}  # fmt: skip
_PATTERNS = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("case", r"cung vu viec"),
        ("birth", r"\bsinh\b"),
        ("decided_on", r"^ngay\b.*(quyet dinh|qd|ky|ban hanh)|^(quyet dinh )?ngay$"),
        ("number", r"^so\b.*(quyet dinh|qd|ky hieu)|^quyet dinh so"),
        ("degree", r"hinh thuc|muc ky luat"),
        ("violation", r"vi pham|ly do|noi dung"),
        ("self_detected", r"tu phat hien"),
        ("remedied", r"khac phuc"),
        ("name", r"ho va ten|ho ten|ca nhan|tap the|doi tuong"),
    )
)
_DEGREES = {fold(str(one.label)): one for one in DisciplineDegree}
_YES, _NO = {"x", "co", "dung", "roi", "da"}, {"", "khong", "chua"}
_MAX_TEXT = {"number": 60, "violation": 200}


@dataclass(frozen=True)
class KnownBearer:
    """A person or a collective that a decision may be about."""

    ref: str
    name: str
    about: str = ""
    birth: date | None = None


@dataclass(frozen=True)
class KnownDecision:
    """A decision that is recorded already."""

    pk: int
    bearer: str
    degree: str
    number: str
    decided_on: date
    violation: str
    self_detected: bool
    remedied: bool
    case: int | None


@dataclass
class DecisionPlan:
    """One decision: what becomes of it, and what is written; `case` is a recorded one or a row of the file."""

    name: str
    bearer: str
    rows: list[tuple[int, int]]
    values: dict[str, object]
    effect: Effect
    known: int | None = None
    case: int | str | None = None

    @property
    def key(self) -> str:
        """How other rows of the file name this decision."""
        return fold(str(self.values["decision_number"]))

    @property
    def words(self) -> str:
        """The decision as people read it."""
        degree = dict(DisciplineDegree.choices)[str(self.values["degree"])]
        return f"{degree}; số {self.values['decision_number']}, {tidy(self.day)}; {self.values['violation']}"

    @property
    def day(self) -> date:
        """When it was decided."""
        day = self.values["decided_on"]
        assert isinstance(day, date)
        return day


@dataclass
class DisciplinePlan:
    """What writing the file would do."""

    decisions: list[DecisionPlan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    tables: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something has to be made clear first."""
        return bool(self.findings)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is recorded already."""
        return all(one.effect is Effect.SAME for one in self.decisions)

    @property
    def steps(self) -> int:
        """How many pieces of work writing it is."""
        return len(self.decisions)

    def to_write(self) -> list[DecisionPlan]:
        """What is not recorded as it stands, a case before what belongs to it."""
        return [one for one in self.decisions if one.effect is not Effect.SAME]

    def counts(self) -> dict[str, int]:
        """How many are new, changed, the same."""
        found = {effect.name.lower(): 0 for effect in Effect}
        for one in self.decisions:
            found[one.effect.name.lower()] += 1
        return found | {"decisions": len(self.decisions)}


def plan_disciplines(
    sheets: Sequence[Sheet],
    answers: Mapping[str, str],
    bearers: Sequence[KnownBearer],
    recorded: Sequence[KnownDecision],
) -> DisciplinePlan:
    """Compare all tables of the file with what is recorded."""
    plan = DisciplinePlan()
    for number, sheet in enumerate(sheets):
        if fold(sheet.name) not in NOT_READ:
            _Reader(plan, sheet, number, answers, bearers, recorded).read()
    return plan


class _Reader:
    def __init__(
        self,
        plan: DisciplinePlan,
        sheet: Sheet,
        number: int,
        answers: Mapping[str, str],
        bearers: Sequence[KnownBearer],
        recorded: Sequence[KnownDecision],
    ) -> None:
        self.plan, self.sheet, self.number, self.answers = plan, sheet, number, answers
        self.cells = Read(plan.findings, plan.questions, answers, number)
        self.recorded = recorded
        self.named: dict[str, list[KnownBearer]] = {}
        for one in bearers:
            self.named.setdefault(fold(one.name), []).append(one)
        self.columns: dict[str, int] = {}

    def read(self) -> None:
        """The first table of the sheet; the lines above its heading are its title."""
        start = next((row for row, cells in enumerate(self.sheet.rows) if self._is_heading(cells)), None)
        if start is None:
            return
        self.plan.tables += 1
        for row in range(start + 1, len(self.sheet.rows)):
            if self._text(row, "name") and any(self._text(row, key) for key in ("degree", "number", "violation")):
                self._read_row(row)

    def _is_heading(self, cells: Sequence[Cell]) -> bool:
        found: dict[str, int] = {}
        ignored = []
        for column, text in enumerate(map(tidy, cells)):
            key = next((key for key, pattern in _PATTERNS if pattern.search(fold(text))), "") if text else ""
            if key and key not in found:
                found[key] = column
            elif text and fold(text) not in {"stt", "tt"}:
                ignored.append(text)
        if not {"name", "degree"} <= set(found) or len(found) < 4:
            return False
        self.columns = found
        self.plan.ignored += ignored
        return True

    def _cell(self, row: int, key: str) -> Cell:
        column = self.columns.get(key)
        cells = self.sheet.rows[row]
        return cells[column] if column is not None and column < len(cells) else None

    def _place(self, row: int, key: str) -> tuple[int, int]:
        return row + 1, self.columns.get(key, self.columns["name"]) + 1

    def _text(self, row: int, key: str) -> str:
        """The words of a cell, or what was typed instead of them."""
        answer = self.answers.get(cell_key(self.number, *self._place(row, key))) if key in self.columns else None
        return tidy(self._cell(row, key) if answer is None else answer)

    def _wrong(self, row: int, key: str, reason: str, proposal: str = "") -> None:
        self.cells.wrong(*self._place(row, key), HEADINGS[key], self._text(row, key), reason, proposal)

    def _read_row(self, row: int) -> None:
        if self._text(row, "name").casefold() == SKIP:
            return
        before = len(self.plan.findings)
        bearer = self._bearer(row)
        values: dict[str, object] = {
            "degree": self._degree(row),
            "decision_number": self._needed(row, "number"),
            "decided_on": self._day(row),
            "violation": self._needed(row, "violation"),
            "self_detected": self._yes(row, "self_detected"),
            "remedied": self._yes(row, "remedied"),
        }
        if len(self.plan.findings) > before or bearer is None:
            return
        self._settle(row, bearer, values)

    def _bearer(self, row: int) -> KnownBearer | None:
        text = self._text(row, "name")
        found = self.named.get(fold(text)) or self.named.get(fold(person_name(text))) or []
        born = self.cells.day(self._cell(row, "birth"), *self._place(row, "birth"), HEADINGS["birth"])
        if born is not None and len(found) > 1:
            found = [one for one in found if one.birth is not None and born.agrees_with(one.birth)] or found
        if len(found) == 1:
            return found[0]
        if not found:
            self._wrong(row, "name", f"không có trong sơ đồ; gõ đúng tên, hoặc gõ “{SKIP}” để không ghi dòng này")
            return None
        return self._chosen(row, text, found)

    def _chosen(self, row: int, text: str, found: Sequence[KnownBearer]) -> KnownBearer | None:
        key = f"ai:{self.number}:{row + 1}"
        answered = next((one for one in found if one.ref == self.answers.get(key)), None)
        if answered is None:
            reason = "có nhiều người, tập thể cùng tên; chọn đúng một"
            place = (self.number, row + 1)
            line, column = self._place(row, "name")
            self.plan.findings.append(Finding(self.number, line, column, HEADINGS["name"], text, reason, key))
            choices = [(one.ref, f"{one.name} – {one.about}" if one.about else one.name) for one in found]
            self.plan.questions[key] = Question(key, f"“{text}” là ai?", reason, choices[0][0], choices, [place])
        return answered

    def _degree(self, row: int) -> str:
        text = self._text(row, "degree")
        found = _DEGREES.get(fold(text))
        if found is None:
            names = ", ".join(str(one.label).lower() for one in DisciplineDegree)
            self._wrong(row, "degree", f"cần một trong các hình thức: {names}")
            question = self.plan.questions[cell_key(self.number, *self._place(row, "degree"))]
            # None is proposed: the lightest one would be taken too easily.
            question.choices = [("", "Chọn hình thức"), *((str(one.label), str(one.label)) for one in DisciplineDegree)]
            return ""
        return found.value

    def _needed(self, row: int, key: str) -> str:
        text = self._text(row, key)
        if not text:
            self._wrong(row, key, "bắt buộc, chưa ghi")
        elif len(text) > _MAX_TEXT[key]:
            self._wrong(row, key, f"dài hơn {_MAX_TEXT[key]} ký tự; ghi vắn tắt", text[: _MAX_TEXT[key]])
        return text

    def _day(self, row: int) -> date | None:
        found = self.cells.day(self._cell(row, "decided_on"), *self._place(row, "decided_on"), HEADINGS["decided_on"])
        key = cell_key(self.number, *self._place(row, "decided_on"))
        if found is not None and found.is_exact:
            return found.value
        if key not in self.plan.questions:
            self._wrong(row, "decided_on", "cần đủ ngày, tháng, năm")
        return None

    def _yes(self, row: int, key: str) -> bool:
        text = fold(self._text(row, key))
        if text not in _YES | _NO:
            self._wrong(row, key, "ghi “x” hoặc để trống")
        return text in _YES

    def _settle(self, row: int, bearer: KnownBearer, values: dict[str, object]) -> None:
        number, day = fold(str(values["decision_number"])), values["decided_on"]
        known = next(
            (
                one
                for one in self.recorded
                if (one.bearer, fold(one.number), one.decided_on) == (bearer.ref, number, day)
            ),
            None,
        )
        place = (self.number, row + 1)
        twice = next(
            (
                one
                for one in self.plan.decisions
                if (one.bearer, one.key, one.values["decided_on"]) == (bearer.ref, number, day)
            ),
            None,
        )
        if twice is not None:
            twice.rows.append(place)
            return
        case = self._case(row, number)
        if case == "":
            return
        effect = Effect.NEW if known is None else Effect.CHANGED if self._differs(known, values, case) else Effect.SAME
        self.plan.decisions.append(
            DecisionPlan(bearer.name, bearer.ref, [place], values, effect, known.pk if known else None, case)
        )

    def _case(self, row: int, own: str) -> int | str | None:
        """The decision that this one belongs to: a recorded one, or an earlier row; "" where there is none."""
        text = fold(self._text(row, "case"))
        if not text or text == own:
            return None
        earlier = next((one for one in self.plan.decisions if one.key == text), None)
        if earlier is not None:
            return earlier.known or earlier.key
        recorded = next((one.pk for one in self.recorded if fold(one.number) == text), None)
        if recorded is None:
            self._wrong(row, "case", "không có quyết định nào mang số này ở dòng trên hoặc đã ghi")
            return ""
        return recorded

    @staticmethod
    def _differs(known: KnownDecision, values: Mapping[str, object], case: int | str | None) -> bool:
        kept: tuple[str, ...] = ("degree", "violation", "self_detected", "remedied")
        if known.case is not None or case is not None:  # linked decisions carry the words of the first
            kept = ("degree", "self_detected", "remedied")
        return any(getattr(known, name) != values[name] for name in kept) or (case is not None and case != known.case)
