"""Ballots as counted: papers and votes, never who voted what. Everything runs under the lock of the board's row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.queries import members_of
from orgchart.tenancy import create_all
from ratings import access
from ratings.engine.scales import Unrated
from ratings.models import (
    Ballot,
    BallotCount,
    BallotRound,
    Board,
    BoardConfirmation,
    BoardGroup,
    CapGroup,
    RatingCase,
    Voting,
)
from ratings.queries.ballots import Paper, is_settled_without_round_2, next_paper
from ratings.queries.judgement import judge
from ratings.queries.regulation import regulation_of
from ratings.queries.sheet import GroupRow, Sheet, load_sheet
from ratings.services.moves import apply_move, lock_board
from ratings.states import CASE_MOVES, BallotState, BoardState, CaseState, VotingState


@dataclass(frozen=True, kw_only=True)
class Count:
    """The counted papers of one sitting; votes by case."""

    issued: int
    returned: int
    valid: int
    votes: Mapping[int, int]
    overmarked: int = 0


@transaction.atomic
def open_round_1(*, board_id: int, group_id: int, actor: Actor, at: datetime) -> BoardGroup:
    """Open the first ballot of a group: its members are fixed from now on, everybody on it is appraised."""
    board, row = _locked(board_id, group_id, actor)
    group = CapGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    apply_move(row, "open_round_1")
    _refuse_before_the_rest(group)
    row.save(update_fields=["state"])
    if group.locked_at is None:
        group.locked_at = at
        group.save(update_fields=["locked_at"])
    sheet = load_sheet(board.cycle, board)
    paper = next_paper(sheet, _row(sheet, group_id))
    _refuse_unprepared(sheet, group_id, paper)
    _record(actor, "open_round_1", board, group, at, f"Mở bỏ phiếu vòng 1: {group.name}")
    if paper is None:
        _close_round_1(board, row)
    return row


def _refuse_before_the_rest(group: CapGroup) -> None:
    """A supplement shares the places of its group, so the other ballots of the group have to be decided before."""
    if group.supplement_to_id is None:
        return
    family = Q(group=group.supplement_to_id) | Q(group__supplement_to=group.supplement_to_id)
    others = BoardGroup.objects.filter(family).exclude(group=group).exclude(board__state=BoardState.DECIDED)
    waiting = others.exclude(state=BallotState.WAITING) | others.filter(group=group.supplement_to_id)
    first = waiting.select_related("group", "board").order_by("pk").first()
    if first is not None:
        raise Refused(
            f"Nhóm “{group.name}” tính chung số chỗ với nhóm “{first.group.name}”, mà “{first.board.title}” chưa ra "
            "quyết định. Mời đồng chí ban hành quyết định của phiên đó trước.",
            clauses=("HY-B.II.4-2",),
        )


def _refuse_unprepared(sheet: Sheet, group_id: int, paper: Paper | None) -> None:
    """Who is not appraised, or has to wait, may not come on the paper (CC-IIIb.1-3, CC-III.4-2)."""
    cases = sheet.cases_in(group_id)
    if not cases:
        raise Refused("Nhóm chưa có đối tượng nào; mời đồng chí đưa đối tượng vào nhóm trước khi bỏ phiếu.")
    judgement = judge(sheet)
    ready = CASE_MOVES["ballot"].sources | {CaseState.NOT_RATED}
    missing = [
        case.subject.name
        for case in cases
        if case.state not in ready and (answer := judgement.of(case)) and answer.highest != Unrated.NOT_RATED
    ]
    if missing:
        raise Refused(
            "Chưa mở được vòng 1: còn đối tượng chưa thẩm định. Mời đồng chí thẩm định hoặc đưa ra khỏi nhóm.",
            reasons=missing,
            clauses=("CC-IIIb.1-3",),
        )
    if paper is not None and paper.waiting:
        raise Refused("Chưa mở được vòng 1: còn đối tượng chưa thể xếp loại.", reasons=paper.waiting)


@transaction.atomic
def record_ballot(
    *, board_id: int, group_id: int, round_number: int, sitting: int, count: Count, actor: Actor, at: datetime
) -> Ballot:
    """Store the counted papers of the open round; a second entry for the same sitting is refused with the first one."""
    board, row = _locked(board_id, group_id, actor)
    _refuse_second(row, round_number, sitting)
    sheet = load_sheet(board.cycle, board)
    paper = next_paper(sheet, _row(sheet, group_id))
    if paper is None or (paper.round, paper.sitting) != (round_number, sitting):
        refuse_out_of_turn(board_id=board_id, group_id=group_id, round_number=round_number, sitting=sitting)
    if paper.waiting:
        raise Refused("Chưa bỏ phiếu được cho người đứng đầu.", reasons=paper.waiting, clauses=("HY-B.II.2-4",))
    _refuse_while_voting(row)
    _check_count(board, paper, count)
    ballot = Ballot(
        tenant_id=board.tenant_id,
        board=board,
        group=row.group,
        round=round_number,
        sitting=sitting,
        issued=count.issued,
        returned=count.returned,
        valid=count.valid,
        overmarked=count.overmarked,
        entered_at=at,
        entered_by=actor.account,
    )
    ballot.save()
    create_all(
        BallotCount,
        [
            BallotCount(tenant_id=board.tenant_id, ballot=ballot, case=case, votes=count.votes[case.pk])
            for case in paper.cases
        ],
    )
    _record(
        actor,
        "record_ballot",
        board,
        row.group,
        at,
        f"Nhập kết quả {ballot.get_round_display().lower()}: {row.group.name}",
        {
            "issued": count.issued,
            "returned": count.returned,
            "valid": count.valid,
            "overmarked": count.overmarked,
            "votes": _votes_by_name(paper, count),
        },
    )
    _advance(board, row, round_number)
    return ballot


def refuse_out_of_turn(*, board_id: int, group_id: int, round_number: int, sitting: int) -> NoReturn:
    """Say why counts that arrive now have no paper: somebody was faster, or the round is not open."""
    row = BoardGroup.objects.select_related("group").filter(board=board_id, group=group_id).first()
    if row is None:
        raise NotVisible
    _refuse_second(row, round_number, sitting)
    raise Refused(f"Nhóm “{row.group.name}” đang ở bước “{row.get_state_display()}”, chưa nhập được phiếu này.")


def _refuse_while_voting(row: BoardGroup) -> None:
    if Voting.objects.filter(group=row.group, state=VotingState.OPEN).exists():
        raise Refused(
            f"Nhóm “{row.group.name}” đang bỏ phiếu điện tử. Mời đồng chí kết thúc hoặc hủy cuộc bỏ phiếu đó trước."
        )


def _refuse_second(row: BoardGroup, round_number: int, sitting: int) -> None:
    stored = (
        Ballot.objects.filter(group=row.group, round=round_number, sitting=sitting).select_related("entered_by").first()
    )
    if stored is None:
        return
    votes = stored.counts.select_related("case__subject").order_by("pk")
    raise Refused(
        f"Kết quả {stored.get_round_display().lower()} của nhóm “{row.group.name}” đã được "
        f"{stored.entered_by.full_name} nhập: phát ra {stored.issued}, thu về {stored.returned}, "
        f"hợp lệ {stored.valid}. "
        "Nếu có sai sót, mời đồng chí hủy kết quả đã nhập (có ghi lý do) rồi nhập lại.",
        reasons=[f"{one.case.subject.name}: {one.votes} phiếu" for one in votes],
    )


def _check_count(board: Board, paper: Paper, count: Count) -> None:
    """Votes ≤ valid ≤ returned ≤ issued ≤ present; a paper with more names than places is invalid (HY-B.II.4-2)."""
    errors: dict[str, str] = {}
    if count.issued > (board.present or 0):
        errors["issued"] = f"Phát ra {count.issued} phiếu nhưng chỉ có {board.present} người có mặt."
    if count.returned > count.issued:
        errors["returned"] = f"Thu về {count.returned} phiếu, nhiều hơn số phát ra ({count.issued})."
    if count.valid > count.returned:
        errors["valid"] = f"Hợp lệ {count.valid} phiếu, nhiều hơn số thu về ({count.returned})."
    invalid = count.returned - count.valid
    if count.overmarked > invalid:
        errors["overmarked"] = f"{count.overmarked} phiếu chọn quá số chỗ, nhiều hơn số phiếu không hợp lệ ({invalid})."
    most = _most_votes(board, paper, count)
    for case in paper.cases:
        votes = count.votes.get(case.pk)
        if votes is None:
            errors[f"votes_{case.pk}"] = f"Chưa nhập số phiếu của {case.subject.name}."
        elif not 0 <= votes <= count.valid:
            errors[f"votes_{case.pk}"] = (
                f"{case.subject.name} được {votes} phiếu, ngoài khoảng 0 – {count.valid} phiếu hợp lệ."
            )
        elif votes > most.get(case.pk, votes):
            errors[f"votes_{case.pk}"] = (
                f"{case.subject.name} được {votes} phiếu, nhiều hơn {most[case.pk]}: không ai biểu quyết về chính mình."
            )
    strangers = set(count.votes) - {case.pk for case in paper.cases}
    if strangers:
        raise Refused("Có phiếu cho đối tượng không có tên trên phiếu bầu của vòng này.", clauses=("HY-B.II.4-2",))
    total = sum(count.votes.values())
    if not errors and paper.places is not None and total > count.valid * paper.places:
        errors["valid"] = (
            f"Tổng {total} lượt chọn vượt {count.valid} phiếu × {paper.places} chỗ = {count.valid * paper.places}: "
            "phiếu ghi nhiều tên hơn số chỗ là phiếu không hợp lệ, không tính vào phiếu hợp lệ."
        )
    if errors:
        raise InvalidInput(errors)


def _most_votes(board: Board, paper: Paper, count: Count) -> dict[int, int]:
    """How many votes a member on the paper can have when all members were there and nobody votes in the own case.

    Who stayed away is not known by name, so with absent members the limit is not tested (vote.ownCase).
    """
    if board.present != board.entitled or regulation_of(board.cycle).value("vote.ownCase") != "abstain":
        return {}
    members = set(members_of(board.body, board.held_on).values_list("person_id", flat=True))
    on_paper = [case.pk for case in paper.cases if case.subject.person_id in members]
    return dict.fromkeys(on_paper, min(count.valid, board.entitled - 1))


def _advance(board: Board, row: BoardGroup, round_number: int) -> None:
    """Close the round once its last sitting is in; equal votes across the limit lead to a run-off."""
    sheet = load_sheet(board.cycle, board)
    group_row = _row(sheet, row.group_id)
    if round_number == BallotRound.GOOD:
        if next_paper(sheet, group_row) is None:
            _close_round_1(board, row)
        return
    figures = judge(sheet, focus={row.group_id}).of_group(group_row)
    if round_number == BallotRound.EXCELLENT and figures.ballot is not None and figures.ballot.run_off:
        apply_move(row, "open_run_off")
        row.save(update_fields=["state"])
        return
    _finish(board, row, "close_round_2" if round_number == BallotRound.EXCELLENT else "close_run_off")


def _close_round_1(board: Board, row: BoardGroup) -> None:
    apply_move(row, "close_round_1")
    row.save(update_fields=["state"])


@transaction.atomic
def open_round_2(*, board_id: int, group_id: int, actor: Actor, at: datetime) -> BoardGroup:
    """Compute the places from round 1 and open round 2; without a place or anybody admissible the group is settled.

    (HY-B.II.1.4-4, HY-B.II.4-2, CC-III.3-2)
    """
    board, row = _locked(board_id, group_id, actor)
    sheet = load_sheet(board.cycle, board)
    figures = judge(sheet, focus={group_id}).of_group(_row(sheet, group_id))
    row.places_round_2 = figures.places
    if is_settled_without_round_2(figures):
        _finish(board, row, "skip_round_2")
    else:
        apply_move(row, "open_round_2")
        row.save(update_fields=["state", "places_round_2"])
    _record(
        actor,
        "open_round_2",
        board,
        row.group,
        at,
        f"Kết thúc vòng 1, tính số chỗ loại Xuất sắc: {row.group.name} – {figures.places}",
        {"places": figures.places, "calculation": figures.calculation, "clauses": list(figures.clauses)},
    )
    return row


def _finish(board: Board, row: BoardGroup, move: str) -> None:
    apply_move(row, move)
    row.save(update_fields=["state", "places_round_2"])
    sheet = load_sheet(board.cycle, board)
    judgement = judge(sheet)
    for case in sheet.cases_in(row.group_id):
        answer = judgement.of(case)
        if answer is not None and answer.level is not None and answer.level != Unrated.NOT_RATED:
            apply_move(case, "ballot")
            case.save(update_fields=["state"])


@transaction.atomic
def withdraw_ballot(
    *, board_id: int, group_id: int, round_number: int, reason: str, actor: Actor, at: datetime
) -> BoardGroup:
    """Take back counts that were typed in wrongly, with everything that followed; possible until the decision."""
    board, row = _locked(board_id, group_id, actor)
    if not reason.strip():
        raise InvalidInput({"reason": "Cần ghi lý do hủy kết quả đã nhập."})
    if round_number not in _WITHDRAW:
        raise NotVisible
    _refuse_while_voting(row)
    ballots = Ballot.objects.filter(group=row.group, round__gte=round_number).order_by("-round", "-sitting")
    lost = {
        f"{ballot.get_round_display()} ({ballot.sitting})": {
            one.case.subject.name: one.votes for one in ballot.counts.select_related("case__subject")
        }
        for ballot in ballots
    }
    if not lost:
        raise Refused("Chưa có kết quả nào được nhập cho vòng này.")
    apply_move(row, _WITHDRAW[round_number])
    if round_number == BallotRound.GOOD:
        row.places_round_2 = None
    row.save(update_fields=["state", "places_round_2"])
    for ballot in ballots:
        ballot.delete()
    # What the second body has confirmed are these very counts.
    BoardConfirmation.objects.filter(board=board).delete()
    for case in RatingCase.objects.filter(group=row.group, state=CaseState.BALLOTED).select_related("subject"):
        apply_move(case, "unballot")
        case.save(update_fields=["state"])
    _record(
        actor,
        "withdraw_ballot",
        board,
        row.group,
        at,
        f"Hủy kết quả bỏ phiếu đã nhập: {row.group.name}",
        {"reason": reason.strip(), "withdrawn": lost},
    )
    return row


_WITHDRAW: dict[int, str] = {
    BallotRound.GOOD: "withdraw_round_1",
    BallotRound.EXCELLENT: "withdraw_round_2",
    BallotRound.RUN_OFF: "withdraw_run_off",
}


def _locked(board_id: int, group_id: int, actor: Actor) -> tuple[Board, BoardGroup]:
    if not access.can_run_board(actor):
        raise PermissionDenied
    board = lock_board(board_id)
    if board.state != BoardState.VOTING:
        raise Refused(
            f"“{board.title}” đang ở trạng thái “{board.get_state_display().lower()}” "
            "nên không nhập hay sửa phiếu được."
        )
    row = BoardGroup.objects.select_for_update(of=("self",)).select_related("group").filter(board=board, group=group_id)
    found = row.first()
    if found is None:
        raise NotVisible
    return board, found


def _row(sheet: Sheet, group_id: int) -> GroupRow:
    return next(row for row in sheet.groups if row.group.pk == group_id)


def _votes_by_name(paper: Paper, count: Count) -> dict[str, int]:
    return {case.subject.name: count.votes[case.pk] for case in paper.cases}


def _record(
    actor: Actor,
    action: str,
    board: Board,
    group: CapGroup,
    at: datetime,
    summary: str,
    changes: Mapping[str, object] | None = None,
) -> None:
    details = {"group": group.name, **(changes or {})}
    audit.record(actor=actor, action=action, target=board, at=at, summary=summary, changes=details)
