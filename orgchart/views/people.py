"""The roster and a person's page; entering, correcting and merging persons."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import access, clock, exports, queries, tables
from orgchart.forms import EditPersonForm, PersonForm
from orgchart.forms.fields import EntryForm, values_of
from orgchart.forms.people import MergeForm
from orgchart.kinds import OrganizationKind, PostRole
from orgchart.middleware import TenantRequest
from orgchart.models import ErasureState, Organization, Person
from orgchart.queries import people, personal_files
from orgchart.queries.people import RosterFilter
from orgchart.services import chart
from orgchart.views.entry import EntryPage, answer, need_pen, need_sight, number_of, visible

PAGE_SIZE = 50
ROLES = {"truong": PostRole.HEAD, "pho": PostRole.DEPUTY, "thanh-vien": PostRole.MEMBER, "khac": PostRole.STAFF}
MANY_CELLS = 100


@require_GET
def persons(request: TenantRequest) -> HttpResponseBase:
    """The roster by given name or by rank of post, narrowed by name, unit, cell and role."""
    need_sight(request)
    asked, day = _asked(request), clock.today()
    if exports.is_wanted(request):
        rows = tables.person_rows(people.roster(asked, day), day)
        return exports.workbook(request, "Cán bộ, đảng viên", tables.PERSONS, rows)
    page = Paginator(people.roster(asked, day), PAGE_SIZE).get_page(request.GET.get("page"))
    found = people.with_cells(list(page.object_list), day)
    cells = Organization.objects.filter(queries.valid_on(day), kind=OrganizationKind.PARTY_CELL).order_by("path")
    context = {
        "page_obj": page,
        "rows": queries.with_posts(found, day),
        "asked": asked,
        "role": request.GET.get("vai-tro", ""),
        "roles": [(word, role.label) for word, role in ROLES.items()],
        "cells": list(cells[:MANY_CELLS]),
        "query": _kept(request),
        "sees_erasures": access.can_see_erasures(request.actor),
        "can_edit": access.can_edit_chart(request.actor),
    }
    return render(request, "orgchart/persons.html", context)


def _asked(request: TenantRequest) -> RosterFilter:
    units = Organization.objects.in_bulk([number_of(request.GET.get(name)) for name in ("don-vi", "chi-bo")])
    return RosterFilter(
        search=request.GET.get("tim", "")[:100],
        unit=units.get(number_of(request.GET.get("don-vi"))),
        cell=units.get(number_of(request.GET.get("chi-bo"))),
        role=ROLES.get(request.GET.get("vai-tro", ""), ""),
        only_current=request.GET.get("hien") == "dang",
        by_rank=request.GET.get("xep") == "chuc-vu",
    )


def _kept(request: TenantRequest) -> str:
    names = ("tim", "don-vi", "chi-bo", "vai-tro", "hien", "xep")
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"{urlencode(kept)}&" if kept else ""


@require_http_methods(["GET", "POST"])
def new_person(request: TenantRequest) -> HttpResponse:
    """Add somebody to the roster."""
    need_pen(request)
    lead = "Chỉ nhập những thông tin mà biểu mẫu kiểm điểm cần đến"
    back = reverse("orgchart:persons", args=[request.tenant.slug])
    page = EntryPage("Thêm người vào danh sách", lead, "Ghi vào danh sách", back, "Danh sách cán bộ, đảng viên")

    def write(data: dict[str, Any]) -> str:
        return person_url(request, chart.create_person(actor=request.actor, at=clock.now(), **data))

    return answer(request, PersonForm(request.POST or None), page, write)


@require_http_methods(["GET", "POST"])
def person(request: TenantRequest, person_id: int) -> HttpResponse:
    """One person: particulars, posts, party life, charge, discipline, and what was changed by whom."""
    need_sight(request)
    found = visible(person_id)
    if found.merged_into_id is not None and request.method == "GET":
        return redirect("orgchart:person", request.tenant.slug, found.merged_into_id)
    if request.method == "POST":
        need_pen(request)
    form = EditPersonForm(request.POST or None, initial=values_of(EditPersonForm, found))
    page = EntryPage("Thông tin cá nhân", "", "Ghi thay đổi", person_url(request, found), found.full_name)

    def write(data: dict[str, Any]) -> str:
        chart.update_person(person_id=found.pk, actor=request.actor, at=clock.now(), **data)
        return person_url(request, found)

    return answer(request, form, page, write, "orgchart/person.html", **about(request, found))


def about(request: TenantRequest, found: Person) -> dict[str, Any]:
    """Everything that the page of a person shows."""
    posts = list(queries.all_posts_of(found))
    sees_discipline = access.can_see_discipline(request.actor)
    managers = people.managers_of_posts(posts)
    files = list(personal_files.files_of(found))
    return {
        "person": found,
        "posts": [(post, managers.get(post.pk, [])) for post in posts],
        "memberships": queries.memberships_of(found),
        "charges": people.charges_of(found),
        "disciplines": people.disciplines_of(found) if sees_discipline else [],
        "sees_discipline": sees_discipline,
        "can_edit_discipline": access.can_edit_discipline(request.actor),
        "merged": list(found.merged.order_by("pk")),
        "entries": queries.audit_entries("orgchart.person", found.pk),
        "files": [(row, personal_files.shown(row.envelope.content)) for row in files],
        "left_open": personal_files.left_open(found, files) if access.can_keep_accounts(request.actor) else None,
        **_erasure_of(request, found),
        "can_transfer": access.can_edit_chart(request.actor) and access.can_handle_envelopes(request.actor),
    }


def _erasure_of(request: TenantRequest, found: Person) -> dict[str, Any]:
    """Whether the person is to be erased or was; nobody writes a name again where one was taken away."""
    erasure = found.erasures.exclude(state=ErasureState.REJECTED).first()
    return {
        "erasure": erasure,
        "sees_erasure": access.can_see_erasures(request.actor),
        "can_erase": erasure is None and access.can_propose_erasure(request.actor),
        "can_edit": access.can_edit_chart(request.actor) and not (erasure and erasure.state == ErasureState.DONE),
    }


@require_http_methods(["GET", "POST"])
def merge_person(request: TenantRequest, person_id: int) -> HttpResponse:
    """Somebody stands in the rolls twice: choose the double, everything of it goes over to this row."""
    need_pen(request)
    kept = get_object_or_404(Person, pk=person_id, merged_into=None)
    search = request.GET.get("tim", "")[:100]
    hits = people.pick_persons(search) if search else people.likely_doubles(kept)
    hits = [hit for hit in hits if hit.pk != kept.pk]
    double = Person.objects.filter(merged_into=None, pk=number_of(request.GET.get("trung"))).first()
    form: EntryForm = MergeForm(request.POST or None, initial={"double": double.pk if double else None})
    lead = "Chức vụ, nơi sinh hoạt, kỷ luật, bài viết các năm của người trùng chuyển sang người được giữ"
    page = EntryPage(
        f"Gộp người bị ghi trùng: {kept.full_name}", lead, "Gộp vào người này", person_url(request, kept),
        kept.full_name,
    )  # fmt: skip

    def write(data: dict[str, Any]) -> str:
        chart.merge_persons(kept_id=kept.pk, double_id=data["double"].pk, actor=request.actor, at=clock.now())
        return person_url(request, kept)

    more = {"kept": kept, "double": double, "hits": queries.with_posts(hits, clock.today()), "search": search}
    return answer(request, form, page, write, "orgchart/merge_person.html", **more)


def person_url(request: TenantRequest, found: Person) -> str:
    """The page of a person."""
    return reverse("orgchart:person", args=[request.tenant.slug, found.pk])
