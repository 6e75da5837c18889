"""Next year's cycle comes out of the last one in one step."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import Refused
from reviews.models import Cycle, Deadline, Subject
from reviews.services.cycles import PlanStep, add_deadline
from reviews.services.next_year import a_year_later, start_next_year
from tests.factories.orgchart import NOON


def test_set_own_steps_and_list_come_over_and_nothing_is_issued(ward):
    step = PlanStep("Họp trù bị", date(2021, 11, 3), "Thường trực")
    add_deadline(cycle_id=ward.cycle.pk, step=step, actor=ward.office, at=NOON)

    answer = ward.browser(ward.office).post(ward.url("cycle_next"))

    made = Cycle.objects.get(year=2022)
    assert answer.status_code == 302
    assert (made.set_code, made.state, made.plan_number) == (ward.cycle.set_code, "preparing", "")
    assert made.title == "Kiểm điểm, xếp loại năm 2022"
    assert made.rating_date == date(2022, 11, 25)
    own = Deadline.objects.get(cycle=made, step="own-1")
    assert (own.title, own.last_day) == ("Họp trù bị", date(2022, 11, 3))
    assert Deadline.objects.get(cycle=made, step="schedule").last_day == date(2022, 11, 9)
    assert Subject.objects.filter(cycle=made).exists()


def test_day_of_the_ballot_is_a_working_day(ward):
    ward.cycle.rating_date = date(2021, 11, 26)  # a Saturday in 2022
    ward.cycle.save()

    made = start_next_year(cycle_id=ward.cycle.pk, actor=ward.office, at=NOON)

    assert made.cycle.rating_date == date(2022, 11, 25)


def test_a_year_that_is_there_is_not_made_again(ward):
    start_next_year(cycle_id=ward.cycle.pk, actor=ward.office, at=NOON)

    with pytest.raises(Refused, match="Năm 2022 đã có đợt"):
        start_next_year(cycle_id=ward.cycle.pk, actor=ward.office, at=NOON)


def test_only_the_office_makes_a_year(ward):
    with pytest.raises(PermissionDenied):
        start_next_year(cycle_id=ward.cycle.pk, actor=ward.head_of_cell, at=NOON)


def test_leap_day_has_a_day_in_the_next_year():
    assert a_year_later(date(2024, 2, 29)) == date(2025, 2, 28)
