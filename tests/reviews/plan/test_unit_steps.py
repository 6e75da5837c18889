"""What the plan asks of one unit, who reports it, and the day on which the unit sums up its year."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Supervision
from orgchart.work import counted
from reviews.models import UnitReport, YearEnd
from reviews.queries.timetables import timetable_of
from reviews.queries.unit_steps import steps_of, without_schedule
from reviews.services import conferences, unit_plan
from reviews.timetable import contradictions
from reviews.unit_work import unit_work
from tests.factories.orgchart import PersonFactory, actor_for
from tests.factories.reviews import CycleFactory
from tests.reviews.conferences.conftest import HANOI

AT = datetime(2021, 11, 8, 9, 0, tzinfo=HANOI)
BEFORE, AFTER = date(2021, 11, 9), date(2021, 11, 10)


def states(ward, unit, today):
    """The steps of a unit by their titles."""
    return {step.title: step.state for step in steps_of(ward.cycle, unit, today)}


@pytest.mark.clause("GB-3.2.4b-1")
def test_cell_sees_its_own_steps_with_dates_and_not_those_of_others(ward):
    steps = steps_of(ward.cycle, ward.cell, BEFORE)

    assert [(step.title, step.last_day) for step in steps] == [
        ("Lịch tổ chức kiểm điểm của các chi bộ", date(2021, 11, 9)),
        ("Kiểm điểm, xếp loại tại các đơn vị", date(2021, 11, 19)),
    ]


@pytest.mark.clause("GB-3.2.4b-1")
def test_overdue_steps_are_red_for_the_cell_and_for_the_member_in_charge(ward, monkeypatch):
    monkeypatch.setattr("orgchart.clock.today", lambda: AFTER)
    member = PersonFactory(tenant=ward.tenant)
    Supervision(tenant=ward.tenant, person=member, organization=ward.cell, started_on=date(2021, 1, 1)).save()

    pages = [
        ward.page(actor, "my_unit", ward.cell.pk)
        for actor in (ward.head_of_cell, actor_for(ward.tenant, person=member))
    ]

    assert all('class="is-late"' in page and "Lịch tổ chức kiểm điểm của các chi bộ" in page for page in pages)
    assert 'class="is-late"' not in _page_of(ward, monkeypatch, BEFORE)


def _page_of(ward, monkeypatch, today):
    monkeypatch.setattr("orgchart.clock.today", lambda: today)
    return ward.page(ward.office, "my_unit", ward.cell.pk)


def plan(ward, day=12):
    """The cell sets the day of its conference."""
    return conferences.plan_conference(
        cycle_id=ward.cycle.pk, cell_id=ward.cell.pk, starts_at=datetime(2021, 11, day, 19, 30, tzinfo=HANOI),
        actor=ward.head_of_cell, at=AT,
    )  # fmt: skip


@pytest.mark.clause("GB-3.2.4b-2")
def test_cell_has_to_set_its_day_before_the_tenth_and_the_office_sees_who_has_not(ward):
    (item,) = [item for item in counted(unit_work(ward.head_of_cell, BEFORE)) if "lịch" in item.what]
    assert item.due == date(2021, 11, 9)
    assert states(ward, ward.cell, AFTER)["Lịch tổ chức kiểm điểm của các chi bộ"] == "late"
    assert without_schedule(ward.cycle) == [ward.cell]
    page = ward.page(ward.office, "conference_calendar")
    assert "Chưa báo lịch kiểm điểm (1)" in page
    assert "Chi bộ Tổ 5" in page

    plan(ward)

    assert not list(counted(unit_work(ward.head_of_cell, BEFORE)))
    assert states(ward, ward.cell, AFTER)["Lịch tổ chức kiểm điểm của các chi bộ"] == "done"
    assert "Chưa báo lịch" not in ward.page(ward.office, "conference_calendar")


@pytest.mark.clause("GB-3.2.4b-2")
def test_who_has_not_set_the_day_is_the_business_of_those_who_run_the_year(ward):
    assert "Chưa báo lịch" not in ward.page(ward.head_of_cell, "conference_calendar")


STEP = "government_emulation"


@pytest.mark.clause("GB-3.2.2-2")
def test_peoples_committee_has_a_report_task_with_day_and_receiver(ward):
    head = ward.head_of(ward.council)
    (item,) = counted(unit_work(head, BEFORE))
    assert (item.what, item.due) == ("Gửi 1 báo cáo theo kế hoạch của nơi đồng chí đứng đầu", date(2021, 11, 19))
    assert "gửi Văn phòng Đảng ủy" in ward.page(head, "my_unit", ward.council.pk)

    answer = ward.browser(head).post(
        ward.url("unit_report", ward.council.pk, STEP), {"text": "Báo cáo số 45/BC-UBND ngày 08/11/2021"}
    )

    row = UnitReport.objects.get()
    assert answer.status_code == 302
    assert (row.receiver, row.received_at) == ("Văn phòng Đảng ủy", None)
    assert not list(counted(unit_work(head, BEFORE)))
    assert ward.browser(ward.office).post(ward.url("unit_report_received", row.pk)).status_code == 302
    assert "Văn phòng Đảng ủy đã nhận" in ward.page(head, "my_unit", ward.council.pk)


@pytest.mark.clause("GB-3.2.2-2")
def test_others_are_not_asked_for_it_and_nothing_is_reported_twice(ward):
    by = {"cycle_id": ward.cycle.pk, "step": STEP, "text": "Tốt", "actor": ward.office, "at": AT}
    with pytest.raises(NotVisible):
        unit_plan.send_report(unit_id=ward.cell.pk, **by)

    unit_plan.send_report(unit_id=ward.council.pk, **by)

    with pytest.raises(Refused, match="đã báo cáo"):
        unit_plan.send_report(unit_id=ward.council.pk, **by)


def test_empty_report_stays_on_the_page_with_its_reason(ward):
    answer = ward.browser(ward.office).post(ward.url("unit_report", ward.council.pk, STEP), {"text": " "})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#report-{STEP}-text"' in page
    assert f'id="report-{STEP}-text"' in page
    assert not UnitReport.objects.exists()


def test_head_finds_the_unit_without_anybody_to_review_and_others_do_not(ward):
    link = f'href="{ward.url("my_unit", ward.council.pk)}"'

    assert link in ward.page(ward.head_of(ward.council), "my_units")
    assert link not in ward.page(ward.head_of_cell, "my_units")
    assert link not in ward.page(ward.office, "my_units")


def test_whoever_only_follows_a_unit_reads_its_steps_and_enters_nothing(ward):
    member = PersonFactory(tenant=ward.tenant)
    Supervision(tenant=ward.tenant, person=member, organization=ward.council, started_on=date(2021, 1, 1)).save()

    with pytest.raises(PermissionDenied):
        unit_plan.send_report(
            cycle_id=ward.cycle.pk, unit_id=ward.council.pk, step=STEP, text="Tốt",
            actor=actor_for(ward.tenant, person=member), at=AT,
        )  # fmt: skip


def nghe_an(ward):
    """The year runs under Nghệ An's set, which binds to the summing-up."""
    fresh = CycleFactory.build(set_code="nghe-an-2022", tenant=ward.tenant)
    ward.cycle.set_code, ward.cycle.set_digest = fresh.set_code, fresh.set_digest
    ward.cycle.save()


