"""Spans of whole months: when so many months are full."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

Day = tuple[int, int, int]


def full_on(start: date, months: int) -> Day:
    """Day on which so many calendar months are full; where the month lacks the day, its last day.

    A plain tuple, because a far-off day may lie beyond the last year that `date` knows.
    """
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    # The calendar repeats every 400 years, and `monthrange` refuses years beyond 9999.
    last = monthrange(2000 + year % 400, month + 1)[1]
    return year, month + 1, min(start.day, last)


def as_tuple(day: date) -> Day:
    """A day in the form that spans are compared in."""
    return day.year, day.month, day.day


def written(day: Day) -> str:
    """A day as sentences write it."""
    year, month, number = day
    return f"{number:02}/{month:02}/{year:04}"
