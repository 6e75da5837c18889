"""Electronic secret ballots by one-time codes on slips of paper: one slip one vote, nothing before the close.

Nobody is asked who he or she is: slips are drawn, so the product never learns who holds which. A vote deletes its code
and adds to the one tally of the sitting; neither time nor account nor choice of a single vote is kept anywhere, not in
the audit trail either, which records opening and close only.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.queries import members_of
from orgchart.tenancy import create_all
from ratings import access
from ratings.models import Ballot, Board, RatingCase, Voting, VotingCode
from ratings.queries.ballots import Paper, next_paper
from ratings.queries.regulation import regulation_of
from ratings.queries.sheet import load_sheet
from ratings.services.ballots import Count, record_ballot
from ratings.services.moves import apply_move, lock_board
from ratings.states import BoardState, VotingState

# Without letters and digits that are taken for each other.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8
# Fewer papers tell too much about each of them.
FEWEST = 3


@dataclass(frozen=True)
class Slip:
    """One slip to be printed and cut out; `holder` only where somebody must not vote in the own case."""

    code: str
    holder: str = ""


@transaction.atomic
def open_voting(*, board_id: int, group_id: int, actor: Actor, at: datetime) -> tuple[Voting, list[Slip]]:
    """Open the electronic ballot of the paper that comes next; the slips are given out once and kept nowhere.

    As many slips as members present; who stands on the paper gets a slip of the own where the set says that nobody
    votes in the own case. (HY-B.II.4-1, HY-B.II.4-2)
    """
    board = _running(board_id, actor)
    sheet = load_sheet(board.cycle, board)
    row = next((one for one in sheet.groups if one.group.pk == group_id), None)
    if row is None:
        raise NotVisible
    paper = next_paper(sheet, row)
    if paper is None:
        raise Refused(f"Nhóm “{row.group.name}” chưa mở vòng bỏ phiếu nào.")
    if paper.waiting:
        raise Refused("Chưa bỏ phiếu được cho người đứng đầu.", reasons=paper.waiting, clauses=("HY-B.II.4-2",))
    if Voting.objects.filter(group=row.group, state=VotingState.OPEN).exists():
        raise Refused(f"Nhóm “{row.group.name}” đang bỏ phiếu điện tử.")
    if regulation_of(board.cycle).value("vote.method") == "showOfHands":
        raise Refused("Bộ quy định của đợt này cho biểu quyết giơ tay; ghi số người đồng ý ở phần nhập kết quả.")
    present = board.present or 0
    if present < FEWEST:
        raise Refused(f"Chỉ có {present} người có mặt: ít hơn {FEWEST} phiếu thì không giữ được bí mật.")
    voting = Voting(
        tenant_id=board.tenant_id,
        board=board,
        group=row.group,
        round=paper.round,
        sitting=paper.sitting,
        places=paper.places,
        issued=present,
        tally={str(case.pk): 0 for case in paper.cases},
        opened_at=at,
        opened_by=actor.account,
    )
    voting.save()
    slips = _make_slips(voting, paper, board)
    _record(actor, "open_voting", voting, at, f"Mở bỏ phiếu điện tử: {row.group.name}", issued=present)
    return voting, slips


def _make_slips(voting: Voting, paper: Paper, board: Board) -> list[Slip]:
    own = _members_on_the_paper(board, paper)[: voting.issued]
    holders: list[RatingCase | None] = [*own, *[None] * (voting.issued - len(own))]
    slips, codes = [], []
    for case in holders:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        slips.append(Slip(f"{code[:4]}-{code[4:]}", case.subject.name if case else ""))
        codes.append(
            VotingCode(tenant_id=voting.tenant_id, voting=voting, code_hash=hash_of(voting.pk, code), own_case=case)
        )
    # The order of the rows says nothing about the order of the slips.
    secrets.SystemRandom().shuffle(codes)
    create_all(VotingCode, codes)
    return slips


def _members_on_the_paper(board: Board, paper: Paper) -> list[RatingCase]:
    if regulation_of(board.cycle).value("vote.ownCase") != "abstain":
        return []
    members = set(members_of(board.body, board.held_on).values_list("person_id", flat=True))
    return [case for case in paper.cases if case.subject.person_id in members]


def hash_of(voting_id: int, code: str) -> str:
    """What is kept of a code; without the key of the site it can not be tried out on a copy of the database."""
    plain = "".join(sign for sign in code.upper() if sign in ALPHABET)
    return salted_hmac(f"ratings.voting.{voting_id}", plain, algorithm="sha256").hexdigest()


@transaction.atomic
def cast_vote(*, voting_id: int, code: str, chosen: Collection[int]) -> int:
    """Cast the vote of one slip, and tell how many papers are in.

    Without actor, time and record: nothing is left that could be joined to a person. Serialised by the row of the
    voting, so that a slip counts once and nothing counts after the close.
    """
    voting = _voting_to_cast(voting_id)
    if voting is None:
        raise NotVisible
    if voting.state != VotingState.OPEN:
        raise Refused("Cuộc bỏ phiếu đã kết thúc nên phiếu không được tính. Mời đồng chí báo chủ trì hội nghị.")
    slip = unused_slip(voting, code)
    _check_choice(voting, slip, chosen)
    slip.delete()
    voting.cast += 1
    voting.tally = {key: votes + (int(key) in chosen) for key, votes in voting.tally.items()}
    voting.save(update_fields=["cast", "tally"])
    return voting.cast


def _voting_to_cast(voting_id: int) -> Voting | None:
    return Voting.objects.select_for_update(of=("self",)).filter(pk=voting_id).first()


def unused_slip(voting: Voting, code: str) -> VotingCode:
    """The slip of a code, or a refusal that does not tell a used one from one that never was."""
    slip = VotingCode.objects.filter(voting=voting, code_hash=hash_of(voting.pk, code)).first()
    if slip is None:
        raise InvalidInput({"code": "Mã phiếu không đúng hoặc đã dùng. Mời đồng chí xem lại mã in trên phiếu."})
    return slip


def _check_choice(voting: Voting, slip: VotingCode, chosen: Collection[int]) -> None:
    """A paper with more names than places is invalid (HY-B.II.4-2), so it is not taken; the slip stays good."""
    if {str(one) for one in chosen} - set(voting.tally):
        raise NotVisible
    if slip.own_case_id is not None and slip.own_case_id in chosen:
        raise InvalidInput({"chosen": "Đồng chí không biểu quyết về chính mình."})
    if voting.places is not None and len(chosen) > voting.places:
        raise InvalidInput(
            {"chosen": f"Đồng chí chọn {len(chosen)} tên, phiếu chỉ được chọn không quá {voting.places}."}
        )


@transaction.atomic
def close_voting(*, voting_id: int, actor: Actor, at: datetime) -> Ballot:
    """Close the sitting: the tally becomes the counts of the round, tally and unused codes are erased."""
    voting = _locked(voting_id, actor)
    if voting.cast < FEWEST:
        raise Refused(
            f"Mới có {voting.cast} phiếu; ít hơn {FEWEST} phiếu thì kết quả cho biết ai chọn gì nên không công bố. "
            "Mời đồng chí chờ thêm, hoặc hủy và bỏ phiếu giấy."
        )
    count = Count(
        issued=voting.issued,
        returned=voting.cast,
        valid=voting.cast,
        votes={int(key): votes for key, votes in voting.tally.items()},
    )
    apply_move(voting, "close")
    _erase(voting, actor, at)
    ballot = record_ballot(
        board_id=voting.board_id,
        group_id=voting.group_id,
        round_number=voting.round,
        sitting=voting.sitting,
        count=count,
        actor=actor,
        at=at,
    )
    _record(actor, "close_voting", voting, at, f"Kết thúc bỏ phiếu điện tử: {voting.group.name}", cast=voting.cast)
    return ballot


@transaction.atomic
def cancel_voting(*, voting_id: int, reason: str, actor: Actor, at: datetime) -> Voting:
    """Stop without a result, with the reason; the tally is erased unseen."""
    voting = _locked(voting_id, actor)
    if not reason.strip():
        raise InvalidInput({"reason": "Cần ghi lý do hủy cuộc bỏ phiếu."})
    apply_move(voting, "cancel")
    voting.reason = reason.strip()
    _erase(voting, actor, at)
    _record(
        actor, "cancel_voting", voting, at, f"Hủy bỏ phiếu điện tử: {voting.group.name}",
        cast=voting.cast, reason=voting.reason,
    )  # fmt: skip
    return voting


def _erase(voting: Voting, actor: Actor, at: datetime) -> None:
    voting.tally = {}
    voting.closed_at, voting.closed_by = at, actor.account
    voting.save(update_fields=["state", "tally", "reason", "closed_at", "closed_by"])
    VotingCode.objects.filter(voting=voting).delete()


def _running(board_id: int, actor: Actor) -> Board:
    if not access.can_run_board(actor):
        raise PermissionDenied
    board = lock_board(board_id)
    if board.state != BoardState.VOTING:
        raise Refused(f"“{board.title}” đang ở trạng thái “{board.get_state_display().lower()}”, chưa bỏ phiếu được.")
    return board


def _locked(voting_id: int, actor: Actor) -> Voting:
    """Board before voting, as everywhere; votes only take the row of the voting."""
    if not access.can_run_board(actor):
        raise PermissionDenied
    board_id = Voting.objects.filter(pk=voting_id).values_list("board_id", flat=True).first()
    if board_id is None:
        raise NotVisible
    _running(board_id, actor)
    return Voting.objects.select_for_update(of=("self",)).select_related("group").get(pk=voting_id)


def _record(actor: Actor, action: str, voting: Voting, at: datetime, summary: str, **changes: object) -> None:
    audit.record(actor=actor, action=action, target=voting.board, at=at, summary=summary, changes=changes)
