"""Posts, party life and charge of a person: first the place is chosen, or the person, then the form is filled in."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock, queries
from orgchart.forms.chart import ChargeForm, EditPostForm, MembershipForm, PostForm
from orgchart.forms.fields import values_of
from orgchart.kinds import OrganizationKind
from orgchart.middleware import TenantRequest
from orgchart.models import CellMembership, Organization, Person, Post, Supervision
from orgchart.queries import people, units
from orgchart.services import chart
from orgchart.views.entry import EntryPage, answer, asked_unit, end_on_a_day, need_pen, visible
from orgchart.views.people import person_url

# What a person is chosen for on the page of an organisation: the address that follows, and the words.
ENTRIES = {
    "chuc-vu": ("appoint", "Thêm chức vụ"),
    "sinh-hoat": ("join_cell", "Thêm đảng viên vào chi bộ"),
    "phu-trach": ("put_in_charge", "Phân công cấp ủy viên phụ trách"),
}


@require_GET
def pick_person(request: TenantRequest, organization_id: int, entry: str) -> HttpResponse:
    """Who is it about? Hits of a search lead on to the form."""
    need_pen(request)
    unit = get_object_or_404(Organization, pk=organization_id)
    if entry not in ENTRIES:
        raise Http404
    name, title = ENTRIES[entry]
    search = request.GET.get("tim", "")[:100]
    hits = queries.with_posts(people.pick_persons(search), clock.today())
    rows = [
        (hit, posts, f"{reverse(f'orgchart:{name}', args=[request.tenant.slug, hit.pk])}?to-chuc={unit.pk}")
        for hit, posts in hits
    ]
    context = {"unit": unit, "title": title, "search": search, "rows": rows}
    return render(request, "orgchart/pick_person.html", context)


def _choose_unit(request: TenantRequest, person: Person, title: str, kind: str = "") -> HttpResponse:
    """Where is it? Hits of a search lead on to the form."""
    search = request.GET.get("tim", "")[:100]
    hits = units.pick_organizations(search, clock.today(), kind)
    context = {"person": person, "title": title, "search": search, "hits": hits, "is_cell": bool(kind)}
    return render(request, "orgchart/pick_organization.html", context)


def _page(request: TenantRequest, person: Person, title: str, button: str, unit: Organization | None) -> EntryPage:
    facts = [("Cán bộ", person.full_name), ("Tổ chức, đơn vị", unit.name if unit else "Chưa chọn")]
    back = person_url(request, person)
    return EntryPage(title, person.full_name, button, back, person.full_name, facts, request.path, "Chọn nơi khác")


def _last_page(request: TenantRequest, person: Person, title: str, button: str, unit: Organization) -> EntryPage:
    """The page on which something ends: the place is given by what is there."""
    return replace(_page(request, person, title, button, unit), change_url="", change_label="")


@require_http_methods(["GET", "POST"])
def appoint(request: TenantRequest, person_id: int) -> HttpResponse:
    """Give the person a post, beside or in place of one that is held."""
    need_pen(request)
    person, unit = visible(person_id), asked_unit(request)
    if unit is None and request.method == "GET":
        return _choose_unit(request, person, "Thêm chức vụ")
    form = PostForm(request.POST or None, person=person, unit=unit)

    def write(data: dict[str, Any]) -> str:
        chart.appoint(person=person, actor=request.actor, at=clock.now(), **data)
        return person_url(request, person)

    return answer(request, form, _page(request, person, "Thêm chức vụ", "Ghi chức vụ", unit), write)


@require_http_methods(["GET", "POST"])
def edit_post(request: TenantRequest, post_id: int) -> HttpResponse:
    """Correct a post, suspend it or end it."""
    need_pen(request)
    post = get_object_or_404(Post.objects.select_related("person", "organization"), pk=post_id)
    form = EditPostForm(request.POST or None, unit=post.organization, initial=values_of(EditPostForm, post))
    facts = [("Cán bộ", post.person.full_name), ("Tổ chức, đơn vị", post.organization.name)]
    back = person_url(request, post.person)
    lead = "Đổi sang chức vụ khác: ghi chức vụ mới ở trang của cán bộ"
    page = EntryPage(f"Sửa chức vụ: {post.title}", lead, "Ghi thay đổi", back, post.person.full_name, facts)

    def write(data: dict[str, Any]) -> str:
        chart.update_post(post_id=post.pk, actor=request.actor, at=clock.now(), **data)
        return back

    return answer(request, form, page, write)


@require_http_methods(["GET", "POST"])
def end_post(request: TenantRequest, person_id: int, post_id: int) -> HttpResponse:
    """A post ends at a day."""
    need_pen(request)
    person = get_object_or_404(Person, pk=person_id, posts=post_id)
    post = get_object_or_404(Post.objects.select_related("organization"), pk=post_id)
    page = _last_page(request, person, f"Thôi giữ chức: {post.title}", "Ghi ngày thôi giữ", post.organization)
    end = partial(chart.end_post, post_id=post.pk, actor=request.actor, at=clock.now())
    return end_on_a_day(request, page, lambda day: end(ended_on=day))


@require_http_methods(["GET", "POST"])
def join_cell(request: TenantRequest, person_id: int) -> HttpResponse:
    """The person begins party life in a cell, or moves there."""
    need_pen(request)
    person, cell = visible(person_id), asked_unit(request, "cell")
    if cell is None and request.method == "GET":
        return _choose_unit(request, person, "Thêm nơi sinh hoạt đảng", OrganizationKind.PARTY_CELL)
    form = MembershipForm(request.POST or None, initial={"cell": cell.pk if cell else None})

    def write(data: dict[str, Any]) -> str:
        chart.join_cell(person=person, actor=request.actor, at=clock.now(), **data)
        return person_url(request, person)

    return answer(request, form, _page(request, person, "Thêm nơi sinh hoạt đảng", "Ghi nơi sinh hoạt", cell), write)


@require_http_methods(["GET", "POST"])
def leave_cell(request: TenantRequest, membership_id: int) -> HttpResponse:
    """Party life in a cell ends."""
    need_pen(request)
    row = get_object_or_404(CellMembership.objects.select_related("person", "cell"), pk=membership_id)
    page = _last_page(request, row.person, "Thôi sinh hoạt đảng", "Ghi ngày kết thúc", row.cell)
    end = partial(chart.leave_cell, membership_id=row.pk, actor=request.actor, at=clock.now())
    return end_on_a_day(request, page, lambda day: end(ended_on=day))


@require_http_methods(["GET", "POST"])
def put_in_charge(request: TenantRequest, person_id: int) -> HttpResponse:
    """The person is put in charge of a unit."""
    need_pen(request)
    person, unit = visible(person_id), asked_unit(request)
    if unit is None and request.method == "GET":
        return _choose_unit(request, person, "Phân công phụ trách")
    form = ChargeForm(request.POST or None, initial={"organization": unit.pk if unit else None})

    def write(data: dict[str, Any]) -> str:
        chart.put_in_charge(person=person, actor=request.actor, at=clock.now(), **data)
        return person_url(request, person)

    return answer(request, form, _page(request, person, "Phân công phụ trách", "Ghi phân công", unit), write)


@require_http_methods(["GET", "POST"])
def end_charge(request: TenantRequest, supervision_id: int) -> HttpResponse:
    """The person is no longer in charge of a unit."""
    need_pen(request)
    row = get_object_or_404(Supervision.objects.select_related("person", "organization"), pk=supervision_id)
    page = _last_page(request, row.person, "Thôi phụ trách", "Ghi ngày kết thúc", row.organization)
    end = partial(chart.end_charge, supervision_id=row.pk, actor=request.actor, at=clock.now())
    return end_on_a_day(request, page, lambda day: end(ended_on=day))
