"""What reminders put into Việc của tôi: late tasks of others, for their head and the office."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.registry import CountedWork, WorkItem
from reviews.queries.nudges import escalated_today


def escalated_work(actor: Actor, today: date) -> Iterable[WorkItem | CountedWork]:
    """One line for all late tasks that somebody has to urge."""
    yield CountedWork(escalated_today(actor.account.pk, today), _line)


def _line(slug: str, _year: int, number: int) -> WorkItem:
    return WorkItem(
        what=f"Đôn đốc {number} việc quá hạn của đồng chí khác",
        about="Nhắc việc hôm nay",
        url=reverse("reviews:nudges", args=[slug]),
        button="Xem danh sách",
    )
