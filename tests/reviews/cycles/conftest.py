"""A small commune: its party committee below a district, its bodies and two cells."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from orgchart.access import Actor
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostLine, PostRole, Role
from orgchart.models import Collective, Organization, Person, Tenant
from orgchart.tenancy import scope
from reviews.models import Cycle
from reviews.services.cycles import create_cycle
from tests.factories.orgchart import (
    NOON,
    CellMembershipFactory,
    CollectiveFactory,
    ManagementLinkFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    TenantFactory,
    TenantLinkFactory,
    actor_for,
)


@dataclass
class Commune:
    """What the tests need at hand."""

    tenant: Tenant
    district: Tenant
    root: Organization
    office: Actor
    head: Actor
    cells: list[Organization] = field(default_factory=list)

    def organization(self, name: str, kind: OrganizationKind, **fields: Any) -> Organization:
        """An organisation below the commune's own."""
        given = {"name": name, "kind": kind, "bloc": Bloc.STATE} | fields
        return OrganizationFactory(tenant=self.tenant, parent=self.root, **given)

    def cell(self, name: str, **fields: Any) -> Organization:
        """A cell directly below the commune's party committee."""
        row = self.organization(name, OrganizationKind.PARTY_CELL, bloc=Bloc.PARTY, level=Level.UNIT, **fields)
        self.cells.append(row)
        return row

    def collective(self, kind: CollectiveKind, organization: Organization | None = None, name: str = "") -> Collective:
        """A leading collective of an organisation, of the commune's own where none is given."""
        return CollectiveFactory(
            tenant=self.tenant, organization=organization or self.root, kind=kind, name=name or str(kind.label)
        )

    def holder(
        self,
        name: str,
        body: Collective | Organization,
        *,
        role: PostRole = PostRole.HEAD,
        rank: int = 20,
        cell: Organization | None = None,
        managed_by: Tenant | bool | None = True,
        person: Person | None = None,
        **fields: Any,
    ) -> Person:
        """Somebody with a post in a body, managed by the commune unless told otherwise."""
        row = person or PersonFactory(tenant=self.tenant, full_name=name)
        is_collective = isinstance(body, Collective)
        post = PostFactory(
            tenant=self.tenant,
            person=row,
            collective=body if is_collective else None,
            organization=body.organization if is_collective else body,
            role=role,
            rank=rank,
            line=PostLine.PARTY,
            **fields,
        )
        if managed_by:
            manager = self.tenant if managed_by is True else managed_by
            ManagementLinkFactory(tenant=self.tenant, post=post, managed_by=manager)
        if cell is not None:
            CellMembershipFactory(tenant=self.tenant, person=row, cell=cell)
        return row

    def cycle(self, **fields: Any) -> Cycle:
        """The year 2024 in preparation."""
        given = {
            "year": 2024,
            "set_code": "cho-chu-2024",
            "rating_date": date(2024, 11, 30),
            "title": "Kiểm điểm, xếp loại năm 2024",
        } | fields
        with scope(tenant=self.tenant.pk):
            return create_cycle(actor=self.office, at=NOON, **given)


@pytest.fixture
def commune(db: None) -> Commune:
    """An empty chart with the office, the head and the district above."""
    tenant, district = TenantFactory(slug="cho-chu"), TenantFactory(slug="dinh-hoa", level=Level.DISTRICT)
    TenantLinkFactory(superior=district, subordinate=tenant)
    root = OrganizationFactory(
        tenant=tenant, name="Đảng bộ thị trấn Chợ Chu", kind=OrganizationKind.PARTY_COMMITTEE, level=Level.COMMUNE
    )
    return Commune(tenant, district, root, actor_for(tenant, Role.OFFICE), actor_for(tenant, Role.HEAD))
