"""A province with its communes, each in the middle of one year; deterministic by seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.generated.roster import COMMUNE, PROVINCE, Roster
from orgchart import audit
from orgchart.access import Actor, load_actor
from orgchart.kinds import Level, Role
from orgchart.models import Account, Organization, RoleGrant, Tenant, TenantLink, TenantMembership
from orgchart.services.chart import create_root
from orgchart.tenancy import scope
from ratings.models import RatingCase
from ratings.services.cases import prepare_cases
from reviews.models import Cycle, Review
from reviews.services.cycles import create_cycle, issue_cycle, start_cycle
from reviews.services.subjects import generate_subjects

PREFIX = "sinh-"
YEAR, RATING_DATE = 2024, date(2024, 11, 30)
AT = datetime(2024, 11, 5, 8, 0, tzinfo=timezone.get_fixed_timezone(7 * 60))
LEAST = 60


@dataclass(frozen=True)
class Size:
    """How much there is to be: communes, persons in all of them, persons in the largest one."""

    communes: int
    persons: int
    largest: int

    def of_commune(self, number: int) -> int:
        """The persons of one commune; the first one is the largest."""
        rest = max(self.communes - 1, 1)
        return self.largest if number == 1 else max(LEAST, (self.persons - self.largest) // rest)


def generate(size: Size, seed: int, told: Callable[[str], object] = lambda line: None) -> list[Tenant]:
    """The province and its communes, each in a transaction of its own; the province comes first."""
    with transaction.atomic():
        province = _tenant(0, "Tỉnh Sinh Mẫu", Level.PROVINCE, None)
        _fill(province, None, seed, persons=600)
    made = [province]
    for commune in communes(province, size, seed, range(1, size.communes + 1)):
        made.append(commune)
        told(f"{commune.name}: {len(made) - 1}/{size.communes}")
    return made


def communes(province: Tenant, size: Size, seed: int, numbers: range) -> Iterator[Tenant]:
    """Communes of the province by their numbers, one after the other."""
    for number in numbers:
        with transaction.atomic():
            tenant = _tenant(number, f"Xã Mẫu {number:03}", Level.COMMUNE, province)
            _fill(tenant, province, seed + number, persons=size.of_commune(number))
        yield tenant


def _tenant(number: int, name: str, level: Level, superior: Tenant | None) -> Tenant:
    tenant = Tenant.objects.create(
        slug=f"{PREFIX}{number:03}",
        name=f"Đảng bộ {name}",
        short_name=name,
        issuing_body=f"Đảng ủy {name}" if superior else "Tỉnh ủy Sinh Mẫu",
        superior_name=superior.issuing_body if superior else "",
        body_code="ĐU" if superior else "TU",
        place=name,
        level=level,
        is_demo=True,
    )
    if superior is not None:
        TenantLink.objects.create(superior=superior, subordinate=tenant, valid_from=date(2020, 1, 1))
    return tenant


def _fill(tenant: Tenant, superior: Tenant | None, seed: int, persons: int) -> None:
    with scope(tenant=tenant.pk):
        office = _office(tenant)
        root = create_root(
            tenant=tenant,
            actor=office,
            at=AT,
            name=tenant.name,
            kind="party_committee",
            level=tenant.level,
            bloc="party",
        )
        roster = Roster(tenant, root, superior, random.Random(seed))  # noqa: S311 – the same rows every time
        roster.build(COMMUNE if superior else PROVINCE, persons)
        audit.record(actor=None, action="generate", target=root, at=AT, summary=f"Sinh dữ liệu: {persons} người")
        _year(tenant, root, office, "cho-chu-2024" if superior else "hung-yen-2019")


def _office(tenant: Tenant) -> Actor:
    """One account with all parts that the year needs; it has no password until somebody sets one."""
    account = Account.objects.create_user(f"vp.{tenant.slug}", full_name=f"Văn phòng {tenant.short_name}")
    TenantMembership.objects.create(account=account, tenant=tenant)
    for role in (Role.OFFICE, Role.HEAD, Role.ADMIN):
        RoleGrant(tenant=tenant, account=account, role=role).save()
    return load_actor(account, tenant.pk)


def _year(tenant: Tenant, root: Organization, office: Actor, set_code: str) -> None:
    """One running cycle through the services, then its texts and cases in different states."""
    given: dict[str, Any] = {"actor": office, "at": AT}
    cycle = create_cycle(
        year=YEAR, set_code=set_code, rating_date=RATING_DATE, title=f"Kiểm điểm, xếp loại năm {YEAR}", **given
    )
    generate_subjects(cycle_id=cycle.pk, **given)
    issue_cycle(cycle_id=cycle.pk, **given)
    start_cycle(cycle_id=cycle.pk, **given)
    prepare_cases(cycle_id=cycle.pk, **given)
    _spread(cycle, office)
    audit.record(actor=None, action="generate", target=cycle, at=AT, summary=f"Sinh trạng thái của năm: {tenant.name}")


def _spread(cycle: Cycle, office: Actor) -> None:
    """Every fifth text in another state of the year; final ones bring their own level into the case."""
    sent: dict[str, Any] = {"circulated_at": AT, "circulated_by": office.account}
    done = sent | {"self_level": "HTT", "finalised_at": AT, "finalised_by": office.account}
    keys = list(Review.objects.filter(subject__cycle=cycle).order_by("pk").values_list("pk", flat=True))
    for start, (state, stamps) in enumerate(
        (("draft", {}), ("circulated", sent), ("reviewed", sent), ("final", done)), start=1
    ):
        Review.objects.filter(pk__in=keys[start::5]).update(state=state, **stamps)
    final = Review.objects.filter(subject__cycle=cycle, state="final").values("subject_id")
    RatingCase.objects.filter(subject_id__in=final).update(state="self_rated", self_level="HTT", self_rated_at=AT)
