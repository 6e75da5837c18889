"""Letters that open an account: printed once by the office, used once by their reader, soon."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from orgchart.models import AccessLetter, Account, TenantMembership
from orgchart.services.accounts import need_keeper, need_power_over, record_everywhere, works_elsewhere

VALID_FOR = timedelta(days=7)
# Without the letters and digits that look alike on paper; 60 bits in twelve of them.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 12
WRONG = "Tên đăng nhập hoặc mã không đúng, hoặc thư đã dùng, đã hết hạn. Đề nghị văn phòng cấp thư mới."
# Compared with where there is no letter, so that a missing account takes as long as a wrong code.
NO_LETTER = "0" * 64


@dataclass(frozen=True)
class Letter:
    """What is printed; the code exists nowhere else."""

    account: Account
    code: str
    expires_at: datetime


@transaction.atomic
def issue_letters(*, account_ids: Iterable[int], actor: Actor, at: datetime) -> list[Letter]:
    """New letters for accounts of this tenant; earlier ones are void, passwords stay until a letter is used."""
    need_keeper(actor)
    rows = TenantMembership.objects.filter(account__in=list(account_ids), tenant_id=actor.tenant_id)
    members = list(rows.select_related("account").order_by("account__full_name", "pk"))
    for membership in members:
        need_power_over(actor, membership.account_id)
        if membership.closed_at is not None:
            raise Refused(f"Tài khoản của {membership.account.full_name} đang khóa. Mở lại trước khi cấp thư.")
        _need_only_here(membership)
    return [_issue(membership.account, actor, at) for membership in members]


def _issue(account: Account, actor: Actor, at: datetime) -> Letter:
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    values = {
        "digest": _digest(account, code), "made_at": at, "made_by": actor.account, "expires_at": at + VALID_FOR,
        "used_at": None,
    }  # fmt: skip
    AccessLetter.objects.update_or_create(account=account, defaults=values)
    audit.record(
        actor=actor, action="issue_letter", target=account, at=at,
        summary=f"Cấp thư mở tài khoản {account.username}: {account.full_name}",
    )  # fmt: skip
    return Letter(account, "-".join(code[start : start + 4] for start in range(0, LENGTH, 4)), at + VALID_FOR)


@transaction.atomic
def claim_letter(*, username: str, code: str, password: str, at: datetime) -> Account:
    """The reader of a letter sets the own password; every earlier session ends, a second factor stays in force.

    Raises InvalidInput with one and the same sentence for an unknown name, a wrong code, a used or an old letter.
    """
    rows = AccessLetter.objects.select_for_update(of=("self",)).select_related("account")
    letter = rows.filter(account__username=username.strip().lower(), account__is_active=True).first()
    given = _digest(letter.account if letter else Account(pk=0), code)
    fits = constant_time_compare(letter.digest if letter else NO_LETTER, given)
    if letter is None or not fits or letter.used_at is not None or letter.expires_at <= at:
        raise InvalidInput({"code": WRONG})
    account = letter.account
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise InvalidInput({"password": " ".join(error.messages)}) from None
    letter.used_at = at
    letter.save(update_fields=["used_at"])
    account.set_password(password)
    account.save(update_fields=["password"])
    summary = f"Đặt mật khẩu bằng thư mở tài khoản: {account.username}"
    record_everywhere(account=account, action="claim_letter", summary=summary, at=at)
    return account


def _need_only_here(membership: TenantMembership) -> None:
    """A letter gives power over the whole account, also over what it may do elsewhere."""
    account = membership.account
    if works_elsewhere(membership):
        raise Refused(
            f"{account.full_name} còn làm việc ở đơn vị khác trên hệ thống này, nên một đơn vị không tự cấp thư được. "
            "Đề nghị quản trị máy chủ đặt lại mật khẩu."
        )


def _digest(account: Account, code: str) -> str:
    plain = "".join(character for character in code.upper() if character.isalnum())
    return salted_hmac("orgchart.access_letter", f"{account.pk}:{plain}", algorithm="sha256").hexdigest()
