"""Closing a year: what is still open is listed with its place; some of it hinders, the rest is a warning."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Dossier
from orgchart.errors import Refused
from orgchart.kinds import CollectiveKind, Role
from orgchart.tenancy import scope
from ratings.models import Complaint, RatingCase
from reviews.models import Cycle, Subject
from reviews.queries.closing import SHOWN
from reviews.registry import open_matters
from reviews.services.cycles import close_cycle
from tests.factories.dossiers import prepared
from tests.factories.orgchart import NOON, CollectiveFactory, TenantFactory, actor_for
from tests.factories.reviews import ConferenceFactory, CycleFactory
from tests.ratings.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    tenant = TenantFactory()
    body = CollectiveFactory(tenant=tenant, name="Ban Thường vụ", kind=CollectiveKind.STANDING_COMMITTEE)
    office, head = actor_for(tenant, Role.OFFICE), actor_for(tenant, Role.HEAD)
    return Town(tenant, CycleFactory(tenant=tenant), office, head, body)


def matters(town):
    with scope(tenant=town.tenant.pk):
        return {matter.what: matter for matter in open_matters(Cycle.objects.select_related("tenant").get())}


def close(town):
    with scope(tenant=town.tenant.pk):
        return close_cycle(cycle_id=town.cycle.pk, actor=town.office, at=NOON)


def decided(town, subject):
    with scope(tenant=town.tenant.pk):
        RatingCase.objects.filter(subject=subject).update(state="notified", level="HTT", notified_at=NOON)


def complain(town, subject):
    with scope(tenant=town.tenant.pk):
        Complaint(
            tenant=town.tenant, case=town.case(subject), kind="complaint", complainant_name=subject.name, level="HTT",
            decision_code="1-QĐ/ĐU", deciding_body="Ban Thường vụ", number=7, period="2024", received_at=NOON,
            received_by=town.office.account, due_on=NOON.date(),
        ).save()  # fmt: skip


def test_year_with_an_undecided_level_does_not_close_and_says_who(town):
    subject = town.leader("Ma Văn Lãnh")
    town.prepare()

    with pytest.raises(Refused) as refusal:
        close(town)
    assert refusal.value.reasons == ("Chưa có mức xếp loại (1): Ma Văn Lãnh",)
    assert refusal.value.clauses == ("HY-A.3-1",)

    decided(town, subject)
    assert close(town).state == "closed"


def test_whoever_is_not_rated_at_all_hinders_nobody(town):
    subject = town.leader("Ma Văn Lãnh")
    town.prepare()
    with scope(tenant=town.tenant.pk):
        Subject.objects.filter(pk=subject.pk).update(rating="none", reason="Chưa đủ thời gian")

    assert close(town).state == "closed"


def test_what_goes_on_after_the_year_warns_and_hinders_nothing(town):
    subject = town.leader("Ma Văn Lãnh")
    town.prepare()
    decided(town, subject)
    prepared(subject)
    ConferenceFactory(tenant=town.tenant, cycle=town.cycle, collective=town.body, state="closed", closed_at=NOON)
    complain(town, subject)

    found = matters(town)

    assert set(found) == {"Hồ sơ chưa nộp", "Biên bản hội nghị chưa ký", "Khiếu nại, kiến nghị chưa trả lời"}
    assert not any(matter.hinders for matter in found.values())
    assert close(town).state == "closed"


def test_returned_dossier_is_told_apart(town):
    subject = town.leader("Ma Văn Lãnh")
    town.prepare()
    prepared(subject)
    with scope(tenant=town.tenant.pk):
        Dossier.objects.update(state="returned", return_reason="Thiếu biên bản")

    assert matters(town)["Hồ sơ bị trả lại"].names == ("Ma Văn Lãnh",)


def test_page_leads_to_each_matter_names_few_and_counts_all(town):
    for number in range(SHOWN + 2):
        town.leader(f"Ma Văn Số {number}")
    town.prepare()
    client = Client()
    client.force_login(town.office.account)

    page = client.get(reverse("reviews:closing", args=[town.tenant.slug, town.cycle.year])).content.decode()

    assert reverse("ratings:cases", args=[town.tenant.slug, town.cycle.year]) in page
    assert f"({SHOWN + 2})" in page
    assert "và 2 mục khác" in page
    assert "Phải xong trước" in page
    assert "Kết thúc đợt</button>" not in page


@pytest.mark.parametrize("number", [1, 9])
def test_list_costs_the_same_however_much_is_open(town, number):
    """Two statements a matter at most: the first names, and a count where there are more."""
    for one in range(number):
        prepared(town.leader(f"Ma Văn Số {one}"))
    town.prepare()

    with (
        scope(tenant=town.tenant.pk),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        open_matters(Cycle.objects.select_related("tenant").get())

    assert len(asked) <= 25
