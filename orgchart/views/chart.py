"""The chart and the roster."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import access, clock, exports, queries, tables
from orgchart.errors import InvalidInput
from orgchart.forms import EndPostForm, PersonForm, PostForm
from orgchart.middleware import TenantRequest
from orgchart.models import Person
from orgchart.services import chart

PAGE_SIZE = 50


@require_GET
def tree(request: TenantRequest) -> HttpResponseBase:
    """All organisations with their collectives and how many people hold posts there."""
    _need_sight(request)
    rows = queries.chart_rows(clock.today())
    if exports.is_wanted(request):
        return exports.workbook(request, "Sơ đồ tổ chức", tables.ORGANIZATIONS, rows)
    may = {
        "can_see_audit": access.can_see_audit(request.actor),
        "can_open_tenants": access.can_open_tenants(request.actor),
        "can_keep_accounts": access.can_keep_accounts(request.actor),
    }
    return render(request, "orgchart/chart.html", {"rows": rows, **may})


@require_GET
def persons(request: TenantRequest) -> HttpResponseBase:
    """The roster in order of given names, searched with or without diacritics."""
    _need_sight(request)
    search = request.GET.get("tim", "")[:100]
    if exports.is_wanted(request):
        rows = tables.person_rows(search, clock.today())
        return exports.workbook(request, "Cán bộ, đảng viên", tables.PERSONS, rows)
    page = Paginator(queries.persons(search), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": queries.with_posts(list(page.object_list), clock.today()),
        "search": search,
        "search_query": urlencode({"tim": search}) + "&",
        "can_edit": access.can_edit_chart(request.actor),
    }
    return render(request, "orgchart/persons.html", context)


@require_http_methods(["GET", "POST"])
def new_person(request: TenantRequest) -> HttpResponse:
    """Add somebody to the roster."""
    _need_pen(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = chart.create_person(actor=request.actor, at=clock.now(), **form.cleaned_data)
        return redirect("orgchart:person", request.tenant.slug, person.pk)
    return render(request, "orgchart/person_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def person(request: TenantRequest, person_id: int) -> HttpResponse:
    """One person: particulars, posts, cells, and what was changed by whom."""
    _need_sight(request)
    found = get_object_or_404(Person, pk=person_id)
    if request.method == "POST":
        _need_pen(request)
    form = PersonForm(request.POST or None, initial=_particulars(found))
    if request.method == "POST" and form.is_valid():
        chart.update_person(person_id=found.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
        return redirect("orgchart:person", request.tenant.slug, found.pk)
    return _person_page(request, found, form=form)


@require_POST
def appoint(request: TenantRequest, person_id: int) -> HttpResponse:
    """Give the person a post."""
    _need_pen(request)
    found = get_object_or_404(Person, pk=person_id)
    form = PostForm(request.POST)
    if form.is_valid():
        chart.appoint(person=found, actor=request.actor, at=clock.now(), **form.cleaned_data)
        return redirect("orgchart:person", request.tenant.slug, found.pk)
    return _person_page(request, found, post_form=form)


@require_POST
def end_post(request: TenantRequest, person_id: int, post_id: int) -> HttpResponse:
    """A post ends at a day."""
    _need_pen(request)
    found = get_object_or_404(Person, pk=person_id, posts=post_id)
    form = EndPostForm(request.POST)
    if form.is_valid():
        try:
            chart.end_post(post_id=post_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
        except InvalidInput as refusal:
            form.add_error("ended_on", refusal.errors["ended_on"])
        else:
            return redirect("orgchart:person", request.tenant.slug, found.pk)
    return _person_page(request, found, end_form=form)


def _need_sight(request: TenantRequest) -> None:
    if not access.can_see_chart(request.actor):
        raise PermissionDenied


def _need_pen(request: TenantRequest) -> None:
    """Asked before anything is looked up, or a refused form would show somebody's particulars."""
    if not access.can_edit_chart(request.actor):
        raise PermissionDenied


def _particulars(found: Person) -> dict[str, object]:
    return {name: getattr(found, name) for name in PersonForm.base_fields}


def _person_page(
    request: TenantRequest,
    found: Person,
    *,
    form: PersonForm | None = None,
    post_form: PostForm | None = None,
    end_form: EndPostForm | None = None,
) -> HttpResponse:
    """The page with whichever form was refused still filled in."""
    context = {
        "person": found,
        "form": form or PersonForm(initial=_particulars(found)),
        "post_form": post_form or PostForm(),
        "end_form": end_form or EndPostForm(),
        "posts": queries.all_posts_of(found),
        "memberships": queries.memberships_of(found),
        "entries": queries.audit_entries("orgchart.person", found.pk),
        "can_edit": access.can_edit_chart(request.actor),
    }
    refused = any(shown is not None and shown.errors for shown in (form, post_form, end_form))
    return render(request, "orgchart/person.html", context, status=422 if refused else 200)
