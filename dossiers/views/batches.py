"""Batches of prints: asking for one, its progress, stopping, printing again, signing, one file for the printer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers import access, batches
from dossiers.forms import BatchForm
from dossiers.models import BatchKind
from dossiers.services import batches as services
from dossiers.services.signatures import has_key
from orgchart import clock
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from reviews.queries import cycle_of


@require_http_methods(["GET", "POST"])
def batch_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """The batches of a year, and asking for another one."""
    access.need_can_print(request.actor)
    return _ask(request, year) if request.method == "POST" else _list(request, year, BatchForm())


@limited("render")
def _ask(request: TenantRequest, year: int) -> HttpResponse:
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _list(request, year, form)
    kind, at = BatchKind(form.cleaned_data["kind"]), clock.now()
    batch = services.print_batch(cycle=cycle_of(year), kind=kind, actor=request.actor, at=at)
    return redirect("dossiers:batch", request.tenant.slug, year, batch.pk)


def _list(request: TenantRequest, year: int, form: BatchForm) -> HttpResponse:
    cycle = cycle_of(year)
    context = {"cycle": cycle, "form": form, "batches": batches.batches_of(cycle)}
    return render(request, "dossiers/batches.html", context, status=422 if form.errors else 200)


@require_GET
def batch(request: TenantRequest, year: int, pile_id: int) -> HttpResponse:
    """How far a batch is; a part of a page asks again by itself."""
    access.need_can_print(request.actor)
    found = batches.batch_for(pile_id, year)
    context = {
        "batch": found,
        "progress": batches.progress_of(found),
        "parts": batches.parts_of(found),
        "failed": batches.failed_in(found),
        "year": year,
        "has_key": has_key(request.actor, request.tenant),
    }
    template = "dossiers/_batch_progress.html" if request.headers.get("HX-Request") else "dossiers/batch.html"
    return render(request, template, context)


@require_POST
def cancel(request: TenantRequest, year: int, pile_id: int) -> HttpResponse:
    """Stop a batch; what is printed stays."""
    return _changed(request, year, pile_id, services.cancel_batch, "Đã dừng. Văn bản đã in xong được giữ nguyên.")


@require_POST
@limited("render")
def retry(request: TenantRequest, year: int, pile_id: int) -> HttpResponse:
    """Print again what failed or was stopped."""
    return _changed(request, year, pile_id, services.retry_batch, "Đang in lại {} văn bản.")


@require_POST
@limited("render")
def sign(request: TenantRequest, year: int, pile_id: int) -> HttpResponse:
    """Sign every document of the batch that waits for the actor's key."""
    return _changed(request, year, pile_id, services.sign_batch, "Đang ký số {} văn bản.")


def _changed(
    request: TenantRequest, year: int, pile_id: int, service: Callable[..., object], words: str
) -> HttpResponse:
    """What is done with a whole batch, told with the number of its documents that it was about."""
    access.need_can_print(request.actor)
    found = batches.batch_for(pile_id, year)
    messages.success(request, words.format(service(batch_id=found.pk, actor=request.actor, at=clock.now())))
    return redirect("dossiers:batch", request.tenant.slug, year, found.pk)


@require_GET
def batch_file(request: TenantRequest, year: int, pile_id: int) -> HttpResponse | FileResponse:
    """The finished documents of a batch as one file for the printer, or one part of a large batch."""
    access.need_can_print(request.actor)
    found = batches.batch_for(pile_id, year)
    part = batches.part_of(found, request.GET.get("tap", "1"))
    name = f"In hàng loạt {found.pk}{f' tập {part.number}' if part.number > 1 else ''}.pdf"
    answer = FileResponse(batches.pile_of(found, part), as_attachment=True, filename=name)
    answer["Content-Type"] = "application/pdf"
    return answer
