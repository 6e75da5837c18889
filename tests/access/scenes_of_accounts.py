"""What has to stand there, and what is sent, at the addresses of accounts, roles and the trail."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from orgchart.kinds import Role
from orgchart.models import AccessLetter, Delegation, TenantMembership
from orgchart.services.letters import _digest
from tests.access.estate import Estate
from tests.access.scene import Scene, fixed
from tests.factories.orgchart import NOON

CODE = "ABCD-EFGH-JKMN"
FAR_AWAY = NOON + timedelta(days=20_000)


def letter_at_hand(estate: Estate) -> None:
    """The clerk holds a letter."""
    values = {"digest": _digest(estate["account"], CODE), "made_at": NOON, "expires_at": FAR_AWAY, "used_at": None}
    AccessLetter.objects.update_or_create(account=estate["account"], defaults=values)


def closed(estate: Estate) -> None:
    """The clerk does not work here any more."""
    TenantMembership.objects.filter(account=estate["account"], tenant=estate.tenant).update(closed_at=NOON)


def with_second_factor(estate: Estate) -> None:
    """The clerk has a telephone with an authenticator."""
    Authenticator.objects.create(user=estate["account"], type=Authenticator.Type.TOTP, data={"secret": "x"})


def lent_already(estate: Estate) -> None:
    """The office has lent its role for these days."""
    with estate.inside():
        Delegation(
            tenant=estate.tenant, lender=estate.actors["office"].account, borrower=estate["account"], role=Role.OFFICE,
            starts_on=date(2024, 11, 5), ends_on=date(2024, 11, 20), reason="Đi học", made_at=NOON,
        ).save()  # fmt: skip


def ended(estate: Estate) -> None:
    """The head has taken back what was lent."""
    estate.put("delegation", ended_at=NOON)


def _letter(estate: Estate) -> Mapping[str, Any]:
    password = "con-ngựa-đá-2024"
    return {"username": estate["account"].username, "code": CODE, "password": password, "again": password}


def _loan(estate: Estate) -> Mapping[str, Any]:
    return {
        "role": Role.OFFICE, "borrower": estate["account"].pk, "starts_on": "2024-11-05", "ends_on": "2024-11-20",
        "reason": "Giấy ủy quyền số 5",
    }  # fmt: skip


ACCOUNT_SCENES: dict[str, Scene] = {
    "orgchart:open_account": Scene(arrange=letter_at_hand, payload=_letter),
    "orgchart:new_account": Scene(payload=fixed(full_name="Hoàng Văn Nhân", username="hoang.van.nhan")),
    "orgchart:account_letters": Scene(payload=lambda estate: {"person": [estate["chair"].pk]}),
    "orgchart:close_account": Scene(payload=fixed(reason="Chuyển công tác")),
    "orgchart:set_roles": Scene(payload=fixed(roles=["read_only"])),
    "orgchart:entrust": Scene(payload=lambda estate: {"object": estate["cell"].pk}),
    "orgchart:account_move@reopen": Scene(arrange=closed, args={"move": "mo-lai"}),
    "orgchart:account_move@log_out": Scene(args={"move": "dang-xuat"}),
    "orgchart:account_move@reset": Scene(arrange=with_second_factor, args={"move": "go-xac-thuc"}),
    "orgchart:delegations": Scene(payload=_loan),
    "orgchart:trail_check": Scene(payload=fixed(kept="")),
}
