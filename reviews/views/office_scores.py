"""The points of an office, written down while its meeting runs."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from orgchart import clock
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from reviews.forms.office_scores import OfficeSheetForm
from reviews.queries.office_sheet import sheet_of
from reviews.services.office_scores import record_office_scores
from reviews.views.conference_run import answered, kept_row


@require_POST
def office_scores(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """Keep what the meeting agrees on, line by line. (SL-IV.3-6)"""
    row = kept_row(request, year, conference_id)
    sheet = sheet_of(row)
    if not sheet:
        raise NotVisible
    form = OfficeSheetForm(request.POST, lines=sheet)

    def do(_: dict[str, Any]) -> object:
        return record_office_scores(conference_id=row.pk, given=form.given(), actor=request.actor, at=clock.now())

    return answered(request, row, "sheet_form", form, do, "Đã ghi điểm của phòng.")
