"""Progress upward: the numbers of a running year, overwritten in the rows of the superior; no envelope, no names."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from orgchart.models import Tenant
from orgchart.queries import superior_of
from orgchart.tenancy import create_all, scope
from reviews import access
from reviews.models import CounterStep, Cycle, ProgressCounter, Review
from reviews.states import CycleState, ReviewState

_FINAL = [ReviewState.FINAL, ReviewState.CONFIRMED]
REVIEWED = [ReviewState.REVIEWED, *_FINAL]
_CIRCULATED = [ReviewState.CIRCULATED, *REVIEWED]
STEPS: dict[str, list[ReviewState]] = {
    CounterStep.WRITTEN: [ReviewState.DRAFT, *_CIRCULATED],
    CounterStep.CIRCULATED: _CIRCULATED,
    CounterStep.REVIEWED: REVIEWED,
    CounterStep.FINAL: _FINAL,
}


def count_progress(cycle: Cycle) -> dict[str, tuple[int, int]]:
    """How many texts of a year have passed each step, of how many (one query)."""
    rows = Review.objects.filter(subject__cycle=cycle, subject__is_reviewed=True)
    found = rows.aggregate(
        total=Count("pk"), **{step: Count("pk", filter=Q(state__in=states)) for step, states in STEPS.items()}
    )
    return {step: (found[step], found["total"]) for step in STEPS}


@transaction.atomic
def send_progress(*, cycle_id: int, actor: Actor, at: datetime) -> int:
    """The office sends the numbers of today up; returns how many of them have changed."""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = Cycle.objects.select_related("tenant").filter(pk=cycle_id).first()
    if cycle is None:
        raise NotVisible
    superior = superior_of(cycle.tenant, timezone.localdate(at))
    if superior is None:
        raise Refused("Chưa khai báo cấp trên trực tiếp của đơn vị nên chưa gửi được số liệu.")
    changed = _overwrite(cycle, superior, at)
    summary = f"Gửi số liệu tiến độ lên {superior.name}: {changed} số thay đổi"
    audit.record(actor=actor, action="send_progress", target=cycle, at=at, summary=summary)
    return changed


def send_all_progress(*, at: datetime) -> int:
    """Every tenant with a superior and a running year sends its numbers, each in its own scope and transaction."""
    sent = 0
    for tenant in Tenant.objects.filter(links_up__valid_to=None, links_up__isnull=False).distinct().order_by("pk"):
        superior = superior_of(tenant, timezone.localdate(at))
        if superior is None:
            continue
        with transaction.atomic(), scope(tenant=tenant.pk):
            for cycle in Cycle.objects.filter(state=CycleState.RUNNING).select_related("tenant"):
                changed = _overwrite(cycle, superior, at)
                if changed:
                    summary = f"Tự gửi số liệu tiến độ lên {superior.name}: {changed} số thay đổi"
                    audit.record(actor=None, action="send_progress", target=cycle, at=at, summary=summary)
                sent += changed
    return sent


def _overwrite(cycle: Cycle, superior: Tenant, at: datetime) -> int:
    """The one place beside envelopes that writes into another tenant: counters of the sender, nothing else."""
    counted, sender = count_progress(cycle), cycle.tenant
    with scope(tenant=superior.pk):
        rows = ProgressCounter.objects.select_for_update(of=("self",)).filter(sender=sender, year=cycle.year)
        known = {row.step: row for row in rows}
        changed = [step for step, numbers in counted.items() if _numbers(known.get(step)) != numbers]
        for step in changed:
            row = known.get(step)
            if row is not None:
                (row.done, row.total), row.counted_at = counted[step], at
                row.save(update_fields=["done", "total", "counted_at"])
        fresh = [
            ProgressCounter(
                tenant=superior, sender=sender, year=cycle.year, step=step, done=done, total=total, counted_at=at
            )
            for step, (done, total) in counted.items()
            if step not in known
        ]
        create_all(ProgressCounter, fresh)
        if changed:
            target = fresh[0] if fresh else known[changed[0]]
            summary = f"{sender.name} cập nhật tiến độ năm {cycle.year}"
            audit.record(actor=None, action="receive_progress", target=target, at=at, summary=summary)
    return len(changed)


def _numbers(row: ProgressCounter | None) -> tuple[int, int] | None:
    return (row.done, row.total) if row else None
