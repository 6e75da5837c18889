"""Builds the whole demo: the chart of three tenants, last year, and the year up to early November."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from config.demo.builder import Builder
from config.demo.commune import build_commune
from config.demo.district import build_district, mirror_town
from config.demo.names import NameMaker
from config.demo.town import Town, build_town
from orgchart.kinds import Level
from orgchart.models import Tenant, TenantLink
from orgchart.tenancy import scope

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2024, 11, 5)
FOUNDED = date(2020, 7, 1)


def morning(day: date) -> datetime:
    """Eight o'clock of a day, when the office opens."""
    return datetime.combine(day, time(8), ZONE)


@contextmanager
def in_tenant(tenant: Tenant) -> Iterator[None]:
    """One transaction in the scope of a tenant."""
    with transaction.atomic(), scope(tenant=tenant.pk):
        yield


def build_demo() -> None:
    """Everything, in one fixed order and from one seed, so that every demo is the same."""
    district, town_tenant, commune = _build_tenants()
    at = morning(date(2024, 10, 1))
    with in_tenant(town_tenant):
        builder = Builder.begin(town_tenant, at, NameMaker(2024), "vanphong", "Nông Thị Hiền")
        town = build_town(builder, district)
    with in_tenant(commune):
        build_commune(Builder.begin(commune, at, NameMaker(7), "vanphong.phulac", "Lý Văn Thắng"), district)
    with in_tenant(district):
        office = Builder.begin(district, at, NameMaker(99), "vanphong.huyen", "Hà Thị Thảo")
        root, _ = build_district(office)
        mirror_town(office, root, "Đảng bộ thị trấn Chợ Chu", town, town_tenant.pk)
    _play(town_tenant, town, district)


def _build_tenants() -> tuple[Tenant, Tenant, Tenant]:
    district = Tenant.objects.create(
        slug="dinh-hoa",
        name="Đảng bộ huyện Định Hóa",
        short_name="Huyện Định Hóa",
        issuing_body="Huyện ủy Định Hóa",
        superior_name="Tỉnh ủy Thái Nguyên",
        body_code="HU",
        place="Định Hóa",
        level=Level.DISTRICT,
        is_demo=True,
    )
    town = Tenant.objects.create(
        slug="cho-chu",
        name="Đảng bộ thị trấn Chợ Chu",
        short_name="Thị trấn Chợ Chu",
        issuing_body="Đảng ủy thị trấn Chợ Chu",
        superior_name="Huyện ủy Định Hóa",
        body_code="ĐU",
        place="Chợ Chu",
        level=Level.COMMUNE,
        is_demo=True,
    )
    commune = Tenant.objects.create(
        slug="phu-lac",
        name="Đảng bộ xã Phú Lạc",
        short_name="Xã Phú Lạc",
        issuing_body="Đảng ủy xã Phú Lạc",
        superior_name="Huyện ủy Định Hóa",
        body_code="ĐU",
        place="Phú Lạc",
        level=Level.COMMUNE,
        is_demo=True,
    )
    for subordinate in (town, commune):
        TenantLink.objects.create(superior=district, subordinate=subordinate, valid_from=FOUNDED)
    return district, town, commune


def _play(tenant: Tenant, town: Town, district: Tenant) -> None:
    """Last year and this year."""
