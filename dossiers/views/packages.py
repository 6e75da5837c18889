"""Laying a meeting's papers before the deciding body, and opening what was laid before it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from dossiers import access
from dossiers.downloads import hand_out
from dossiers.models import BoardPackage
from dossiers.services.packages import hand_to_body as hand_over
from orgchart import clock
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from ratings.access import can_see_ratings
from ratings.queries.lists import board_of


@require_POST
@limited("export")
def hand_to_body(request: TenantRequest, year: int, board_id: int) -> HttpResponse:
    """Make the package of a meeting and note its day."""
    if not can_see_ratings(request.actor):
        raise NotVisible
    board = board_of(board_id, year)
    package = hand_over(board_id=board.pk, actor=request.actor, at=clock.now())
    told = f"Đã trình {board.body.name} hồ sơ của {package.subjects} đối tượng."
    if package.incomplete:
        told += f" {package.incomplete} hồ sơ còn thiếu thành phần, ghi rõ trong danh sách."
    messages.success(request, told)
    return redirect("ratings:board", request.tenant.slug, year, board_id)


@require_GET
@limited("export")
def board_package(request: TenantRequest, year: int, package_id: int) -> HttpResponse | FileResponse:
    """The package as it was handed over."""
    if not can_see_ratings(request.actor):
        raise NotVisible
    package = BoardPackage.objects.select_related("file").filter(pk=package_id, board__cycle__year=year).first()
    if package is None:
        raise NotVisible
    if not access.can_open_package(request.actor):
        raise PermissionDenied
    return hand_out(package.file)
