"""Accounts of a tenant: making them, handing out letters, closing and reopening them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import access, account_queries, clock, queries
from orgchart.account_forms import CloseAccountForm, DatedEntrustForm, EntrustForm, NewAccountForm, RolesForm
from orgchart.answers import refusals_at_fields
from orgchart.kinds import Role
from orgchart.middleware import TenantRequest
from orgchart.models import Person, TenantMembership
from orgchart.registry import exception_kinds
from orgchart.services import accounts, letters

PAGE_SIZE = 50


@require_GET
def account_list(request: TenantRequest) -> HttpResponse:
    """Who can log in here, with which roles; those that were closed on a list of their own."""
    need_keeper(request)
    search, closed = request.GET.get("tim", "")[:100], request.GET.get("da_khoa") == "1"
    rows = account_queries.accounts_here(request.tenant.pk, search, closed=closed)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": account_queries.account_rows(list(page.object_list)),
        "search": search,
        "closed": closed,
        "search_query": urlencode({"tim": search, **({"da_khoa": "1"} if closed else {})}) + "&",
    }
    return render(request, "orgchart/accounts.html", context)


@require_http_methods(["GET", "POST"])
def new_account(request: TenantRequest) -> HttpResponse:
    """An account for a clerk who is in no roll, or for the person that the address names."""
    need_keeper(request)
    person = _person_named(request)
    form = NewAccountForm(request.POST or None, initial=_proposed(person))
    if request.method == "POST" and form.is_valid():
        with refusals_at_fields(form):
            account = accounts.create_account(
                actor=request.actor, at=clock.now(), person_id=person.pk if person else None, **form.cleaned_data
            )
            messages.success(request, "Đã lập tài khoản. Cấp thư để người dùng tự đặt mật khẩu.")
            return redirect("orgchart:account", request.tenant.slug, account.pk)
    context = {"form": form, "person": person}
    return render(request, "orgchart/account_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def letters_for_many(request: TenantRequest) -> HttpResponse:
    """Accounts and letters for many people of the rolls at once, to be printed and handed out."""
    need_keeper(request)
    search = request.GET.get("tim", "")[:100]
    page = Paginator(account_queries.without_account(search), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "search": search, "search_query": urlencode({"tim": search}) + "&"}
    if request.method == "GET":
        return render(request, "orgchart/account_letters.html", context)
    numbers = [text for text in request.POST.getlist("person") if text.isascii() and text.isdigit() and len(text) < 19]
    chosen = [int(text) for text in numbers]
    people = list(Person.objects.filter(pk__in=chosen[:PAGE_SIZE], account=None).order_by("sort_key", "pk"))
    if not people:
        context["error"] = "Chọn ít nhất một người trong danh sách."
        return render(request, "orgchart/account_letters.html", context, status=422)
    now = clock.now()
    made = [_open_for(person, request, now) for person in people]
    printed = letters.issue_letters(account_ids=made, actor=request.actor, at=now)
    return render(request, "orgchart/letters_printed.html", {"letters": printed})


@require_GET
def account(request: TenantRequest, account_id: int) -> HttpResponse:
    """One account: roles, what was entrusted, letters, and what happened to it."""
    need_keeper(request)
    return account_page(request, membership_of(request, account_id))


@require_POST
def letter(request: TenantRequest, account_id: int) -> HttpResponse:
    """A new letter, shown once to be printed; nothing of it can be shown again."""
    need_keeper(request)
    membership_of(request, account_id)
    printed = letters.issue_letters(account_ids=[account_id], actor=request.actor, at=clock.now())
    return render(request, "orgchart/letters_printed.html", {"letters": printed})


MOVES: dict[str, tuple[Callable[..., Any], str]] = {
    "mo-lai": (accounts.reopen_account, "Đã mở lại tài khoản."),
    "dang-xuat": (accounts.end_sessions, "Đã kết thúc mọi phiên đăng nhập của tài khoản."),
    "go-xac-thuc": (accounts.reset_second_factor, "Đã gỡ xác thực hai lớp. Người dùng cài lại khi đăng nhập."),
}


@require_POST
def account_move(request: TenantRequest, account_id: int, move: str) -> HttpResponse:
    """Reopen, log out everywhere, take a lost second factor away."""
    need_keeper(request)
    membership_of(request, account_id)
    if move not in MOVES:
        raise Http404
    service, done = MOVES[move]
    service(account_id=account_id, actor=request.actor, at=clock.now())
    messages.success(request, done)
    return redirect("orgchart:account", request.tenant.slug, account_id)


@require_POST
def close_account(request: TenantRequest, account_id: int) -> HttpResponse:
    """The account no longer works here; its sessions end at once."""
    need_keeper(request)
    membership, form = membership_of(request, account_id), CloseAccountForm(request.POST)
    if not form.is_valid():
        return account_page(request, membership, status=422, close_form=form)
    accounts.close_account(
        account_id=account_id, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now()
    )
    messages.success(request, "Đã khóa tài khoản và kết thúc mọi phiên đăng nhập.")
    return redirect("orgchart:account", request.tenant.slug, account_id)


def account_page(
    request: TenantRequest, membership: TenantMembership, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page of one account, with whatever form was refused."""
    account, held = membership.account, account_queries.roles_of(membership.account)
    others = not access.is_self(request.actor, account.pk)
    own = others and not membership.is_guest
    changeable = [role for role in Role if own and access.can_grant(request.actor, role)]
    context: dict[str, Any] = {
        "membership": membership,
        "account": account,
        "letter": getattr(account, "letter", None),
        "held": account_queries.role_labels(held),
        "kept": account_queries.role_labels(held - set(changeable)),
        "roles_form": roles_form(held, changeable) if changeable else None,
        "may_change": own and held <= set(changeable),
        "may_reset": request.actor.may("roles.grant"),
        "entrusted": account_queries.entrusted_to(account),
        "kinds": [(kind, entrust_form(kind)) for kind in exception_kinds()] if others else [],
        "close_form": CloseAccountForm(),
        "delegations": list(account_queries.delegations(account)[:20]),
        "entries": queries.audit_entries("orgchart.account", account.pk),
    }
    return render(request, "orgchart/account.html", context | forms, status=status)


