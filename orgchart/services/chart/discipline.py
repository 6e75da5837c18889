"""Disciplinary decisions on persons and collectives."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.models import Collective, DisciplineRecord, Person
from orgchart.registry import announce_discipline
from orgchart.services.chart._common import check_day, clean, next_version


class DisciplineFields(TypedDict, total=False):
    """What a decision says; `decided_on` is a `date`, `degree` a value of kinds.DisciplineDegree."""

    degree: str
    violation: str
    decision_number: str
    decided_on: Any
    self_detected: bool
    remedied: bool
    same_case_as: DisciplineRecord | None


@transaction.atomic
def record_discipline(
    *,
    actor: Actor,
    at: datetime,
    person: Person | None = None,
    collective: Collective | None = None,
    **fields: Unpack[DisciplineFields],
) -> DisciplineRecord:
    """Enter a decision on a person or a collective; `same_case_as` makes records count as one. (HY-B.II.1.4-18)"""
    _need_right(actor)
    row = DisciplineRecord(tenant_id=actor.tenant_id, person=person, collective=collective, **fields)
    _settle(row, at)
    row.save()
    summary = f"Ghi quyết định kỷ luật {row.decision_number}"
    audit.record(actor=actor, action="record_discipline", target=row, at=at, summary=summary)
    announce_discipline(row)
    return row


@transaction.atomic
def update_discipline(
    *, record_id: int, actor: Actor, at: datetime, version: int | None = None, **fields: Unpack[DisciplineFields]
) -> DisciplineRecord:
    """Correct a decision; the words of its violation change in all records of the case."""
    _need_right(actor)
    row = DisciplineRecord.objects.select_for_update(of=("self",)).get(pk=record_id)
    next_version(row, version)
    for key, value in fields.items():
        setattr(row, key, value)
    _settle(row, at)
    row.save()
    for linked in DisciplineRecord.objects.filter(same_case_as=row):
        linked.violation = row.violation
        linked.version += 1
        linked.save()
    summary = f"Sửa quyết định kỷ luật {row.decision_number}"
    audit.record(actor=actor, action="update_discipline", target=row, at=at, summary=summary)
    announce_discipline(row)
    return row


def _settle(row: DisciplineRecord, at: datetime) -> None:
    row.violation, row.decision_number = clean(row.violation), clean(row.decision_number)
    head = row.same_case_as
    if head is not None:
        head = head.same_case_as or head
        if row.pk is not None and head.pk == row.pk:
            head = None
        elif row.pk is not None and DisciplineRecord.objects.filter(same_case_as=row).exists():
            message = "Đã có quyết định khác nối vào quyết định này; mở quyết định đó để nối lại."
            raise InvalidInput({"same_case_as": message})
    row.same_case_as = head
    if head is not None:
        row.violation = head.violation
    errors = {
        field: message
        for field, message in (
            ("violation", "Ghi vắn tắt nội dung vi phạm."),
            ("decision_number", "Ghi số quyết định kỷ luật."),
        )
        if not getattr(row, field)
    }
    if errors:
        raise InvalidInput(errors)
    check_day(row.decided_on, "decided_on")
    if row.decided_on > timezone.localtime(at).date():
        raise InvalidInput({"decided_on": "Ngày quyết định không thể ở sau hôm nay; kiểm tra lại ngày."})


def _need_right(actor: Actor) -> None:
    if not access.can_edit_discipline(actor):
        raise PermissionDenied
