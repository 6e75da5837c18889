"""The three steps of an office that one deadline judges: its meeting, its point sheet, its proposals. (SL-III.1-2)"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from orgchart.models import Organization
from reviews import registry
from reviews.models import Conference, Cycle
from reviews.offices import is_office
from reviews.queries.office_sheet import OVER, sheet_of
from reviews.queries.regulations import set_of

OFFICE_REPORT = "office_report"
MEETING, SHEET, PROPOSALS = (
    "Họp phòng, kiểm điểm kết quả công tác",
    "Phiếu chấm điểm của phòng",
    "Đề xuất xếp loại công chức của phòng",
)


@dataclass(frozen=True)
class OfficeStep:
    """One of the three, with the local day on which it was done; None while it is open."""

    title: str
    done_on: date | None


def asks_office(cycle: Cycle, unit: Organization) -> bool:
    """Whether a unit is an office of the agency that the set of the year scores."""
    return bool(set_of(cycle).value_if_known("unit.scoring")) and is_office(unit)


def office_steps(cycle: Cycle, unit: Organization) -> Iterator[OfficeStep]:
    """The three steps; a set without a scale of its own has nothing to score yet."""
    rows = Conference.objects.filter(cycle=cycle, collective__organization=unit)
    meeting = rows.select_related("cycle", "collective__organization").order_by("starts_at", "pk").last()
    held = meeting is not None and meeting.state in OVER
    yield OfficeStep(MEETING, _day(meeting.closed_at) if meeting and held else None)
    if set_of(cycle).score_groups("collective"):
        sheet = sheet_of(meeting) if meeting else []
        moments = [line.row.agreed_at for line in sheet if line.row.points is not None]
        yield OfficeStep(SHEET, _day(max(moments)) if sheet and len(moments) == len(sheet) else None)
    yield OfficeStep(PROPOSALS, _day(registry.proposals_made_at(meeting)) if meeting and held else None)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
