"""Meetings of the deciding body: who sits, which groups are on the list, how many came."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import CollectiveKind
from orgchart.models import Collective
from orgchart.queries import members_of
from ratings import access
from ratings.models import Board, BoardGroup, CapGroup
from ratings.queries.deciding import deciding_kinds
from ratings.queries.regulation import rules_of
from ratings.services.moves import apply_move, lock_board
from reviews.models import Cycle


@transaction.atomic
def create_board(
    *, cycle_id: int, body_id: int, title: str, held_on: date, group_ids: Sequence[int], actor: Actor, at: datetime
) -> Board:
    """Call a meeting of the deciding body on these cap groups; entitled to vote are the members on that day.

    (HY-B.II.1.5-1, CC-IIIb.4-2)
    """
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle, body = Cycle.objects.filter(pk=cycle_id).first(), Collective.objects.filter(pk=body_id).first()
    if cycle is None or body is None:
        raise NotVisible
    _check_body(body, cycle)
    if held_on.year not in {cycle.year, cycle.year + 1}:
        raise InvalidInput({"held_on": f"Ngày họp phải thuộc đợt năm {cycle.year}."})
    entitled = len(set(members_of(body, held_on).values_list("person_id", flat=True)))
    if entitled == 0:
        raise InvalidInput({"body": f"{body.name} chưa có thành viên nào vào ngày họp; bổ sung ở Tổ chức, cán bộ."})
    groups = list(CapGroup.objects.select_for_update(of=("self",)).filter(pk__in=group_ids, cycle=cycle).order_by("pk"))
    if not groups or len(groups) != len(set(group_ids)):
        raise InvalidInput({"groups": "Mời đồng chí chọn ít nhất một nhóm đối tượng."})
    taken = BoardGroup.objects.filter(group__in=groups).select_related("group", "board").first()
    if taken is not None:
        raise Refused(f"Nhóm “{taken.group.name}” đã có trong danh sách của “{taken.board.title}”.")
    board = Board(
        tenant_id=cycle.tenant_id, cycle=cycle, body=body, title=title.strip(), held_on=held_on, entitled=entitled
    )
    board.save()
    for group in groups:
        BoardGroup(tenant_id=cycle.tenant_id, board=board, group=group).save()
    audit.record(
        actor=actor,
        action="create_board",
        target=board,
        at=at,
        summary=f"Lập bảng xếp loại: {board.title}",
        changes={"body": body.name, "entitled": entitled, "groups": [group.name for group in groups]},
    )
    return board


def _check_body(body: Collective, cycle: Cycle) -> None:
    allowed = deciding_kinds(cycle)
    if body.kind not in allowed:
        names = ", ".join(CollectiveKind(kind).label.lower() for kind in sorted(allowed))
        raise InvalidInput({"body": f"{body.name} không phải là nơi quyết định xếp loại; theo quy định là {names}."})


@transaction.atomic
def open_board(*, board_id: int, present: int, actor: Actor, at: datetime) -> Board:
    """Open the meeting with the number of members present; without quorum no ballot is possible."""
    if not access.can_run_board(actor):
        raise PermissionDenied
    board = lock_board(board_id)
    apply_move(board, "open")
    if present > board.entitled:
        raise InvalidInput(
            {"present": f"Không thể có mặt {present} người: {board.body.name} có {board.entitled} thành viên."}
        )
    quorum = rules_of(board.cycle).quorum
    if present < quorum * board.entitled:
        needed = -(-quorum.numerator * board.entitled // quorum.denominator)
        raise InvalidInput(
            {
                "present": f"Có mặt {present}/{board.entitled}, chưa đủ {quorum} số thành viên (cần ít nhất {needed}) "
                "nên chưa bỏ phiếu được. Mời đồng chí dời phiên họp hoặc mời thêm thành viên."
            }
        )
    board.present = present
    board.save(update_fields=["state", "present"])
    audit.record(
        actor=actor,
        action="open_board",
        target=board,
        at=at,
        summary=f"Khai mạc {board.title}: có mặt {present}/{board.entitled}",
    )
    return board
