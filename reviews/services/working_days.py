"""Correcting the calendar of working days; every correction stays on record."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from reviews import access, calendar
from reviews.models import DayCorrection, DayKind
from reviews.queries.day_corrections import corrections_of_office, forget
from reviews.texts import clean_text


@transaction.atomic
def correct_day(*, day: date, kind: str, source: str, actor: Actor, at: datetime) -> DayCorrection:
    """Say that a day is off or worked, by which order; or take an earlier correction back.

    What changes nothing is refused, so that every row of the history says something.
    """
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    words = clean_text(source).strip()[:300]
    errors = {}
    if kind not in DayKind.values:
        errors["kind"] = "Chọn nghỉ, đi làm, hoặc bỏ sửa."
    if not words:
        errors["source"] = "Ghi số, ngày văn bản hoặc quyết định."
    if not errors and (reason := _without_effect(day, kind)):
        errors["day"] = reason
    if errors:
        raise InvalidInput(errors)
    row = DayCorrection(
        tenant_id=actor.tenant_id, day=day, kind=kind, source=words, entered_at=at, entered_by=actor.account
    )
    row.save()
    forget()
    audit.record(
        actor=actor,
        action="correct_day",
        target=row,
        at=at,
        summary=f"Sửa lịch làm việc {day:%d/%m/%Y}: {row.get_kind_display().lower()} ({words})"[:300],
    )
    return row


def _without_effect(day: date, kind: str) -> str:
    corrected = day in corrections_of_office()
    if kind == DayKind.PUBLISHED:
        return "" if corrected else f"Ngày {day:%d/%m/%Y} chưa sửa nên không có gì để bỏ."
    if calendar.is_working_day(day) == (kind == DayKind.WORKED):
        return f"Ngày {day:%d/%m/%Y} đã là ngày {'đi làm' if kind == DayKind.WORKED else 'nghỉ'}."
    return ""
