"""Opens the tenant that stands in the URL: one transaction, one scope, one actor a request."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from orgchart import audit, clock, queries
from orgchart.access import Actor, load_actor
from orgchart.errors import InvalidInput, NotVisible, Refused, SecondFactorNeeded, TooMuch
from orgchart.models import Account, Tenant
from orgchart.refusals import collected_refusals
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
        actor = load_actor(
            cast("Account", request.user), tenant.pk, on=clock.today(), second_factor=has_second_factor(request)
        )
        if actor.withheld:
            raise SecondFactorNeeded
        request.tenant, request.actor = tenant, actor  # type: ignore[attr-defined]
        yield


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this login was made with a second factor, or none is asked for (the demo)."""
    if not settings.SECOND_FACTOR:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


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
        if request.headers.get("X-Account", str(request.user.pk)) != str(request.user.pk):
            return HttpResponse(status=401)  # a page that was left open: its text is not what this account writes
        # All of them at once: the page offers the others to switch to.
        request.tenants = list(queries.tenants_of(request.user, clock.today()))  # type: ignore[attr-defined]
        tenant = next((one for one in request.tenants if one.slug == slug), None)  # type: ignore[attr-defined]
        if tenant is None:
            _record_refusal(request, request.tenants[:1], 404)  # type: ignore[attr-defined]
            raise Http404
        if any(isinstance(value, int) and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404  # SQLite fails on what no key can be
        with collected_refusals() as refused:
            response = self._answer(request, tenant, view, args, kwargs)
        _record_refused_content(request, tenant, refused)
        return response

    def _answer(
        self,
        request: HttpRequest,
        tenant: Tenant,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        request.tenant, request.actor = tenant, None  # type: ignore[attr-defined]
        try:
            with unit_of_work(request), enter(request, tenant):
                response = view(request, *args, **kwargs)
        except SecondFactorNeeded:
            return self.process_exception(request, SecondFactorNeeded())
        except Refused as refusal:
            return self._refuse(request, tenant, refusal)
        except InvalidInput as refusal:
            return self._invalid(request, tenant, refusal)
        except TooMuch as refusal:
            return self._wait(request, tenant, refusal)
        except (NotVisible, Http404, PermissionDenied) as refusal:
            _leave(request)
            denied = isinstance(refusal, PermissionDenied)
            _record_refusal(request, [tenant], 403 if denied else 404)
            raise (PermissionDenied if denied else Http404) from None
        except Exception:
            _leave(request)
            raise
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead whoever lacks the second factor to where it is set up, from pages of a tenant and from all others."""
        if not isinstance(exception, SecondFactorNeeded):
            return None
        return redirect("mfa_index")

    def _wait(self, request: HttpRequest, tenant: Tenant, refusal: TooMuch) -> HttpResponse:
        """429 with the number of seconds after which the same may be asked for again."""
        with unit_of_work(request), scope(tenant=tenant.pk):
            context = {"message": refusal.message, "back_url": _page_before(request)}
            response = render(request, "429.html", context, status=429)
        response.headers["Retry-After"] = str(refusal.retry_after)
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


def _record_refusal(request: HttpRequest, tenants: list[Tenant], status: int) -> None:
    """What somebody was not let into stands in the trail of the tenant; of a foreign one in that of the own."""
    for tenant in tenants:
        with transaction.atomic(), scope(tenant=tenant.pk):
            audit.record_refusal(
                account=cast("Account", request.user),
                method=request.method or "",
                path=request.path,
                status=status,
                at=clock.now(),
            )


def _record_refused_content(request: HttpRequest, tenant: Tenant, refused: list[str]) -> None:
    """What a service refused to take stands in the trail, though its transaction was rolled back."""
    if refused:
        with transaction.atomic(), scope(tenant=tenant.pk):
            for words in refused:
                audit.record_refused_content(account=cast("Account", request.user), words=words, at=clock.now())


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the refused button stood on."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return ""
    path = urlsplit(before).path
    return path if url_has_allowed_host_and_scheme(path, None) else ""  # "//elsewhere/" is a path and an address
