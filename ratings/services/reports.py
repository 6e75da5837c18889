"""The report of the results: sealed and sent up with its figures, added up above once it is taken in there."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import Refused
from orgchart.models import Envelope
from orgchart.queries import superior_of
from orgchart.services.envelopes import send_envelope
from orgchart.tenancy import create_all
from ratings import access
from ratings.models import COUNTED, Counts, ReportedCounter
from ratings.queries.counting import counters_of
from ratings.queries.results import TableRow, last_report, reported_totals
from reviews.models import SubjectKind
from reviews.services.cycles import locked_cycle


@transaction.atomic
def send_results(*, cycle_id: int, actor: Actor, at: datetime) -> Envelope:
    """Send the table up: the own units, and the sums of what the tenants below have reported, by kind.

    A later report supersedes the earlier one of the year on both sides. (CC-III.7.2, HY-C.2-2)
    """
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    superior = superior_of(cycle.tenant, localdate(at))
    if superior is None:
        raise Refused("Chưa khai báo cấp trên trực tiếp của đơn vị nên chưa gửi được báo cáo.")
    own = [row for row in counters_of(cycle) if row.total]
    totals = reported_totals(cycle.year)
    for row in own:
        totals.setdefault(row.kind, TableRow("")).add_counter(row)
    if not totals:
        raise Refused("Chưa có đối tượng nào trong biểu tổng hợp nên chưa có nội dung để báo cáo.")
    units = [{"unit": row.unit.name, "kind": row.kind, **_plain(row)} for row in own]
    sums = [{"kind": kind, **row.numbers, "reasons": row.reasons} for kind, row in sorted(totals.items())]
    before = last_report(cycle.year)
    return send_envelope(
        kind=EnvelopeKind.REPORT, receiver=superior, title=f"Biểu tổng hợp kết quả xếp loại năm {cycle.year}",
        content={"text": "", "results": {"year": cycle.year, "units": units, "totals": sums}}, actor=actor, at=at,
        replaces=before.key if before is not None and before.peer_id == superior.pk else None,
    )  # fmt: skip


def on_report_accepted(envelope: Envelope, actor: Actor, at: datetime) -> None:
    """The figures of a report that is taken in take the place of the earlier ones of its sender."""
    results = envelope.content.get("results")
    if not results:
        return  # a report written by hand has words and no figures
    year = int(results["year"])
    ReportedCounter.objects.filter(sender=envelope.peer, year=year).delete()
    create_all(ReportedCounter, [_reported(envelope, year, row) for row in results["totals"]])
    summary = f"Đưa số liệu của {envelope.peer.name} vào biểu tổng hợp năm {year}"
    audit.record(actor=actor, action="take_in_results", target=envelope, at=at, summary=summary)


def report_facts(envelope: Envelope) -> list[tuple[str, str]]:
    """The sums of a report, line by line, for the common page of letters."""
    names = {str(value): str(label) for value, label in SubjectKind.choices}
    return [
        (names.get(row["kind"], row["kind"]), _in_words(row))
        for row in (envelope.content.get("results") or {}).get("totals", ())
    ]


def _in_words(row: dict[str, Any]) -> str:
    return (
        f"Tổng số {row['total']}; đã kiểm điểm {row['reviewed']}; xuất sắc {row['xs']}, tốt {row['htt']}, hoàn thành "
        f"{row['ht']}, không hoàn thành {row['kht']}; không xếp loại {row['not_rated']}; kỷ luật {row['disciplined']}"
    )


def _plain(row: Counts) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COUNTED} | {"reasons": row.reasons}


def _reported(envelope: Envelope, year: int, row: dict[str, Any]) -> ReportedCounter:
    numbers = {name: int(row[name]) for name in COUNTED}
    return ReportedCounter(
        tenant_id=envelope.tenant_id, sender=envelope.peer, year=year, reported_at=envelope.sent_at, kind=row["kind"],
        reasons=row["reasons"], **numbers,
    )  # fmt: skip
