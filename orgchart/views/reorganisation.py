"""Merger, split, transfer and dissolution of an organisation, one ordinary form each."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from orgchart import clock, queries
from orgchart.forms.reorganisation import (
    DissolveOrganizationForm,
    MergeOrganizationsForm,
    SplitOrganizationForm,
    TransferOrganizationForm,
)
from orgchart.kinds import OrganizationKind
from orgchart.middleware import TenantRequest
from orgchart.models import Organization
from orgchart.queries import units
from orgchart.services import chart
from orgchart.views.chart import url_of
from orgchart.views.entry import EntryPage, answer, need_pen, number_of

MOST_CHOICES = 300


@require_http_methods(["GET", "POST"])
def reorganize(request: TenantRequest, organization_id: int, kind: str) -> HttpResponse:
    """The form of one kind of reorganisation."""
    need_pen(request)
    forms: dict[str, Callable[[TenantRequest, Organization], HttpResponse]] = {
        "sap-nhap": _merge, "chia-tach": _split, "chuyen-giao": _transfer, "giai-the": _dissolve,
    }  # fmt: skip
    if kind not in forms:
        raise Http404
    row = get_object_or_404(Organization, pk=organization_id, depth__gt=1)
    return forms[kind](request, row)


def _page(request: TenantRequest, row: Organization, title: str, button: str, lead: str) -> EntryPage:
    return EntryPage(f"{title}: {row.name}", lead, button, url_of(request, row), row.name)


def _merge(request: TenantRequest, row: Organization) -> HttpResponse:
    others = units.siblings_to_merge(row)
    asked = [number_of(text) for text in (request.POST.getlist("voi") or request.GET.getlist("voi"))[:MOST_CHOICES]]
    chosen = list(others.filter(pk__in=asked))
    if not chosen and request.method == "GET":
        return render(request, "orgchart/merge_choose.html", {"row": row, "others": others[:MOST_CHOICES]})
    ending = [row, *chosen]
    posts = list(units.posts_from(ending, clock.today()))
    form = MergeOrganizationsForm(request.POST or None, ending=ending, posts=posts)
    lead = "Sáp nhập: " + ", ".join(one.name for one in ending)
    page = _page(request, row, "Sáp nhập", "Ghi sáp nhập", lead)

    def write(data: dict[str, Any]) -> str:
        name, into = data.pop("name"), data.pop("into")
        made = chart.merge_organizations(
            organization_ids=[one.pk for one in ending],
            into=next((one for one in ending if one.pk == into), None),
            new=chart.NewBody(name), actor=request.actor, at=clock.now(), **data,
        )  # fmt: skip
        return url_of(request, made)

    return answer(request, form, page, write)


def _split(request: TenantRequest, row: Organization) -> HttpResponse:
    day = clock.today()
    posts = list(units.posts_from([row], day))
    members = list(units.members_of_cell(row, day))
    form = SplitOrganizationForm(request.POST or None, posts=posts, members=members)
    lead = "Chọn nơi chuyển đến cho từng chức vụ, từng đảng viên"
    page = _page(request, row, "Chia tách", "Ghi chia tách", lead)

    def write(data: dict[str, Any]) -> str:
        parts = [chart.NewBody(name) for name in data.pop("names")]
        chart.split_organization(organization_id=row.pk, parts=parts, actor=request.actor, at=clock.now(), **data)
        return url_of(request, row)

    return answer(request, form, page, write, "orgchart/split.html")


def _transfer(request: TenantRequest, row: Organization) -> HttpResponse:
    parents = units.branch(None, clock.today()).exclude(queries.within(row))[:MOST_CHOICES]
    allowed = units.branch(None, clock.today()).filter(pk__in=[parent.pk for parent in parents])
    form = TransferOrganizationForm(request.POST or None, parents=allowed)
    page = _page(request, row, "Chuyển giao", "Ghi chuyển giao", "Các đơn vị trực thuộc đi cùng")

    def write(data: dict[str, Any]) -> str:
        chart.transfer_organization(organization_id=row.pk, actor=request.actor, at=clock.now(), **data)
        return url_of(request, row)

    return answer(request, form, page, write)


def _dissolve(request: TenantRequest, row: Organization) -> HttpResponse:
    cells = units.branch(None, clock.today()).filter(kind=OrganizationKind.PARTY_CELL).exclude(pk=row.pk)
    form = DissolveOrganizationForm(request.POST or None, cells=cells)
    lead = "Tập thể, chức vụ kết thúc vào hôm trước; các năm đã qua giữ nguyên"
    page = _page(request, row, "Giải thể", "Ghi giải thể", lead)

    def write(data: dict[str, Any]) -> str:
        chart.dissolve_organization(organization_id=row.pk, actor=request.actor, at=clock.now(), **data)
        return url_of(request, row)

    return answer(request, form, page, write)
