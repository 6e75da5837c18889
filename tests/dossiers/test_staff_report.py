"""The report on the staff that was rated: by level and kind, with everybody's name. (SL-IV.4-6)"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.gather.staff import LEADERS, STAFF, staff_report
from dossiers.models import PrintedDocument
from orgchart.kinds import PostRole, Role
from orgchart.tenancy import scope
from reviews.models import Deadline
from reviews.queries import set_of
from tests.factories.orgchart import actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, SubjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SL-IV.4-6")]


@pytest.fixture
def year():
    """An agency's year 2022 with a head rated good, a clerk rated excellent, and a clerk without a level."""
    cycle = CycleFactory(year=2022, set_code="son-la-bdt-2022", rating_date=date(2022, 11, 29))
    people = (("Lường Văn Đạt", PostRole.HEAD, "HTT"), ("Cầm Thị Én", PostRole.STAFF, "XS"), ("Lò Văn Pan", "", ""))
    for name, role, level in people:
        subject = SubjectFactory(tenant=cycle.tenant, cycle=cycle, name=name, role=role, position="Chuyên viên")
        if level:
            RatingCaseFactory(subject=subject, state="decided", self_level=level, level=level)
    with scope(tenant=cycle.tenant_id):
        (row,) = [row for row in set_of(cycle).deadlines() if row.key == "staff_report"]
        Deadline(
            tenant=cycle.tenant, cycle=cycle, step=row.key, title=row.title, receiver=row.receiver,
            wording=row.wording, last_day=row.last_timely_day(2022), phase=row.phase,
        ).save()  # fmt: skip
        yield cycle


def test_figures_by_level_and_kind_add_up_and_everybody_is_named(year):
    report = staff_report(year, year.tenant)

    assert [(line.kind, line.total, line.counts, line.not_rated) for line in report.lines] == [
        (LEADERS, 1, (0, 1, 0, 0), 0),
        (STAFF, 2, (1, 0, 0, 0), 1),
    ]
    assert (report.total.total, report.total.counts, report.total.not_rated) == (3, (1, 1, 0, 0), 1)
    assert {(row.name, row.level) for row in report.names} == {
        ("Lường Văn Đạt", "HTT"), ("Cầm Thị Én", "XS"), ("Lò Văn Pan", "NR"),
    }  # fmt: skip


def test_it_goes_by_its_route_and_is_due_on_the_14th(year):
    report = staff_report(year, year.tenant)

    assert (report.route, report.addressee) == ("Sở Nội vụ", "Ủy ban nhân dân tỉnh")
    assert Deadline.objects.get(step="staff_report").last_day == date(2022, 12, 14)


def test_office_sees_the_figures_with_the_day_and_prints_them(year):
    client = Client()
    client.force_login(actor_for(year.tenant, Role.OFFICE).account)
    url = reverse("dossiers:staff_report", args=[year.tenant.slug, 2022])

    page = client.get(url).content.decode()

    assert "thứ Tư, 14/12/2022" in page
    assert "Sở Nội vụ → Ủy ban nhân dân tỉnh" in page
    assert client.post(url).status_code == 302
    assert PrintedDocument.objects.get().kind == "staff_report"
