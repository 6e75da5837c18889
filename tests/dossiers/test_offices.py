"""Offices of an agency hand their dossiers to the general office by the day of the set. (SL-IV.3-5)"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dossiers.queries import unit_has_handed_in
from dossiers.services import checklists, handing_up
from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import Deadline
from reviews.queries import set_of
from reviews.queries.unit_steps import steps_of
from tests.factories.dossiers import prepared
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, ReviewFactory, SubjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SL-IV.3-5")]
STEP = "Hồ sơ của các phòng"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def agency():
    """An office of the agency in 2022 with the dossiers of its collective and of one person."""
    cycle = CycleFactory(year=2022, set_code="son-la-bdt-2022", rating_date=date(2022, 11, 29))
    body = CollectiveSubjectFactory(tenant=cycle.tenant, cycle=cycle)
    person = SubjectFactory(tenant=cycle.tenant, cycle=cycle, unit=body.unit)
    office = actor_for(cycle.tenant, Role.OFFICE)
    with scope(tenant=cycle.tenant_id):
        (row,) = [row for row in set_of(cycle).deadlines() if row.key == "office_dossier"]
        Deadline(
            tenant=cycle.tenant, cycle=cycle, step=row.key, title=row.title, receiver=row.receiver,
            wording=row.wording, last_day=row.last_timely_day(2022), phase=row.phase,
        ).save()  # fmt: skip
    for subject in (body, person):
        ReviewFactory(subject=subject)
    dossiers = [prepared(subject, office) for subject in (body, person)]
    with scope(tenant=cycle.tenant_id):
        yield cycle, body.unit, dossiers, office


def complete(dossier, office):
    """Every paper is there."""
    for row in checklists.missing_items(dossier):
        checklists.keep_on_paper(item_id=row.pk, place="Tủ 1", actor=office, at=NOON)
    checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)


def hand_in(dossier, office, day):
    """Sent to the general office on a day of November."""
    at = datetime(2022, 11, day, 16, 30, tzinfo=HANOI)
    return handing_up.submit_dossier(dossier_id=dossier.pk, actor=office, at=at)


def test_what_the_set_asks_for_is_checked_on_sending(agency):
    _, _, (body, person), office = agency

    with pytest.raises(Refused) as of_body:
        hand_in(body, office, 25)
    with pytest.raises(Refused) as of_person:
        hand_in(person, office, 25)

    told = " ".join(of_body.value.reasons)
    assert all(paper in told for paper in ("Báo cáo kiểm điểm", "Bảng chấm điểm", "Biên bản cuộc họp"))
    assert "Bản kiểm điểm cá nhân" in " ".join(of_person.value.reasons)


@pytest.mark.parametrize(("day", "is_late"), [(25, False), (26, True)])
def test_before_the_26th_ends_with_the_25th(agency, day, is_late):
    _, _, (body, _), office = agency
    complete(body, office)

    assert hand_in(body, office, day).is_late is is_late


def test_step_of_the_office_is_done_when_all_its_dossiers_are_in(agency):
    cycle, unit, (body, person), office = agency
    (step,) = [step for step in steps_of(cycle, unit, date(2022, 11, 26)) if step.title == STEP]
    assert (step.last_day, step.state, step.receiver) == (date(2022, 11, 25), "late", "Phòng Tổng hợp – Hành chính")

    for dossier in (body, person):
        assert unit_has_handed_in(cycle, unit) is False
        complete(dossier, office)
        hand_in(dossier, office, 25)

    assert unit_has_handed_in(cycle, unit) is True
    (step,) = [step for step in steps_of(cycle, unit, date(2022, 11, 26)) if step.title == STEP]
    assert step.state == "done"
