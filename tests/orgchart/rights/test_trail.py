"""The trail on its pages: narrowed by who, when and what, with before and after, checked against a kept head."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.audit import REFUSED
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.services import chart
from orgchart.services.sealing import head_of_chain, seal_records
from orgchart.tenancy import scope
from tests.counting import statements_of
from tests.factories.orgchart import NOON, TenantFactory, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """An office that has added somebody, corrected the particulars, and was refused once."""
    tenant = TenantFactory(slug="xa-phu-lac")
    actor = actor_for(tenant, Role.OFFICE)
    with scope(tenant=tenant.pk):
        person = chart.create_person(full_name="Lê Văn Tám", actor=actor, at=NOON)
        chart.update_person(
            person_id=person.pk, actor=actor, at=NOON + timedelta(days=1), residence="Tổ dân phố Hồ Sen"
        )
        seal_records(at=NOON)
    return actor


@pytest.fixture
def client(office) -> Client:
    client = Client()
    client.force_login(office.account)
    return client


def page(client: Client, name: str = "audit", *args: object, **query: str) -> str:
    answer = client.get(reverse(f"orgchart:{name}", args=["xa-phu-lac", *args]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def found(client: Client, **query: str) -> list[str]:
    html = page(client, **query)
    return [
        summary for summary in ("Thêm người vào danh sách", "Sửa thông tin cá nhân", "Bị từ chối") if summary in html
    ]


def test_trail_is_narrowed_by_who_when_what_and_refusals(office, client):
    client.get(reverse("orgchart:person", args=["xa-phu-lac", 999_999_999]))

    assert found(client) == ["Thêm người vào danh sách", "Sửa thông tin cá nhân", "Bị từ chối"]
    assert found(client, tu_choi="on") == ["Bị từ chối"]
    assert found(client, tim="thêm người") == ["Thêm người vào danh sách"]
    assert found(client, loai="orgchart.account") == ["Bị từ chối"]
    assert found(client, tu="05/11/2024", den="05/11/2024") == ["Sửa thông tin cá nhân"]
    assert found(client, den="04/11/2024") == ["Thêm người vào danh sách"]
    assert found(client, nguoi="không có ai") == []
    assert client.get(reverse("orgchart:audit", args=["xa-phu-lac"]), {"tu": "hôm qua"}).status_code == 422


def test_refusal_says_who_was_refused_what_and_not_what_was_sent(office):
    member = actor_for(TenantFactory(slug="xa-khac"))
    client = Client()
    client.force_login(member.account)

    client.get("/xa-khac/tai-khoan/", {"tim": "bí mật"})
    client.get("/xa-phu-lac/to-chuc/")

    with scope(tenant=member.tenant_id):
        rows = list(
            AuditRecord.objects.filter(action=REFUSED).order_by("pk").values_list("actor", "summary", "changes")
        )
    assert rows == [
        (member.account.pk, "Bị từ chối xem: /xa-khac/tai-khoan/", {"method": "GET", "status": 403}),
        (member.account.pk, "Bị từ chối xem: /xa-phu-lac/to-chuc/", {"method": "GET", "status": 404}),
    ]
    with scope(tenant=office.tenant_id):
        assert not AuditRecord.objects.filter(action=REFUSED).exists(), "the own trail, not that of the other tenant"


def test_record_shows_before_and_after_of_its_own_change_only(office, client):
    with scope(tenant=office.tenant_id):
        added, corrected = AuditRecord.objects.filter(target_type="orgchart.person").order_by("pk")

    first, second = page(client, "trail_record", added.pk), page(client, "trail_record", corrected.pk)

    assert "Lê Văn Tám" in first
    assert "Tổ dân phố Hồ Sen" not in first
    assert "Tổ dân phố Hồ Sen" in second
    assert "(trống)" in second
    assert "Họ và tên" not in second, "what did not change is not repeated"


def test_check_compares_with_what_was_kept(office, client):
    address = reverse("orgchart:trail_check", args=["xa-phu-lac"])
    with scope(tenant=office.tenant_id):
        head = head_of_chain()
    file = client.get(reverse("orgchart:trail_head", args=["xa-phu-lac"]))

    fits = client.post(address, {"kept": str(head)}).content.decode()
    other = client.post(address, {"kept": f"9:{head.digest}"}).content.decode()

    assert str(head) in file.content.decode()
    assert file.headers["Content-Disposition"] == 'attachment; filename="ma-doi-chieu-xa-phu-lac-1.txt"'
    assert "Nhật ký nguyên vẹn" in fits
    assert "đã bị cắt" in other
    assert client.post(address, {"kept": "vớ vẩn"}).status_code == 422


def test_trail_costs_the_same_for_every_length(office, client):
    address = reverse("orgchart:audit", args=["xa-phu-lac"])
    short = statements_of(client, address)
    with scope(tenant=office.tenant_id):
        for number in range(30):
            chart.create_person(full_name=f"Ma Văn {number}", actor=office, at=NOON)

    assert len(statements_of(client, address)) == len(short) <= 10
