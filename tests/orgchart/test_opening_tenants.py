"""Opening a tenant: from the command line, and by the level above on its page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from orgchart import clock
from orgchart.errors import InvalidInput
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Organization, Tenant
from orgchart.queries import superior_of
from orgchart.services.tenants import open_subordinate
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, AccountFactory, OrganizationFactory, TenantFactory, actor_for

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
    words = [f"--{name.replace('_', '-')}={value}" for name, value in (options | more).items()]
    call_command("tenant", "create", *words)


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


FORM = {
    "name": "Đảng bộ xã Phú Lạc", "short_name": "Xã Phú Lạc", "issuing_body": "Đảng ủy xã Phú Lạc", "body_code": "ĐU",
    "place": "Phú Lạc", "level": "commune", "term": "2025-2030", "login": "vp.phulac", "full_name": "Lý  Văn Thắng",
}  # fmt: skip


@pytest.fixture
def board(client):
    """The organisation board of a province, logged in."""
    province = TenantFactory(slug="tinh", level="province")
    OrganizationFactory(tenant=province, name="Đảng bộ tỉnh")
    actor = actor_for(province, Role.ORGANISATION_BOARD)
    client.force_login(actor.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client, actor


def test_the_level_above_opens_a_tenant_and_its_office_can_log_in_with_the_password_that_is_shown_once(board):
    client, actor = board
    address = reverse("orgchart:subordinates", args=["tinh"])

    answer = client.post(address, FORM)

    opened = answer.context["opened"]
    assert opened.password in answer.content.decode()
    assert opened.password not in client.get(address).content.decode()
    assert Tenant.objects.get(slug="xa-phu-lac").superior_name == Tenant.objects.get(slug="tinh").issuing_body
    assert superior_of(opened.tenant, clock.today()).slug == "tinh"
    office = Client()
    office.post(reverse("account_login"), {"login": "vp.phulac", "password": opened.password})
    assert office.get(reverse("orgchart:persons", args=["xa-phu-lac"])).status_code == 200
    with scope(tenant=actor.tenant_id):
        assert AuditRecord.objects.filter(action="open_subordinate").count() == 1
        assert opened.password not in str(list(AuditRecord.objects.values_list("changes", "summary")))


@pytest.mark.parametrize(
    ("more", "field"),
    [({"short_name": "Tỉnh"}, "short_name"), ({"short_name": "…"}, "short_name"), ({"login": ""}, "login")],
)
def test_what_can_not_be_opened_is_refused_at_its_field_with_everything_kept(board, more, field):
    answer = board[0].post(reverse("orgchart:subordinates", args=["tinh"]), FORM | more)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Đảng ủy xã Phú Lạc" in answer.content.decode()
    assert Tenant.objects.count() == 1


def test_nobody_opens_a_tenant_of_a_higher_level_or_without_the_right():
    commune = TenantFactory(level="commune")
    given = FORM | {"level": "province", "at": NOON}
    with scope(tenant=commune.pk), pytest.raises(InvalidInput, match="cấp cao hơn"):
        open_subordinate(actor=actor_for(commune, Role.ADMIN), **given)
    with scope(tenant=commune.pk), pytest.raises(PermissionDenied):
        open_subordinate(actor=actor_for(commune, Role.OFFICE), **given)
