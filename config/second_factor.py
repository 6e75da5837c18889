"""Setting the second factor up and taking it away: what changes is in force at once, on every device."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect

from orgchart import clock
from orgchart.models import Account
from orgchart.services.accounts import record_everywhere


class Activate(ActivateTOTPView):
    """From here on this login counts as one with a second factor; all others of the account end."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the factor, then note it in the session and in the trail."""
        response = super().form_valid(form)
        account = cast("Account", self.request.user)
        record_authentication(self.request, account, method="mfa", type="totp")
        for session in UserSession.objects.filter(user=account).exclude(session_key=self.request.session.session_key):
            session.end()
        summary = f"Cài xác thực hai lớp: {account.username}"
        record_everywhere(account=account, action="activate_second_factor", summary=summary, at=clock.now())
        return response


class Deactivate(DeactivateTOTPView):
    """Without the factor the login is over: roles that need one are withheld from the next one on."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the factor away and log out."""
        account = cast("Account", self.request.user)
        super().form_valid(form)
        summary = f"Gỡ xác thực hai lớp: {account.username}"
        record_everywhere(account=account, action="deactivate_second_factor", summary=summary, at=clock.now())
        logout(self.request)
        messages.info(self.request, "Đã gỡ xác thực hai lớp. Mời đồng chí đăng nhập lại.")
        return redirect("account_login")
