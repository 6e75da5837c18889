"""Making, closing and reopening accounts; ending their sessions; taking a lost second factor away."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AccessLetter, Account, Delegation, Person, RoleGrant, SentForm, TenantMembership
from orgchart.names import search_key
from orgchart.registry import exception_kinds
from orgchart.tenancy import current_tenant_id, scope

LAST_ADMIN = "Đây là quản trị hệ thống cuối cùng của đơn vị. Hãy phân vai trò này cho người khác trước."


@transaction.atomic
def create_account(
    *, username: str, actor: Actor, at: datetime, person_id: int | None = None, full_name: str = "", email: str = ""
) -> Account:
    """An account without a password for somebody in the rolls, or for a clerk who is in none; a letter opens it."""
    need_keeper(actor)
    login = username.strip().lower()
    if Account.objects.filter(username=login).exists():
        raise InvalidInput({"username": f"Đã có tài khoản “{login}”. Chọn tên đăng nhập khác."})
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id) if person_id else None
    if person is not None and person.account_id is not None:
        raise Refused(f"{person.full_name} đã có tài khoản.")
    name = person.full_name if person else " ".join(full_name.split())
    if not name:
        raise InvalidInput({"full_name": "Nhập họ và tên."})
    account = Account.objects.create_user(login, None, full_name=name, email=email)
    TenantMembership.objects.create(account=account, tenant_id=actor.tenant_id)
    if person is not None:
        person.account = account
        person.save()
    audit.record(actor=actor, action="create_account", target=account, at=at, summary=f"Lập tài khoản {login}: {name}")
    return account


def free_login(full_name: str) -> str:
    """A login name that nobody has, from the name without marks: `nguyen.van.an`, `nguyen.van.an2`."""
    stem = ".".join("".join(c for c in word if c.isalnum()) for word in search_key(full_name).split())[:50] or "can.bo"
    taken = set(Account.objects.filter(username__startswith=stem).values_list("username", flat=True))
    number = 2
    login = stem
    while login in taken:
        login, number = f"{stem}{number}", number + 1
    return login


@transaction.atomic
def close_account(*, account_id: int, reason: str, actor: Actor, at: datetime) -> TenantMembership:
    """The account no longer works here: its sessions end at once; without another tenant it can not log in either."""
    membership = _locked(account_id, actor)
    if membership.closed_at is not None:
        raise Refused("Tài khoản này đã khóa rồi.")
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do khóa, ví dụ: nghỉ hưu từ ngày 01/11/2024."})
    keep_an_admin(account_id)
    _close(membership, reason, actor, at)
    return membership


def close_for_leaving(account: Account, reason: str, at: datetime) -> bool:
    """Whoever has gone to another office and held no role here loses the entry by itself.

    An account with roles stays for the office to close: somebody has to take them over first. Whether it was closed.
    """
    rows = TenantMembership.objects.select_for_update(of=("self",)).select_related("account")
    membership = rows.filter(account=account, tenant_id=current_tenant_id(), closed_at=None, guest_until=None).first()
    if membership is None or RoleGrant.objects.filter(account=account).exists():
        return False
    _close(membership, reason, None, at)
    return True


def _close(membership: TenantMembership, reason: str, actor: Actor | None, at: datetime) -> None:
    membership.closed_at = at
    membership.save(update_fields=["closed_at"])
    account = membership.account
    Delegation.objects.filter(lender=account, ended_at=None).update(ended_at=at)
    Delegation.objects.filter(borrower=account, ended_at=None).update(ended_at=at)
    if not account.memberships.filter(closed_at=None, guest_until=None).exists():
        account.is_active = False
        account.save(update_fields=["is_active"])
    ended = _end_sessions(account)
    audit.record(
        actor=actor, action="close_account", target=account, at=at, changes={"reason": reason, "sessions": ended},
        summary=f"Khóa tài khoản {account.username}: {account.full_name}",
    )  # fmt: skip


@transaction.atomic
def reopen_account(*, account_id: int, actor: Actor, at: datetime) -> TenantMembership:
    """The account works here again, with the roles that it had."""
    membership = _locked(account_id, actor)
    if membership.closed_at is None:
        raise Refused("Tài khoản này đang hoạt động.")
    membership.closed_at = None
    membership.save(update_fields=["closed_at"])
    account = membership.account
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record(
        actor=actor, action="reopen_account", target=account, at=at,
        summary=f"Mở lại tài khoản {account.username}: {account.full_name}",
    )  # fmt: skip
    return membership


@transaction.atomic
def end_sessions(*, account_id: int, actor: Actor, at: datetime) -> int:
    """Whoever is logged in with the account anywhere has to log in again."""
    account = _locked(account_id, actor).account
    ended = _end_sessions(account)
    audit.record(
        actor=actor, action="end_sessions", target=account, at=at,
        summary=f"Buộc đăng nhập lại: {account.username} ({ended} phiên)",
    )  # fmt: skip
    return ended


@transaction.atomic
def reset_second_factor(*, account_id: int, actor: Actor, at: datetime) -> None:
    """A lost telephone: the second factor is taken away, and roles that need one wait until a new one is set up."""
    if not actor.may("roles.grant"):
        raise PermissionDenied
    membership = _locked(account_id, actor)
    account = membership.account
    _only_here(membership)
    if not Authenticator.objects.filter(user=account).exists():
        raise Refused("Tài khoản này chưa cài xác thực hai lớp.")
    Authenticator.objects.filter(user=account).delete()
    _end_sessions(account)
    audit.record(
        actor=actor, action="reset_second_factor", target=account, at=at,
        summary=f"Gỡ xác thực hai lớp của {account.username}: {account.full_name}",
    )  # fmt: skip


def forget_account(account: Account, *, stand_in: str, at: datetime) -> None:
    """Close the account here for good, and put a number in place of its name; part of an erasure, which records it.

    An account that some other office knows keeps its name there, because that office decides for itself; here nothing
    leads to it from the lists any more.
    """
    here = {"tenant_id": current_tenant_id()}
    RoleGrant.objects.filter(account=account).delete()
    open_loans = Delegation.objects.filter(ended_at=None)
    (open_loans.filter(lender=account) | open_loans.filter(borrower=account)).update(ended_at=at)
    for table in {kind.model for kind in exception_kinds()}:
        table.objects.filter(user=account).delete()
    SentForm.objects.filter(account=account).delete()
    if account.memberships.exclude(**here).exists():
        account.memberships.filter(**here).delete()
        Person.objects.filter(account=account).update(account=None)
        return
    account.memberships.filter(**here, closed_at=None).update(closed_at=at)
    _end_sessions(account)
    for rows in (UserSession, Authenticator, EmailAddress):
        rows.objects.filter(user=account).delete()
    AccessLetter.objects.filter(account=account).delete()
    account.username, account.full_name, account.email = f"da-xoa-{account.pk}", stand_in, ""
    account.is_active = account.is_staff = account.is_superuser = False
    account.set_unusable_password()
    account.last_login = None
    account.save()


def record_everywhere(*, account: Account, action: str, summary: str, at: datetime, by_itself: bool = True) -> None:
    """What happens to an account outside any tenant stands in the trail of every tenant that it works in."""
    for membership in account.memberships.filter(closed_at=None).order_by("pk"):
        with transaction.atomic(), scope(tenant=membership.tenant_id):
            actor = Actor(account, membership.tenant_id) if by_itself else None
            audit.record(actor=actor, action=action, target=account, at=at, summary=summary)


def need_keeper(actor: Actor) -> None:
    """Raise PermissionDenied unless the actor keeps accounts."""
    if not access.can_keep_accounts(actor):
        raise PermissionDenied


def keep_an_admin(account_id: int) -> None:
    """Raise Refused where the account is the last that keeps roles; the rows stay locked until the change is done."""
    admins = RoleGrant.objects.select_for_update(of=("self",)).filter(role=Role.ADMIN)
    open_here = set(
        TenantMembership.objects.filter(
            account__in=[grant.account_id for grant in admins], tenant_id__in={grant.tenant_id for grant in admins},
            closed_at=None, account__is_active=True,
        ).values_list("account_id", flat=True)
    )  # fmt: skip
    if open_here == {account_id}:
        raise Refused(LAST_ADMIN)


def _locked(account_id: int, actor: Actor) -> TenantMembership:
    """The account as it works here, if the actor may change it: right first, and never the own one."""
    need_keeper(actor)
    rows = TenantMembership.objects.select_for_update(of=("self",)).select_related("account")
    membership = rows.get(account=account_id, tenant_id=actor.tenant_id)
    need_power_over(actor, account_id)
    refuse_guest(membership)
    return membership


def refuse_guest(membership: TenantMembership) -> None:
    """The account of a guest is kept by the office that sent him or her."""
    if membership.is_guest:
        raise Refused(
            f"{membership.account.full_name} là khách do đơn vị khác cử đến; tài khoản do đơn vị đó quản lý. "
            "Muốn thôi cho vào thì thu hồi việc được giao riêng."
        )


def works_elsewhere(membership: TenantMembership) -> bool:
    """Whether the account belongs to another office too; being a guest there does not count."""
    others = membership.account.memberships.filter(closed_at=None, guest_until=None).exclude(pk=membership.pk)
    return membership.is_guest or others.exists()


def need_power_over(actor: Actor, account_id: int) -> None:
    """Nobody changes the own account or that of somebody with more rights: it would be a way to hold them."""
    if access.is_self(actor, account_id):
        raise PermissionDenied
    held = RoleGrant.objects.filter(account=account_id).values_list("role", flat=True)
    if not all(access.can_grant(actor, role) for role in held):
        raise PermissionDenied


def _only_here(membership: TenantMembership) -> None:
    if works_elsewhere(membership):
        raise Refused(
            f"{membership.account.full_name} còn làm việc ở đơn vị khác trên hệ thống này, nên một đơn vị không tự đặt "
            "lại được. Đề nghị quản trị máy chủ đặt lại."
        )


def _end_sessions(account: Account) -> int:
    sessions = list(UserSession.objects.filter(user=account))
    for session in sessions:
        session.end()
    return len(sessions)
