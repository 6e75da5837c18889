"""Opening a tenant: its place in the registry, its root organisation, its first office account."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from orgchart import access, audit
from orgchart.access import Actor, load_actor
from orgchart.errors import InvalidInput
from orgchart.kinds import Level, OrganizationKind, Role
from orgchart.models import Account, Organization, RoleGrant, Tenant, TenantLink, TenantMembership
from orgchart.services.chart import create_root
from orgchart.tenancy import scope


@dataclass(frozen=True)
class FirstOffice:
    """Who keeps a new tenant: login name, full name, first password."""

    login: str
    full_name: str
    password: str


# Letters and digits that nobody confuses on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Opened:
    """A new tenant with the login of its office and the first password, which is kept nowhere."""

    tenant: Tenant
    login: str
    password: str


def first_password() -> str:
    """Four groups of four, to be read from paper and typed once: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def open_subordinate(*, actor: Actor, at: datetime, login: str, full_name: str, **fields: Any) -> Opened:
    """The level above opens a tenant right below itself; both trails say so.

    The slug comes from the short name. Raises InvalidInput where it or the login is taken, or where the level is
    not below the own one.
    """
    if not access.can_open_tenants(actor):
        raise PermissionDenied
    superior = Tenant.objects.get(pk=actor.tenant_id)
    levels = [str(level) for level in Level]
    if levels.index(fields["level"]) < levels.index(superior.level):
        raise InvalidInput({"level": "Đơn vị trực thuộc không thể ở cấp cao hơn đơn vị mở nó."})
    slug = slug_of(fields["short_name"])
    if not slug:
        raise InvalidInput({"short_name": "Tên gọi tắt phải có chữ cái để đặt địa chỉ trang."})
    if Tenant.objects.filter(slug=slug).exists():
        raise InvalidInput({"short_name": f"Đã có đơn vị mang tên gọi tắt này (địa chỉ “{slug}”)."})
    password = first_password()
    tenant = open_tenant(
        office=FirstOffice(login.strip(), " ".join(full_name.split()), password),
        superior=superior, since=timezone.localdate(at), at=at, slug=slug,
        superior_name=superior.issuing_body, **fields,
    )  # fmt: skip
    root = Organization.objects.filter(depth=1).first()
    if root is not None:
        summary = f"Mở đơn vị trực thuộc: {tenant.name}"
        audit.record(actor=actor, action="open_subordinate", target=root, at=at, summary=summary)
    return Opened(tenant, login.strip(), password)


def slug_of(short_name: str) -> str:
    """The name of a tenant in addresses, from its short name."""
    return slugify(short_name.replace("Đ", "D").replace("đ", "d"))[:60]


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
