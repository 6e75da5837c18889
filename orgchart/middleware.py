"""Opens the tenant that stands in the URL: one transaction, one scope, one actor a request."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from orgchart import queries
from orgchart.access import Actor, load_actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Account, Tenant
from orgchart.tenancy import scope

LARGEST_KEY = 2**63 - 1


class TenantRequest(HttpRequest):
    """A request inside a tenant, as views see it."""

    tenant: Tenant
    actor: Actor


@contextmanager
def enter(request: HttpRequest, tenant: Tenant) -> Iterator[None]:
    """Open a tenant for the rest of the request: scope, tenant and actor."""
    with scope(tenant=tenant.pk):
        request.tenant = tenant  # type: ignore[attr-defined]
        request.actor = load_actor(cast("Account", request.user), tenant.pk)  # type: ignore[attr-defined]
        yield


def unit_of_work(request: HttpRequest) -> AbstractContextManager[Any]:
    """A transaction; row-level security needs one for reading too, SQLite would only lock everybody else out."""
    if connection.vendor == "postgresql" or request.method not in {"GET", "HEAD"}:
        return transaction.atomic()
    return nullcontext()


class TenantMiddleware:
    """Has to stand last, because it calls the view itself, inside the transaction and the scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the URL is resolved."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer requests whose URL names a tenant; all others go their ordinary way."""
        slug = kwargs.pop("tenant", None)
        if slug is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        # All of them at once: the page offers the others to switch to.
        request.tenants = list(queries.tenants_of(request.user))  # type: ignore[attr-defined]
        tenant = next((one for one in request.tenants if one.slug == slug), None)  # type: ignore[attr-defined]
        if tenant is None:
            raise Http404
        if any(isinstance(value, int) and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404  # SQLite fails on what no key can be
        request.tenant, request.actor = tenant, None  # type: ignore[attr-defined]
        try:
            with unit_of_work(request), enter(request, tenant):
                response = view(request, *args, **kwargs)
        except Refused as refusal:
            return self._refuse(request, tenant, refusal)
        except InvalidInput as refusal:
            return self._invalid(request, tenant, refusal)
        except NotVisible:
            _leave(request)
            raise Http404 from None
        except Exception:
            _leave(request)
            raise
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _refuse(self, request: HttpRequest, tenant: Tenant, refusal: Refused) -> HttpResponse:
        """409 with what is missing; the transaction of the refused move is rolled back by now."""
        with unit_of_work(request), scope(tenant=tenant.pk):
            context = {"refusal": refusal, "back_url": _page_before(request)}
            return render(request, "409.html", context, status=409)

    def _invalid(self, request: HttpRequest, tenant: Tenant, refusal: InvalidInput) -> HttpResponse:
        """422 where a button without a form of its own sent what can not be taken."""
        with unit_of_work(request), scope(tenant=tenant.pk):
            context = {"message": " ".join(refusal.errors.values()), "back_url": _page_before(request)}
            return render(request, "422.html", context, status=422)


def _leave(request: HttpRequest) -> None:
    """The scope is closed: the page that tells of the error must not ask for rows of the tenant any more."""
    del request.tenant, request.actor  # type: ignore[attr-defined]


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the refused button stood on."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return ""
    path = urlsplit(before).path
    return path if url_has_allowed_host_and_scheme(path, None) else ""  # "//elsewhere/" is a path and an address
