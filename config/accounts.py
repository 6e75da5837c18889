"""How accounts come into being and are guarded: the office makes them, failures and changes stand in the trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from orgchart import clock
from orgchart.models import Account
from orgchart.services.accounts import record_everywhere


class AccountAdapter(DefaultAccountAdapter):
    """Closes the sign-up page and leaves records."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the office or by a command only."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A refused login is a refused access; who tried is not known, so the record names the account only."""
        super().authentication_failed(request, **credentials)
        account = Account.objects.filter(username=str(credentials.get("username", "")).lower()).first()
        if account is not None:
            summary = f"Đăng nhập không thành công: {account.username}"
            record_everywhere(account=account, action="login_failed", summary=summary, at=clock.now(), by_itself=False)

    def set_password(self, user: Account, password: str) -> None:
        """The password itself goes nowhere but into its hash."""
        super().set_password(user, password)
        summary = f"Đổi mật khẩu: {user.username}"
        record_everywhere(account=user, action="change_password", summary=summary, at=clock.now())
