"""Roles with power need a second factor: without one they are withheld on every address, and set up in one place."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from orgchart.access import load_actor
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.rights import needs_second_factor
from orgchart.tenancy import scope
from tests.factories.orgchart import PASSWORD, TenantFactory, actor_for

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _forced(settings):
    """As in the product; the suite switches it off for everybody else."""
    settings.SECOND_FACTOR = True


@pytest.fixture
def tenant():
    return TenantFactory()


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def logged_in(actor, *, totp: bool = False) -> Client:
    client = Client()
    if totp:
        TOTP.activate(actor.account, SECRET)
    client.post(reverse("account_login"), {"login": actor.account.username, "password": PASSWORD})
    if totp:
        client.post(reverse("mfa_authenticate"), {"code": code_now()})
    return client


def confirm(client: Client) -> None:
    """Whoever sits at the machine types the password once more before the factor is touched."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def chart(tenant) -> str:
    return reverse("orgchart:chart", args=[tenant.slug])


@pytest.mark.parametrize("role", [role for role in Role if needs_second_factor(role)])
def test_powerful_role_is_led_to_the_second_factor_first(tenant, role):
    client = logged_in(actor_for(tenant, role))

    for address in (chart(tenant), reverse("orgchart:my_work"), reverse("orgchart:help")):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, reverse("mfa_index")), address


def test_roles_are_withheld_not_only_refused(tenant):
    """Whoever forgets to ask for the second factor gives nothing away: the actor has no such role."""
    office = actor_for(tenant, Role.OFFICE, Role.READ_ONLY)

    with scope(tenant=tenant.pk):
        actor = load_actor(office.account, tenant.pk, second_factor=False)

    assert (actor.roles, actor.withheld) == ({"read_only"}, {"office"})


def test_member_needs_none(tenant):
    assert logged_in(actor_for(tenant)).get(reverse("orgchart:my_work")).status_code == 200


def test_login_with_the_code_lets_in_and_the_code_counts_once(tenant):
    office = actor_for(tenant, Role.OFFICE)

    assert logged_in(office, totp=True).get(chart(tenant)).status_code == 200

    again = Client()
    again.post(reverse("account_login"), {"login": office.account.username, "password": PASSWORD})
    replayed = again.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert replayed.status_code == 200, "the same code a second time"
    assert "_auth_user_id" not in again.session


def test_setting_it_up_counts_at_once_and_ends_other_logins(tenant):
    office = actor_for(tenant, Role.OFFICE)
    elsewhere, client = logged_in(office), logged_in(office)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now()})

    assert page.status_code == 200
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).status_code == 200
    assert client.get(chart(tenant)).status_code == 200
    assert elsewhere.get(reverse("orgchart:my_work")).url.startswith(reverse("account_login"))
    with scope(tenant=tenant.pk):
        assert AuditRecord.objects.filter(action="activate_second_factor", actor=office.account).exists()


def test_taking_it_away_logs_out(tenant):
    office = actor_for(tenant, Role.OFFICE)
    client = logged_in(office, totp=True)
    confirm(client)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert answer.url == reverse("account_login")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert "_auth_user_id" not in client.session


def test_recovery_code_stands_in_for_the_telephone_once(tenant):
    office = actor_for(tenant, Role.OFFICE)
    TOTP.activate(office.account, SECRET)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    code = RecoveryCodes.activate(office.account).get_unused_codes()[0]
    results = []
    for _ in range(2):
        client = Client()
        client.post(reverse("account_login"), {"login": office.account.username, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})
        results.append(client.get(chart(tenant)).status_code)

    assert results == [200, 302]
