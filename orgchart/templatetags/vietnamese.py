"""Dates, numbers and the words of levels and degrees, as a Vietnamese office writes them.

Nothing here asks the clock: whatever is relative to today takes today as an argument.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from django import template
from django.utils import timezone

register = template.Library()

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
LEVEL_NAMES: Final = {
    "XS": "Hoàn thành xuất sắc nhiệm vụ",
    "HTT": "Hoàn thành tốt nhiệm vụ",
    "HT": "Hoàn thành nhiệm vụ",
    "KHT": "Không hoàn thành nhiệm vụ",
    "NR": "Không xếp loại",
}
LEVEL_SHORT_NAMES: Final = {
    "XS": "Hoàn thành xuất sắc",
    "HTT": "Hoàn thành tốt",
    "HT": "Hoàn thành",
    "KHT": "Không hoàn thành",
    "NR": "Không xếp loại",
}
DEGREE_NAMES: Final = {"X": "Xuất sắc", "T": "Tốt", "TB": "Trung bình", "K": "Kém"}

Day = date | datetime | None


def _local_day(value: Day) -> date | None:
    """The calendar day in local time, for a day or a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _local_moment(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@register.filter
def day(value: Day) -> str:
    """A day as `15/11/2024`; empty for nothing."""
    found = _local_day(value)
    return f"{found:%d/%m/%Y}" if found else ""


@register.filter
def weekday_day(value: Day) -> str:
    """A day with its weekday where it matters: `thứ Sáu, 15/11`."""
    found = _local_day(value)
    return f"{WEEKDAYS[found.weekday()]}, {found:%d/%m}" if found else ""


@register.filter
def weekday_full(value: Day) -> str:
    """A day with weekday and year: `thứ Sáu, 15/11/2024`."""
    found = _local_day(value)
    return f"{WEEKDAYS[found.weekday()]}, {found:%d/%m/%Y}" if found else ""


@register.filter
def long_day(value: Day) -> str:
    """A day as documents write it: `ngày 05 tháng 02 năm 2024`.

    Official documents put a zero before days below 10 and before months 1 and 2 only.
    """
    found = _local_day(value)
    if not found:
        return ""
    month = f"{found.month:02d}" if found.month < 3 else str(found.month)
    return f"ngày {found.day:02d} tháng {month} năm {found.year}"


@register.filter
def clock(value: datetime | None) -> str:
    """The time of day, local: `10:42`."""
    return f"{_local_moment(value):%H:%M}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Time and day, local: `10:42, 15/11/2024`."""
    return f"{_local_moment(value):%H:%M, %d/%m/%Y}" if value else ""


@register.filter
def days_left(value: Day, today: date) -> str:
    """How far a last day is from today, in words: `còn 3 ngày`, `hôm nay`, `quá hạn 2 ngày`."""
    found = _local_day(value)
    if not found:
        return ""
    days = (found - today).days
    if days < 0:
        return f"quá hạn {number(-days)} ngày"
    return "hạn hôm nay" if days == 0 else f"còn {number(days)} ngày"


@register.filter
def number(value: float | Decimal | str | None, places: int | None = None) -> str:
    """A number as `1.234,5`; with `places` digits after the comma when given.

    Decimals keep the digits they carry, because rounding is a rule with a clause and not a matter of display.
    """
    if value is None or value == "":
        return ""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    text = f"{exact:,f}" if places is None else f"{exact:,.{int(places)}f}"
    return text.translate(str.maketrans(",.", ".,"))


@register.filter
def percent(value: float | Decimal | str | None) -> str:
    """A rate as `20%`, written without a space as the regulations do."""
    text = number(value)
    return f"{text}%" if text else ""


@register.filter
def level_name(value: object) -> str:
    """The full name of a level (`HTT` → `Hoàn thành tốt nhiệm vụ`); empty for none."""
    return LEVEL_NAMES.get(_code(value), "")


@register.filter
def level_short(value: object) -> str:
    """The name of a level for a narrow column (`HTT` → `Hoàn thành tốt`)."""
    return LEVEL_SHORT_NAMES.get(_code(value), "")


@register.filter
def degree_name(value: object) -> str:
    """The name of a degree (`TB` → `Trung bình`); empty for none."""
    return DEGREE_NAMES.get(_code(value), "")


def _code(value: object) -> str:
    """The code of an enum member or of a plain string."""
    return str(getattr(value, "value", value) or "")
