"""A made-up province: refused beside anybody else, the same by seed, and pages that cost the same at any size."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.generated.province import Size, communes, generate
from orgchart.models import Account, CellMembership, Person, Tenant
from orgchart.tenancy import scope
from reviews.models import Review, Subject
from tests.config.province_pages import pages_of
from tests.counting import FRAME, statements_of
from tests.factories.orgchart import TenantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_nothing_is_generated_beside_another_tenant():
    TenantFactory(name="Đảng bộ xã Phú Lạc")

    with pytest.raises(CommandError, match="đã có đơn vị"):
        call_command("generate", communes=1, persons=60)

    assert Tenant.objects.count() == 1


@pytest.mark.parametrize("asked", [{"communes": 0}, {"communes": 3, "persons": 100}])
def test_senseless_sizes_are_refused(asked):
    with pytest.raises(CommandError, match="Cần ít nhất"):
        call_command("generate", **asked)


def counted(tenants: dict[str, Tenant]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = {}
    for name, tenant in tenants.items():
        client = Client()
        account = Account.objects.get(username=f"vp.{tenant.slug}")
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        for page, address in pages_of(tenant).items():
            found[f"{name}: {page}"] = len(statements_of(client, address))
    return found


def test_more_people_are_listed_in_as_many_statements():
    """Who is reviewed, their texts, cases and counters are written in great pieces, none of them one by one."""
    size = Size(2, 330, 240)
    province = generate(Size(0, 0, 0), seed=7)[0]
    written = []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            list(communes(province, size, 7, range(number, number + 1)))
        written.append(sum(not query["sql"].startswith(FRAME) for query in captured.captured_queries))

    assert written[0] == written[1]


@pytest.mark.slow
def test_pages_ask_as_often_with_five_communes_as_with_one():
    province, large = generate(Size(1, 600, 600), seed=7)
    one = counted({"province": province, "large": large})

    more = list(communes(province, Size(5, 1000, 600), 7, range(2, 6)))
    five = counted({"province": province, "large": large})
    small = counted({"small": more[0]})

    assert five == one
    assert {name: number for name, number in (five | small).items() if number > 20} == {}
    assert [number for name, number in small.items()] == [five[f"large: {name[7:]}"] for name in small]
    with scope(tenant=large.pk):
        assert (Person.objects.count(), CellMembership.objects.count()) == (600, 600)
        assert set(Review.objects.values_list("state", flat=True)) == {
            "not_started", "draft", "circulated", "reviewed", "final",
        }  # fmt: skip
        subjects = Subject.objects.count()
        names = list(Person.objects.order_by("pk").values_list("full_name", flat=True)[:20])
    assert subjects > 40
    assert len(set(names)) > 10
