"""What letters between offices put into Việc của tôi."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from orgchart.access import Actor, can_handle_envelopes
from orgchart.queries.exchange import letters_waiting, orders_to_report
from orgchart.registry import CountedWork, WorkItem


def letter_work(actor: Actor, today: date) -> Iterator[WorkItem | CountedWork]:
    """One line for letters to take in, one for each order that waits for its report."""
    if not can_handle_envelopes(actor):
        return
    yield CountedWork(letters_waiting(), _letters)
    for order in orders_to_report()[:20]:
        due = order.content.get("due_on") or ""
        yield WorkItem(
            what="Thực hiện và báo cáo yêu cầu của cấp trên",
            about=f"{order.title} – {order.peer.short_name}",
            url=reverse("orgchart:envelope", args=[order.tenant.slug, order.pk]),
            button="Xem yêu cầu",
            due=date.fromisoformat(due) if due else None,
        )


def _letters(slug: str, _year: int, number: int) -> WorkItem:
    url = reverse("orgchart:envelopes", args=[slug])
    return WorkItem(what="Tiếp nhận văn bản đến", about=f"{number} văn bản", url=url, button="Xem văn bản")
