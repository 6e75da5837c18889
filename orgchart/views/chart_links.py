"""Who decides on whom, and disciplinary decisions."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import access, clock, exports, queries, tables
from orgchart.forms.chart import DisciplineForm, EditDisciplineForm, ManagementForm
from orgchart.forms.fields import values_of
from orgchart.middleware import TenantRequest
from orgchart.models import Collective, DisciplineRecord, ManagementLink, Organization, Person, Post
from orgchart.queries import offices, people
from orgchart.services import chart
from orgchart.views.chart import url_of
from orgchart.views.entry import EntryPage, answer, end_on_a_day, need_pen
from orgchart.views.people import person_url

PAGE_SIZE = 50
MANAGED: dict[str, Any] = {"chuc-vu": Post, "tap-the": Collective, "to-chuc": Organization}


@require_http_methods(["GET", "POST"])
def set_manager(request: TenantRequest, kind: str, managed_id: int) -> HttpResponse:
    """Say which office decides on a post, a collective or an organisation from a day on."""
    need_pen(request)
    managed, back = _managed(request, kind, managed_id)
    form = ManagementForm(
        request.POST or None,
        offices=offices.deciding_offices(request.tenant, clock.today()),
        bodies=queries.ancestors_of(_unit_of(managed)),
    )
    lead = "Ai quyết định thì xếp loại; không nhất thiết là cấp trên trong sơ đồ"
    page = EntryPage(f"Phân cấp quản lý: {managed}", lead, "Ghi đơn vị quyết định", back, "Trang trước")

    def write(data: dict[str, Any]) -> str:
        chart.set_manager(managed=managed, actor=request.actor, at=clock.now(), **data)
        return back

    return answer(request, form, page, write)


def _managed(request: TenantRequest, kind: str, pk: int) -> tuple[Post | Collective | Organization, str]:
    """The object and the page that it stands on."""
    model = MANAGED.get(kind)
    if model is None:
        raise Http404
    managed = get_object_or_404(model, pk=pk)
    if isinstance(managed, Post):
        return managed, person_url(request, managed.person)
    return managed, url_of(request, _unit_of(managed))


def _unit_of(managed: Post | Collective | Organization) -> Organization:
    return managed if isinstance(managed, Organization) else managed.organization


@require_http_methods(["GET", "POST"])
def end_management(request: TenantRequest, link_id: int) -> HttpResponse:
    """Nobody decides on it any more."""
    need_pen(request)
    link = get_object_or_404(ManagementLink.objects.select_related("managed_by"), pk=link_id)
    managed: Any = link.post or link.collective or link.organization
    back = person_url(request, link.post.person) if link.post else url_of(request, _unit_of(managed))
    lead = f"Đơn vị quyết định: {link.managing_body or link.managed_by}"
    page = EntryPage(f"Kết thúc phân cấp quản lý: {managed}", lead, "Ghi ngày kết thúc", back, "Trang trước")

    end = partial(chart.end_management, link_id=link.pk, actor=request.actor, at=clock.now())
    return end_on_a_day(request, page, lambda day: end(valid_to=day))


# --- Discipline --------------------------------------------------------------------------------------------


@require_GET
def disciplines(request: TenantRequest) -> HttpResponseBase:
    """All disciplinary decisions, newest first."""
    if not access.can_see_discipline(request.actor):
        raise PermissionDenied
    if exports.is_wanted(request):
        return exports.workbook(request, "Quyết định kỷ luật", tables.DISCIPLINES, people.disciplines())
    page = Paginator(people.disciplines(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "can_edit": access.can_edit_discipline(request.actor)}
    return render(request, "orgchart/disciplines.html", context)


@require_http_methods(["GET", "POST"])
def discipline_person(request: TenantRequest, person_id: int) -> HttpResponse:
    """A decision on a person."""
    _need_discipline(request)
    person = get_object_or_404(Person, pk=person_id, merged_into=None)
    return _record(request, {"person": person}, person.full_name, person_url(request, person))


@require_http_methods(["GET", "POST"])
def discipline_body(request: TenantRequest, collective_id: int) -> HttpResponse:
    """A decision on a collective."""
    _need_discipline(request)
    body = get_object_or_404(Collective.objects.select_related("organization"), pk=collective_id)
    return _record(request, {"collective": body}, body.name, url_of(request, body.organization))


def _record(request: TenantRequest, target: dict[str, Any], name: str, back: str) -> HttpResponse:
    form = DisciplineForm(request.POST or None, cases=people.cases_to_link())
    page = EntryPage("Ghi quyết định kỷ luật", f"Đối với {name}", "Ghi quyết định", back, name)

    def write(data: dict[str, Any]) -> str:
        chart.record_discipline(actor=request.actor, at=clock.now(), **target, **data)
        return back

    return answer(request, form, page, write)


@require_http_methods(["GET", "POST"])
def discipline_edit(request: TenantRequest, record_id: int) -> HttpResponse:
    """Correct a decision, or join it to the case that it belongs to."""
    _need_discipline(request)
    record = get_object_or_404(DisciplineRecord.objects.select_related("person", "collective"), pk=record_id)
    initial = values_of(EditDisciplineForm, record)
    form = EditDisciplineForm(request.POST or None, cases=people.cases_to_link(record), initial=initial)
    back = reverse("orgchart:disciplines", args=[request.tenant.slug])
    title = f"Sửa quyết định kỷ luật {record.decision_number}"
    page = EntryPage(title, f"Đối với {record.person or record.collective}", "Ghi thay đổi", back, "Quyết định kỷ luật")

    def write(data: dict[str, Any]) -> str:
        chart.update_discipline(record_id=record.pk, actor=request.actor, at=clock.now(), **data)
        return back

    return answer(request, form, page, write)


def _need_discipline(request: TenantRequest) -> None:
    if not access.can_edit_discipline(request.actor):
        raise PermissionDenied
