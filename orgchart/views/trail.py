"""The audit trail: everything that happened and was refused, and whether nobody has touched it since."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import access, account_queries, audit_detail, exports, queries, tables
from orgchart.account_forms import AuditFilterForm, KeptHeadForm
from orgchart.middleware import TenantRequest
from orgchart.models import AuditRecord
from orgchart.services.sealing import head_of_chain, read_head, verify_chain

PAGE_SIZE = 50


@require_GET
def trail(request: TenantRequest) -> HttpResponseBase:
    """Everything in the tenant, newest first, narrowed by who, when, what."""
    _need_sight(request)
    form = AuditFilterForm(request.GET or None)
    wanted = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    records = account_queries.trail(wanted)
    if exports.is_wanted(request):
        return exports.workbook(request, "Nhật ký", tables.AUDIT, records.iterator(chunk_size=2000))
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    page = Paginator(records, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(record, queries.AuditEntry.of(record)) for record in page.object_list],
        "is_narrowed": bool(asked),
        "filter_query": urlencode(asked) + "&" if asked else "",
    }
    return render(request, "orgchart/trail.html", context, status=422 if form.errors else 200)


@require_GET
def record(request: TenantRequest, record_id: int) -> HttpResponse:
    """One record: who, when, what, before and after."""
    _need_sight(request)
    found = get_object_or_404(AuditRecord, pk=record_id)
    context = {
        "record": found,
        "entry": queries.AuditEntry.of(found),
        "changes": audit_detail.changes_of(found),
        "details": audit_detail.details_of(found),
    }
    return render(request, "orgchart/trail_record.html", context)


@require_http_methods(["GET", "POST"])
def check(request: TenantRequest) -> HttpResponse:
    """The head of the chain to be kept outside, and the check of the whole chain against one that was kept."""
    _need_sight(request)
    form, verdict = KeptHeadForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        kept = read_head(form.cleaned_data["kept"]) if form.cleaned_data["kept"] else None
        if form.cleaned_data["kept"] and kept is None:
            form.add_error("kept", "Mã chưa đúng dạng: cần “số:mã”, mã gồm 64 chữ số và chữ từ a đến f.")
        else:
            verdict = verify_chain(kept=kept)
    context = {"form": form, "verdict": verdict, "head": head_of_chain()}
    return render(request, "orgchart/trail_check.html", context, status=422 if form.errors else 200)


@require_GET
def head(request: TenantRequest) -> HttpResponse:
    """The head as a small file, to be printed or kept on another machine."""
    _need_sight(request)
    newest = head_of_chain()
    text = f"{request.tenant.name}\n{newest}\n"
    name = f"ma-doi-chieu-{request.tenant.slug}-{newest.number}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


def _need_sight(request: TenantRequest) -> None:
    if not access.can_see_audit(request.actor):
        raise PermissionDenied