def sum_up(ward, held_on):
    """The cell says when it sums up its year."""
    return unit_plan.set_year_end(
        cycle_id=ward.cycle.pk, unit_id=ward.cell.pk, held_on=held_on, actor=ward.head_of_cell, at=AT
    )


@pytest.mark.clause("NA-5-1")
def test_due_dates_after_the_summing_up_are_an_error(ward):
    nghe_an(ward)

    with pytest.raises(InvalidInput) as refusal:
        sum_up(ward, date(2021, 11, 18))

    assert "Kiểm điểm, xếp loại tại các đơn vị (19/11/2021)" in refusal.value.errors["held_on"]
    assert not YearEnd.objects.exists()
    assert sum_up(ward, date(2021, 12, 20)).held_on == date(2021, 12, 20)


@pytest.mark.clause("NA-5-1")
def test_deadline_that_comes_after_a_summing_up_contradicts_the_timetable(ward):
    nghe_an(ward)
    sum_up(ward, date(2021, 11, 30))
    ward.cycle.deadlines.filter(step="units").update(last_day=date(2021, 12, 5))

    (found,) = [one for one in contradictions(timetable_of(ward.cycle)) if one.code.startswith("summing-up")]

    assert found.stops
    assert "Chi bộ Tổ 5 tổng kết năm ngày 30/11/2021" in found.sentence


@pytest.mark.clause("NA-5-1")
def test_conference_is_not_planned_after_the_summing_up(ward):
    nghe_an(ward)
    sum_up(ward, date(2021, 11, 30))

    with pytest.raises(InvalidInput) as refusal:
        plan(ward, day=30)

    assert set(refusal.value.errors) == {"starts_at"}
    plan(ward, day=29)


@pytest.mark.clause("NA-5-1")
def test_sets_that_only_warn_take_the_date_and_show_what_is_late(ward):
    sum_up(ward, date(2021, 11, 18))

    assert states(ward, ward.cell, date(2021, 11, 18))["Kiểm điểm, xếp loại xong trước tổng kết năm"] == "late"


@pytest.mark.clause("NA-5-1")
def test_unfinished_rating_at_that_day_is_reported_to_the_office(ward):
    from ratings.queries.waiting import summed_up_without_level

    sum_up(ward, date(2021, 12, 20))

    assert list(summed_up_without_level(date(2021, 12, 19))) == []
    assert list(summed_up_without_level(date(2021, 12, 20))) == [(ward.tenant.slug, 2021, 1)]


@pytest.mark.parametrize("more", [0, 4])
def test_steps_need_the_same_queries_whatever_the_unit_holds(ward, more, django_assert_num_queries):
    from tests.factories.reviews import ReviewFactory, SubjectFactory

    for _ in range(more):
        ReviewFactory(subject=SubjectFactory(tenant=ward.tenant, cycle=ward.cycle, unit=ward.cell))

    with django_assert_num_queries(7):
        steps_of(ward.cycle, ward.cell, BEFORE)
