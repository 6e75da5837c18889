"""Granting, lending and withdrawing roles; entrusting a named person with one object."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from guardian.shortcuts import assign_perm, remove_perm

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import Account, Delegation, RoleGrant, TenantMembership
from orgchart.registry import ExceptionKind, exception_kinds
from orgchart.services.accounts import keep_an_admin, need_keeper, refuse_guest
from orgchart.services.guests import end_visit

LONGEST_LOAN = 366


@transaction.atomic
def set_roles(*, account_id: int, roles: set[str], actor: Actor, at: datetime) -> set[str]:
    """The roles of an account are these; nobody changes the own ones, or grants or takes more than they hold."""
    need_keeper(actor)
    account = _own_account(account_id, actor.tenant_id)
    grants = RoleGrant.objects.select_for_update(of=("self",)).filter(account=account)
    before = {grant.role for grant in grants}
    changed = before ^ roles
    if access.is_self(actor, account_id) or not all(access.can_grant(actor, role) for role in changed):
        raise PermissionDenied
    if Role.ADMIN in before - roles:
        keep_an_admin(account_id)
    RoleGrant.objects.filter(account=account, role__in=before - roles).delete()
    for role in sorted(roles - before):
        RoleGrant(tenant_id=actor.tenant_id, account=account, role=role).save()
    if changed:
        audit.record(
            actor=actor, action="set_roles", target=account, at=at,
            summary=f"Phân vai trò cho {account.full_name} ({account.username})",
            changes=audit.difference({"Vai trò": _names(before)}, {"Vai trò": _names(roles)}),
        )  # fmt: skip
    return changed


@transaction.atomic
def lend_role(
    *, role: str, borrower_id: int, starts_on: date, ends_on: date, reason: str, actor: Actor, at: datetime
) -> Delegation:
    """A holder lends a role for a time (ủy quyền); it ends by itself, or when either side gives it up."""
    if not access.can_lend(actor, role):
        raise PermissionDenied
    borrower = _own_account(borrower_id, actor.tenant_id)
    if access.is_self(actor, borrower_id):
        raise InvalidInput({"borrower": "Không ủy quyền cho chính mình."})
    if ends_on < starts_on:
        raise InvalidInput({"ends_on": f"Ngày kết thúc phải từ {starts_on:%d/%m/%Y} trở đi."})
    if (ends_on - starts_on).days >= LONGEST_LOAN:
        raise InvalidInput({"ends_on": "Ủy quyền không quá một năm; hết hạn thì ủy quyền lại."})
    overlap = Delegation.objects.filter(lender=actor.account, borrower=borrower, role=role, ended_at=None)
    if overlap.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused(f"Đã có ủy quyền vai trò này cho {borrower.full_name} trùng thời gian. Kết thúc bản cũ trước.")
    row = Delegation(
        tenant_id=actor.tenant_id, lender=actor.account, borrower=borrower, role=role, starts_on=starts_on,
        ends_on=ends_on, reason=reason, made_at=at,
    )  # fmt: skip
    row.save()
    audit.record(
        actor=actor, action="lend_role", target=row, at=at, changes={"reason": reason},
        summary=f"Ủy quyền {Role(role).label} cho {borrower.full_name} từ {starts_on:%d/%m/%Y} đến {ends_on:%d/%m/%Y}",
    )  # fmt: skip
    return row


@transaction.atomic
def end_delegation(*, delegation_id: int, actor: Actor, at: datetime) -> Delegation:
    """The lender, the borrower or whoever keeps accounts ends it; from the next request on it counts no more."""
    row = Delegation.objects.select_for_update(of=("self",)).filter(pk=delegation_id).first()
    involved = row is not None and actor.account.pk in {row.lender_id, row.borrower_id}
    if row is None or not (involved or access.can_keep_accounts(actor)):
        raise NotVisible
    if row.ended_at is not None:
        raise Refused("Ủy quyền này đã kết thúc.")
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit.record(
        actor=actor, action="end_delegation", target=row, at=at,
        summary=f"Kết thúc ủy quyền {row.get_role_display()} của {row.lender.full_name} cho {row.borrower.full_name}",
    )  # fmt: skip
    return row


def exception_kind(permission: str) -> ExceptionKind:
    """The kind of a name; raises NotVisible."""
    found = next((kind for kind in exception_kinds() if kind.permission == permission), None)
    if found is None:
        raise NotVisible
    return found


@transaction.atomic
def entrust(
    *,
    permission: str,
    object_id: int,
    account_id: int,
    actor: Actor,
    at: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> None:
    """A named person may do one thing with one object (nhập thay, ghi biên bản, dự một hội nghị).

    What is given for a time only ends by itself; giving it again changes its days.
    """
    kind, account, thing = _exception(permission, object_id, account_id, actor)
    if access.is_self(actor, account_id):
        raise PermissionDenied
    assign_perm(permission, account, thing)
    term = ""
    if kind.is_dated:
        first, last = _term(starts_on, ends_on)
        held = kind.model.objects.get(user=account, content_object=thing, permission__codename=permission)
        held.starts_on, held.ends_on = first, last
        held.save(update_fields=["starts_on", "ends_on"])
        term = f", từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
    audit.record(
        actor=actor, action="entrust", target=thing, at=at,
        summary=f"Giao {account.full_name}: {kind.label} – {thing}{term}"[:300],
    )  # fmt: skip


def _term(starts_on: date | None, ends_on: date | None) -> tuple[date, date]:
    if starts_on is None or ends_on is None:
        raise InvalidInput(
            {name: "Ghi ngày." for name, day in (("starts_on", starts_on), ("ends_on", ends_on)) if day is None}
        )
    if ends_on < starts_on:
        raise InvalidInput({"ends_on": f"Ngày kết thúc phải từ {starts_on:%d/%m/%Y} trở đi."})
    if (ends_on - starts_on).days >= LONGEST_LOAN:
        raise InvalidInput({"ends_on": "Việc giao có thời hạn không quá một năm."})
    return starts_on, ends_on


@transaction.atomic
def dismiss(*, permission: str, object_id: int, account_id: int, actor: Actor, at: datetime) -> None:
    """What was entrusted is taken back; from the next request on it counts no more."""
    if not access.can_grant_exceptions(actor):
        raise PermissionDenied
    if not exception_kind(permission).choices().filter(pk=object_id).exists():
        raise NotVisible
    kind, account, thing = _exception(permission, object_id, account_id, actor)
    if not kind.model.objects.filter(user=account, content_object=thing, permission__codename=permission).exists():
        raise Refused("Việc này không còn được giao.")
    remove_perm(permission, account, thing)
    end_visit(account, at)
    audit.record(
        actor=actor, action="dismiss", target=thing, at=at,
        summary=f"Thôi giao {account.full_name}: {kind.label} – {thing}",
    )  # fmt: skip


def _exception(permission: str, object_id: int, account_id: int, actor: Actor) -> tuple[ExceptionKind, Account, Any]:
    if not access.can_grant_exceptions(actor):
        raise PermissionDenied
    kind = exception_kind(permission)
    thing = kind.choices().filter(pk=object_id).first()
    if thing is None:
        raise InvalidInput({"object": "Chọn một mục trong danh sách."})
    return kind, _open_membership(account_id, actor.tenant_id).account, thing


def _own_account(account_id: int, tenant_id: int) -> Account:
    """Roles are for those who work here; what a guest may do is given object by object."""
    membership = _open_membership(account_id, tenant_id)
    refuse_guest(membership)
    return membership.account


def _open_membership(account_id: int, tenant_id: int) -> TenantMembership:
    membership = (
        TenantMembership.objects.filter(account=account_id, tenant_id=tenant_id).select_related("account").first()
    )
    if membership is None:
        raise NotVisible
    if membership.closed_at is not None:
        raise Refused(f"Tài khoản của {membership.account.full_name} đang khóa.")
    return membership


def _names(roles: set[str]) -> str:
    return ", ".join(str(role.label) for role in Role if role in roles)
