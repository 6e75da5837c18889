"""Working days, the worked examples of the lead time, and last timely days."""

from datetime import date

import pytest

from reviews import calendar


@pytest.mark.clause("HY-B.I.4.1a-2")
@pytest.mark.parametrize(
    ("first_day", "last_sending_day"),
    [
        (date(2022, 11, 24), date(2022, 11, 21)),
        (date(2022, 11, 25), date(2022, 11, 22)),
        (date(2022, 11, 28), date(2022, 11, 23)),
        (date(2022, 11, 29), date(2022, 11, 24)),
        (date(2022, 11, 30), date(2022, 11, 25)),
        (date(2024, 11, 28), date(2024, 11, 25)),
    ],
)
def test_last_sending_day_lies_three_working_days_before(first_day, last_sending_day):
    assert calendar.last_sending_day(first_day) == last_sending_day


@pytest.mark.clause("HY-B.I.4.1a-2")
@pytest.mark.parametrize(
    ("sent_on", "earliest"),
    [
        (date(2024, 11, 25), date(2024, 11, 28)),
        (date(2024, 11, 27), date(2024, 12, 2)),
        (date(2024, 11, 22), date(2024, 11, 27)),
        (date(2024, 11, 23), date(2024, 11, 28)),
    ],
)
def test_earliest_conference_day_is_the_mirror_of_the_last_sending_day(sent_on, earliest):
    assert calendar.earliest_conference_day(sent_on) == earliest
    assert calendar.last_sending_day(earliest) >= sent_on


def test_culture_day_is_no_working_day_from_2026_on():
    assert calendar.is_working_day(date(2025, 11, 24))
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.last_sending_day(date(2026, 11, 27)) == date(2026, 11, 23)


def test_saturdays_worked_in_exchange_count():
    assert not calendar.is_working_day(date(2024, 4, 29)), "a Monday given as a day off"
    assert calendar.is_working_day(date(2024, 5, 4)), "the Saturday worked for it"


def test_lunar_new_year_is_skipped_whole():
    assert calendar.last_sending_day(date(2024, 2, 16)) == date(2024, 2, 6)


@pytest.mark.clause("CC-IIIb.4-1")
def test_before_a_day_is_timely_until_the_evening_before():
    assert calendar.last_timely_day(date(2024, 11, 15), inclusive=False) == date(2024, 11, 14)
    assert calendar.last_timely_day(date(2024, 11, 25), inclusive=True) == date(2024, 11, 25)


def test_last_working_day_steps_back_from_a_weekend():
    assert calendar.last_working_day(date(2024, 11, 14)) == date(2024, 11, 14)
    assert calendar.last_working_day(date(2024, 11, 10)) == date(2024, 11, 8)


def test_orders_that_came_after_the_package_are_kept_in_a_file(tmp_path):
    path = tmp_path / "holidays.toml"
    path.write_text('[[day]]\ndate = 2027-01-02\noff = false\nsource = "Thông báo"\n', encoding="utf-8")

    assert calendar.corrections(path) == {date(2027, 1, 2): False}
    path = tmp_path / "nameless.toml"
    path.write_text('[[day]]\ndate = 2027-01-02\noff = false\nsource = ""\n', encoding="utf-8")
    with pytest.raises(ValueError, match="order"):
        calendar.corrections(path)


def test_the_day_of_culture_is_a_holiday_since_2026():
    assert calendar.is_working_day(date(2025, 11, 24))
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.last_working_day(date(2026, 11, 24)) == date(2026, 11, 23)


def test_the_swap_at_new_year_2026_is_known():
    assert not calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 1, 10))
