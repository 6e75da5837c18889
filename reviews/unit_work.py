"""What the plan of a year puts into Việc của tôi of those who head a unit."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.kinds import PostRole
from orgchart.models import Organization, Post
from orgchart.queries import current
from orgchart.registry import WorkItem
from reviews.models import Cycle, Deadline
from reviews.queries.unit_steps import SCHEDULE, open_reports
from reviews.states import CycleState


def unit_work(actor: Actor, today: date) -> Iterable[WorkItem]:
    """Steps that headed units report on their own: the day of their conference, results of emulation. (GB-3.2.2-2)"""
    if actor.person_id is None:
        return
    rows = Cycle.objects.filter(state__in=[CycleState.ISSUED, CycleState.RUNNING]).select_related("tenant")
    asked = Deadline.objects.exclude(reporters="").values("cycle")
    asking = list(rows.filter(pk__in=asked).order_by("-year"))
    if not asking:
        return
    headed = Organization.objects.filter(pk__in=_headed(actor.person_id, today), valid_to=None).order_by("path", "pk")
    for cycle in asking:
        for unit, row in open_reports(cycle, headed):
            yield WorkItem(
                what="Báo lịch kiểm điểm của chi bộ" if row.step == SCHEDULE else f"Báo cáo: {row.title}",
                about=f"{unit.name} – {row.wording}" + (f", gửi {row.receiver}" if row.receiver else ""),
                url=reverse("reviews:my_unit", args=[cycle.tenant.slug, cycle.year, unit.pk]),
                button="Lập hội nghị" if row.step == SCHEDULE else "Báo cáo",
                due=row.last_day,
            )


def _headed(person_id: int, today: date) -> list[int]:
    posts = Post.objects.filter(current(today), person=person_id, role=PostRole.HEAD)
    return list(posts.values_list("organization", flat=True))
