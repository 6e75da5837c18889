"""Envelopes, and where a background job stands."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from orgchart import access, clock, exports, queries, tables
from orgchart.correspondence import BY_HAND
from orgchart.envelope_kinds import TRAITS, Direction, EnvelopeKind
from orgchart.middleware import TenantRequest
from orgchart.models import EnvelopeBox, Job
from orgchart.queries.exchange import tenants_above, tenants_below

PAGE_SIZE = 50


@require_GET
def envelopes(request: TenantRequest) -> HttpResponseBase:
    """What came from and went to other tenants."""
    if not access.can_handle_envelopes(request.actor):
        raise PermissionDenied
    box = EnvelopeBox.OUT if request.GET.get("hop") == EnvelopeBox.OUT else EnvelopeBox.IN
    if exports.is_wanted(request):
        title = "Văn bản đi" if box == EnvelopeBox.OUT else "Văn bản đến"
        return exports.workbook(request, title, tables.envelopes(box), queries.envelopes(box).iterator(chunk_size=500))
    page = Paginator(queries.envelopes(box), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "box": box, "box_query": f"hop={box}&", "written": _written(request)}
    return render(request, "orgchart/envelopes.html", context)


def _written(request: TenantRequest) -> list[tuple[str, list[EnvelopeKind]]]:
    """The kinds that can be written up and down, where somebody stands there who could get them."""
    ways = ((Direction.UP, tenants_above), (Direction.DOWN, tenants_below))
    return [
        (str(way.label), [kind for kind in BY_HAND if TRAITS[kind].direction == way])
        for way, found in ways
        if found(request.tenant, clock.today()).exists()
    ]


@require_GET
def job(request: TenantRequest, job_id: int) -> HttpResponse:
    """The fragment that a page asks for again until the job has ended."""
    found = Job.objects.filter(pk=job_id, tenant=request.tenant, requested_by=request.actor.account).first()
    if found is None:
        raise Http404
    view = queries.JobView.of(found, reverse("orgchart:job", args=[request.tenant.slug, found.pk]))
    response = render(request, "_components/job_progress.html", {"job": view})
    if view.has_ended:
        response.headers["HX-Refresh"] = "true"  # the page now shows the result itself
    return response
