"""The tenants right below, and opening a new one with the first account of its office."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from orgchart import access, clock
from orgchart.errors import InvalidInput
from orgchart.forms.exchange import SubordinateForm
from orgchart.middleware import TenantRequest
from orgchart.queries.exchange import subordinates_of
from orgchart.services.tenants import open_subordinate


@require_http_methods(["GET", "POST"])
def subordinates(request: TenantRequest) -> HttpResponse:
    """Who is below; a new tenant's first password is shown on the answer, once, and kept nowhere."""
    if not access.can_open_tenants(request.actor):
        raise PermissionDenied
    form, opened = SubordinateForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_subordinate(actor=request.actor, at=clock.now(), **form.cleaned_data)
        except InvalidInput as refusal:
            for name, message in refusal.errors.items():
                form.add_error(name if name in form.fields else "short_name", message)
        else:
            form = SubordinateForm()
    links = subordinates_of(request.tenant, clock.today())
    context = {"links": links, "form": form, "opened": opened}
    return render(request, "orgchart/subordinates.html", context, status=422 if form.errors else 200)
