"""On which days one is told: marks before the last day, none on days off, every working day after it."""

from datetime import date, timedelta

import pytest

from reviews.calendar import is_working_day
from reviews.reminder_days import is_told, working_days_late

FRIDAY, MONDAY = date(2024, 11, 15), date(2024, 11, 18)


def told_days(due, since=14, after=4):
    first = due - timedelta(days=since)
    days = [first + timedelta(days=number) for number in range(since + after + 1)]
    return [(due - day).days for day in days if is_told(due, day)]


def test_one_is_told_seven_three_and_one_day_before_on_the_day_and_every_working_day_after_it():
    assert told_days(FRIDAY) == [7, 3, 1, 0, -3, -4]


def test_marks_on_days_off_are_made_up_for_on_the_next_working_day():
    assert told_days(MONDAY) == [7, 3, 0, -1, -2, -3, -4]
    assert told_days(date(2024, 11, 20)) == [7, 2, 1, 0, -1, -2]


@pytest.mark.parametrize("day", [date(2024, 11, 16), date(2024, 9, 2), date(2026, 11, 24)])
def test_nobody_is_told_on_days_off_even_of_what_is_late(day):
    assert not is_working_day(day)
    assert not is_told(day - timedelta(days=3), day)
    assert not is_told(day, day)


def test_days_late_are_counted_in_working_days():
    assert [working_days_late(FRIDAY, FRIDAY + timedelta(days=days)) for days in (0, 1, 2, 3, 4)] == [0, 0, 0, 1, 2]
