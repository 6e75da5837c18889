"""The tenant in the address: who gets in, and what everybody else sees."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.models import Person
from orgchart.tenancy import scope
from tests.counting import statements_of
from tests.factories.orgchart import (
    PASSWORD,
    AccountFactory,
    PersonFactory,
    PostFactory,
    RoleGrantFactory,
    TenantFactory,
)

pytestmark = pytest.mark.django_db


def logged_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_office_sees_the_roster_of_its_tenant(client):
    office = RoleGrantFactory()
    PersonFactory(tenant=office.tenant, full_name="Nông Văn Kiên")

    page = logged_in(office.account).get(reverse("orgchart:persons", args=[office.tenant.slug]))

    assert page.status_code == 200
    assert "Nông Văn Kiên" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


def test_visitor_is_asked_to_log_in_and_led_back(client):
    tenant = TenantFactory()
    address = reverse("orgchart:persons", args=[tenant.slug])

    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={address}"


def test_another_tenant_looks_like_a_missing_one():
    office, other = RoleGrantFactory(), TenantFactory()
    client = logged_in(office.account)

    foreign = client.get(reverse("orgchart:persons", args=[other.slug]))
    missing = client.get(reverse("orgchart:persons", args=["khong-co"]))

    assert (foreign.status_code, missing.status_code) == (404, 404)
    token = re.compile(rb'X-CSRFToken": "\w+"|csrfmiddlewaretoken" value="\w+"')
    assert token.sub(b"", foreign.content) == token.sub(b"", missing.content)


def test_person_of_another_tenant_looks_like_a_missing_one():
    office = RoleGrantFactory()
    foreign = PersonFactory()
    client = logged_in(office.account)

    answer = client.get(reverse("orgchart:person", args=[office.tenant.slug, foreign.pk]))

    assert answer.status_code == 404


def test_member_without_a_role_does_not_see_the_roster():
    member = RoleGrantFactory(role=Role.ADMIN)
    with scope(tenant=member.tenant_id):
        member.delete()

    answer = logged_in(member.account).get(reverse("orgchart:persons", args=[member.tenant.slug]))

    assert answer.status_code == 403


def test_bad_input_is_answered_at_the_field_and_keeps_what_was_typed():
    office = RoleGrantFactory()
    address = reverse("orgchart:new_person", args=[office.tenant.slug])

    answer = logged_in(office.account).post(
        address, {"full_name": "Lường Văn Nọi", "birth_date": "1990-01-01", "joined_party_on": "2001-01-01"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đủ 18 tuổi" in page
    assert "Lường Văn Nọi" in page
    with scope(tenant=office.tenant_id):
        assert not Person.objects.exists()


def test_new_person_is_found_by_the_name_without_marks():
    office = RoleGrantFactory()
    client = logged_in(office.account)

    client.post(reverse("orgchart:new_person", args=[office.tenant.slug]), {"full_name": "Đặng  Thị Hòa"})
    page = client.get(reverse("orgchart:persons", args=[office.tenant.slug]), {"tim": "dang thi hoà"})

    assert "Đặng Thị Hòa" in page.content.decode()


def test_end_of_a_post_before_its_start_is_refused_at_the_field():
    office = RoleGrantFactory()
    post = PostFactory(tenant=office.tenant)
    address = reverse("orgchart:end_post", args=[office.tenant.slug, post.person_id, post.pk])

    answer = logged_in(office.account).post(address, {"ended_on": "2019-01-01"})

    assert answer.status_code == 422
    assert "01/06/2020" in answer.content.decode()


def test_roster_costs_the_same_for_every_length():
    office = RoleGrantFactory()
    client, address = logged_in(office.account), reverse("orgchart:persons", args=[office.tenant.slug])
    PostFactory(tenant=office.tenant)
    short = statements_of(client, address)

    for _ in range(2):
        PostFactory(tenant=office.tenant)

    assert len(statements_of(client, address)) == len(short) <= 14


def test_login_page_asks_the_database_at_most_twice(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert client.get(reverse("account_login")).status_code == 200


def test_login_with_the_right_password_leads_to_the_tasks(client):
    account = AccountFactory(username="vanphong")

    wrong = client.post(reverse("account_login"), {"login": "vanphong", "password": "sai"})
    right = client.post(reverse("account_login"), {"login": "vanphong", "password": PASSWORD})

    assert wrong.status_code in {200, 422}
    assert right.status_code == 302
    assert right.url == reverse("orgchart:my_work")
    assert client.get(right.url).context["shell"].account == account
