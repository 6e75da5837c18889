"""Notes about units and reminders to their heads, by those who are in charge of them. (CC-IIIb.5-1, CC-IIIb.2-1)"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Organization
from reviews.models import Cycle, UnitNote, UnitNoteKind
from reviews.queries import concurrent_duties, my_units
from reviews.services import saving
from reviews.services.transitions import local_day
from reviews.states import CycleState


@transaction.atomic
def note_unit(*, cycle_id: int, unit_id: int, kind: str, text: str, actor: Actor, at: datetime) -> UnitNote:
    """Write a note about a followed unit, or remind its head; whoever only works there writes none."""
    unit = driven_unit(unit_id=unit_id, actor=actor, at=at)
    cycle = Cycle.objects.filter(pk=cycle_id).first()
    if cycle is None:
        raise NotVisible
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên không đôn đốc, ghi chú thêm.")
    text = saving.cleaned("text", text, 500).strip()
    errors = {}
    if not text:
        errors["text"] = "Ghi nội dung đôn đốc hoặc ghi chú."
    if kind not in UnitNoteKind.values:
        errors["kind"] = "Chọn đôn đốc hoặc ghi chú."
    if errors:
        raise InvalidInput(errors)
    row = UnitNote(
        tenant_id=cycle.tenant_id, cycle=cycle, organization=unit, kind=kind, text=text, made_at=at,
        made_by=actor.account,
    )  # fmt: skip
    row.save()
    audit.record(
        actor=actor,
        action="note_unit",
        target=row,
        at=at,
        summary=f"{row.get_kind_display()} {unit.name}: {text}"[:300],
    )
    return row


def driven_unit(*, unit_id: int, actor: Actor, at: datetime) -> Organization:
    """A unit that the actor may remind; one that is none of the actor's business does not exist."""
    unit = Organization.objects.filter(pk=unit_id).first()
    seen = my_units.follows(actor, local_day(at))
    if unit is None or not seen.bases(unit):
        raise NotVisible
    if not seen.drives(unit):
        raise PermissionDenied
    return unit


@transaction.atomic
def answer_reminder(*, note_id: int, cycle_id: int, actor: Actor, at: datetime) -> UnitNote:
    """The head of the reminded unit, or the office for it, notes that the matter is in hand."""
    row = (
        UnitNote.objects.select_for_update(of=("self",))
        .filter(pk=note_id, cycle=cycle_id, kind=UnitNoteKind.REMINDER)
        .first()
    )
    headed = concurrent_duties.headed_units(actor.person_id, local_day(at))
    if row is None or not (actor.is_office or row.organization_id in headed):
        raise NotVisible
    if row.done_at is not None:
        raise Refused("Đã ghi nhận đôn đốc này.")
    row.done_at, row.done_by = at, actor.account
    row.save()
    audit.record(
        actor=actor, action="answer_reminder", target=row, at=at, summary=f"Đã tiếp thu đôn đốc: {row.text}"[:300]
    )
    return row
