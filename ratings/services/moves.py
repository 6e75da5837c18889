"""Shared steps of the services: locking a row and moving it along the table of states."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from ratings.access import is_own_case
from ratings.models import Board, BoardGroup, Complaint, RatingCase, Reconsideration, Voting
from ratings.states import (
    BALLOT_MOVES,
    BOARD_MOVES,
    CASE_MOVES,
    COMPLAINT_MOVES,
    RECONSIDERATION_MOVES,
    VOTING_MOVES,
    Move,
)
from reviews.models import Cycle
from reviews.services.cycles import locked_cycle

Stateful = RatingCase | Board | BoardGroup | Reconsideration | Complaint | Voting


def apply_move(row: Stateful, name: str) -> None:
    """Set the new state on the row, or say why the move is not possible now; the caller saves."""
    move = _table(row)[name]
    if row.state not in move.sources:
        raise Refused(
            f"Không thực hiện được “{move.label}”: {_called(row)} đang ở trạng thái "
            f"“{row.get_state_display().lower()}”."
        )
    row.state = move.target


def lock_case(case_id: int) -> RatingCase:
    """The case, locked until the transaction ends."""
    case = (
        RatingCase.objects.select_for_update(of=("self",))
        .select_related("subject__cycle", "group")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise NotVisible
    return case


def lock_cycle_of(case_id: int) -> Cycle:
    """The row under which every level of a cycle is decided and annulled; taken before the case's own."""
    cycle_id = RatingCase.objects.filter(pk=case_id).values_list("subject__cycle_id", flat=True).first()
    if cycle_id is None:
        raise NotVisible
    return locked_cycle(cycle_id)


def lock_case_of_another(case_id: int, actor: Actor) -> RatingCase:
    """The locked case, unless it is the actor's own: somebody else has to judge it."""
    case = lock_case(case_id)
    if is_own_case(actor, case):
        raise PermissionDenied
    return case


def lock_board(board_id: int) -> Board:
    """The board, locked until the transaction ends: ballots and decision of one meeting never run side by side."""
    board = Board.objects.select_for_update(of=("self",)).select_related("cycle", "body").filter(pk=board_id).first()
    if board is None:
        raise NotVisible
    return board


def _table(row: Stateful) -> Mapping[str, Move]:
    return _TABLES[type(row)]


def _called(row: Stateful) -> str:
    if isinstance(row, RatingCase):
        return f"“{row.subject.name}”"
    if isinstance(row, Reconsideration):
        return f"việc xem xét lại “{row.case.subject.name}”"
    if isinstance(row, Complaint):
        return f"đơn số {row.number}"
    if isinstance(row, Voting):
        return f"cuộc bỏ phiếu của nhóm “{row.group.name}”"
    return f"“{row.title}”" if isinstance(row, Board) else f"nhóm “{row.group.name}”"


_TABLES: Mapping[type, Mapping[str, Move]] = {
    RatingCase: CASE_MOVES,
    Board: BOARD_MOVES,
    BoardGroup: BALLOT_MOVES,
    Reconsideration: RECONSIDERATION_MOVES,
    Complaint: COMPLAINT_MOVES,
    Voting: VOTING_MOVES,
}
