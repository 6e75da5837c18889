"""Telling the offices below of an issued plan, so that they can begin before its window opens."""

from datetime import datetime

from django.utils import timezone

from orgchart.access import Actor
from orgchart.models import EnvelopeKind, Tenant, TenantLink
from orgchart.queries import held_link
from orgchart.services.envelopes import send_envelope
from reviews.models import Cycle, Deadline


def announce_plan(cycle: Cycle, actor: Actor, at: datetime) -> int:
    """A notice with the dates of the plan to every direct subordinate, one each; how many were told. (NA-0-2)

    Whoever has a text to write or to answer for finds it in the own list of work from the same moment.
    """
    links = TenantLink.objects.filter(held_link(timezone.localdate(at)), superior=cycle.tenant_id)
    offices = {link.subordinate_id: link.subordinate for link in links.select_related("subordinate").order_by("pk")}
    for office in offices.values():
        _tell(office, cycle, actor, at)
    return len(offices)


def _tell(office: Tenant, cycle: Cycle, actor: Actor, at: datetime) -> None:
    send_envelope(
        kind=EnvelopeKind.NOTICE,
        receiver=office,
        title=f"Đã ban hành kế hoạch: {cycle.title}"[:300],
        content={"text": _words(cycle)},
        actor=actor,
        at=at,
    )


def _words(cycle: Cycle) -> str:
    number = f" số {cycle.plan_number}" if cycle.plan_number else ""
    head = (
        f"Kế hoạch{number} năm {cycle.year} đã ban hành; ngày xếp loại {cycle.rating_date:%d/%m/%Y}. "
        "Đề nghị các đơn vị chủ động chuẩn bị."
    )
    steps = Deadline.objects.filter(cycle=cycle).order_by("last_day", "pk")
    return "\n".join([head, *(f"– {row.title}: {row.wording}" for row in steps)])
