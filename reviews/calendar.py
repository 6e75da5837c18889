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
    return holidays.country_holidays("VN", years=[year], language="vi")


@cache
def corrections(path: Path = CORRECTIONS) -> Mapping[date, bool]:
    """Days that were ordered off (True) or worked (False) after the package was released, each with its source."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("day", [])
    if any(not row["source"] for row in rows):
        raise ValueError(f"{path.name}: every day needs the order that it comes from")
    return {row["date"]: row["off"] for row in rows}


def _nothing() -> Mapping[date, bool]:
    return {}


# Asked for the days that the office at work has corrected itself; set once, when the apps are ready.
_office: list[Callable[[], Mapping[date, bool]]] = [_nothing]


def ask_office(provider: Callable[[], Mapping[date, bool]]) -> None:
    """Say who knows the corrections of the office: days off (True) and days worked (False)."""
    _office[0] = provider


def is_working_day(day: date) -> bool:
    """Monday to Friday without public holidays, and the Saturdays that are worked in exchange."""
    own = _office[0]().get(day)
    return is_published_working_day(day) if own is None else not own


def is_published_working_day(day: date) -> bool:
    """The same by what is published for the whole country, without what the office has corrected."""
    if day in corrections():
        return not corrections()[day]
    calendar = _calendar(day.year)
    if day in calendar.weekend_workdays:
        return True
    return day.weekday() < SATURDAY and day not in calendar


def last_sending_day(first_day: date, lead: int = 3, is_open: Callable[[date], bool] | None = None) -> date:
    """Step back `lead` working days from the first conference day; the day reached is still in time. (HY-B.I.4.1a-2)"""
    day, left = first_day, lead
    while left > 0:
        day -= ONE_DAY
        left -= (is_open or is_working_day)(day)
    return day


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


def last_working_day(last_day: date, is_open: Callable[[date], bool] | None = None) -> date:
    """The last day not after a last timely day on which offices are open."""
    day = last_day
    while not (is_open or is_working_day)(day):
        day -= ONE_DAY
    return day


def published_days(year: int) -> list[tuple[date, str]]:
    """The public holidays and ordered swap days of a year, with their names."""
    named = {day: str(name) for day, name in _calendar(year).items()}
    named |= {day: "Đi làm bù" for day in _calendar(year).weekend_workdays if day.year == year}
    named |= {day: "Nghỉ hoán đổi" if off else "Đi làm bù" for day, off in corrections().items() if day.year == year}
    return sorted(named.items())
