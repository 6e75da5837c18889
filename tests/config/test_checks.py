"""The embedded edition says what it does not promise and refuses several offices outside the demo."""

import pytest

from config.checks import embedded_edition
from orgchart.models import Tenant

pytestmark = pytest.mark.django_db


def found(settings, *, demo: bool = False) -> list[str]:
    settings.EMBEDDED, settings.DEMO = True, demo
    return [message.id for message in embedded_edition(databases=["default"])]


def make_tenants(count: int) -> None:
    for number in range(count):
        Tenant.objects.create(slug=f"dang-bo-{number}", name=f"Đảng bộ {number}", short_name=f"ĐB {number}")


def test_check_warns_one_office_on_sqlite(settings):
    make_tenants(1)

    assert found(settings) == ["config.W001"]


def test_check_refuses_two_offices_on_sqlite(settings):
    make_tenants(2)

    assert found(settings) == ["config.W001", "config.E001"]


def test_check_allows_several_offices_in_the_demo(settings):
    make_tenants(2)

    assert found(settings, demo=True) == []


def test_check_is_silent_in_the_server_edition(settings):
    make_tenants(2)
    settings.EMBEDDED = False

    assert embedded_edition(databases=["default"]) == []
