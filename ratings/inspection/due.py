"""Until when a finding is to be put right: the date of the set's order, else thirty days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

USUAL_DAYS = 30
_DATE = re.compile(
    r"(?P<before>trước)?\s*(?:ngày\s*)?(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, and where it comes from in words."""

    day: date
    source: str


def due_day(ordered: object, today: date) -> Due:
    """The last day to put findings right; "trước ngày 30/11" is timely until 29/11. (retro.correctionDate, NA-3-2)

    A day that has gone by binds nobody any more, so the usual time counts from today on.
    """
    last = _last_day(ordered)
    if last is not None and last >= today:
        return Due(last, f"hạn rà soát của bộ quy định: {ordered}")
    return Due(today + timedelta(days=USUAL_DAYS), f"{USUAL_DAYS} ngày kể từ ngày kiểm tra")


def _last_day(ordered: object) -> date | None:
    match = _DATE.search(ordered) if isinstance(ordered, str) else None
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day - timedelta(days=1) if match["before"] else day
