"""Which organisation a name in the list means: one of the chart, a new one, or a question."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from orgchart.imports.chart import Chart, KnownUnit
from orgchart.imports.findings import Finding, Question
from orgchart.imports.plan import NewCollective, NewUnit, Plan, Ref
from orgchart.imports.units import KINDS, body_name, guess_kind, unit_key, unit_name
from orgchart.imports.words import fold
from orgchart.kinds import CollectiveKind, OrganizationKind

SIMILAR = 0.7
MOST_CHOICES = 300
# Bodies of which a committee has one: named by the title of a post, not by a column.
_SINGLE = {
    OrganizationKind.PEOPLES_COUNCIL: "Hội đồng nhân dân", OrganizationKind.PEOPLES_COMMITTEE: "Ủy ban nhân dân",
    OrganizationKind.FATHERLAND_FRONT: "Ủy ban Mặt trận Tổ quốc",
}  # fmt: skip
_ROOT_WORDS = {"dang uy", "dang bo", "thuong truc dang uy", "cap uy"}


class UnitBook:
    """Resolves names; whatever it resolves to a new organisation is put into the plan once."""

    def __init__(self, chart: Chart, plan: Plan, answers: Mapping[str, str]) -> None:
        self.chart, self.plan, self.answers = chart, plan, answers
        self.by_key: dict[str, Ref] = {}
        self.kinds: dict[Ref, OrganizationKind] = {}
        self.names: dict[Ref, str] = {}
        for unit in chart.units:
            self._know(unit.id, unit.name, unit.kind)
        self._know(chart.root.id, chart.root.name, chart.root.kind)
        self.collectives: dict[tuple[Ref, CollectiveKind], Ref] = {
            (one.unit, one.kind): one.id for one in chart.collectives
        }
        self._resolved: dict[tuple[str, OrganizationKind | None], Ref | None] = {}

    def _know(self, ref: Ref, name: str, kind: OrganizationKind) -> None:
        self.by_key.setdefault(unit_key(name), ref)
        self.by_key.setdefault(fold(name), ref)
        self.kinds[ref], self.names[ref] = kind, name

    def resolve(self, text: str, place: tuple[int, int, int], expected: OrganizationKind | None = None) -> Ref | None:
        """The organisation that a text means; None while that is a question, which is noted at the place."""
        key = unit_key(text)
        known = (key, expected)
        if known not in self._resolved:
            self._resolved[known] = self._find(text, key)
        found = self._resolved[known]
        if found is None:
            self._ask(text, key, place, expected)
        return found

    def find(self, text: str) -> Ref | None:
        """The organisation that a text means, without asking."""
        return self._find(text, unit_key(text)) if text else None

    def _find(self, text: str, key: str) -> Ref | None:
        if key in _ROOT_WORDS or fold(text) in _ROOT_WORDS:
            return self.chart.root.id
        found = self.by_key.get(fold(text)) or self.by_key.get(key)
        if found is not None:
            return found
        answer = self.answers.get(question_key(key), "")
        kind, _, number = answer.partition(":")
        if kind == "org" and number.isdigit() and int(number) in self.kinds:
            return int(number)
        if kind == "new" and number in OrganizationKind.values:
            return self.add(text, OrganizationKind(number), self.chart.root.id)
        return None

    def add(self, text: str, kind: OrganizationKind, parent: Ref) -> str:
        """A new organisation in the plan."""
        name, ref = self._name(text, kind)[:200], f"u:{unit_key(text)}"
        self.plan.units.append(NewUnit(ref, name, kind, parent))
        self._know(ref, name, kind)
        self.by_key[unit_key(text)] = ref
        return ref

    def _name(self, text: str, kind: OrganizationKind) -> str:
        """Bodies of which there is one are called after the place."""
        return f"{_SINGLE[kind]} {self.chart.place}" if kind in _SINGLE else unit_name(text)

    def single(self, kind: OrganizationKind, place: tuple[int, int, int]) -> Ref | None:
        """The one body of a kind, such as the People's Committee."""
        found = next((ref for ref, one in self.kinds.items() if one == kind), None)
        return found or self.resolve(f"{_SINGLE[kind]} {self.chart.place}", place, kind)

    def collective(self, unit: Ref, kind: CollectiveKind) -> Ref:
        """The leading collective of a kind in an organisation; made where there is none."""
        found = self.collectives.get((unit, kind))
        if found is None:
            ref = f"c:{kind.value}:{unit}"
            self.plan.collectives.append(NewCollective(ref, unit, kind, self._body(unit, kind)[:200]))
            found = self.collectives[unit, kind] = ref
        return found

    def has_collective(self, unit: Ref, kind: CollectiveKind) -> bool:
        """Whether the organisation has such a collective, also one that the plan makes."""
        return (unit, kind) in self.collectives

    def _body(self, unit: Ref, kind: CollectiveKind) -> str:
        if unit == self.chart.root.id:
            standing = kind == CollectiveKind.STANDING_COMMITTEE
            return f"Ban Thường vụ {self.chart.issuing_body}" if standing else f"Ban Chấp hành {self.chart.root.name}"
        return body_name(self.kinds[unit], self.names[unit])

    def _ask(self, text: str, key: str, place: tuple[int, int, int], expected: OrganizationKind | None) -> None:
        name = question_key(key)
        question = self.plan.questions.get(name)
        if question is None:
            likely = self._most_similar(key)
            kind = guess_kind(text) or expected or OrganizationKind.AGENCY
            proposal = f"org:{likely.id}" if likely else f"new:{kind.value}"
            kinds = [kind, *(one for one in KINDS if one != kind)]
            choices = [(f"new:{one.value}", f"Lập mới “{self._name(text, one)}” – {one.label}") for one in kinds]
            units = sorted(self.chart.units, key=lambda unit: fold(unit.name))[:MOST_CHOICES]
            choices += [(f"org:{unit.id}", f"Là: {unit.name}") for unit in units]
            question = self.plan.questions[name] = Question(
                name, f"Đơn vị “{unit_name(text)}”", "chưa có trong sơ đồ tổ chức", proposal, choices
            )
        sheet, row, column = place
        question.places.append((sheet, row))
        self.plan.findings.append(
            Finding(sheet, row, column, "Đơn vị", text, "chưa có trong sơ đồ tổ chức", name, question.hint)
        )

    def _most_similar(self, key: str) -> KnownUnit | None:
        return next((unit for unit in self.chart.units if _is_typing_error(unit_key(unit.name), key)), None)


def _is_typing_error(one: str, other: str) -> bool:
    """Word by word nearly the same; "chi bo thon 1" is nothing like "chi bo thon 2"."""
    pairs = list(zip(one.split(), other.split(), strict=False))
    if one == other or len(one.split()) != len(other.split()):
        return False
    return all(
        first == second or (not (first + second).isdigit() and SequenceMatcher(None, first, second).ratio() >= SIMILAR)
        for first, second in pairs
    )


def question_key(key: str) -> str:
    """The name of the question which organisation is meant."""
    return f"u:{key}"
