"""Telling the subjects: notices after the decision, and the confirmation of having read them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from ratings import access
from ratings.models import RatingCase
from ratings.services.moves import apply_move, lock_board, lock_case
from ratings.states import BoardState, CaseState


@transaction.atomic
def notify_decided(*, board_id: int, actor: Actor, at: datetime) -> int:
    """Notify all subjects of a decided board; the number of those who were not told yet. (CC-III.5-2)"""
    if not access.can_decide(actor) and not access.can_run_board(actor):
        raise PermissionDenied
    board = lock_board(board_id)
    if board.state != BoardState.DECIDED:
        raise Refused("Chưa có quyết định nên chưa thông báo được; trước quyết định, kết quả không được công khai.")
    cases = RatingCase.objects.filter(decision_items__decision__board=board, state=CaseState.DECIDED)
    told = [_notify(case, at) for case in cases.select_related("subject").order_by("pk")]
    if told:
        audit.record(
            actor=actor,
            action="notify",
            target=board,
            at=at,
            summary=f"Thông báo kết quả xếp loại: {len(told)} đối tượng",
        )
    return len(told)


@transaction.atomic
def notify_case(*, case_id: int, actor: Actor | None, at: datetime) -> RatingCase:
    """Notify one subject, such as one whose decision came from above; without an actor it came by envelope."""
    if actor is not None and not access.can_decide(actor) and not access.can_run_board(actor):
        raise PermissionDenied
    case = _notify(lock_case(case_id), at)
    audit.record(actor=actor, action="notify", target=case, at=at, summary=f"Thông báo kết quả: {case.subject.name}")
    return case


def _notify(case: RatingCase, at: datetime) -> RatingCase:
    apply_move(case, "notify")
    case.notified_at = at
    case.save(update_fields=["state", "notified_at"])
    return case


@transaction.atomic
def confirm_read(*, case_id: int, actor: Actor, at: datetime) -> RatingCase:
    """The subject confirms having read the own result; a second confirmation keeps the first time."""
    case = lock_case(case_id)
    if not access.can_read_result(actor, case):
        raise NotVisible
    if case.state != CaseState.NOTIFIED:
        raise Refused("Kết quả chưa được thông báo chính thức nên chưa xác nhận được.")
    if case.read_at is None:
        case.read_at = at
        case.save(update_fields=["read_at"])
        audit.record(
            actor=actor, action="confirm_read", target=case, at=at, summary="Xác nhận đã đọc thông báo kết quả"
        )
    return case
