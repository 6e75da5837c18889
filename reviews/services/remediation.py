"""Remediation plans: begun by the decision, written by whoever is reviewed, approved by somebody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Person
from orgchart.tenancy import create_all
from reviews import access, remediation_rules
from reviews.models import RemediationItem, RemediationPlan, Review, Subject
from reviews.queries import remediation as queries
from reviews.queries import set_of
from reviews.services import saving
from reviews.services.transitions import local_day
from reviews.states import REMEDIATION_MOVES, RemediationState, ReviewState

LONGEST = 4_000
_REVIEWED = (ReviewState.REVIEWED, ReviewState.FINAL, ReviewState.CONFIRMED)


@dataclass(frozen=True)
class ItemInput:
    """What was typed about one shortcoming, and the version that the writer started from."""

    version: int
    solution: str = ""
    in_charge: int | None = None
    due_on: date | None = None
    expected: str = ""


def open_plans(*, subject_ids: Iterable[int], basis: str, decided_on: date, actor: Actor | None, at: datetime) -> int:
    """Ask every subject with open shortcomings for a plan, with one item each; tell how many plans were touched.

    Called in the transaction of a decision. What a plan holds already stays; new shortcomings open an approved plan
    anew. Solutions that the final text names are taken over. (NA-2-1)
    """
    rows = list(Subject.objects.filter(pk__in=list(subject_ids)).select_related("cycle").order_by("pk"))
    waiting = queries.without_item(rows)
    touched = 0
    for subject in rows:
        fresh = waiting.get(subject.pk, [])
        if not fresh:
            continue
        plan = _plan_of(subject, basis, decided_on)
        proposed = queries.proposed_items(subject, fresh)
        create_all(
            RemediationItem,
            [
                RemediationItem(tenant_id=subject.tenant_id, plan=plan, shortcoming=row, **proposed[row.pk])
                for row in fresh
            ],
        )
        words = f"Lập kế hoạch khắc phục {len(fresh)} hạn chế: {subject.name}, chậm nhất {plan.due_on:%d/%m/%Y}"
        audit.record(actor=actor, action="open_remediation", target=plan, at=at, summary=words[:300])
        touched += 1
    return touched


def _plan_of(subject: Subject, basis: str, decided_on: date) -> RemediationPlan:
    plan = RemediationPlan.objects.select_for_update(of=("self",)).filter(subject=subject).first()
    if plan is None:
        plan = RemediationPlan(
            tenant_id=subject.tenant_id, subject=subject, follower_id=queries.usual_follower(subject, decided_on)
        )
    plan.basis = basis[:300]
    plan.due_on = remediation_rules.plan_due(set_of(subject.cycle), decided_on)
    plan.state = RemediationState.DRAFT
    plan.submitted_at = plan.submitted_by = plan.approved_at = plan.approved_by = None
    plan.save()
    return plan


@transaction.atomic
def begin_plan(*, subject_id: int, actor: Actor, at: datetime) -> RemediationPlan:
    """Begin the plan at the end of the review, where no decision has done so. (NA-2-1)"""
    rows = Subject.objects.select_for_update(of=("self",)).select_related("cycle")
    subject = rows.filter(pk=subject_id).first()
    review = Review.objects.filter(subject=subject_id).first()
    if subject is None:
        raise NotVisible
    if not access.can_write_remediation(actor, subject, review):
        raise PermissionDenied if actor.oversees else NotVisible
    if review is None or review.state not in _REVIEWED:
        raise Refused(
            f"Chưa lập được kế hoạch khắc phục của {subject.name}: chưa kiểm điểm xong.",
            clauses=remediation_rules.CLAUSES,
        )
    basis = f"Kết luận kiểm điểm năm {subject.cycle.year}"
    if not open_plans(subject_ids=[subject.pk], basis=basis, decided_on=local_day(at), actor=actor, at=at):
        raise Refused(f"{subject.name} không còn hạn chế, khuyết điểm nào chưa có trong kế hoạch khắc phục.")
    return RemediationPlan.objects.get(subject=subject)


@transaction.atomic
def save_plan(*, plan_id: int, items: Mapping[int, ItemInput], actor: Actor, at: datetime) -> RemediationPlan:
    """Save what was typed about the items; only what somebody else changed meanwhile is a conflict."""
    plan = _writable(plan_id, actor)
    people = {person.pk for person in queries.people_for(plan.subject, local_day(at))}
    errors: dict[str, str] = {}
    changed: list[int] = []
    for row in plan.items.select_for_update(of=("self",)).order_by("pk"):
        if row.pk not in items:
            continue
        typed = items[row.pk]
        if typed.in_charge is not None and typed.in_charge not in people:
            errors[f"{row.anchor}-in_charge"] = "Chọn một đồng chí trong danh sách."
            continue
        values = {
            "solution": saving.cleaned(f"{row.anchor}-solution", typed.solution).strip(),
            "in_charge_id": typed.in_charge,
            "due_on": typed.due_on,
            "expected": saving.cleaned(f"{row.anchor}-expected", typed.expected).strip(),
        }
        fields = saving.changed_fields(row, values, typed.version, theirs_by="")
        for name in fields:
            setattr(row, name, values[name])
        if fields:
            row.version += 1
            row.save()
            changed.append(row.pk)
    if errors:
        raise InvalidInput(errors)
    if changed:
        _record(plan, "save_remediation", actor, at, f"Sửa kế hoạch khắc phục: {plan.subject.name}", items=changed)
    return plan


@transaction.atomic
def submit_plan(*, plan_id: int, actor: Actor, at: datetime) -> RemediationPlan:
    """Hand the plan in for approval: every shortcoming has a measure, a person, a day and a result. (HY-A.1-1)"""
    plan = _writable(plan_id, actor)
    missing = queries.missing_in(plan)
    if missing:
        raise Refused(
            f"Chưa trình duyệt được: còn {len(missing)} chỗ phải điền.",
            reasons=[str(one) for one in missing],
            clauses=remediation_rules.CLAUSES,
        )
    plan.submitted_at, plan.submitted_by, plan.returned_reason = at, actor.account, ""
    return _apply(plan, "submit", actor, at)


@transaction.atomic
def approve_plan(*, plan_id: int, follower_id: int | None, actor: Actor, at: datetime) -> RemediationPlan:
    """Somebody of the approving body, not in the own case, approves and names who follows the plan. (NA-2-1, NA-2-2)"""
    plan = _locked(plan_id, actor)
    _need_approver(plan, actor)
    _check_move(plan, "approve")
    if plan.submitted_by_id == actor.account.pk:
        raise Refused(
            "Người trình không tự duyệt kế hoạch khắc phục. Đề nghị một đồng chí khác của "
            f"{remediation_rules.approver_words(set_of(plan.subject.cycle))} duyệt."
        )
    plan.follower = _follower(plan, follower_id, at)
    plan.approved_at, plan.approved_by = at, actor.account
    return _apply(plan, "approve", actor, at)


@transaction.atomic
def reopen_plan(*, plan_id: int, reason: str, actor: Actor, at: datetime) -> RemediationPlan:
    """Give the plan back to be changed; what was reported and checked so far stays on record."""
    plan = _locked(plan_id, actor)
    _need_approver(plan, actor)
    _check_move(plan, "reopen")
    plan.returned_reason = saving.cleaned("reason", reason, 300).strip()
    if not plan.returned_reason:
        raise InvalidInput({"reason": "Ghi điều cần sửa trong kế hoạch."})
    plan.submitted_at = plan.submitted_by = plan.approved_at = plan.approved_by = None
    return _apply(plan, "reopen", actor, at)


@transaction.atomic
def change_follower(*, plan_id: int, follower_id: int | None, actor: Actor, at: datetime) -> RemediationPlan:
    """Name another member in charge for an approved plan. (NA-2-2)"""
    plan = _locked(plan_id, actor)
    _need_approver(plan, actor)
    if plan.state != RemediationState.APPROVED:
        raise Refused("Người theo dõi được phân công khi duyệt kế hoạch; kế hoạch này chưa duyệt.")
    plan.follower = _follower(plan, follower_id, at)
    plan.save(update_fields=["follower"])
    words = f"Phân công đồng chí {plan.follower.full_name} theo dõi kế hoạch khắc phục: {plan.subject.name}"
    _record(plan, "assign_remediation", actor, at, words)
    return plan


def _follower(plan: RemediationPlan, follower_id: int | None, at: datetime) -> Person:
    """The member who follows: somebody with a post here, never the one whose shortcomings these are."""
    found = queries.possible_followers(plan.subject, local_day(at)).filter(pk=follower_id or 0).first()
    if found is None:
        raise InvalidInput({"follower": "Chọn đồng chí theo dõi việc khắc phục, không phải người được theo dõi."})
    return found


def locked_plan(plan_id: int, actor: Actor) -> RemediationPlan:
    """The plan, locked; to whom it is invisible it does not exist."""
    return _locked(plan_id, actor)


def _locked(plan_id: int, actor: Actor) -> RemediationPlan:
    rows = RemediationPlan.objects.select_for_update(of=("self",)).select_related(
        "subject__cycle", "subject__review", "follower"
    )
    plan = rows.filter(pk=plan_id).first()
    if plan is None or not queries.visible_plans(actor).filter(pk=plan_id).exists():
        raise NotVisible
    return plan


def _writable(plan_id: int, actor: Actor) -> RemediationPlan:
    plan = _locked(plan_id, actor)
    if not access.can_write_remediation(actor, plan.subject, getattr(plan.subject, "review", None)):
        raise PermissionDenied
    if plan.state != RemediationState.DRAFT:
        raise Refused(
            f"Kế hoạch khắc phục đang ở bước “{plan.get_state_display()}” nên không sửa được. "
            "Cấp duyệt trả lại thì sửa được."
        )
    return plan


def _need_approver(plan: RemediationPlan, actor: Actor) -> None:
    roles = remediation_rules.approving_roles(set_of(plan.subject.cycle))
    if not access.can_approve_remediation(actor, plan.subject, roles):
        raise PermissionDenied


def _check_move(plan: RemediationPlan, name: str) -> None:
    move = REMEDIATION_MOVES[name]
    if plan.state not in move.sources:
        raise Refused(
            f"Không thực hiện được “{move.label}”: kế hoạch khắc phục đang ở bước “{plan.get_state_display()}”."
        )


def _apply(plan: RemediationPlan, name: str, actor: Actor, at: datetime) -> RemediationPlan:
    _check_move(plan, name)
    move = REMEDIATION_MOVES[name]
    before, plan.state = plan.state, move.target
    plan.save()
    _record(plan, f"{name}_remediation", actor, at, f"{move.label}: {plan.subject.name}", state=[before, plan.state])
    return plan


def _record(plan: RemediationPlan, action: str, actor: Actor, at: datetime, words: str, **changes: object) -> None:
    own = access.speaks_for(actor, plan.subject, getattr(plan.subject, "review", None))
    writes = action in {"save_remediation", "submit_remediation"}
    behalf = plan.subject.name if writes and not own else ""
    audit.record(
        actor=actor, action=action, target=plan, at=at, summary=words[:300], changes=changes, on_behalf_of=behalf
    )
