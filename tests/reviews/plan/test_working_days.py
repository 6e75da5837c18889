"""The office corrects its calendar: what is computed by working days follows, and the history stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.errors import InvalidInput
from orgchart.tenancy import scope
from reviews import calendar
from reviews.models import DayCorrection, DayKind
from reviews.queries import day_corrections
from reviews.services.working_days import correct_day
from tests.factories.orgchart import NOON, TenantFactory

TUESDAY, SATURDAY = date(2021, 11, 9), date(2021, 11, 13)


def correct(ward, day, kind, source="Công văn số 12/VP"):
    """One correction by the office."""
    return correct_day(day=day, kind=kind, source=source, actor=ward.office, at=NOON)


def test_a_day_off_and_a_worked_saturday_move_what_is_counted_in_working_days(ward):
    first = date(2021, 11, 12)
    assert calendar.last_sending_day(first) == TUESDAY

    correct(ward, TUESDAY, DayKind.OFF)
    assert calendar.last_sending_day(first) == date(2021, 11, 8)

    correct(ward, SATURDAY, DayKind.WORKED)
    assert calendar.last_working_day(date(2021, 11, 14)) == SATURDAY


def test_a_correction_is_taken_back_and_both_rows_stay(ward):
    correct(ward, TUESDAY, DayKind.OFF)

    correct(ward, TUESDAY, DayKind.PUBLISHED, "Công văn số 13/VP")

    assert calendar.is_working_day(TUESDAY)
    assert [row.kind for row in day_corrections.history()] == [DayKind.PUBLISHED, DayKind.OFF]


def test_another_office_keeps_its_own_calendar(ward):
    correct(ward, TUESDAY, DayKind.OFF)

    with scope(tenant=TenantFactory().pk):
        assert calendar.is_working_day(TUESDAY)
    assert not calendar.is_working_day(TUESDAY)


@pytest.mark.parametrize(
    ("day", "kind", "source", "field"),
    [
        (SATURDAY, DayKind.OFF, "Công văn", "day"),
        (TUESDAY, DayKind.WORKED, "Công văn", "day"),
        (TUESDAY, DayKind.PUBLISHED, "Công văn", "day"),
        (TUESDAY, DayKind.OFF, " ", "source"),
        (TUESDAY, "holiday", "Công văn", "kind"),
    ],
)
def test_what_changes_nothing_or_has_no_order_is_refused_at_its_field(ward, day, kind, source, field):
    with pytest.raises(InvalidInput) as refusal:
        correct(ward, day, kind, source)

    assert set(refusal.value.errors) == {field}
    assert not DayCorrection.objects.exists()


def test_page_shows_holidays_history_and_what_moved_in_the_year(ward):
    url = reverse("reviews:working_days", args=[ward.tenant.slug])
    office = ward.browser(ward.office)

    answer = office.post(url, {"day": "09/11/2021", "kind": "off", "source": "Công văn số 12/VP"})

    page = office.get(f"{url}?nam=2021").content.decode()
    assert answer.status_code == 302
    assert "Công văn số 12/VP" in page
    assert "thứ Ba, 09/11/2021 → <strong>thứ Hai, 08/11/2021</strong>" in page
    assert "24/11/2026: Ngày Văn hóa Việt Nam" in office.get(f"{url}?nam=2026").content.decode()
    assert "24/11/2025" not in office.get(f"{url}?nam=2025").content.decode()


def test_only_those_who_run_the_year_correct_days(ward):
    with pytest.raises(PermissionDenied):
        correct_day(day=TUESDAY, kind=DayKind.OFF, source="x", actor=ward.head_of_cell, at=NOON)
