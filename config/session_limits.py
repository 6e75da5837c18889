"""How long a login lasts: it ends after a time without a request, and at the latest after a working day."""

import time
from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BEGAN, SEEN = "began", "seen"
# A page that is being read asks for nothing: each request would write a row only to move the time by seconds.
NOTED_EVERY = timedelta(minutes=5).total_seconds()
ENDED = "Phiên làm việc đã hết hạn. Mời đồng chí đăng nhập lại; nội dung đang soạn được giữ trên máy này."


class SessionLimitsMiddleware:
    """Ends sessions that are over; stands after the authentication and before everything that asks who is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on as a visitor where the login is over."""
        session, now = request.session, time.time()
        if SESSION_KEY in session:
            began, seen = session.get(BEGAN, now), session.get(SEEN, now)
            if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
                messages.warning(request, ENDED)
            elif BEGAN not in session or now - seen > NOTED_EVERY:
                session[BEGAN], session[SEEN] = began, now
                UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
        return self.get_response(request)
