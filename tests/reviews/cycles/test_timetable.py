"""A timetable that cannot be kept is found before the plan is issued, with the arithmetic and what would lift it."""

from datetime import date

import pytest

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import scope
from reviews import queries
from reviews.models import Deadline, TimetableNote
from reviews.queries.timetables import dated_steps, timetable_of_set
from reviews.regulations.loader import load_set
from reviews.services.cycles import PlanStep, add_deadline, choose_set, explain_contradiction, issue_cycle
from reviews.states import CycleState
from reviews.timetable import Step, Timetable, contradictions
from tests.factories.orgchart import NOON


@pytest.fixture
def opened(commune):
    """The commune with its scope open."""
    with scope(tenant=commune.tenant.pk):
        yield commune


@pytest.mark.clause("SL-III.1-1", "SL-III.2-2", "SL-III.2-1", "SL-IV.4-2")
def test_the_plan_of_son_la_has_to_send_its_draft_a_day_earlier():
    late, reading = contradictions(timetable_of_set(load_set("son-la-bdt-2022"), 2022))

    assert "gửi 25/11/2022 thì sớm nhất 30/11/2022 mới họp được, sau 29/11/2022" in late.arithmetic
    assert late.remedy.startswith("Gửi dự thảo chậm nhất 24/11/2022")
    assert {"SL-III.1-1", "SL-III.2-2", "SL-II.4.1a-2"} <= set(late.clauses)
    assert late.stops
    assert (reading.stops, reading.code) == (False, "persons:self_review:leadership_draft")


def test_a_public_holiday_in_between_moves_the_last_day_of_the_draft():
    late = contradictions(timetable_of_set(load_set("son-la-bdt-2022"), 2026))[0]

    assert "Gửi dự thảo chậm nhất 23/11/2026" in late.remedy, "24 November is a holiday since 2026"


@pytest.mark.parametrize(("code", "year"), [("hung-yen-2019", 2019), ("nghe-an-2022", 2022), ("giang-bien-2021", 2021)])
def test_timetables_that_can_be_kept_are_left_alone(code, year):
    assert contradictions(timetable_of_set(load_set(code), year)) == []


def test_the_last_working_day_stands_beside_every_date():
    steps = dated_steps(load_set("giang-bien-2021"), 2021)

    assert (date(2021, 11, 21), date(2021, 11, 19)) in {(step.last_day, step.office_day) for step in steps}


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([("gy", "suggestion", 19), ("dv", "review", 19)], "suggestion:gy:dv"),
        ([("kd", "review", 20), ("hs", "dossier", 18)], "order:kd:hs"),
        ([("cs", "grassroots", 20), ("tren", "above_grassroots", 20)], "level:cs:tren"),
        ([("hs", "dossier", 30)], "ballot:hs"),
        ([("xl", "rating", 25)], "ballot:xl"),
    ],
)
@pytest.mark.clause("HY-B.I.4.1b-2", "NA-TG-1")
def test_dates_that_exclude_each_other_are_named(steps, code):
    rows = [Step(key, key, phase, date(2021, 11, day)) for key, phase, day in steps]

    found = contradictions(Timetable(rows, rating_date=date(2021, 11, 30)))

    assert code in {one.code for one in found}
    assert all(one.remedy for one in found)


def test_a_plan_with_a_contradiction_is_issued_only_with_an_explanation(opened):
    cycle = opened.cycle(year=2022, set_code="son-la-bdt-2022", rating_date=date(2022, 11, 29))
    common = {"cycle_id": cycle.pk, "actor": opened.office, "at": NOON}
    with pytest.raises(Refused, match="mâu thuẫn") as refusal:
        issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)
    assert "Gửi dự thảo chậm nhất" in refusal.value.reasons[0]
    with pytest.raises(NotVisible):
        explain_contradiction(about="khong-co", text="x", **common)
    with pytest.raises(InvalidInput):
        explain_contradiction(about="draft:leadership_draft:rating_conference", text=" ", **common)

    explain_contradiction(about="draft:leadership_draft:rating_conference", text="Họp trực tuyến.", **common)
    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)

    assert queries.cycle_of(2022).state == CycleState.ISSUED
    assert TimetableNote.objects.get().noted_by == opened.office.account
    with pytest.raises(Refused, match="đã ban hành"):
        explain_contradiction(about="x", text="Muộn.", **common)


def test_another_set_brings_its_own_dates_and_leaves_those_of_the_committee(opened):
    cycle = opened.cycle()
    step = PlanStep("Các chi bộ họp xong", date(2024, 11, 10), phase="review")
    add_deadline(cycle_id=cycle.pk, step=step, actor=opened.office, at=NOON)

    choose_set(cycle_id=cycle.pk, set_code="giang-bien-2021", actor=opened.office, at=NOON)

    steps = set(Deadline.objects.filter(cycle=cycle).values_list("step", flat=True))
    assert {"own-1", "ward"} <= steps
    assert "dossier" not in steps
    with pytest.raises(InvalidInput):
        choose_set(cycle_id=cycle.pk, set_code="khong-co", actor=opened.office, at=NOON)
    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)
    with pytest.raises(Refused, match="giữ nguyên"):
        choose_set(cycle_id=cycle.pk, set_code="cho-chu-2024", actor=opened.office, at=NOON)
