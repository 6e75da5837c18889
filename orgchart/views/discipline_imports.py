"""Nhập quyết định kỷ luật: take the template, choose the file; preview and writing are those of every import."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import access, clock
from orgchart.errors import InvalidInput
from orgchart.forms.rosters import FileForm
from orgchart.imports.discipline_template import discipline_template
from orgchart.imports.reading import MAX_BYTES
from orgchart.middleware import TenantRequest
from orgchart.models import Collective, ImportKind
from orgchart.queries.rosters import roster_imports as stored_imports
from orgchart.quotas import limited
from orgchart.services import roster_imports
from orgchart.views.rosters import PAGE_SIZE, download


@require_http_methods(["GET", "POST"])
@limited("upload")
def discipline_imports(request: TenantRequest) -> HttpResponse:
    """The template, the form to hand a file in, and earlier imports."""
    _need_pen(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            taken = roster_imports.take_workbook(
                kind=ImportKind.DISCIPLINE,
                name=upload.name,
                content=upload.read(MAX_BYTES + 1),
                since=clock.today(),
                actor=request.actor,
                at=clock.now(),
            )
            return redirect("orgchart:roster", request.tenant.slug, taken.pk)
        except InvalidInput as refusal:
            form.add_error("file", refusal.errors["file"])
    page = Paginator(stored_imports(ImportKind.DISCIPLINE), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page}
    return render(request, "orgchart/discipline_imports.html", context, status=422 if form.is_bound else 200)


@require_GET
@limited("export")
def template(request: TenantRequest) -> HttpResponse:
    """The workbook to fill in, with the collectives that there are."""
    _need_pen(request)
    bodies = Collective.objects.filter(valid_to=None).order_by("name", "pk").values_list("name", flat=True)
    return download(discipline_template(list(dict.fromkeys(bodies))), "Mẫu quyết định kỷ luật.xlsx")


def _need_pen(request: TenantRequest) -> None:
    if not access.can_edit_discipline(request.actor):
        raise PermissionDenied
