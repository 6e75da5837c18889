"""What the plan of a year puts into Việc của tôi of those who head a unit."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.registry import CountedWork, WorkItem
from reviews.queries.unit_steps import reports_owed, schedules_owed


def unit_work(actor: Actor, today: date) -> Iterable[CountedWork]:
    """Steps that headed units report on their own: the day of their conference, results of emulation. (GB-3.2.2-2)"""
    if actor.person_id is not None:
        yield CountedWork(schedules_owed(actor.person_id, today), _schedule, dated=True)
        yield CountedWork(reports_owed(actor.person_id, today), _report, dated=True)


def _schedule(slug: str, year: int, _number: int) -> WorkItem:
    """The cell says when it confers. (GB-3.2.4b-2)"""
    return WorkItem(
        what="Báo lịch kiểm điểm của chi bộ",
        about=f"Lập hội nghị của nơi đồng chí đứng đầu – năm {year}",
        url=reverse("reviews:conference_list", args=[slug, year]),
        button="Lập hội nghị",
    )


def _report(slug: str, year: int, number: int) -> WorkItem:
    """The unit reports to the office that the plan names."""
    return WorkItem(
        what=f"Gửi {number} báo cáo theo kế hoạch của nơi đồng chí đứng đầu",
        about=f"Năm {year}",
        url=reverse("reviews:my_units", args=[slug, year]),
        button="Báo cáo",
    )
