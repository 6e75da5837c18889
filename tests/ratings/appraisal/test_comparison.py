"""Equivalent posts side by side before the vote, and the share of targets that the appraisal is offered."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.tenancy import scope
from ratings.queries.comparison import comparison_of
from reviews.models import OpinionRequest, Target
from tests.factories.orgchart import NOON, actor_for
from tests.factories.ratings import CapGroupFactory, CriterionDegreeFactory, RatingCaseFactory
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    cycle = CycleFactory()
    return CapGroupFactory(tenant=cycle.tenant, cycle=cycle, name="Trưởng ban, ngành")


@pytest.fixture
def office(group):
    return actor_for(group.tenant, Role.OFFICE)


def compared(group, name):
    subject = SubjectFactory(tenant=group.tenant, cycle=group.cycle, name=name)
    case = RatingCaseFactory(subject=subject, group=group, self_level="HTT", proposed_level="XS", proposed_at=NOON)
    CriterionDegreeFactory(case=case, code="1a", self_degree="X", degree="T")
    with scope(tenant=group.tenant_id):
        for number in range(3):
            done = date(2024, 5, 1) if number else None
            Target(tenant=group.tenant, year=2024, person=subject.person, name=f"Việc {number}", done_on=done).save()
        for number, degree in enumerate(["T", "X", ""]):
            OpinionRequest(
                tenant=group.tenant, cycle=group.cycle, subject=subject, subject_name=name, participant=f"Nơi {number}",
                due_on=date(2024, 11, 20), sent_at=NOON, degree=degree, state="answered" if degree else "sent",
                answered_at=NOON if degree else None, strengths="Tốt." if degree else "",
            ).save()  # fmt: skip
    return case


def page_of(group, actor):
    client = Client()
    client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, reverse("ratings:comparison", args=[group.tenant.slug, 2024, group.pk])


@pytest.mark.clause("HY-A.2-5")
def test_everybody_of_a_group_stands_side_by_side(group, office):
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        compared(group, name)
    client, url = page_of(group, office)

    page = client.get(url).content.decode()

    for words in ("Nguyễn Văn An", "Trần Thị Bình", "Chỉ tiêu đạt", "2/3 = 66,66%", "2/3 nơi", "Hoàn thành xuất sắc"):
        assert words in page
    with scope(tenant=group.tenant_id):
        table = comparison_of(group, office)
    place = [column.code for column in table.columns].index("1a")
    assert [(row.degrees[place].own, row.degrees[place].accepted) for row in table.rows] == [("X", "T")] * 2
    assert table.rows[0].opinions == {"T": 1, "X": 1}


def test_what_others_noted_in_the_own_case_is_not_shown(group):
    case = compared(group, "Nguyễn Văn An")
    own = actor_for(group.tenant, Role.OFFICE, person=case.subject.person)
    client, url = page_of(group, own)

    page = client.get(url).content.decode()

    assert "không xem được về chính mình" in page
    assert "→" not in page.partition("<tbody>")[2]
    assert "Hoàn thành xuất sắc" not in page


def test_comparison_asks_the_same_for_many(group, office):
    client, url = page_of(group, office)
    counts = []
    for number in (1, 4):
        for position in range(number):
            compared(group, f"Đồng chí {number}.{position}")
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.clause("HY-B.I.3.1-2")
def test_share_of_the_list_is_offered_to_the_appraisal(group, office):
    subject = CollectiveSubjectFactory(tenant=group.tenant, cycle=group.cycle)
    case = RatingCaseFactory(subject=subject)
    with scope(tenant=group.tenant_id):
        for number, achieved in enumerate([12, 9]):
            Target(
                tenant=group.tenant, year=2024, collective=subject.collective, name=f"Chỉ tiêu {number}", unit="km",
                assigned=Decimal(12), achieved=Decimal(achieved), is_main=True,
            ).save()  # fmt: skip
    client, _ = page_of(group, office)

    answer = client.get(reverse("ratings:appraise", args=[group.tenant.slug, 2024, case.pk]))

    page = answer.content.decode()
    assert "1/2 đạt" in page, page[page.find("Chỉ tiêu và kết luận") :][:400]
    assert "Theo danh mục chỉ tiêu năm 2024: 1/2 đạt = 50,00%; chủ yếu 1/2." in page
    initial = answer.context["form"].initial
    assert (initial["targets_met_percent"], initial["main_targets_met"]) == ("50.00", False)
