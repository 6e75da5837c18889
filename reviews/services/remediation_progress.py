"""What is done about an item of a remediation plan, and what the follower finds: entries are added, never changed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews import access, registry, remediation_rules
from reviews.models import RemediationEntry, RemediationEntryKind, RemediationItem, ShortcomingStatus
from reviews.registry import Upload
from reviews.services import saving
from reviews.services.remediation import locked_plan
from reviews.states import RemediationState


@dataclass(frozen=True)
class EntryInput:
    """What was typed about an item, with a file as evidence where there is one."""

    status: str
    text: str
    reason: str = ""
    new_due_on: date | None = None
    evidence: Upload | None = None


@transaction.atomic
def report_progress(*, item_id: int, entry: EntryInput, actor: Actor, at: datetime) -> RemediationEntry:
    """Whoever is in charge reports how far it is; calling it done asks the follower to check. (NA-2-2)"""
    item = _locked(item_id, actor)
    if not access.can_report_remedy(actor, item, getattr(item.plan.subject, "review", None)):
        raise PermissionDenied
    row = _add(item, RemediationEntryKind.PROGRESS, entry, actor, at)
    is_done = entry.status == ShortcomingStatus.FIXED
    item.status = ShortcomingStatus.FIXING if is_done else entry.status
    item.awaits_check = is_done
    _keep(item, row)
    own = actor.person_id is not None and actor.person_id == item.in_charge_id
    behalf = "" if own or item.in_charge is None else item.in_charge.full_name
    _record(item, "report_remedy", actor, at, f"Báo cáo khắc phục ({row.get_status_display().lower()})", behalf)
    return row


@transaction.atomic
def check_remedy(*, item_id: int, entry: EntryInput, actor: Actor, at: datetime) -> RemediationEntry:
    """The follower says how far it really is, and sets another day where that is agreed. (NA-2-2)"""
    item = _locked(item_id, actor)
    if not access.can_check_remedy(actor, item.plan):
        raise PermissionDenied
    if entry.new_due_on is not None and item.due_on is not None and entry.new_due_on <= item.due_on:
        raise InvalidInput({"new_due_on": f"Hạn mới phải sau hạn trong kế hoạch ({item.due_on:%d/%m/%Y})."})
    if entry.new_due_on is not None and entry.status == ShortcomingStatus.FIXED:
        raise InvalidInput({"new_due_on": "Đã khắc phục xong thì không ghi hạn mới."})
    row = _add(item, RemediationEntryKind.CHECK, entry, actor, at)
    item.status, item.awaits_check = entry.status, False
    item.new_due_on = entry.new_due_on or item.new_due_on
    _keep(item, row)
    _record(item, "check_remedy", actor, at, f"Kiểm tra việc khắc phục ({row.get_status_display().lower()})", "")
    return row


def _add(
    item: RemediationItem, kind: RemediationEntryKind, entry: EntryInput, actor: Actor, at: datetime
) -> RemediationEntry:
    errors: dict[str, str] = {}
    text = saving.cleaned("text", entry.text).strip()
    reason = saving.cleaned("reason", entry.reason).strip()
    if entry.status not in ShortcomingStatus.values:
        errors["status"] = "Chọn: đã khắc phục, đang khắc phục hay chưa khắc phục."
    if not text:
        errors["text"] = "Ghi việc đã làm, kết quả hoặc điều đã kiểm tra."
    if entry.status == ShortcomingStatus.NOT_FIXED and not reason:
        errors["reason"] = "Chưa khắc phục thì ghi rõ vì sao."
    if errors:
        raise InvalidInput(errors)
    row = RemediationEntry(
        tenant_id=item.tenant_id, item=item, kind=kind, status=entry.status, text=text, reason=reason,
        new_due_on=entry.new_due_on, made_at=at, made_by=actor.account,
    )  # fmt: skip
    row.save()
    if entry.evidence is not None:
        registry.keep_evidence(row, entry.evidence, actor, at)
    return row


def _keep(item: RemediationItem, row: RemediationEntry) -> None:
    item.result, item.reason = row.text, row.reason
    item.version += 1
    item.save()


def _locked(item_id: int, actor: Actor) -> RemediationItem:
    """The item of a plan that is locked, so that two entries follow one another."""
    plan_id = RemediationItem.objects.filter(pk=item_id).values_list("plan", flat=True).first()
    if plan_id is None:
        raise NotVisible
    plan = locked_plan(plan_id, actor)
    if plan.state != RemediationState.APPROVED:
        raise Refused(
            f"Kế hoạch khắc phục đang ở bước “{plan.get_state_display()}”; tiến độ và kiểm tra ghi sau khi kế hoạch "
            "được duyệt.",
            clauses=remediation_rules.FOLLOW_UP,
        )
    item = RemediationItem.objects.select_related("in_charge", "shortcoming").get(pk=item_id)
    item.plan = plan
    if item.is_fixed:
        raise Refused("Hạn chế này đã được kết luận khắc phục xong nên không ghi thêm.")
    return item


def _record(item: RemediationItem, action: str, actor: Actor, at: datetime, words: str, behalf: str) -> None:
    summary = f"{words}: {item.shortcoming.text}"[:300]
    audit.record(actor=actor, action=action, target=item, at=at, summary=summary, on_behalf_of=behalf)
