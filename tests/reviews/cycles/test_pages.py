"""The pages of the year: the line of time, the progress grid."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole, Role
from orgchart.tenancy import scope
from reviews.models import Cycle, Deadline, Review, Subject
from reviews.services.cycles import issue_cycle, start_cycle
from reviews.services.subjects import generate_subjects
from tests.factories.orgchart import NOON, PersonFactory, actor_for
from tests.factories.reviews import ReviewFactory, SubjectFactory


def browser(actor):
    client = Client()
    client.force_login(actor.account)
    return client


def url(commune, name, *args):
    return reverse(f"reviews:{name}", args=[commune.tenant.slug, *args])


@pytest.fixture
def year(commune):
    """A running year with two cells, one of them with a committee of three."""
    commune.cell("Chi bộ Phố Trung Thành")
    cell = commune.cell("Chi bộ Trạm Y tế")
    committee = commune.collective(CollectiveKind.CELL_COMMITTEE, cell, "Chi ủy Trạm Y tế")
    for name, role in (("Lý A Sùng", PostRole.HEAD), ("Vũ Thị Bé", PostRole.DEPUTY), ("Đỗ Văn An", PostRole.MEMBER)):
        commune.holder(name, committee, role=role, cell=cell)
    cycle = commune.cycle()
    with scope(tenant=commune.tenant.pk):
        generate_subjects(cycle_id=cycle.pk, actor=commune.office, at=NOON)
        issue_cycle(cycle_id=cycle.pk, actor=commune.head, at=NOON)
        start_cycle(cycle_id=cycle.pk, actor=commune.office, at=NOON)
    return cycle


@pytest.mark.clause("CC-IIIb.4-1")
def test_the_line_of_time_shows_wording_and_last_timely_day(commune, year):
    page = browser(commune.office).get(url(commune, "cycle", 2024)).content.decode()

    assert "Kế hoạch ghi: “trước ngày 15/11/2024”" in page
    assert "thứ Năm, 14/11" in page


def test_a_deadline_on_a_weekend_names_the_last_working_day(commune, year):
    with scope(tenant=commune.tenant.pk):
        Deadline.objects.update(last_day=date(2024, 11, 10))

    page = browser(commune.office).get(url(commune, "cycle", 2024)).content.decode()

    assert "ngày làm việc cuối cùng 08/11/2024" in page


def test_nothing_is_late_in_a_year_that_is_over(commune, year):
    with scope(tenant=commune.tenant.pk):
        Deadline.objects.update(last_day=date(2020, 11, 9))
        Cycle.objects.update(state="closed")

    page = browser(commune.office).get(url(commune, "cycle", 2024)).content.decode()

    assert "quá hạn" not in page


def test_days_are_typed_as_offices_write_them(commune, year):
    office = browser(commune.office)

    form = office.get(url(commune, "cycle_new")).content.decode()
    refused = office.post(url(commune, "deadline_new", 2024), {"title": "Rà soát hồ sơ", "last_day": "31/02/2024"})
    office.post(url(commune, "deadline_new", 2024), {"title": "Rà soát hồ sơ", "last_day": "05/12/2024"})

    assert 'type="date"' not in form
    assert "ví dụ 15/11/2024" in refused.content.decode()
    with scope(tenant=commune.tenant.pk):
        assert Deadline.objects.get(title="Rà soát hồ sơ").last_day == date(2024, 12, 5)


def test_pages_of_the_rating_stand_under_the_year(commune, year):
    office = browser(commune.office)

    boards = office.get(reverse("ratings:board_list", args=[commune.tenant.slug, 2024])).context["shell"]
    summary = office.get(reverse("ratings:summary", args=[commune.tenant.slug, 2024])).context["shell"]

    assert [entry.label for entry in boards.nav if entry.current] == ["Đợt kiểm điểm"]
    assert [entry.label for entry in summary.nav if entry.current] == ["Tra cứu, báo cáo"]


def test_members_see_the_line_of_time_but_no_counters(commune, year):
    member = actor_for(commune.tenant, person=PersonFactory(tenant=commune.tenant))

    page = browser(member).get(url(commune, "cycle", 2024)).content.decode()

    assert "Dòng thời gian" in page
    assert "Tình hình viết bản kiểm điểm" not in page
    assert browser(member).get(url(commune, "progress", 2024)).status_code == 403


def test_a_year_is_made_issued_and_started_through_the_pages(commune):
    office, head = browser(commune.office), browser(commune.head)
    commune.cell("Chi bộ Phố Trung Thành")
    fields = {"year": 2024, "title": "Năm 2024", "set_code": "cho-chu-2024", "rating_date": "2024-11-30"}

    assert office.post(url(commune, "cycle_new"), fields | {"rating_date": "2030-01-01"}).status_code == 422
    assert office.post(url(commune, "cycle_new"), fields).status_code == 302
    assert office.post(url(commune, "cycle_subjects", 2024)).status_code == 302
    assert office.post(url(commune, "cycle_move", 2024, "ban-hanh")).status_code == 403
    assert head.post(url(commune, "cycle_move", 2024, "ban-hanh")).status_code == 302
    assert office.post(url(commune, "cycle_move", 2024, "ban-hanh")).status_code == 403
    assert head.post(url(commune, "cycle_move", 2024, "ban-hanh")).status_code == 409
    assert office.post(url(commune, "cycle_move", 2024, "bat-dau")).status_code == 302
    with scope(tenant=commune.tenant.pk):
        assert Cycle.objects.get().state == "running"


def test_a_deadline_with_a_wrong_year_is_told_at_its_field_and_stays_typed(commune, year):
    answer = browser(commune.office).post(
        url(commune, "deadline_new", 2024), {"title": "Nộp báo cáo sớm", "last_day": "2020-01-01"}
    )

    assert answer.status_code == 422
    assert "Nộp báo cáo sớm" in answer.content.decode()


def test_pages_of_a_missing_year_or_another_tenant_are_not_found(commune, year):
    assert browser(commune.office).get(url(commune, "cycle", 2019)).status_code == 404
    other = actor_for(PersonFactory().tenant, Role.OFFICE)
    assert browser(other).get(url(commune, "progress", 2024)).status_code == 404


def test_progress_shows_every_body_with_report_conference_and_people(commune, year):
    with scope(tenant=commune.tenant.pk):
        Review.objects.filter(subject__collective__name="Chi ủy Trạm Y tế").update(state="draft")
        Review.objects.filter(author__full_name="Vũ Thị Bé").update(state="draft")

    page = browser(commune.office).get(url(commune, "progress", 2024)).content.decode()

    assert "Chi bộ Phố Trung Thành" in page
    assert "Chi ủy Trạm Y tế" in page
    assert "1/3" in page
    for role in (Role.OFFICE, Role.ORGANISATION_BOARD, Role.INSPECTION):
        assert browser(actor_for(commune.tenant, role)).get(url(commune, "progress", 2024)).status_code == 200


def test_progress_can_leave_out_what_is_complete(commune, year):
    from tests.factories.reviews import ConferenceFactory

    with scope(tenant=commune.tenant.pk):
        cell = Subject.objects.get(name="Chi bộ Phố Trung Thành")
        Review.objects.filter(subject=cell).update(
            state="final", self_level="HTT", finalised_at=NOON, finalised_by=commune.office.account
        )
    ConferenceFactory(tenant=commune.tenant, cycle=year, collective=None, cell=commune.cells[0], state="signed")
    client = browser(commune.office)

    everything = client.get(url(commune, "progress", 2024)).content.decode()
    missing = client.get(url(commune, "progress", 2024) + "?thieu=1").content.decode()

    assert "Chi bộ Phố Trung Thành" in everything
    assert "Chi bộ Phố Trung Thành" not in missing
    assert "Chi ủy Trạm Y tế" in missing


def statements(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [row["sql"] for row in captured if not row["sql"].startswith(("BEGIN", "SELECT set_config"))]


@pytest.mark.parametrize("name", ["progress", "cycle"])
def test_pages_ask_as_often_for_300_rows_as_for_3(commune, year, name):
    client, address = browser(commune.office), url(commune, name, 2024)
    statements(client, address)  # what a process looks up once
    few = statements(client, address)

    unit = commune.organization("Đơn vị lớn", OrganizationKind.AGENCY)
    for _ in range(300 - 3):
        ReviewFactory(subject=SubjectFactory(tenant=commune.tenant, cycle=year, unit=unit))

    many = statements(client, address)
    assert len(few) == len(many)
    assert len(many) <= 15
