"""What requests for opinions put into Việc của tôi."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.registry import WorkItem
from reviews.queries.opinions import requests_waiting


def opinion_work(actor: Actor, today: date) -> Iterable[WorkItem]:
    """Requests that wait for an answer of the bodies that the actor heads, or of the own tenant."""
    return [
        WorkItem(
            what="Cho ý kiến đánh giá, xếp loại",
            about=f"{row.subject_name} – năm {row.cycle.year}",
            url=reverse("reviews:opinion", args=[row.tenant.slug, row.cycle.year, row.pk]),
            button="Ghi ý kiến",
            due=row.due_on,
        )
        for row in requests_waiting(actor, today)
    ]
