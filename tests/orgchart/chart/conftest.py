"""One commune committee with two cells, a leading collective and its office."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from orgchart.access import Actor
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, Role
from orgchart.models import Collective, Organization, Person, Tenant
from orgchart.services import chart
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, TenantFactory, actor_for

SINCE = date(2020, 7, 1)


@dataclass
class Commune:
    """A chart under construction, through the services only."""

    tenant: Tenant
    office: Actor
    rows: dict[str, Any] = field(default_factory=dict)

    @property
    def by(self) -> dict[str, Any]:
        """Who writes, when."""
        return {"actor": self.office, "at": NOON}

    def __getitem__(self, name: str) -> Any:
        return self.rows[name]

    def unit(self, name: str, kind: OrganizationKind, above: Organization, **more: Any) -> Organization:
        """An organisation below another one."""
        fields = {"level": Level.COMMUNE, "bloc": Bloc.PARTY} | more
        return chart.create_organization(parent=above, name=name, kind=kind, **fields, **self.by)

    def body(self, name: str, kind: CollectiveKind, of: Organization) -> Collective:
        """A leading collective."""
        return chart.create_collective(organization=of, name=name, kind=kind, **self.by)

    def person(self, name: str) -> Person:
        """Somebody in the rolls."""
        return chart.create_person(full_name=name, **self.by)

    def post(self, person: Person, collective: Collective, role: str, **more: Any) -> Any:
        """A post in a collective."""
        fields = {"title": "Ủy viên", "title_group": "Ủy viên", "rank": 10, "line": "party", "started_on": SINCE}
        return chart.appoint(person=person, collective=collective, role=role, **(fields | more), **self.by)


@pytest.fixture
def commune(db: None) -> Iterator[Commune]:
    """The scope of the tenant is open while the test runs."""
    tenant = TenantFactory()
    with scope(tenant=tenant.pk):
        made = Commune(tenant, actor_for(tenant, Role.OFFICE))
        root = chart.create_root(
            tenant=tenant, name="Đảng bộ xã", kind=OrganizationKind.PARTY_COMMITTEE, level=Level.COMMUNE,
            bloc=Bloc.PARTY, **made.by,
        )  # fmt: skip
        made.rows["root"] = root
        made.rows["board"] = made.body("Ban Thường vụ", CollectiveKind.STANDING_COMMITTEE, root)
        for key, name in (("one", "Chi bộ Một"), ("two", "Chi bộ Hai")):
            made.rows[key] = made.unit(name, OrganizationKind.PARTY_CELL, root, level=Level.UNIT)
        yield made
