"""Working days of Vietnamese offices, and the dates that rules compute from them. Nothing here asks the clock."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

CORRECTIONS = Path(__file__).with_name("holidays.toml")

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def _calendar(year: int) -> holidays.HolidayBase:
    """The public holidays of a year, with the ordered swap days that the package knows."""
    return holidays.country_holidays("VN", years=[year])


@cache
def corrections(path: Path = CORRECTIONS) -> Mapping[date, bool]:
    """Days that were ordered off (True) or worked (False) after the package was released, each with its source."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("day", [])
    if any(not row["source"] for row in rows):
        raise ValueError(f"{path.name}: every day needs the order that it comes from")
    return {row["date"]: row["off"] for row in rows}


def is_working_day(day: date) -> bool:
    """Monday to Friday without public holidays, and the Saturdays that are worked in exchange."""
    if day in corrections():
        return not corrections()[day]
    calendar = _calendar(day.year)
    if day in calendar.weekend_workdays:
        return True
    return day.weekday() < SATURDAY and day not in calendar


def _step(day: date, working_days: int, direction: timedelta) -> date:
    left = working_days
    while left > 0:
        day += direction
        left -= is_working_day(day)
    return day


def last_sending_day(first_day: date, lead: int = 3) -> date:
    """Step back `lead` working days from the first conference day; the day reached is still in time. (HY-B.I.4.1a-2)"""
    return _step(first_day, lead, -ONE_DAY)


def earliest_conference_day(sent_on: date, lead: int = 3) -> date:
    """The first working day that a conference may begin on when drafts went out on a day. (HY-B.I.4.1a-2)"""
    return _search(sent_on, lambda day: is_working_day(day) and last_sending_day(day, lead) >= sent_on)


def _search(start: date, is_right: Callable[[date], bool]) -> date:
    day = start
    while not is_right(day):
        day += ONE_DAY
    return day


def last_timely_day(named_day: date, *, inclusive: bool) -> date:
    """'chậm nhất ngày 25/11' is timely on the 25th, 'trước ngày 26/11' only until the 25th. (CC-IIIb.4-1)"""
    return named_day if inclusive else named_day - ONE_DAY


def last_working_day(last_day: date) -> date:
    """The last day not after a last timely day on which offices are open."""
    day = last_day
    while not is_working_day(day):
        day -= ONE_DAY
    return day
