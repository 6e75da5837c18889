"""What erasures put into Việc của tôi."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from orgchart.access import Actor, can_approve_erasure
from orgchart.models import Erasure, ErasureState
from orgchart.registry import CountedWork, WorkItem


def erasure_work(actor: Actor, today: date) -> Iterator[WorkItem | CountedWork]:
    """One line for each proposal of somebody else that waits for a decision."""
    if not can_approve_erasure(actor):
        return
    waiting = Erasure.objects.filter(state=ErasureState.PROPOSED).exclude(proposed_by=actor.account).order_by()
    yield CountedWork(waiting.values_list("tenant__slug", "pk", "person"), _decision)


def _decision(slug: str, erasure_id: int, person_id: int) -> WorkItem:
    url = reverse("orgchart:erasure", args=[slug, erasure_id])
    return WorkItem("Duyệt đề nghị xóa dữ liệu cá nhân", f"Người số {person_id}", url, "Xem đề nghị")
