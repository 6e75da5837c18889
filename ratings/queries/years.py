"""Decided levels over the years: of a person, a collective, an organisation; and who stands for an award."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ratings.models import Award, DecisionItem, RatingCase, Reconsideration
from ratings.queries.sheet import cases_in_order
from ratings.states import ReconsiderationState
from reviews.models import Cycle, Level

YEARS_SHOWN = 5


@dataclass(frozen=True)
class YearResult:
    """What was decided in one year: level, number and day; what was annulled; what it was awarded with."""

    level: str
    decision: str
    decided_on: object
    annulled: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()


@dataclass
class YearLine:
    """One person or body with the results of the years, the newest first."""

    name: str
    position: str
    group: str
    results: dict[int, YearResult] = field(default_factory=dict)

    def cells(self, years: list[int]) -> list[YearResult | None]:
        """A cell for each year."""
        return [self.results.get(year) for year in years]


def years_until(year: int) -> list[int]:
    """The cycles up to a year, newest first."""
    rows = Cycle.objects.filter(year__lte=year).order_by("-year").values_list("year", flat=True)
    return list(rows[:YEARS_SHOWN])


def results_of_years(years: list[int]) -> list[YearLine]:
    """Everybody who has or had a decided level in these years, by cap group (HY-A.1-2, CC-III.5-6, SL-I.3-3)."""
    cases = list(
        cases_in_order().filter(subject__cycle__year__in=years).select_related("subject__cycle").order_by(
            "-subject__cycle__year", "subject__kind", "subject__rank", "subject__sort_key", "pk"
        )
    )  # fmt: skip
    keys = [case.pk for case in cases]
    decided, annulled, awards = _decisions(keys), _annulments(keys), _awards(keys)
    lines: dict[tuple[str, int], YearLine] = {}
    for case in cases:
        old = annulled.get(case.pk, ())
        if not case.level and not old:
            continue
        subject = case.subject
        group = case.group.name if case.group is not None else "Cấp trên xếp loại"
        line = lines.setdefault(_identity(case), YearLine(subject.name, subject.position, group))
        code, day = decided.get(case.pk) or (case.external_decision, case.external_decided_on)
        level = case.get_level_display() if case.level else ""
        line.results[subject.cycle.year] = YearResult(
            level, code if level else "", day if level else None, tuple(old), tuple(awards.get(case.pk, ()))
        )
    return sorted(lines.values(), key=lambda line: line.group)


def _identity(case: RatingCase) -> tuple[str, int]:
    subject = case.subject
    for kind in ("person", "collective", "organization"):
        key = getattr(subject, f"{kind}_id")
        if key is not None:
            return kind, key
    return "subject", subject.pk


def _decisions(keys: list[int]) -> dict[int, tuple[str, object]]:
    rows = DecisionItem.objects.filter(case__in=keys).select_related("decision").order_by("pk")
    return {row.case_id: (row.decision.code, row.decision.decided_on) for row in rows}


def _annulments(keys: list[int]) -> dict[int, list[str]]:
    rows = Reconsideration.objects.filter(case__in=keys, state=ReconsiderationState.ANNULLED).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        words = f"{Level(row.level).label}, số {row.decision_code}: đã hủy bỏ theo số {row.code}"
        found[row.case_id].append(words)
    return found


def _awards(keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in Award.objects.filter(case__in=keys).exclude(awarded_on=None).order_by("pk"):
        found[row.case_id].append(f"{row.form}, số {row.decision_code}")
    return found


def awards_of(cycle: Cycle) -> QuerySet[Award]:
    """The proposals of a cycle in the order of the lists."""
    rows = Award.objects.filter(case__subject__cycle=cycle).select_related("case__subject", "proposed_by")
    return rows.order_by("form", "case__subject__kind", "case__subject__rank", "case__subject__sort_key", "pk")


def awardable(cycle: Cycle) -> list[RatingCase]:
    """Whoever has a decided level, the highest first, then in the order of the lists."""
    rows = cases_in_order().filter(subject__cycle=cycle).exclude(level="")
    return sorted(rows, key=lambda case: Level.values.index(case.level))
