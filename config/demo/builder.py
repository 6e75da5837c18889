"""Shared steps of building a demo tenant through the services, as the office would."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from config.demo.names import NameMaker
from orgchart.access import Actor, load_actor
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostLine, PostRole, Role
from orgchart.models import (
    Account,
    CellMembership,
    Collective,
    ManagementLink,
    Organization,
    Person,
    Post,
    RoleGrant,
    Tenant,
    TenantMembership,
)
from orgchart.services import chart
from orgchart.tenancy import create_all

DEMO_PASSWORD = "trinh-dien-2024"  # noqa: S105 – printed on purpose when the demo starts


@dataclass
class Builder:
    """One tenant under construction; the scope of the tenant has to be open."""

    tenant: Tenant
    at: datetime
    names: NameMaker
    office: Actor
    cells: dict[str, Organization] = field(default_factory=dict)

    @classmethod
    def begin(cls, tenant: Tenant, at: datetime, names: NameMaker, office_login: str, office_name: str) -> "Builder":
        """The first account of a tenant is its office."""
        account = make_account(office_login, office_name)
        grant(tenant, account, Role.OFFICE, Role.ADMIN)
        return cls(tenant, at, names, load_actor(account, tenant.pk))

    def root(self, name: str, level: Level) -> Organization:
        """The organisation that stands for the tenant."""
        kind, bloc = OrganizationKind.PARTY_COMMITTEE, Bloc.PARTY
        return chart.create_root(
            tenant=self.tenant, actor=self.office, at=self.at, name=name, kind=kind, level=level, bloc=bloc
        )

    def organization(
        self, parent: Organization, name: str, kind: OrganizationKind, bloc: Bloc, **more: Any
    ) -> Organization:
        """One organisation of commune level."""
        more.setdefault("level", Level.COMMUNE)
        return chart.create_organization(
            parent=parent, actor=self.office, at=self.at, name=name, kind=kind, bloc=bloc, **more
        )

    def collective(self, organization: Organization, name: str, kind: CollectiveKind) -> Collective:
        """One leading collective."""
        return chart.create_collective(organization=organization, actor=self.office, at=self.at, name=name, kind=kind)

    def person(self, *, account: Account | None = None, name: str = "", **more: Any) -> Person:
        """Somebody made up."""
        birth = more.pop("birth_date", None) or self.names.birth(1964, 1990)
        return chart.create_person(
            full_name=name or self.names.name(),
            actor=self.office,
            at=self.at,
            account=account,
            birth_date=birth,
            joined_party_on=more.pop("joined_party_on", self.names.joined(birth)),
            **more,
        )

    def post(
        self,
        person: Person,
        collective: Collective,
        title: str,
        group: str,
        rank: int,
        role: PostRole,
        *,
        managed_by: Tenant | None = None,
        **more: Any,
    ) -> Post:
        """A post in a collective, with who decides on it where somebody does."""
        line = {"party": PostLine.PARTY, "state": PostLine.STATE, "mass": PostLine.MASS}[collective.organization.bloc]
        more.setdefault("started_on", date(2020, 7, 1))
        post = chart.appoint(
            person=person,
            actor=self.office,
            at=self.at,
            collective=collective,
            title=title,
            title_group=group,
            rank=rank,
            role=role,
            line=line,
            **more,
        )
        if managed_by is not None:
            ManagementLink(tenant=self.tenant, post=post, managed_by=managed_by, valid_from=post.started_on).save()
        return post

    def manage(self, collective: Collective, managed_by: Tenant) -> None:
        """Say who decides on a collective."""
        ManagementLink(
            tenant=self.tenant, collective=collective, managed_by=managed_by, valid_from=date(2020, 7, 1)
        ).save()

    def join(self, cell: Organization, *people: Person) -> None:
        """Official members of a cell."""
        rows = [
            CellMembership(
                tenant=self.tenant, person=person, cell=cell, started_on=person.joined_party_on or date(2015, 2, 3)
            )
            for person in people
        ]
        create_all(CellMembership, rows)


def make_account(login: str, full_name: str) -> Account:
    """A demo account with the one demo password."""
    found = Account.objects.filter(username=login).first()
    return found or Account.objects.create_user(login, DEMO_PASSWORD, full_name=full_name)


def grant(tenant: Tenant, account: Account, *roles: Role) -> None:
    """Let an account work in a tenant, with these roles."""
    TenantMembership.objects.get_or_create(account=account, tenant=tenant)
    for role in roles:
        RoleGrant(tenant=tenant, account=account, role=role).save()
