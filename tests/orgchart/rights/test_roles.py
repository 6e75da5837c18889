"""Roles and exceptions: nobody grants more than they hold, acts on themselves, or keeps what was taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from guardian.shortcuts import assign_perm

from orgchart import rights
from orgchart.access import Actor, load_actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import OrganizationKind, Role
from orgchart.models import Account, AuditRecord, CellException, Delegation, RoleGrant
from orgchart.registry import exception_kinds
from orgchart.services import accounts, roles
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, OrganizationFactory, TenantFactory, actor_for

pytestmark = pytest.mark.django_db
DAY = date(2024, 11, 4)


@pytest.fixture
def tenant():
    return TenantFactory()


def roles_now(account: Account, tenant, on: date | None = DAY) -> set[str]:
    with scope(tenant=tenant.pk):
        return set(load_actor(account, tenant.pk, on=on).roles)


def give(actor: Actor, account: Account, *wanted: Role) -> set[str]:
    with scope(tenant=actor.tenant_id):
        return roles.set_roles(account_id=account.pk, roles=set(wanted), actor=actor, at=NOON)


def refused(actor: Actor, account: Account, *wanted: Role) -> bool:
    try:
        give(actor, account, *wanted)
    except PermissionDenied:
        return True
    return False


def test_who_may_grant_which_role_is_the_whole_table(tenant):
    """The administrator grants everything; the office what is no wider than its own; nobody else anything."""
    actors = {role: actor_for(tenant, role) for role in Role}
    target = actor_for(tenant).account

    granted = {giver: {role for role in Role if not refused(actor, target, role)} for giver, actor in actors.items()}

    narrow = {role for role in Role if rights.held_by([role]) <= rights.held_by([Role.OFFICE])}
    assert granted[Role.ADMIN] == set(Role)
    assert granted[Role.OFFICE] == narrow
    assert Role.READ_ONLY in narrow
    assert not {Role.HEAD, Role.ADMIN} & narrow
    assert all(granted[role] == set() for role in set(Role) - {Role.ADMIN, Role.OFFICE})


def test_nobody_changes_the_own_roles(tenant):
    admin = actor_for(tenant, Role.ADMIN)

    with pytest.raises(PermissionDenied):
        give(admin, admin.account, Role.ADMIN, Role.HEAD)


def test_office_does_not_take_a_role_that_it_could_not_give(tenant):
    office, head = actor_for(tenant, Role.OFFICE), actor_for(tenant, Role.HEAD)

    with pytest.raises(PermissionDenied):
        give(office, head.account)

    assert roles_now(head.account, tenant) == {"head"}


def test_last_administrator_stays(tenant):
    first, second = actor_for(tenant, Role.ADMIN), actor_for(tenant, Role.ADMIN)
    give(first, second.account)

    third = actor_for(tenant, Role.ADMIN)
    with scope(tenant=tenant.pk):
        RoleGrant.objects.filter(account=third.account).delete()
        with pytest.raises(Refused, match="cuối cùng"):
            roles.set_roles(account_id=first.account.pk, roles=set(), actor=third, at=NOON)
        with pytest.raises(Refused, match="cuối cùng"):
            accounts.close_account(account_id=first.account.pk, reason="Nghỉ", actor=third, at=NOON)


def test_change_of_roles_is_on_record_with_before_and_after(tenant):
    admin, clerk = actor_for(tenant, Role.ADMIN), actor_for(tenant, Role.READ_ONLY)

    give(admin, clerk.account, Role.OFFICE)

    with scope(tenant=tenant.pk):
        changes = AuditRecord.objects.get(action="set_roles").changes
    assert changes == {"before": {"Vai trò": "Chỉ xem"}, "after": {"Vai trò": "Văn phòng cấp ủy"}}


def lend(actor: Actor, borrower: Account, *, role: Role = Role.HEAD, days: int = 10, start: date = DAY) -> Delegation:
    with scope(tenant=actor.tenant_id):
        return roles.lend_role(
            role=role, borrower_id=borrower.pk, starts_on=start, ends_on=start + timedelta(days=days - 1),
            reason="Đi học", actor=actor, at=NOON,
        )  # fmt: skip


def test_lent_role_counts_from_to_and_no_longer_than_its_lender_holds_it(tenant):
    head, clerk = actor_for(tenant, Role.HEAD), actor_for(tenant)
    lend(head, clerk.account)

    found = [roles_now(clerk.account, tenant, DAY + timedelta(days=number)) for number in (-1, 0, 9, 10)]
    assert found == [set(), {"head"}, {"head"}, set()]
    assert roles_now(clerk.account, tenant, None) == set(), "without a day nothing that depends on one counts"

    give(actor_for(tenant, Role.ADMIN), head.account)
    assert roles_now(clerk.account, tenant) == set()


def test_lent_role_ends_with_the_account_of_its_lender(tenant):
    head, clerk, admin = actor_for(tenant, Role.HEAD), actor_for(tenant), actor_for(tenant, Role.ADMIN)
    lend(head, clerk.account)

    with scope(tenant=tenant.pk):
        accounts.close_account(account_id=head.account.pk, reason="Nghỉ hưu", actor=admin, at=NOON)

    assert roles_now(clerk.account, tenant) == set()


def test_borrower_passes_nothing_on_and_grants_nothing(tenant):
    head, clerk, other = actor_for(tenant, Role.HEAD), actor_for(tenant), actor_for(tenant).account
    office = actor_for(tenant, Role.OFFICE)
    lend(head, clerk.account)
    lend(office, clerk.account, role=Role.OFFICE)
    with scope(tenant=tenant.pk):
        borrower = load_actor(clerk.account, tenant.pk, on=DAY)

    assert borrower.lent == {"head", "office"}
    with pytest.raises(PermissionDenied):
        lend(borrower, other)
    with pytest.raises(PermissionDenied):
        give(borrower, other, Role.READ_ONLY)


@pytest.mark.parametrize("role", [Role.STANDING_COMMITTEE, Role.ADMIN, Role.READ_ONLY])
def test_some_roles_are_never_lent(tenant, role):
    with pytest.raises(PermissionDenied):
        lend(actor_for(tenant, role), actor_for(tenant).account, role=role)


def test_wrong_loans_are_refused_with_the_reason(tenant):
    head, clerk = actor_for(tenant, Role.HEAD), actor_for(tenant)
    lend(head, clerk.account)

    with pytest.raises(Refused, match="trùng thời gian"):
        lend(head, clerk.account, start=DAY + timedelta(days=9))
    with pytest.raises(InvalidInput, match="chính mình"):
        lend(head, head.account)
    with pytest.raises(InvalidInput, match="trở đi"):
        lend(head, clerk.account, days=0, start=DAY + timedelta(days=90))
    with pytest.raises(InvalidInput, match="một năm"):
        lend(head, clerk.account, days=400, start=DAY + timedelta(days=90))
    with pytest.raises(NotVisible):
        lend(head, actor_for(TenantFactory()).account)


def test_database_refuses_a_loan_to_oneself_and_dates_backward(tenant):
    head, clerk = actor_for(tenant, Role.HEAD), actor_for(tenant)
    common = {"tenant": tenant, "lender": head.account, "role": "head", "reason": "x", "made_at": NOON}

    with scope(tenant=tenant.pk):
        for borrower, end in ((head.account, DAY), (clerk.account, DAY - timedelta(days=1))):
            with pytest.raises(IntegrityError), transaction.atomic():
                Delegation(**common, borrower=borrower, starts_on=DAY, ends_on=end).save()


def test_what_is_done_by_a_lent_role_says_so(tenant):
    head, clerk = actor_for(tenant, Role.HEAD), actor_for(tenant)
    lend(head, clerk.account)

    with scope(tenant=tenant.pk):
        borrower = load_actor(clerk.account, tenant.pk, on=DAY)
        row = Delegation.objects.get()
        roles.end_delegation(delegation_id=row.pk, actor=borrower, at=NOON)

        assert AuditRecord.objects.get(action="end_delegation").changes["lent_roles"] == ["head"]


def test_exception_is_for_one_person_and_one_object_until_it_is_taken_back(tenant):
    """(promise 17 as well: what guardian says object by object is what the actor was loaded with.)"""
    office, clerk = actor_for(tenant, Role.OFFICE), actor_for(tenant)
    cells = [OrganizationFactory(tenant=tenant, kind=OrganizationKind.PARTY_CELL) for _ in range(3)]
    common = {"permission": "enter_for_cell", "account_id": clerk.account.pk, "actor": office, "at": NOON}

    with scope(tenant=tenant.pk):
        roles.entrust(object_id=cells[0].pk, **common)
        entrusted = load_actor(clerk.account, tenant.pk)
        by_guardian = {cell.pk for cell in cells if clerk.account.has_perm("orgchart.enter_for_cell", cell)}
        roles.dismiss(object_id=cells[0].pk, **common)
        after = load_actor(clerk.account, tenant.pk)

        assert entrusted.entrusted_with("enter_for_cell") == by_guardian == {cells[0].pk}
        assert after.exceptions == frozenset()
        with pytest.raises(Refused, match="không còn được giao"):
            roles.dismiss(object_id=cells[0].pk, **common)
        with pytest.raises(PermissionDenied):
            roles.entrust(object_id=cells[0].pk, **common | {"account_id": office.account.pk})
        with pytest.raises(PermissionDenied):
            roles.entrust(object_id=cells[0].pk, **common | {"actor": clerk})


def test_exception_goes_with_its_object(tenant):
    clerk, cell = actor_for(tenant), OrganizationFactory(tenant=tenant, kind=OrganizationKind.PARTY_CELL)
    with scope(tenant=tenant.pk):
        assign_perm("enter_for_cell", clerk.account, cell)
        cell.delete()

        assert not CellException.objects.exists()


def test_exceptions_are_few_kinds_and_kept_in_tables_of_the_tenant():
    assert {kind.permission for kind in exception_kinds()} >= {"enter_for_cell", "keep_minutes", "see_dossier"}
    assert all(kind.model._meta.get_field("tenant") for kind in exception_kinds())


def test_loading_an_actor_is_one_statement_whatever_it_holds(tenant, django_assert_num_queries):
    head, clerk = actor_for(tenant, Role.HEAD, Role.OFFICE), actor_for(tenant)
    lend(head, clerk.account)
    with scope(tenant=tenant.pk):
        assign_perm("enter_for_cell", clerk.account, OrganizationFactory(tenant=tenant))
        for account in (head.account, clerk.account):
            with django_assert_num_queries(1):
                load_actor(account, tenant.pk, on=DAY)
