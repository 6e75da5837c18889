"""How much one tenant may ask for in a stretch of time, so that its neighbours keep their share of the machine."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponseBase

from orgchart import clock
from orgchart.errors import TooMuch
from orgchart.middleware import TenantRequest

WINDOW = 600
MESSAGES = {
    "render": "Đơn vị vừa yêu cầu tạo rất nhiều văn bản in. Mời đồng chí chờ vài phút rồi tạo tiếp.",
    "export": "Đơn vị vừa xuất rất nhiều bảng. Mời đồng chí chờ vài phút rồi xuất tiếp.",
    "upload": "Đơn vị vừa tải lên rất nhiều tệp. Mời đồng chí chờ vài phút rồi tải tiếp.",
    "preview": "Đơn vị vừa xem rất nhiều trang tệp. Mời đồng chí chờ vài phút rồi xem tiếp.",
    "verify": "Địa chỉ này vừa xác minh rất nhiều văn bản. Mời chờ vài phút rồi thử lại.",
}

# A page with a form is looked at for nothing; a table or a drawn page is what looking asks for.
ASKED_BY_READING = {"export", "preview"}

View = Callable[Concatenate[TenantRequest, ...], HttpResponseBase]


def need_quota(*, tenant_id: int, kind: str, at: datetime) -> None:
    """Raise TooMuch where a tenant has used up its share of this stretch of ten minutes."""
    if cache.get(_key(tenant_id, kind, at), 0) >= settings.QUOTAS[kind]:
        raise TooMuch(MESSAGES[kind], retry_after=WINDOW - int(at.timestamp()) % WINDOW)


def spend(*, tenant_id: int, kind: str, at: datetime) -> None:
    """Count one piece of work of a tenant."""
    key = _key(tenant_id, kind, at)
    cache.add(key, 0, timeout=2 * WINDOW)
    cache.incr(key)


def count_visit(*, address: str, kind: str, at: datetime) -> None:
    """Count one visit of somebody without an account; raises TooMuch beyond the share of one address.

    The address itself is not kept, only a digest of it for as long as the stretch of time lasts.
    """
    key = _key(hashlib.sha256(address.encode()).hexdigest()[:32], kind, at)
    cache.add(key, 0, timeout=2 * WINDOW)
    if cache.incr(key) > settings.QUOTAS[kind]:
        raise TooMuch(MESSAGES[kind], retry_after=WINDOW - int(at.timestamp()) % WINDOW)


def _key(who: int | str, kind: str, at: datetime) -> str:
    return f"quota:{kind}:{who}:{int(at.timestamp()) // WINDOW}"


@contextmanager
def share(request: TenantRequest, kind: str) -> Iterator[None]:
    """Let a tenant do one piece of work out of its share; what fails costs nobody anything."""
    tenant_id, at = request.tenant.pk, clock.now()
    need_quota(tenant_id=tenant_id, kind=kind, at=at)
    yield
    spend(tenant_id=tenant_id, kind=kind, at=at)


def limited(kind: str) -> Callable[[View], View]:
    """Count what a view has done for a tenant; what it refused costs nobody anything."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: TenantRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST" and kind not in ASKED_BY_READING:
                return view(request, *args, **kwargs)
            with share(request, kind):
                return view(request, *args, **kwargs)

        return counted

    return decorate
