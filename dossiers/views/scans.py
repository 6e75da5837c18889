"""Piles of signed papers that were scanned together."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dossiers import access, queries
from dossiers.file_rules import MAX_BYTES
from dossiers.forms import ScanForm
from dossiers.services.scans import send_scans
from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.middleware import TenantRequest
from orgchart.queries import JobView
from orgchart.quotas import limited
from reviews.queries import cycle_of


@require_http_methods(["GET", "POST"])
@limited("upload")
def scan_list(request: TenantRequest, year: int) -> HttpResponse:
    """The batches of a cycle, and the form for another one."""
    cycle = cycle_of(year)
    access.need_can_print(request.actor)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [(file.name, file.read(MAX_BYTES + 1)) for file in form.cleaned_data["scans"]]
        with refusals_at_fields(form):
            batch = send_scans(
                cycle=cycle,
                files=files,
                signed_on=form.cleaned_data["signed_on"],
                actor=request.actor,
                at=clock.now(),
            )
            return redirect("dossiers:scan", request.tenant.slug, year, batch.pk)
    context = {"cycle": cycle, "form": form, "batches": queries.scan_batches(cycle)}
    return render(request, "dossiers/scans.html", context, status=422 if form.errors else 200)


@require_GET
def scan(request: TenantRequest, year: int, batch_id: int) -> HttpResponse:
    """What became of the papers of one batch."""
    access.need_can_print(request.actor)
    batch = queries.scan_batch(batch_id, year)
    job = None
    if batch.job is not None and batch.outcome is None:
        url = reverse("orgchart:job", args=[request.tenant.slug, batch.job.pk])
        job = JobView.of(batch.job, url, "Đối chiếu bản quét")
    return render(request, "dossiers/scan.html", {"batch": batch, "job": job, "year": year})
