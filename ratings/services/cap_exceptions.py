"""A rate above the cap for one group: recorded with its decision, checked by a second person, before round 2."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from ratings import access
from ratings.models import BoardGroup, CapException, CapGroup
from ratings.queries.regulation import regulation_of, rules_of
from ratings.services.moves import lock_board
from ratings.states import BallotState
from reviews.models import Cycle

# From here on the number of places has been computed and stands on the papers.
_COMPUTED = (BallotState.ROUND_2, BallotState.RUN_OFF, BallotState.COUNTED)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What the decision says: the rate, who decided, its number and day, for whom and why."""

    rate: int
    decided_by: str
    decision_number: str
    decided_on: date
    bodies: str
    achievement: str


@transaction.atomic
def record_exception(*, group_id: int, grant: Grant, actor: Actor, at: datetime) -> CapException:
    """Record the decision that raises the cap of a group; it counts only once somebody else has checked it.

    Refused where the set of the cycle knows no such exception, and once the places have been computed. Recorded
    anew it has to be checked anew. (QD366-11-25)
    """
    if not access.can_run_board(actor):
        raise PermissionDenied
    group = _locked_group(group_id)
    _refuse_unknown(group.cycle)
    _check(group.cycle, grant)
    found = CapException.objects.filter(group=group).first() or CapException(tenant_id=group.tenant_id, group=group)
    found.rate, found.decided_on = grant.rate, grant.decided_on
    found.decided_by, found.decision_number = grant.decided_by.strip(), grant.decision_number.strip()
    found.bodies, found.achievement = grant.bodies.strip(), grant.achievement.strip()
    found.recorded_at, found.recorded_by = at, actor.account
    found.confirmed_at, found.confirmed_by = None, None
    found.save()
    _record(actor, "record_cap_exception", found, at, f"Ghi tỷ lệ {found.rate}% cho nhóm {group.name}, chờ đối chiếu")
    return found


@transaction.atomic
def confirm_exception(*, group_id: int, actor: Actor, at: datetime) -> CapException:
    """A second person has compared what was recorded with the decision; from now on the places follow it."""
    if not access.can_decide(actor):
        raise PermissionDenied
    group = _locked_group(group_id)
    found = CapException.objects.filter(group=group).first()
    if found is None:
        raise NotVisible
    if found.confirmed_at is not None:
        raise Refused(f"Tỷ lệ {found.rate}% của nhóm “{group.name}” đã được đối chiếu.")
    if found.recorded_by_id == actor.account.pk:
        raise Refused("Đồng chí đã ghi quyết định này; mời một đồng chí khác đối chiếu với văn bản rồi xác nhận.")
    found.confirmed_at, found.confirmed_by = at, actor.account
    found.save(update_fields=["confirmed_at", "confirmed_by"])
    _record(actor, "confirm_cap_exception", found, at, f"Xác nhận tỷ lệ {found.rate}% của nhóm {group.name}")
    return found


def _locked_group(group_id: int) -> CapGroup:
    """The group with its meetings locked, so that no places are computed meanwhile; boards come before groups."""
    family = Q(group=group_id) | Q(group__supplement_to=group_id)
    meetings = BoardGroup.objects.filter(family).values_list("board_id", flat=True)
    for board_id in sorted(set(meetings)):
        lock_board(board_id)
    rows = CapGroup.objects.select_for_update(of=("self",)).select_related("cycle")
    group = rows.filter(pk=group_id, supplement_to=None).first()
    if group is None:
        raise NotVisible
    if BoardGroup.objects.filter(family, state__in=_COMPUTED).exists():
        raise Refused(
            f"Nhóm “{group.name}” đã tính số chỗ Hoàn thành xuất sắc nên không đổi tỷ lệ được nữa. Nếu quyết định có "
            "trước khi bỏ phiếu, mời đồng chí hủy kết quả vòng 1 đã nhập (có ghi lý do) rồi ghi quyết định."
        )
    return group


def _refuse_unknown(cycle: Cycle) -> None:
    if rules_of(cycle).cap_exception_rate is None:
        raise Refused(
            f"Bộ quy định “{regulation_of(cycle).title}” không có ngoại lệ vượt tỷ lệ "
            f"{rules_of(cycle).cap_rate}%; số được xếp loại xuất sắc theo đúng tỷ lệ chung.",
            clauses=rules_of(cycle).cite("cap.collectives"),
        )


def _check(cycle: Cycle, grant: Grant) -> None:
    rules, errors = rules_of(cycle), dict[str, str]()
    if not rules.admits_rate(grant.rate):
        errors["rate"] = f"Tỷ lệ phải trên {rules.cap_rate}% và không quá {rules.cap_exception_rate}%."
    if grant.decided_on.year not in {cycle.year, cycle.year + 1}:
        errors["decided_on"] = f"Ngày quyết định phải thuộc đợt năm {cycle.year}."
    needed = {
        "decided_by": "Ghi cấp có thẩm quyền đã quyết định.",
        "decision_number": "Ghi số quyết định; không có quyết định thì không có ngoại lệ.",
        "bodies": "Ghi tổ chức, cơ quan, đơn vị được áp dụng.",
        "achievement": "Ghi thành tích làm căn cứ.",
    }
    errors |= {field: words for field, words in needed.items() if not getattr(grant, field).strip()}
    if errors:
        raise InvalidInput(errors)


def _record(actor: Actor, action: str, found: CapException, at: datetime, summary: str) -> None:
    changes = {
        "group": found.group.name, "rate": found.rate, "decision": found.reference, "bodies": found.bodies,
        "achievement": found.achievement,
    }  # fmt: skip
    audit.record(actor=actor, action=action, target=found.group.cycle, at=at, summary=summary[:300], changes=changes)
