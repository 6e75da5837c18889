"""Roles, what is lent and entrusted, the matrix of rights, and the door for whoever holds a letter."""

from itertools import groupby
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import access, account_queries, clock
from orgchart.account_forms import LendForm, OpenAccountForm
from orgchart.answers import blame, refusals_at_fields
from orgchart.errors import InvalidInput, NotVisible
from orgchart.kinds import Role
from orgchart.middleware import TenantRequest
from orgchart.rights import ACTIONS, RULES
from orgchart.services import letters, roles
from orgchart.views.accounts import account_page, entrust_form, membership_of, need_keeper, roles_form


@require_POST
def set_roles(request: TenantRequest, account_id: int) -> HttpResponse:
    """What is ticked of the roles that the actor may grant; the others stay as they are."""
    need_keeper(request)
    membership = membership_of(request, account_id)
    held = account_queries.roles_of(membership.account)
    changeable = [role for role in Role if access.can_grant(request.actor, role)]
    form = roles_form(held, changeable, request.POST)
    if not form.is_valid():
        return account_page(request, membership, status=422, roles_form=form)
    wanted = (held - set(changeable)) | set(form.cleaned_data["roles"])
    roles.set_roles(account_id=account_id, roles=wanted, actor=request.actor, at=clock.now())
    messages.success(request, "Đã ghi vai trò. Thay đổi có hiệu lực ngay từ lần mở trang tiếp theo.")
    return redirect("orgchart:account", request.tenant.slug, account_id)


@require_POST
def entrust(request: TenantRequest, account_id: int, permission: str) -> HttpResponse:
    """A named person may do one thing with one object."""
    need_keeper(request)
    membership, kind = membership_of(request, account_id), roles.exception_kind(permission)
    form = entrust_form(kind, request.POST)
    if not form.is_valid():
        return account_page(request, membership, status=422, refused=form)
    term = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on") if name in form.fields}
    try:
        roles.entrust(
            permission=permission, object_id=form.cleaned_data["object"].pk, account_id=account_id, actor=request.actor,
            at=clock.now(), **term,
        )  # fmt: skip
    except InvalidInput as refusal:
        blame(form, refusal)
        return account_page(request, membership, status=422, refused=form)
    messages.success(request, f"Đã giao: {kind.label.lower()}.")
    return redirect("orgchart:account", request.tenant.slug, account_id)


@require_POST
def dismiss(request: TenantRequest, account_id: int, permission: str, object_id: int) -> HttpResponse:
    """What was entrusted is taken back, from the next request on."""
    need_keeper(request)
    membership_of(request, account_id)
    roles.dismiss(
        permission=permission, object_id=object_id, account_id=account_id, actor=request.actor, at=clock.now()
    )
    messages.success(request, "Đã thu hồi việc được giao.")
    return redirect("orgchart:account", request.tenant.slug, account_id)


@require_http_methods(["GET", "POST"])
def delegations(request: TenantRequest) -> HttpResponse:
    """What I lent and what was lent to me; whoever keeps accounts sees all of it."""
    form = _lend_form(request)
    if request.method == "POST":
        if form is None:
            raise NotVisible
        if form.is_valid():
            with refusals_at_fields(form):
                _lend(request, form)
                return redirect("orgchart:delegations", request.tenant.slug)
    keeper = access.can_keep_accounts(request.actor)
    rows = account_queries.delegations(None if keeper else request.actor.account)
    context = {"form": form, "rows": rows[:200], "today": clock.today(), "keeper": keeper, "me": request.actor.account}
    return render(request, "orgchart/delegations.html", context, status=422 if form and form.errors else 200)


@require_POST
def end_delegation(request: TenantRequest, delegation_id: int) -> HttpResponse:
    """Either side, or whoever keeps accounts, ends it."""
    roles.end_delegation(delegation_id=delegation_id, actor=request.actor, at=clock.now())
    messages.success(request, "Đã kết thúc ủy quyền.")
    return redirect("orgchart:delegations", request.tenant.slug)


@require_GET
def matrix(request: TenantRequest) -> HttpResponse:
    """Who may do what, straight from the data that every page asks."""
    steps = [(step, list(lines)) for step, lines in groupby(ACTIONS.values(), key=lambda action: action.step)]
    context = {
        "steps": steps,
        "roles": list(Role),
        "second": [role.label for role in Role if RULES[role].second_factor],
        "keeper": access.can_keep_accounts(request.actor),
        "mine": account_queries.role_labels(set(request.actor.roles)),
    }
    return render(request, "orgchart/matrix.html", context)


@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """The reader of a letter sets a password; the answer to a wrong name and to a wrong code is the same."""
    form = OpenAccountForm(request.POST or None)
    if request.method == "POST":
        tried = {"action": "open_account", "key": request.POST.get("username", "").lower()[:60]}
        if not ratelimit.consume(request, **tried, dry_run=True):
            return ratelimit.respond_429(request)
        if form.is_valid() and _claim(form):
            messages.success(request, "Đã đặt mật khẩu. Mời đồng chí đăng nhập bằng mật khẩu mới.")
            return redirect("account_login")
        ratelimit.consume(request, **tried)
    return render(request, "account/open_account.html", {"form": form}, status=422 if form.errors else 200)


def _claim(form: OpenAccountForm) -> bool:
    values = {key: form.cleaned_data[key] for key in ("username", "code", "password")}
    try:
        letters.claim_letter(**values, at=clock.now())
    except InvalidInput as refusal:
        blame(form, refusal)
    return not form.errors


def _lend_form(request: TenantRequest) -> LendForm | None:
    lendable = [role for role in Role if access.can_lend(request.actor, role)]
    if not lendable:
        return None
    others = account_queries.borrowers(request.tenant.pk, request.actor.account.pk)
    return LendForm(request.POST or None, roles=lendable, borrowers=others)


def _lend(request: TenantRequest, form: Any) -> None:
    values = dict(form.cleaned_data)
    borrower = values.pop("borrower")
    roles.lend_role(borrower_id=borrower.pk, actor=request.actor, at=clock.now(), **values)
    messages.success(request, f"Đã ủy quyền cho {borrower.full_name}.")
