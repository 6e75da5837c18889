"""What own regulation sets put into Việc của tôi."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.registry import WorkItem
from reviews import access
from reviews.models import OwnSet
from reviews.states import SetState


def set_work(actor: Actor, today: date) -> Iterable[WorkItem]:
    """Sets that wait for a second person, and those that came back with a reason; one query."""
    states = [state for state, may in _wanted(actor).items() if may]
    if not states:
        return
    rows = OwnSet.objects.filter(state__in=states).select_related("tenant").defer("content").order_by("year", "pk")
    for row in rows:
        url = reverse("reviews:set", args=[row.tenant.slug, row.code])
        if row.state == SetState.DRAFT and row.returned_reason:
            yield WorkItem("Sửa bộ quy định bị trả lại", row.title, url, "Sửa")
        elif row.state == SetState.SUBMITTED and actor.account.pk not in _writers(row):
            yield WorkItem("Duyệt bộ quy định", row.title, url, "Xem, duyệt")


def _wanted(actor: Actor) -> dict[str, bool]:
    return {SetState.SUBMITTED: access.can_approve_sets(actor), SetState.DRAFT: access.can_write_sets(actor)}


def _writers(row: OwnSet) -> set[int | None]:
    return {row.created_by_id, row.changed_by_id, row.submitted_by_id}
