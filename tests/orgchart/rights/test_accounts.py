"""Accounts are made, opened by a letter, closed at once, and never a way to more than one holds."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AccessLetter, Account, AuditRecord, TenantMembership
from orgchart.services import accounts, letters
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, PASSWORD, PersonFactory, TenantFactory, actor_for

pytestmark = pytest.mark.django_db
OWN = "con-ngựa-đá-2024"


@pytest.fixture
def office():
    return actor_for(TenantFactory(), Role.OFFICE)


@pytest.fixture
def account(office) -> Account:
    """Somebody of the rolls, with an account that nobody has opened yet."""
    with scope(tenant=office.tenant_id):
        person = PersonFactory(tenant=TenantMembership.objects.get(account=office.account).tenant)
        return accounts.create_account(username="ma.van.an", person_id=person.pk, actor=office, at=NOON)


def letter_for(office, account: Account) -> str:
    with scope(tenant=office.tenant_id):
        return letters.issue_letters(account_ids=[account.pk], actor=office, at=NOON)[0].code


def claim(account: Account, code: str, *, password: str = OWN, after: timedelta = timedelta(hours=1)) -> Account:
    return letters.claim_letter(username=account.username, code=code, password=password, at=NOON + after)


def logs_in(account: Account, password: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": account.username, "password": password})
    return "_auth_user_id" in client.session


def test_letter_opens_an_account_once_with_a_password_of_the_own(office, account):
    code = letter_for(office, account)
    assert not account.has_usable_password()

    claim(account, code.lower().replace("-", " "))

    assert logs_in(account, OWN)
    with pytest.raises(InvalidInput, match="đã dùng"):
        claim(account, code)
    with scope(tenant=office.tenant_id):
        actions = list(AuditRecord.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["create_account", "issue_letter", "claim_letter"]


def test_code_is_stored_nowhere(office, account):
    code = letter_for(office, account).replace("-", "")

    letter = AccessLetter.objects.get()
    with scope(tenant=office.tenant_id):
        told = str(list(AuditRecord.objects.values()))

    assert code not in str(vars(letter)) + told
    assert len(code) == 12


@pytest.mark.parametrize("case", ["name", "code", "used", "old", "void", "closed"])
def test_every_letter_that_does_not_fit_gets_the_same_answer(office, account, case):
    code, after = letter_for(office, account), timedelta(hours=1)
    other = Account(username="khong.co") if case == "name" else account
    if case == "code":
        code = "AAAA-AAAA-AAAA"
    elif case == "used":
        claim(account, code)
    elif case == "old":
        after = letters.VALID_FOR
    elif case == "void":
        letter_for(office, account)
    elif case == "closed":
        with scope(tenant=office.tenant_id):
            accounts.close_account(account_id=account.pk, reason="Nghỉ", actor=office, at=NOON)

    with pytest.raises(InvalidInput) as refusal:
        claim(other, code, after=after)

    assert refusal.value.errors == {"code": letters.WRONG}


def test_weak_password_is_refused_and_the_letter_stays(office, account):
    code = letter_for(office, account)

    with pytest.raises(InvalidInput) as refusal:
        claim(account, code, password="12345")

    assert set(refusal.value.errors) == {"password"}
    claim(account, code)


def test_reset_leaves_the_second_factor_in_force(office, account):
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    claim(account, letter_for(office, account))
    client = Client()

    answer = client.post(reverse("account_login"), {"login": account.username, "password": OWN})

    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("change", ["close", "letter", "password", "end"])
def test_sessions_end_at_once(office, account, change):
    claim(account, letter_for(office, account))
    client = Client()
    client.post(reverse("account_login"), {"login": account.username, "password": OWN})
    assert client.get(reverse("orgchart:my_work")).status_code == 200

    with scope(tenant=office.tenant_id):
        if change == "close":
            accounts.close_account(account_id=account.pk, reason="Nghỉ hưu", actor=office, at=NOON)
        elif change == "end":
            assert accounts.end_sessions(account_id=account.pk, actor=office, at=NOON) == 1
    if change == "letter":
        claim(account, letter_for(office, account), password="mat-khau-moi-2025")
    elif change == "password":
        account.refresh_from_db()
        account.set_password("mat-khau-moi-2025")
        account.save()

    assert client.get(reverse("orgchart:my_work")).status_code == 302
    assert logs_in(account, OWN) == (change == "end")


def test_closed_account_comes_back_with_its_roles(office, account):
    with scope(tenant=office.tenant_id):
        accounts.close_account(account_id=account.pk, reason="Nghỉ ốm dài ngày", actor=office, at=NOON)
        with pytest.raises(Refused, match="khóa rồi"):
            accounts.close_account(account_id=account.pk, reason="Lại", actor=office, at=NOON)
        accounts.reopen_account(account_id=account.pk, actor=office, at=NOON)

    account.refresh_from_db()
    assert account.is_active
    assert account.memberships.get().closed_at is None


def test_account_that_works_elsewhere_is_closed_here_only_and_never_reset_from_here(office, account):
    TenantMembership.objects.create(account=account, tenant=TenantFactory())

    with scope(tenant=office.tenant_id):
        with pytest.raises(Refused, match="đơn vị khác"):
            letters.issue_letters(account_ids=[account.pk], actor=office, at=NOON)
        accounts.close_account(account_id=account.pk, reason="Chuyển đi", actor=office, at=NOON)

    account.refresh_from_db()
    assert account.is_active


@pytest.mark.parametrize("role", [Role.ADMIN, Role.HEAD])
def test_office_has_no_power_over_accounts_with_wider_roles(office, role):
    tenant = TenantMembership.objects.get(account=office.account).tenant
    target = actor_for(tenant, role).account
    common = {"actor": office, "at": NOON}

    with scope(tenant=tenant.pk):
        for attempt in (
            lambda: letters.issue_letters(account_ids=[target.pk], **common),
            lambda: accounts.close_account(account_id=target.pk, reason="x", **common),
            lambda: accounts.end_sessions(account_id=target.pk, **common),
            lambda: accounts.reset_second_factor(account_id=target.pk, **common),
            lambda: letters.issue_letters(account_ids=[office.account.pk], **common),
        ):
            with pytest.raises(PermissionDenied):
                attempt()


def test_login_name_is_taken_from_the_name_and_numbered():
    Account.objects.create_user("nguyen.thi.hoa", PASSWORD)
    Account.objects.create_user("nguyen.thi.hoa2", PASSWORD)

    assert accounts.free_login("Nguyễn Thị Hòa") == "nguyen.thi.hoa3"
    assert accounts.free_login("Đặng Văn Ước") == "dang.van.uoc"


def test_failed_login_stands_in_the_trail_of_the_tenant(office):
    assert not logs_in(office.account, "sai")

    with scope(tenant=office.tenant_id):
        record = AuditRecord.objects.get()
    assert (record.action, record.target_id, record.actor) == ("login_failed", office.account.pk, None)


def test_guessing_at_a_letter_is_slowed_down_for_that_account_alone(office, account, client):
    code = letter_for(office, account)
    form = {"username": account.username, "code": "AAAA", "password": OWN, "again": OWN}
    address = reverse("orgchart:open_account")

    answers = [client.post(address, form).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert client.post(address, form | {"code": code}).status_code == 429
    assert client.post(address, form | {"username": "nguoi.khac"}).status_code == 422
