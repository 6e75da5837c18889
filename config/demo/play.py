"""Builds the whole demo: the chart of three tenants, last year, and the year up to early November."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from config.demo.autumn import play_autumn
from config.demo.builder import Builder
from config.demo.commune import build_commune
from config.demo.district import build_district, mirror_town
from config.demo.goals import set_goals
from config.demo.last_year import close_by_paper
from config.demo.names import NameMaker
from config.demo.remedies import plan_remedies
from config.demo.town import Town, build_town
from config.demo.year import Year
from dossiers.services.checklists import prepare_dossiers
from orgchart.access import Actor, load_actor
from orgchart.kinds import Level, Role
from orgchart.models import RoleGrant, Tenant, TenantLink
from orgchart.tenancy import scope
from ratings.services.cases import prepare_cases
from reviews.models import Cycle
from reviews.services import cycles, subjects

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
        term="2020-2025",
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
        term="2020-2025",
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
        term="2020-2025",
        is_demo=True,
    )
    for subordinate in (town, commune):
        TenantLink.objects.create(superior=district, subordinate=subordinate, valid_from=FOUNDED)
    return district, town, commune


def _play(tenant: Tenant, town: Town, district: Tenant) -> None:
    """Last year, as it was taken over from paper, and this year up to the morning of the fifth of November."""
    with in_tenant(district):
        _open_cycle(district, 2024, "trung-uong-124-2023", date(2024, 12, 20))
    with in_tenant(tenant):
        last = _open_cycle(tenant, 2023, "cho-chu-2024", date(2023, 12, 8))
        close_by_paper(last)
        plan_remedies(last, office=office_of(tenant), head=head_of(tenant), at=morning(last.rating_date))
        cycle = _open_cycle(tenant, 2024, "cho-chu-2024", date(2024, 11, 29))
        prepare_dossiers(cycle_id=cycle.pk, actor=office_of(tenant), at=morning(date(2024, 10, 28)))
        set_goals(town.bodies["UBND"], office=office_of(tenant), at=morning(date(2024, 10, 28)))
        play_autumn(Year(cycle, office_of(tenant)), town)


def _open_cycle(tenant: Tenant, year: int, set_code: str, rating_date: date) -> Cycle:
    """Plan, list of subjects, approval by the head, start; cases and dossiers are made at once."""
    office, head, start = office_of(tenant), head_of(tenant), morning(date(year, 10, 28))
    cycle = cycles.create_cycle(
        year=year,
        set_code=set_code,
        rating_date=rating_date,
        title=f"Kiểm điểm, đánh giá, xếp loại chất lượng năm {year}",
        plan_number=f"{71 + year - 2023}-KH/{tenant.body_code}",
        plan_date=date(year, 10, 28),
        own_steps=[
            cycles.PlanStep("Gửi dự thảo báo cáo, bản tự kiểm điểm", date(year, 11, 4), "Thành viên hội nghị"),
            cycles.PlanStep("Hội nghị kiểm điểm ở các chi bộ, cơ quan, đơn vị", date(year, 11, 12), "Văn phòng cấp ủy"),
        ],
        actor=office,
        at=start,
    )
    subjects.generate_subjects(cycle_id=cycle.pk, actor=office, at=start)
    cycles.issue_cycle(cycle_id=cycle.pk, actor=head, at=start)
    cycles.start_cycle(cycle_id=cycle.pk, actor=office, at=start)
    prepare_cases(cycle_id=cycle.pk, actor=office, at=start)
    return Cycle.objects.get(pk=cycle.pk)


def office_of(tenant: Tenant) -> Actor:
    """The office of a tenant at work."""
    return _actor(tenant, Role.OFFICE)


def head_of(tenant: Tenant) -> Actor:
    """The secretary of a tenant."""
    return _actor(tenant, Role.HEAD)


def _actor(tenant: Tenant, role: Role) -> Actor:
    grant = RoleGrant.objects.filter(role=role).select_related("account").order_by("pk").first()
    if grant is None:
        raise LookupError(f"{tenant} has nobody with the role {role}")
    return load_actor(grant.account, tenant.pk)
