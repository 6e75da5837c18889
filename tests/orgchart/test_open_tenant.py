"""Opening a tenant from the command line."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from orgchart.models import Organization, Tenant
from orgchart.queries import superior_of
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, AccountFactory, TenantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def password_file(tmp_path):
    path = tmp_path / "password"
    path.write_text("mat-khau-rat-dai-2024\n", encoding="utf-8")
    return path


def open_one(path, **more) -> None:
    options = {
        "password_file": path,
        "name": "Đảng bộ xã Đồng Thịnh",
        "short_name": "Xã Đồng Thịnh",
        "issuing_body": "Đảng ủy xã Đồng Thịnh",
        "place": "Đồng Thịnh",
        "login": "vanphong.dt",
        "full_name": "Lý Thị Mai",
    }
    call_command("open_tenant", **(options | more))


def test_office_of_a_new_tenant_can_log_in_and_start(password_file):
    open_one(password_file)

    tenant = Tenant.objects.get(slug="xa-dong-thinh")
    client = Client()
    client.post(reverse("account_login"), {"login": "vanphong.dt", "password": "mat-khau-rat-dai-2024"})
    with scope(tenant=tenant.pk):
        assert Organization.objects.get().name == "Đảng bộ xã Đồng Thịnh"
    assert client.get(reverse("orgchart:persons", args=[tenant.slug])).status_code == 200
    assert client.get(reverse("reviews:cycle_new", args=[tenant.slug])).status_code == 200


def test_new_tenant_is_linked_to_its_superior(password_file):
    superior = TenantFactory(slug="huyen")

    open_one(password_file, superior="huyen")

    assert superior_of(Tenant.objects.get(slug="xa-dong-thinh"), NOON.date().replace(year=2099)) == superior


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"superior": "khong-co"}, "Không có đơn vị"),
        ({"slug": "da-co"}, "Đã có đơn vị"),
        ({"login": "da-co"}, "Đã có tài khoản"),
        ({"password_file": Path("khong-co")}, "Không đọc được"),
    ],
)
def test_wrong_words_open_nothing(password_file, more, words):
    TenantFactory(slug="da-co")
    AccountFactory(username="da-co")

    with pytest.raises(CommandError, match=words):
        open_one(password_file, **more)

    assert Tenant.objects.count() == 1


def test_weak_first_password_opens_nothing(password_file):
    password_file.write_text("ngan", encoding="utf-8")

    with pytest.raises(CommandError):
        open_one(password_file)

    assert not Tenant.objects.exists()
