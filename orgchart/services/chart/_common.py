"""What every service of the chart does first: the right, the clean text, the version that the form was opened with."""

import unicodedata
from datetime import date, timedelta
from typing import Protocol

from django.core.exceptions import PermissionDenied

from orgchart import access
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Outdated

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


class Versioned(Protocol):
    """A row that counts how often it was written."""

    version: int


def need_pen(actor: Actor) -> None:
    """The office and the administrator keep the chart."""
    if not access.can_edit_chart(actor):
        raise PermissionDenied


def next_version(row: Versioned, version: int | None) -> None:
    """Count one more write; raise Outdated where somebody else wrote since the form was opened.

    None stands for a writer without a form, such as an import that has read the row in the same transaction.
    """
    if version is not None and version != row.version:
        raise Outdated(row)
    row.version += 1


def clean(text: str) -> str:
    """The text in composed letters, without double, leading or trailing spaces and without marks that nobody sees."""
    kept = (char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) not in {"Cf", "Cc"})
    return " ".join("".join(char if not char.isspace() else " " for char in kept).split())


def day_before(day: date, field: str) -> date:
    """The last day of what ends when something else begins."""
    check_day(day, field)
    return day - timedelta(days=1)


def check_day(day: date | None, field: str) -> None:
    """Refuse a day that can only be a slip of the pen."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput({field: f"Năm {day.year} không hợp lý; kiểm tra lại ngày, tháng, năm."})


def check_forward(begin: date | None, end: date | None, field: str) -> None:
    """Refuse an end before its beginning."""
    check_day(begin, field)
    check_day(end, field)
    if begin is not None and end is not None and end < begin:
        raise InvalidInput({field: f"Ngày kết thúc phải từ {begin:%d/%m/%Y} trở đi."})
