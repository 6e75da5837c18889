"""How far the year is below, from the counters that the tenants there have sent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from orgchart.models import Tenant
from orgchart.queries.exchange import subordinates_of
from reviews.models import CounterStep, Cycle, ProgressCounter


@dataclass(frozen=True)
class BelowRow:
    """One tenant below with its counters in the order of the steps; None where it has sent nothing."""

    tenant: Tenant
    counters: list[ProgressCounter | None]

    @property
    def counted_at(self) -> datetime | None:
        """When the newest number was counted."""
        return max((row.counted_at for row in self.counters if row is not None), default=None)


def progress_below(cycle: Cycle, on: date) -> list[BelowRow]:
    """Every tenant right below, whether it has sent something or not (two queries)."""
    sent: dict[int, dict[str, ProgressCounter]] = defaultdict(dict)
    for row in ProgressCounter.objects.filter(year=cycle.year):
        sent[row.sender_id][row.step] = row
    return [
        BelowRow(link.subordinate, [sent[link.subordinate_id].get(step) for step in CounterStep.values])
        for link in subordinates_of(cycle.tenant, on)
    ]


@dataclass(frozen=True)
class Total:
    """One step over all tenants below."""

    label: str
    done: int
    total: int


def totals_below(rows: list[BelowRow]) -> list[Total]:
    """The sums of what was sent, step by step."""
    found = []
    for number, (_, label) in enumerate(CounterStep.choices):
        counters = [row.counters[number] for row in rows]
        done = sum(one.done for one in counters if one is not None)
        found.append(Total(str(label), done, sum(one.total for one in counters if one is not None)))
    return found
