"""Factories of the organisation chart."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import factory

from orgchart.access import Actor, load_actor
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostLine, PostRole, Role
from orgchart.models import (
    Account,
    CellMembership,
    Collective,
    DisciplineRecord,
    ManagementLink,
    Organization,
    Person,
    Post,
    RoleGrant,
    Supervision,
    Tenant,
    TenantLink,
    TenantMembership,
)
from orgchart.names import name_sort_key, search_key
from orgchart.services.chart import tenant_root_path
from orgchart.tenancy import scope
from tests.factories.base import TenantRowFactory

NOON = datetime(2024, 11, 4, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mat-khau-thu-2024"


class TenantFactory(factory.django.DjangoModelFactory):
    """A commune party committee."""

    class Meta:
        model = Tenant

    slug = factory.Sequence(lambda n: f"don-vi-{n}")
    name = factory.Sequence(lambda n: f"Đảng bộ xã số {n}")
    short_name = factory.Sequence(lambda n: f"Xã số {n}")
    issuing_body = factory.LazyAttribute(lambda row: row.name.replace("Đảng bộ", "Đảng ủy"))
    superior_name = "Huyện ủy Định Hóa"
    body_code = "ĐU"
    place = "Chợ Chu"
    level = Level.COMMUNE


class TenantLinkFactory(factory.django.DjangoModelFactory):
    """A current link on the party line."""

    class Meta:
        model = TenantLink

    superior = factory.SubFactory(TenantFactory)
    subordinate = factory.SubFactory(TenantFactory)
    valid_from = date(2020, 1, 1)


class AccountFactory(factory.django.DjangoModelFactory):
    """An account that can log in with PASSWORD."""

    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"taikhoan{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Thứ {n}")

    @classmethod
    def _create(cls, model_class: type[Account], *args: Any, **kwargs: Any) -> Account:
        return Account.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


class OrganizationFactory(TenantRowFactory):
    """The root organisation of the tenant, or with `parent` one below another."""

    class Meta:
        model = Organization

    tenant = factory.SubFactory(TenantFactory)
    name = factory.Sequence(lambda n: f"Cơ quan số {n}")
    kind = OrganizationKind.AGENCY
    level = Level.COMMUNE
    bloc = Bloc.PARTY

    @classmethod
    def _create(cls, model_class: type[Organization], *args: Any, **kwargs: Any) -> Organization:
        parent = kwargs.pop("parent", None)
        tenant = parent.tenant if parent else kwargs["tenant"]
        with scope(tenant=tenant.pk):
            root = parent or Organization.objects.filter(depth=1).first()
            if root is None:
                row = Organization(path=tenant_root_path(tenant), depth=1, **(kwargs | {"tenant": tenant}))
                row.save()
                return row
            root.refresh_from_db()
            return Organization.objects.add_child(root, kwargs | {"tenant": tenant})


class CollectiveFactory(TenantRowFactory):
    """The leadership of an organisation of the same tenant."""

    class Meta:
        model = Collective

    tenant = factory.SubFactory(TenantFactory)
    organization = factory.SubFactory(OrganizationFactory, tenant=factory.SelfAttribute("..tenant"))
    name = factory.Sequence(lambda n: f"Tập thể lãnh đạo số {n}")
    kind = CollectiveKind.UNIT_LEADERSHIP


class PersonFactory(TenantRowFactory):
    """Somebody in the rolls."""

    class Meta:
        model = Person

    tenant = factory.SubFactory(TenantFactory)
    full_name = factory.Sequence(lambda n: f"Trần Thị Hoa {n}")
    sort_key = factory.LazyAttribute(lambda row: name_sort_key(row.full_name))
    search_key = factory.LazyAttribute(lambda row: search_key(row.full_name))
    birth_date = date(1980, 5, 19)
    joined_party_on = date(2005, 2, 3)


class PostFactory(TenantRowFactory):
    """A leading post in a collective."""

    class Meta:
        model = Post

    tenant = factory.SubFactory(TenantFactory)
    person = factory.SubFactory(PersonFactory, tenant=factory.SelfAttribute("..tenant"))
    collective = factory.SubFactory(CollectiveFactory, tenant=factory.SelfAttribute("..tenant"))
    organization = factory.LazyAttribute(lambda row: row.collective.organization)
    title = "Trưởng ban"
    title_group = "Cấp trưởng"
    rank = 20
    role = PostRole.HEAD
    line = PostLine.PARTY
    started_on = date(2020, 6, 1)


class ManagementLinkFactory(TenantRowFactory):
    """The tenant itself decides on a post."""

    class Meta:
        model = ManagementLink

    tenant = factory.SubFactory(TenantFactory)
    managed_by = factory.SelfAttribute("tenant")
    valid_from = date(2020, 6, 1)


class CellMembershipFactory(TenantRowFactory):
    """Official membership in a cell."""

    class Meta:
        model = CellMembership

    tenant = factory.SubFactory(TenantFactory)
    person = factory.SubFactory(PersonFactory, tenant=factory.SelfAttribute("..tenant"))
    cell = factory.SubFactory(
        OrganizationFactory, tenant=factory.SelfAttribute("..tenant"), kind=OrganizationKind.PARTY_CELL
    )
    started_on = date(2005, 2, 3)


class SupervisionFactory(TenantRowFactory):
    """A committee member in charge of a unit."""

    class Meta:
        model = Supervision

    tenant = factory.SubFactory(TenantFactory)
    person = factory.SubFactory(PersonFactory, tenant=factory.SelfAttribute("..tenant"))
    organization = factory.SubFactory(OrganizationFactory, tenant=factory.SelfAttribute("..tenant"))
    started_on = date(2020, 1, 1)


class DisciplineRecordFactory(TenantRowFactory):
    """A reprimand of a person."""

    class Meta:
        model = DisciplineRecord

    tenant = factory.SubFactory(TenantFactory)
    person = factory.SubFactory(PersonFactory, tenant=factory.SelfAttribute("..tenant"))
    degree = "khien_trach"
    violation = factory.Sequence(lambda n: f"Vi phạm {n}")
    decision_number = factory.Sequence(lambda n: f"{n}-QĐ/UBKT")
    decided_on = date(2024, 5, 2)


class RoleGrantFactory(TenantRowFactory):
    """A role of an account in a tenant; the account works there too."""

    class Meta:
        model = RoleGrant

    tenant = factory.SubFactory(TenantFactory)
    account = factory.SubFactory(AccountFactory)
    role = Role.OFFICE

    @classmethod
    def _create(cls, model_class: type[RoleGrant], *args: Any, **kwargs: Any) -> RoleGrant:
        # Without membership the tenant does not exist for the account.
        TenantMembership.objects.get_or_create(account=kwargs["account"], tenant=kwargs["tenant"])
        return super()._create(model_class, *args, **kwargs)


def actor_for(tenant: Tenant, *roles: Role, person: Person | None = None) -> Actor:
    """An actor of the tenant with these roles, standing for a person where one is given."""
    account = person.account if person is not None and person.account_id else AccountFactory()
    TenantMembership.objects.get_or_create(account=account, tenant=tenant)
    with scope(tenant=tenant.pk):
        if person is not None and person.account_id is None:
            person.account = account
            person.save()
        for role in roles:
            RoleGrant(tenant=tenant, account=account, role=role).save()
        return load_actor(account, tenant.pk)
