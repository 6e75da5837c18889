"""How days, numbers, levels and degrees read in a Vietnamese office."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from django.template import Context, Template

from orgchart.templatetags import vietnamese

TODAY = date(2024, 11, 12)
FRIDAY = date(2024, 11, 15)
# 18:30 in London is already the next morning in Hà Nội.
LATE_IN_LONDON = datetime(2024, 11, 14, 18, 30, tzinfo=UTC)


class Level(StrEnum):
    """As the engine names levels."""

    GOOD = "HTT"


def test_day_is_written_day_first():
    assert vietnamese.day(date(2024, 2, 5)) == "05/02/2024"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (date(2024, 11, 11), "thứ Hai, 11/11"),
        (FRIDAY, "thứ Sáu, 15/11"),
        (date(2024, 11, 16), "thứ Bảy, 16/11"),
        (date(2024, 11, 17), "Chủ nhật, 17/11"),
    ],
)
def test_weekday_day_names_the_weekday(given, expected):
    assert vietnamese.weekday_day(given) == expected


def test_weekday_full_adds_the_year():
    assert vietnamese.weekday_full(FRIDAY) == "thứ Sáu, 15/11/2024"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (FRIDAY, "ngày 15 tháng 11 năm 2024"),
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2024, 3, 5), "ngày 05 tháng 3 năm 2024"),
    ],
)
def test_long_day_follows_the_rules_of_official_documents(given, expected):
    assert vietnamese.long_day(given) == expected


def test_moments_are_shown_in_local_time():
    assert vietnamese.moment(LATE_IN_LONDON) == "01:30, 15/11/2024"
    assert vietnamese.clock(LATE_IN_LONDON) == "01:30"
    assert vietnamese.day(LATE_IN_LONDON) == "15/11/2024"


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (FRIDAY, "còn 3 ngày"),
        (TODAY, "hạn hôm nay"),
        (date(2024, 11, 10), "quá hạn 2 ngày"),
        (LATE_IN_LONDON, "còn 3 ngày"),
    ],
)
def test_days_left_counts_calendar_days(due, expected):
    assert vietnamese.days_left(due, TODAY) == expected


@pytest.mark.parametrize(
    ("given", "places", "expected"),
    [
        (1234, None, "1.234"),
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("3.40"), None, "3,40"),
        (Decimal("3.4"), 2, "3,40"),
        (1234567, 0, "1.234.567"),
        (-2, None, "-2"),
        (0, None, "0"),
        ("không rõ", None, "không rõ"),
        (None, None, ""),
    ],
)
def test_number_has_point_for_thousands_and_comma_for_decimals(given, places, expected):
    assert vietnamese.number(given, places) == expected


def test_percent_stands_without_a_space():
    assert vietnamese.percent(Decimal("33.3")) == "33,3%"
    assert vietnamese.percent(None) == ""


def test_levels_and_degrees_are_named_from_code_or_member():
    assert vietnamese.level_name("XS") == "Hoàn thành xuất sắc nhiệm vụ"
    assert vietnamese.level_name(Level.GOOD) == "Hoàn thành tốt nhiệm vụ"
    assert vietnamese.level_short(Level.GOOD) == "Hoàn thành tốt"
    assert vietnamese.degree_name("TB") == "Trung bình"


@pytest.mark.parametrize("function", [vietnamese.level_name, vietnamese.level_short, vietnamese.degree_name])
def test_no_level_and_no_degree_have_no_name(function):
    assert function(None) == ""
    assert function("") == ""


@pytest.mark.parametrize(
    "function",
    [
        vietnamese.day,
        vietnamese.weekday_day,
        vietnamese.weekday_full,
        vietnamese.long_day,
        vietnamese.clock,
        vietnamese.moment,
    ],
)
def test_nothing_known_shows_nothing(function):
    assert function(None) == ""
    assert vietnamese.days_left(None, TODAY) == ""


def test_filters_are_used_by_their_names_in_templates():
    template = Template("{% load vietnamese %}{{ due|weekday_day }} ({{ due|days_left:today }}), {{ n|number }}")

    shown = template.render(Context({"due": FRIDAY, "today": TODAY, "n": 1234}))

    assert shown == "thứ Sáu, 15/11 (còn 3 ngày), 1.234"