def entrust_form(kind: Any, data: Any = None) -> EntrustForm:
    """The choice of an object of one kind."""
    sort = DatedEntrustForm if kind.is_dated else EntrustForm
    return sort(data, objects=kind.choices(), prefix=None, auto_id=f"{kind.permission}-%s")


def membership_of(request: TenantRequest, account_id: int) -> TenantMembership:
    """The account as it works here; to other tenants it does not exist."""
    found = account_queries.membership_here(account_id, request.tenant.pk)
    if found is None:
        raise Http404
    return found


def need_keeper(request: TenantRequest) -> None:
    """Whoever keeps no accounts learns nothing about them."""
    if not access.can_keep_accounts(request.actor):
        raise PermissionDenied


def roles_form(held: set[str], changeable: list[Role], data: Any = None) -> RolesForm:
    """The roles that the actor may change, with those held ticked."""
    form = RolesForm(data, initial={"roles": sorted(held)})
    form.fields["roles"].choices = [(role.value, role.label) for role in changeable]  # type: ignore[attr-defined]
    return form


def _person_named(request: TenantRequest) -> Person | None:
    number = request.GET.get("nguoi", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    return get_object_or_404(Person, pk=int(number))


def _proposed(person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    return {"full_name": person.full_name, "username": accounts.free_login(person.full_name)}


def _open_for(person: Person, request: TenantRequest, now: Any) -> int:
    login = accounts.free_login(person.full_name)
    return accounts.create_account(username=login, person_id=person.pk, actor=request.actor, at=now).pk
