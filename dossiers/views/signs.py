"""What people and bodies found in themselves, listed to the inspection commission."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dossiers.sign_queries import sign_rows
from orgchart.middleware import TenantRequest
from reviews.access import can_see_signs
from reviews.queries import cycle_of


@require_GET
def sign_list(request: TenantRequest, year: int) -> HttpResponse:
    """Every positive answer of the year about somebody whom this committee manages. (CC-I.2-1)"""
    if not can_see_signs(request.actor):
        raise PermissionDenied
    cycle = cycle_of(year)
    return render(request, "dossiers/signs.html", {"cycle": cycle, "rows": sign_rows(cycle, request.actor)})
