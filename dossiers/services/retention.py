"""Setting periods, and holding what may not go for the time being."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers import access
from dossiers.keeping import periods
from dossiers.models import Hold, RecordClass, RetentionPeriod
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Person
from orgchart.services.keeping_lock import lock_keeping
from orgchart.tenancy import Row
from reviews.models import Cycle, Subject


@transaction.atomic
def set_period(*, record_class: str, years: int | None, basis: str, actor: Actor, at: datetime) -> RetentionPeriod:
    """Say how long a class is kept (without years: for good) and on which ground; the former period stays on record."""
    if not access.can_keep_records(actor):
        raise PermissionDenied
    errors: dict[str, str] = {}
    if record_class not in RecordClass.values:
        errors["record_class"] = "Không có loại hồ sơ này."
    if years is not None and not 1 <= years <= 100:
        errors["years"] = "Ghi số năm từ 1 đến 100; để trống nếu bảo quản vĩnh viễn."
    if not basis.strip():
        errors["basis"] = "Ghi căn cứ: văn bản, điều khoản quy định thời hạn, hoặc quyết định của cơ quan."
    if errors:
        raise InvalidInput(errors)
    lock_keeping()
    before = periods().get(record_class)
    row = RetentionPeriod(
        tenant_id=actor.tenant_id, record_class=record_class, years=years, basis=basis.strip(), set_at=at,
        set_by=actor.account,
    )  # fmt: skip
    row.save()
    audit.record(
        actor=actor,
        action="set_period",
        target=row,
        at=at,
        summary=f"Thời hạn bảo quản “{row.get_record_class_display()}”: {row}",
        changes={"before": {"Thời hạn": str(before or "")}, "after": {"Thời hạn": str(row), "Căn cứ": row.basis}},
    )
    return row


@transaction.atomic
def place_hold(
    *,
    reason: str,
    actor: Actor,
    at: datetime,
    cycle_id: int | None = None,
    subject_id: int | None = None,
    person_id: int | None = None,
) -> Hold:
    """Keep a year, the dossier of one subject, or everything of a person from going, until the hold is lifted."""
    if not access.can_hold(actor):
        raise PermissionDenied
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do giữ lại, ví dụ vụ việc, văn bản yêu cầu."})
    lock_keeping()
    row = Hold(
        tenant_id=actor.tenant_id,
        cycle=_found(Cycle, cycle_id),
        subject=_found(Subject, subject_id),
        person=_found(Person, person_id),
        reason=reason.strip(),
        placed_at=at,
        placed_by=actor.account,
    )
    row.save()
    summary = f"Tạm dừng tiêu hủy: {row.cycle or row.subject or row.person}: {row.reason}"
    audit.record(actor=actor, action="place_hold", target=row, at=at, summary=summary)
    return row


def _found(model: type[Row], pk: int | None) -> Row | None:
    if pk is None:
        return None
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise NotVisible
    return row


@transaction.atomic
def lift_hold(*, hold_id: int, reason: str, actor: Actor, at: datetime) -> Hold:
    """What was held may go again; the hold stays on record with the reason for lifting it."""
    if not access.can_hold(actor):
        raise PermissionDenied
    lock_keeping()
    row = Hold.objects.select_for_update(of=("self",)).filter(pk=hold_id).first()
    if row is None:
        raise NotVisible
    if row.lifted_at is not None:
        raise Refused("Việc tạm dừng tiêu hủy này đã được gỡ.")
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do gỡ, ví dụ vụ việc đã kết luận."})
    row.lifted_at, row.lifted_by, row.lift_reason = at, actor.account, reason.strip()
    row.save()
    audit.record(actor=actor, action="lift_hold", target=row, at=at, summary=f"Gỡ tạm dừng tiêu hủy: {row.lift_reason}")
    return row
