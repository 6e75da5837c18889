"""The tree, an organisation's page, and the entries that keep organisations and collectives."""

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import access, clock, exports, queries, tables
from orgchart.forms.chart import CollectiveForm, EditCollectiveForm, EditOrganizationForm, NewOrganizationForm
from orgchart.forms.fields import FIRST_DAY, LAST_DAY, values_of
from orgchart.kinds import OrganizationKind
from orgchart.middleware import TenantRequest
from orgchart.models import Collective, Organization
from orgchart.queries import offices, units
from orgchart.services import chart
from orgchart.views.entry import EntryPage, answer, need_pen, need_sight, number_of

PAGE_SIZE = 100
MEMBERS = 50


@require_GET
def tree(request: TenantRequest) -> HttpResponseBase:
    """The organisations of a branch at a day with their collectives, whole where they are few, else step by step."""
    need_sight(request)
    day, search = asked_day(request), request.GET.get("tim", "")[:100]
    root = Organization.objects.filter(pk=number_of(request.GET.get("nhanh"))).first()
    rows = units.branch(root, day)
    total = rows.count()
    hits = units.organizations_named(search, rows) if search.strip() else None
    if exports.is_wanted(request):
        found = units.chart_rows(list(rows) if hits is None else hits, day)
        return exports.workbook(request, "Sơ đồ tổ chức", tables.ORGANIZATIONS, found)
    shown: Any = units.shown_of(rows, root, total) if hits is None else hits
    page_obj = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "rows": units.chart_rows(list(page_obj.object_list), day),
        "total": total,
        "is_whole": total <= units.DRAWN_WHOLE and not search,
        "root": root,
        "above": list(queries.ancestors_of(root)) if root else [],
        "search": search,
    }
    return render(request, "orgchart/chart.html", context | _shown_day(request, day) | _may(request))


def _shown_day(request: TenantRequest, day: date) -> dict[str, Any]:
    """The day of the chart, and what is kept in the links to its other pages."""
    return {"day": day, "is_today": day == clock.today(), "query": _query_of(request)}


def _may(request: TenantRequest) -> dict[str, bool]:
    """Which pages beside the chart the actor may open."""
    return {
        "can_see_audit": access.can_see_audit(request.actor),
        "can_open_tenants": access.can_open_tenants(request.actor),
        "can_keep_accounts": access.can_keep_accounts(request.actor),
        "can_see_discipline": access.can_see_discipline(request.actor),
    }


def asked_day(request: HttpRequest) -> date:
    """The day in the address, else today; nonsense counts as today."""
    text = request.GET.get("ngay", "")[:10]
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007 – a day has no zone
        except ValueError:
            continue
        if FIRST_DAY <= found <= LAST_DAY:
            return found
    return clock.today()


def _query_of(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""


@require_GET
def organization(request: TenantRequest, organization_id: int) -> HttpResponse:
    """One organisation: collectives, posts by rank, party life, units below, deciding offices, what happened to it."""
    need_sight(request)
    row, day = get_object_or_404(Organization, pk=organization_id), clock.today()
    past = request.GET.get("qua-khu") == "co"
    is_cell = row.kind == OrganizationKind.PARTY_CELL
    members = Paginator(units.members_of_cell(row, day), MEMBERS).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "view": units.organization_view(row, day, past=past),
        "above": list(queries.ancestors_of(row)),
        "page_obj": members if is_cell else None,
        "is_cell": is_cell,
        "past": past,
        "is_open": row.valid_to is None or row.valid_to >= day,
        "no_council_since": queries.urban_government_since(row),
        "entries": queries.audit_entries("orgchart.organization", row.pk),
        "can_edit_discipline": access.can_edit_discipline(request.actor),
        "can_edit": access.can_edit_chart(request.actor),
    }
    return render(request, "orgchart/organization.html", context)


@require_GET
def offices_chain(request: TenantRequest) -> HttpResponse:
    """The offices above and below at a day on both lines, and who came after whom."""
    need_sight(request)
    day = asked_day(request)
    context = {
        "day": day,
        "chains": [(line, offices.chain_above(request.tenant, line, day)) for line in ("party", "state")],
        "below": Paginator(offices.offices_below(request.tenant, day), PAGE_SIZE).get_page(request.GET.get("page")),
        "links": offices.links_over_time(request.tenant),
        "successions": offices.successions_of(request.tenant),
        "query": _query_of(request),
    }
    return render(request, "orgchart/offices.html", context)


@require_http_methods(["GET", "POST"])
def organization_new(request: TenantRequest, organization_id: int) -> HttpResponse:
    """An organisation below another one."""
    need_pen(request)
    parent = get_object_or_404(Organization, pk=organization_id)
    form = NewOrganizationForm(request.POST or None, initial={"level": parent.level, "bloc": parent.bloc})
    lead = f"Trực thuộc {parent.name}"
    page = EntryPage("Thêm tổ chức trực thuộc", lead, "Ghi vào sơ đồ", url_of(request, parent), parent.name)

    def write(data: dict[str, Any]) -> str:
        return url_of(request, chart.create_organization(parent=parent, actor=request.actor, at=clock.now(), **data))

    return answer(request, form, page, write)


@require_http_methods(["GET", "POST"])
def organization_edit(request: TenantRequest, organization_id: int) -> HttpResponse:
    """Correct what is known about an organisation."""
    need_pen(request)
    row = get_object_or_404(Organization, pk=organization_id)
    form = EditOrganizationForm(request.POST or None, initial=values_of(EditOrganizationForm, row))
    lead = "Sáp nhập, chia tách, chuyển giao, giải thể có mục riêng ở trang của tổ chức"
    page = EntryPage(f"Sửa thông tin: {row.name}", lead, "Ghi thay đổi", url_of(request, row), row.name)

    def write(data: dict[str, Any]) -> str:
        chart.update_organization(organization_id=row.pk, actor=request.actor, at=clock.now(), **data)
        return url_of(request, row)

    return answer(request, form, page, write)


@require_http_methods(["GET", "POST"])
def collective_new(request: TenantRequest, organization_id: int) -> HttpResponse:
    """A leading collective of an organisation."""
    need_pen(request)
    row = get_object_or_404(Organization, pk=organization_id)
    form = CollectiveForm(request.POST or None)
    page = EntryPage("Thêm tập thể lãnh đạo, quản lý", f"Của {row.name}", "Ghi tập thể", url_of(request, row), row.name)

    def write(data: dict[str, Any]) -> str:
        chart.create_collective(organization=row, actor=request.actor, at=clock.now(), **data)
        return url_of(request, row)

    return answer(request, form, page, write)


@require_http_methods(["GET", "POST"])
def collective_edit(request: TenantRequest, collective_id: int) -> HttpResponse:
    """Correct a collective or end it."""
    need_pen(request)
    body = get_object_or_404(Collective.objects.select_related("organization"), pk=collective_id)
    row = body.organization
    form = EditCollectiveForm(request.POST or None, initial=values_of(EditCollectiveForm, body))
    lead = f"{body.get_kind_display()} của {row.name}"
    page = EntryPage(f"Sửa tập thể: {body.name}", lead, "Ghi thay đổi", url_of(request, row), row.name)

    def write(data: dict[str, Any]) -> str:
        chart.update_collective(collective_id=body.pk, actor=request.actor, at=clock.now(), **data)
        return url_of(request, row)

    return answer(request, form, page, write)


def url_of(request: TenantRequest, row: Organization) -> str:
    """The page of an organisation."""
    return reverse("orgchart:organization", args=[request.tenant.slug, row.pk])
