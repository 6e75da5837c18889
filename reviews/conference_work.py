"""What conferences put into Việc của tôi."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.registry import WorkItem
from reviews.models import Conference
from reviews.queries.conferences import local_day, own_conferences
from reviews.states import ConferenceState

# What waits for whoever keeps the record, by the state that the conference stands in.
_NEXT = {
    ConferenceState.PLANNED: ("Thông báo", "Thông báo"),
    ConferenceState.ANNOUNCED: ("Điểm danh, bắt đầu", "Mở hội nghị"),
    ConferenceState.RUNNING: ("Điều hành, kết thúc", "Vào hội nghị"),
    ConferenceState.CLOSED: ("Ký biên bản", "Xem biên bản"),
}


def conference_work(actor: Actor, today: date) -> Iterable[WorkItem]:
    """Conferences to announce, to open, to close, to sign; those to attend for everybody else (one query)."""
    return [_item(row, runs=runs) for row, runs in own_conferences(actor)]


def _item(conference: Conference, *, runs: bool) -> WorkItem:
    url = reverse("reviews:conference", args=[conference.tenant.slug, conference.cycle.year, conference.pk])
    day = local_day(conference.starts_at)
    if not runs:
        return WorkItem(what="Dự hội nghị kiểm điểm", about=conference.title, url=url, button="Xem", due=day)
    what, button = _NEXT[ConferenceState(conference.state)]
    return WorkItem(what=f"{what}: hội nghị kiểm điểm", about=conference.title, url=url, button=button, due=day)
