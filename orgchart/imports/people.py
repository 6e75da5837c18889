"""Which rows are one person, and which person of the chart it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgchart.imports.chart import Chart, KnownPerson
from orgchart.imports.findings import Finding, Question
from orgchart.imports.plan import Plan
from orgchart.imports.roster import Line
from orgchart.imports.words import Day, fold
from orgchart.names import text_sort_key

NEW = "new"


@dataclass
class Somebody:
    """The rows of one person, and who that is in the chart; None for somebody new."""

    lines: list[Line]
    known: KnownPerson | None = None
    is_settled: bool = True

    @property
    def name(self) -> str:
        """As the first row writes it."""
        return self.lines[0].name

    def day(self, key: str) -> Day | None:
        """The most exact day that the rows give."""
        days = [day for line in self.lines if (day := getattr(line, key)) is not None]
        return next((day for day in days if day.is_exact), days[0] if days else None)

    def text(self, key: str) -> str:
        """The first text that the rows give."""
        return next((text for line in self.lines if (text := str(getattr(line, key)))), "")


class PersonBook:
    """Brings rows together and finds the persons of the chart."""

    def __init__(self, chart: Chart, plan: Plan, answers: Mapping[str, str]) -> None:
        self.plan, self.answers = plan, answers
        self.known: dict[str, list[KnownPerson]] = defaultdict(list)
        for person in chart.persons:
            self.known[text_sort_key(person.name)].append(person)  # the same for "Hoà" and "HÒA"
        self.cells = {one.person: one.cell for one in chart.memberships if one.kind == "official"}
        self.unit_names = {unit.id: unit.name for unit in chart.units}

    def people(self, lines: Iterable[Line]) -> list[Somebody]:
        """Everybody in the list, in the order of their first rows."""
        by_name: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_name[text_sort_key(line.name)].append(line)
        found = [one for key, rows in by_name.items() for one in self._identified(key, self._grouped(rows))]
        return sorted(found, key=lambda one: (one.lines[0].sheet, one.lines[0].row))

    def _grouped(self, rows: Sequence[Line]) -> list[Somebody]:
        groups: list[Somebody] = []
        # The most exact first, so that a year alone joins the one person that was born in it.
        ordered = sorted(rows, key=lambda line: (line.birth is None, not (line.birth and line.birth.is_exact)))
        for line in ordered:
            fitting = [group for group in groups if _agree(group, line)]
            if len(fitting) == 1 and not self._are_two(fitting[0], line):
                fitting[0].lines.append(line)
            else:
                groups.append(Somebody([line]))
        for group in groups:
            group.lines.sort(key=lambda line: (line.sheet, line.row))
        return groups

    def _are_two(self, group: Somebody, line: Line) -> bool:
        """Two rows of one name without days of birth, in two cells: perhaps two people, which only people know."""
        cell = group.text("cell")
        if line.birth is not None or group.day("birth") is not None or not cell or not line.cell:
            return False
        if fold(cell) == fold(line.cell):
            return False
        key = f"p2:{text_sort_key(line.name)}:{line.sheet}:{line.row}"
        answer = self.answers.get(key, "")
        if answer not in {"one", "two"}:
            choices = (("two", "Hai người khác nhau"), ("one", "Một người, ghi ở hai dòng"))
            reason = f"cùng tên ở hai chi bộ, không ghi ngày sinh: “{cell}” và “{line.cell}”"
            self._ask(key, f"Đồng chí {line.name}", reason, "two", choices, line)
        return answer != "one"

    def _identified(self, key: str, groups: list[Somebody]) -> list[Somebody]:
        left = list(self.known.get(key, ()))
        open_groups = []
        for group in groups:
            birth = group.day("birth")
            same = [one for one in left if birth and one.birth_date and birth.agrees_with(one.birth_date)]
            if len(same) == 1:
                group.known = same[0]
                left.remove(same[0])
            else:
                open_groups.append(group)
        for group in open_groups:
            self._identify(group, left, alone=len(open_groups) == 1)
        return groups

    def _identify(self, group: Somebody, left: list[KnownPerson], *, alone: bool) -> None:
        birth = group.day("birth")
        fitting = [one for one in left if birth is None or one.birth_date is None or birth.agrees_with(one.birth_date)]
        if alone and len(fitting) == 1:
            group.known = fitting[0]
            left.remove(fitting[0])
            return
        # A namesake born on another day is somebody else, unless something else says that the day was mistyped.
        asked = fitting or [one for one in left if self._shares(group, one)]
        if not asked:
            return
        line = group.lines[0]
        key = f"p:{text_sort_key(group.name)}:{line.sheet}:{line.row}"
        answer = self.answers.get(key, "")
        chosen = next((one for one in left if answer == str(one.id)), None)
        if chosen is not None:
            group.known = chosen
            left.remove(chosen)
        elif answer != NEW:
            group.is_settled = False
            choices = [(str(one.id), f"Là đồng chí {self._described(one)} đã có trong danh sách") for one in asked]
            choices.append((NEW, "Là người khác, thêm mới"))
            reason = "trùng họ tên với người đã có trong danh sách"
            self._ask(key, f"Đồng chí {group.name}", reason, choices[0][0], choices, line)

    def _shares(self, group: Somebody, person: KnownPerson) -> bool:
        joined = group.day("joined")
        same_day = joined is not None and joined.is_exact and joined.value == person.joined_party_on
        cell = self.unit_names.get(self.cells.get(person.id, 0), "")
        return same_day or bool(cell and fold(cell) == fold(group.text("cell")))

    def _described(self, person: KnownPerson) -> str:
        born = f", sinh {person.birth_date:%d/%m/%Y}" if person.birth_date else ""
        cell = self.unit_names.get(self.cells.get(person.id, 0), "")
        return f"{person.name}{born}{f', {cell}' if cell else ''}"

    def _ask(
        self, key: str, about: str, reason: str, proposal: str, choices: Sequence[tuple[str, str]], line: Line
    ) -> None:
        question = Question(key, about, reason, proposal, choices, places=[(line.sheet, line.row)])
        self.plan.questions[key] = question
        column = line.columns.get("name", line.columns.get("given", 1))
        self.plan.findings.append(
            Finding(line.sheet, line.row, column, "Họ và tên", line.name, reason, key, question.hint)
        )


def _agree(group: Somebody, line: Line) -> bool:
    birth = group.day("birth")
    if birth is None or line.birth is None:
        return True
    return line.birth.agrees_with(birth.value) or birth.agrees_with(line.birth.value)
