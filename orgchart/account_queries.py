"""Reading accounts, what they may do, and the trail."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from orgchart.audit import REFUSED
from orgchart.kinds import Role
from orgchart.models import Account, AuditRecord, Delegation, Person, RoleGrant, TenantMembership
from orgchart.names import search_key
from orgchart.registry import ExceptionKind, exception_kinds


@dataclass(frozen=True)
class AccountRow:
    """One account as the list shows it."""

    membership: TenantMembership
    roles: list[str] = field(default_factory=list)
    has_second_factor: bool = False

    @property
    def account(self) -> Account:
        """Who it is."""
        return self.membership.account


def accounts_here(tenant_id: int, search: str = "", *, closed: bool = False) -> QuerySet[TenantMembership]:
    """The accounts that work in a tenant, by name; open ones, or those that were closed."""
    second = Authenticator.objects.filter(user=OuterRef("account"))
    rows = TenantMembership.objects.filter(tenant=tenant_id, closed_at__isnull=not closed)
    if search.strip():
        named = Person.objects.filter(search_key__contains=search_key(search)).exclude(account=None)
        spelled = Q(account__full_name__icontains=search.strip()) | Q(account__username__icontains=search.strip())
        rows = rows.filter(spelled | Q(account__in=named.values("account")))
    rows = rows.select_related("account").annotate(has_second_factor=Exists(second))
    return rows.order_by("account__full_name", "pk")


def account_rows(memberships: list[Any]) -> list[AccountRow]:
    """The same with their roles (one query for all)."""
    roles: dict[int, list[str]] = defaultdict(list)
    for grant in RoleGrant.objects.filter(account__in=[row.account_id for row in memberships]).order_by("role"):
        roles[grant.account_id].append(grant.get_role_display())
    return [AccountRow(row, roles[row.account_id], row.has_second_factor) for row in memberships]


def membership_here(account_id: int, tenant_id: int) -> TenantMembership | None:
    """The account as it works in a tenant."""
    rows = TenantMembership.objects.filter(account=account_id, tenant=tenant_id)
    return rows.select_related("account__letter").first()


def roles_of(account: Account) -> set[str]:
    """The roles granted here."""
    return set(RoleGrant.objects.filter(account=account).values_list("role", flat=True))


@dataclass(frozen=True)
class Entrusted:
    """One thing that an account was entrusted with."""

    kind: ExceptionKind
    object_id: int
    label: str
    starts_on: date | None = None
    ends_on: date | None = None


def entrusted_to(account: Account) -> list[Entrusted]:
    """All exceptions of an account, one query for each kind."""
    return [
        Entrusted(kind, row.content_object_id, object_label(row.content_object), row.starts_on, row.ends_on)
        for kind in exception_kinds()
        for row in kind.model.objects.filter(
            user=account, content_object__in=kind.choices(), permission__codename=kind.permission
        ).order_by("pk")
    ]


def object_label(thing: Any) -> str:
    """How an object is called in a list to choose from."""
    subject = getattr(thing, "subject", None)
    return f"Hồ sơ {subject.name} – năm {subject.cycle.year}" if subject is not None else str(thing)


def without_account(search: str = "") -> QuerySet[Person]:
    """People in the rolls who can not log in yet, by given name."""
    rows = Person.objects.filter(account=None).order_by("sort_key", "pk")
    return rows.filter(search_key__contains=search_key(search)) if search.strip() else rows


def delegations(account: Account | None = None) -> QuerySet[Delegation]:
    """What was lent, newest first: everything, or what one account gave and got."""
    rows = Delegation.objects.select_related("lender", "borrower").order_by("-starts_on", "-pk")
    return rows.filter(Q(lender=account) | Q(borrower=account)) if account else rows


def borrowers(tenant_id: int, actor_account_id: int) -> QuerySet[Account]:
    """Everybody else who works here, guests left out."""
    here = TenantMembership.objects.filter(tenant=tenant_id, closed_at=None, guest_until=None)
    rows = Account.objects.filter(pk__in=here.values("account"), is_active=True)
    return rows.exclude(pk=actor_account_id).order_by("full_name", "pk")


def role_labels(roles: set[str]) -> list[str]:
    """The words for roles, in the order of the list."""
    return [str(role.label) for role in Role if role in roles]


def trail(wanted: Mapping[str, Any]) -> QuerySet[AuditRecord]:
    """The trail, newest first, narrowed by who, when, what, on which kind of object."""
    rows = AuditRecord.objects.order_by("-pk")
    if wanted.get("nguoi"):
        rows = rows.filter(actor_name__icontains=wanted["nguoi"])
    if wanted.get("tim"):
        rows = rows.filter(summary__icontains=wanted["tim"])
    if wanted.get("loai"):
        rows = rows.filter(target_type=wanted["loai"])
    if wanted.get("tu_choi"):
        rows = rows.filter(action=REFUSED)
    if wanted.get("tu"):
        rows = rows.filter(at__gte=_start_of(wanted["tu"]))
    if wanted.get("den"):
        rows = rows.filter(at__lt=_start_of(wanted["den"] + timedelta(days=1)))
    return rows


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
