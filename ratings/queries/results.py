"""The summary table: the own units from their counters, and the tenants below from what they have reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Envelope, EnvelopeBox, EnvelopeState, Tenant
from orgchart.queries.exchange import subordinates_of
from ratings.models import COUNTED, LEVEL_FIELDS, Counts, ReportedCounter, ResultCounter
from ratings.queries.counting import counters_of
from reviews.models import Cycle, Level, SubjectKind

PARTS = (
    ("bodies", "Tổ chức, tập thể", (SubjectKind.PARTY_ORGANIZATION, SubjectKind.ORGANIZATION, SubjectKind.COLLECTIVE)),
    ("individuals", "Cá nhân", (SubjectKind.INDIVIDUAL,)),
)
TENTH = Decimal("0.1")


def share(count: int, total: int) -> Decimal | None:
    """A share in per cent, rounded half up to one digit; none of nothing."""
    return (Decimal(100 * count) / total).quantize(TENTH, ROUND_HALF_UP) if total else None


@dataclass(frozen=True)
class LevelShare:
    """How many have a level, and their share of all who have one."""

    level: str
    count: int
    share: Decimal | None


@dataclass
class TableRow:
    """One line of the table with its sums; `reported_at` only where a tenant below has reported."""

    name: str
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    reasons: dict[str, int] = field(default_factory=dict)
    reported_at: datetime | None = None
    waiting: Envelope | None = None

    def add(self, numbers: dict[str, int], reasons: dict[str, int]) -> None:
        """Add the figures of one more counter."""
        for name in COUNTED:
            self.numbers[name] += numbers[name]
        for reason, count in reasons.items():
            self.reasons[reason] = self.reasons.get(reason, 0) + count

    def add_counter(self, row: Counts) -> None:
        """Add one counter."""
        self.add({name: getattr(row, name) for name in COUNTED}, row.reasons)

    def add_row(self, row: TableRow) -> None:
        """Add another line."""
        self.add(row.numbers, row.reasons)

    @property
    def rated(self) -> int:
        """How many have a level."""
        return sum(self.numbers[name] for name in LEVEL_FIELDS)

    @property
    def waits(self) -> int:
        """How many have neither a level nor a reason for none."""
        return self.numbers["total"] - self.rated - self.numbers["not_rated"]

    @property
    def levels(self) -> list[LevelShare]:
        """The four levels with number and share."""
        return [
            LevelShare(level, self.numbers[name], share(self.numbers[name], self.rated))
            for level, name in zip(Level.values, LEVEL_FIELDS, strict=True)
        ]

    @property
    def reason_text(self) -> str:
        """Why some have no level, the most frequent reason first."""
        ordered = sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))
        return "; ".join(f"{reason}: {count}" for reason, count in ordered)


@dataclass
class TablePart:
    """The table of bodies, or that of individuals: own units, tenants below, and everything together."""

    key: str
    title: str
    own: list[TableRow]
    below: list[TableRow]
    own_total: TableRow
    below_total: TableRow
    total: TableRow

    @property
    def unreported(self) -> list[str]:
        """The tenants below whose report has not been taken in."""
        return [row.name for row in self.below if row.reported_at is None]


def result_table(cycle: Cycle, on: date) -> list[TablePart]:
    """Both parts of the table of a cycle (four queries, however many tenants there are below)."""
    own = counters_of(cycle)
    reported = list(ReportedCounter.objects.filter(year=cycle.year).order_by("pk"))
    below = sorted((link.subordinate for link in subordinates_of(cycle.tenant, on)), key=lambda one: (one.name, one.pk))
    waiting = _waiting(cycle.year)
    return [
        _part(key, title, [row for row in own if row.kind in kinds], [row for row in reported if row.kind in kinds],
              below, waiting, {row.sender_id: row.reported_at for row in reported})
        for key, title, kinds in PARTS
    ]  # fmt: skip


def reported_totals(year: int) -> dict[str, TableRow]:
    """What the tenants below have reported, added up by kind, for the own report."""
    found: dict[str, TableRow] = {}
    for row in ReportedCounter.objects.filter(year=year).order_by("pk"):
        found.setdefault(row.kind, TableRow("")).add_counter(row)
    return found


def last_report(year: int) -> Envelope | None:
    """The newest report of a year that went up."""
    rows = Envelope.objects.filter(kind=EnvelopeKind.REPORT, box=EnvelopeBox.OUT, content__results__year=year)
    return rows.exclude(state=EnvelopeState.SUPERSEDED).order_by("-sent_at", "-pk").first()


def _waiting(year: int) -> dict[int, Envelope]:
    rows = Envelope.objects.filter(
        kind=EnvelopeKind.REPORT, box=EnvelopeBox.IN, state=EnvelopeState.SENT, content__results__year=year
    )
    return {row.peer_id: row for row in rows.defer("content").order_by("pk")}


def _part(
    key: str, title: str, own: Iterable[ResultCounter], reported: Iterable[ReportedCounter], below: Iterable[Tenant],
    waiting: dict[int, Envelope], times: dict[int, datetime],
) -> TablePart:  # fmt: skip
    units: dict[int, TableRow] = {}
    for counter in own:
        if counter.total:
            units.setdefault(counter.unit_id, TableRow(counter.unit.name)).add_counter(counter)
    senders = {
        one.pk: TableRow(one.short_name, reported_at=times.get(one.pk), waiting=waiting.get(one.pk)) for one in below
    }
    for row in reported:
        if row.sender_id in senders:
            senders[row.sender_id].add_counter(row)
    own_total, below_total = _sum("Cộng tại đây", units.values()), _sum("Cộng cấp dưới", senders.values())
    total = _sum("Tổng cộng", [own_total, below_total])
    return TablePart(key, title, list(units.values()), list(senders.values()), own_total, below_total, total)


def _sum(name: str, rows: Iterable[TableRow]) -> TableRow:
    found = TableRow(name)
    for row in rows:
        found.add_row(row)
    return found
