"""From the counters of a year to the printed summary table with its chart."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count

from dossiers.documents.result_table import BarPiece, LevelCell, ResultBar, ResultLine, ResultPart, ResultTable
from dossiers.gather.calls import office_signature
from dossiers.gather.heads import office_head
from orgchart.models import Tenant
from orgchart.queries import superior_of
from ratings.engine.wording import number
from ratings.queries import charts, results
from ratings.queries.regulation import regulation_of
from ratings.queries.results import TablePart, TableRow
from reviews.models import Cycle


def result_table(cycle: Cycle, tenant: Tenant, day: date) -> ResultTable:
    """The figures as they stand on the day of the print, with the year before where there was one. (CC-III.7.2)"""
    parts, cap = results.result_table(cycle, day), charts.cap_of(regulation_of(cycle))
    before, superior = charts.year_before(cycle), superior_of(tenant, day)
    shown = [part for part in parts if part.own or part.below]
    return ResultTable(
        letterhead=office_head(tenant, symbol=f"BTH/{tenant.body_code}", issued_on=day, year=cycle.year),
        year=cycle.year,
        as_of=f"{day:%d/%m/%Y}",
        parts=tuple(_part(part, charts.chart_of(part, before.get(part.key), cap)) for part in shown),
        cap=cap,
        unreported=tuple(parts[0].unreported),
        signature=office_signature(day),
        recipients=tuple(name for name in (superior.issuing_body if superior else "", "Lưu Văn phòng") if name),
    )


def _part(part: TablePart, bars: Iterable[charts.Bar]) -> ResultPart:
    return ResultPart(title=part.title, lines=tuple(_lines(part)), bars=tuple(_bar(bar) for bar in bars))


def _lines(part: TablePart) -> Iterator[ResultLine]:
    numbers = count(1)
    for row in part.own:
        yield _line(row, next(numbers))
    if part.below:
        if part.own:
            yield _line(part.own_total)
        yield ResultLine(name="Đơn vị cấp dưới", is_heading=True)
        for row in part.below:
            yield _line(row, next(numbers))
        yield _line(part.below_total)
    yield _line(part.total)


def _line(row: TableRow, position: int | None = None) -> ResultLine:
    """A line with its number; a sum has none."""
    numbers = row.numbers
    return ResultLine(
        name=row.name, number=position, total=numbers["total"], reviewed=numbers["reviewed"], rated=row.rated,
        levels=_levels(row), not_rated=numbers["not_rated"], reasons=row.reason_text,
        disciplined=numbers["disciplined"], is_sum=position is None,
    )  # fmt: skip


def _levels(row: TableRow) -> tuple[LevelCell, ...]:
    return tuple(
        LevelCell(count=one.count, share="" if one.share is None else f"{number(one.share)}%") for one in row.levels
    )


def _bar(bar: charts.Bar) -> ResultBar:
    pieces = tuple(
        BarPiece(level=one.level, start=round(10 * one.start), width=round(10 * one.width)) for one in bar.segments
    )
    return ResultBar(name=bar.name, pieces=pieces, numbers=_levels(bar.row), is_sum=bar.is_total)
