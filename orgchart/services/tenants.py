"""Opening a tenant: its place in the registry, its root organisation, its first office account."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from orgchart import audit
from orgchart.access import load_actor
from orgchart.errors import InvalidInput
from orgchart.kinds import OrganizationKind, Role
from orgchart.models import Account, RoleGrant, Tenant, TenantLink, TenantMembership
from orgchart.services.chart import create_root
from orgchart.tenancy import scope


@dataclass(frozen=True)
class FirstOffice:
    """Who keeps a new tenant: login name, full name, first password."""

    login: str
    full_name: str
    password: str


@transaction.atomic
def open_tenant(*, office: FirstOffice, superior: Tenant | None, since: date, at: datetime, **fields: Any) -> Tenant:
    """A new tenant with its root organisation and an account of its office; linked upward where it has a superior.

    Raises InvalidInput where the short name in addresses or the login name is taken.
    """
    if Tenant.objects.filter(slug=fields["slug"]).exists():
        raise InvalidInput({"slug": f"Đã có đơn vị dùng địa chỉ “{fields['slug']}”."})
    if Account.objects.filter(username=office.login).exists():
        raise InvalidInput({"login": f"Đã có tài khoản “{office.login}”."})
    tenant = Tenant.objects.create(**fields)
    if superior is not None:
        TenantLink.objects.create(superior=superior, subordinate=tenant, valid_from=since)
    account = Account.objects.create_user(office.login, office.password, full_name=office.full_name)
    TenantMembership.objects.create(account=account, tenant=tenant)
    with scope(tenant=tenant.pk):
        for role in (Role.OFFICE, Role.ADMIN):
            RoleGrant(tenant=tenant, account=account, role=role).save()
        actor = load_actor(account, tenant.pk)
        root = create_root(
            tenant=tenant,
            actor=actor,
            at=at,
            name=tenant.name,
            kind=OrganizationKind.PARTY_COMMITTEE,
            level=tenant.level,
            bloc=tenant.bloc,
        )
        audit.record(actor=None, action="open_tenant", target=root, at=at, summary=f"Mở đơn vị: {tenant.name}")
    return tenant
