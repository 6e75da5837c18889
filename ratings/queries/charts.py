"""Bars beside the numbers: the share of every level, the highest one against the cap, and against the year before."""

from dataclasses import dataclass

from ratings.models import LEVEL_FIELDS
from ratings.queries.counting import counters_of
from ratings.queries.results import PARTS, TablePart, TableRow
from reviews.models import Cycle
from reviews.regulations.sets import RegulationSet

# One excellent subject of two says nothing about a cap.
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Segment:
    """One level in a bar: where it begins and how wide it is, in per cent of the whole."""

    level: str
    start: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One line of a chart; `over` says that the highest level takes more than the cap."""

    name: str
    segments: list[Segment]
    row: TableRow
    over: bool = False
    is_total: bool = False


def cap_of(regulation: RegulationSet) -> int | None:
    """The cap of the set in per cent."""
    rate = regulation.value("cap.rate")
    return int(str(rate)) if rate is not None else None


def chart_of(part: TablePart, before: TableRow | None, cap: int | None) -> list[Bar]:
    """A bar for every unit and tenant with rated subjects, one for all together, and one for the year before."""
    rows = [row for row in (*part.own, *part.below) if row.rated]
    bars = [_bar(row, cap) for row in rows]
    if part.total.rated:
        bars.append(_bar(part.total, cap, is_total=True))
    if bars and before is not None and before.rated:
        bars.append(_bar(before, None, is_total=True))
    return bars


def year_before(cycle: Cycle) -> dict[str, TableRow]:
    """The own figures of the year before by the key of the part; empty where there was no cycle."""
    found: dict[str, TableRow] = {}
    before = Cycle.objects.filter(year=cycle.year - 1).first()
    rows = counters_of(before) if before is not None else []
    for key, _, kinds in PARTS:
        chosen = [row for row in rows if row.kind in kinds]
        if chosen:
            found[key] = TableRow(f"Năm {cycle.year - 1} (tại đây)")
        for row in chosen:
            found[key].add_counter(row)
    return found


def _bar(row: TableRow, cap: int | None, *, is_total: bool = False) -> Bar:
    segments, start = [], 0.0
    for level, name in zip(row.levels, LEVEL_FIELDS, strict=True):
        width = round(100 * row.numbers[name] / row.rated, 2)
        if width:
            segments.append(Segment(level.level, round(start, 2), width))
        start += width
    over = cap is not None and row.rated >= SMALLEST_SHOWN and 100 * row.numbers["xs"] > cap * row.rated
    return Bar(row.name, segments, row, over, is_total)
