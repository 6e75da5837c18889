"""The executive committee confirms what the standing committee has balloted, where the set asks both bodies. (E1)"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from orgchart.queries import members_of
from ratings import access
from ratings.models import Board, BoardConfirmation, BoardGroup
from ratings.queries.deciding import asks_both, confirming_body
from ratings.queries.regulation import rules_of
from ratings.services.moves import lock_board
from ratings.states import BallotState, BoardState


@transaction.atomic
def confirm_board(
    *, board_id: int, held_on: date, present: int, in_favour: int, actor: Actor, at: datetime
) -> BoardConfirmation:
    """Keep how the second body voted on the counted ballots; without its majority nothing is confirmed."""
    if not access.can_run_board(actor):
        raise PermissionDenied
    board = lock_board(board_id)
    _check_state(board)
    body = confirming_body(board)
    if body is None:
        raise Refused(
            f"Chưa có Ban Chấp hành của {board.body.organization.name} trong sơ đồ tổ chức; "
            "khai báo trước, sau đó ghi kết quả thông qua."
        )
    entitled = len(set(members_of(body, held_on).values_list("person_id", flat=True)))
    _check_counts(board, held_on, entitled, present, in_favour)
    row = BoardConfirmation(
        tenant_id=board.tenant_id, board=board, body=body, held_on=held_on, entitled=entitled, present=present,
        in_favour=in_favour, recorded_at=at, recorded_by=actor.account,
    )  # fmt: skip
    row.save()
    audit.record(
        actor=actor, action="confirm_board", target=board, at=at,
        summary=f"{body.name} thông qua kết quả bỏ phiếu: {in_favour}/{entitled} tán thành"[:300],
    )  # fmt: skip
    return row


def _check_state(board: Board) -> None:
    if not asks_both(board.cycle):
        raise Refused("Bộ quy định của đợt không yêu cầu Ban Chấp hành thông qua kết quả của phiên họp này.")
    if board.state != BoardState.VOTING:
        raise Refused(
            f"Phiên họp đang ở trạng thái “{board.get_state_display().lower()}” nên không ghi được thông qua."
        )
    if BoardConfirmation.objects.filter(board=board).exists():
        raise Refused("Kết quả bỏ phiếu của phiên họp này đã được thông qua.")
    waiting = BoardGroup.objects.filter(board=board).exclude(state=BallotState.COUNTED).select_related("group")
    if names := [row.group.name for row in waiting.order_by("pk")]:
        raise Refused("Chưa thông qua được: còn nhóm chưa kiểm phiếu xong.", reasons=names)


def _check_counts(board: Board, held_on: date, entitled: int, present: int, in_favour: int) -> None:
    rules, errors = rules_of(board.cycle), {}
    needed = rules.pass_share * entitled
    if held_on < board.held_on:
        errors["held_on"] = f"Ban Chấp hành họp sau phiên bỏ phiếu ngày {board.held_on:%d/%m/%Y}."
    if not rules.quorum * entitled <= present <= entitled or not entitled:
        errors["present"] = f"Có mặt {present}/{entitled}: không đủ {rules.quorum} số thành viên hoặc nhiều hơn số đó."
    if in_favour > present:
        errors["in_favour"] = f"Có mặt {present} người, không thể có {in_favour} người tán thành."
    elif in_favour <= needed:
        errors["in_favour"] = (
            f"Tán thành {in_favour}/{entitled}, chưa quá {rules.pass_share} số thành viên nên kết quả chưa được thông "
            "qua. Hủy kết quả vòng cần bỏ phiếu lại rồi trình lần nữa."
        )
    if errors:
        raise InvalidInput(errors)
