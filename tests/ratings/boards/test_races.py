"""Two people at once: the cap holds at every commit, one decision a board, no number twice.

Each race runs on real connections; the control takes the lock away and has to break what the lock keeps.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from orgchart.errors import InvalidInput, Refused
from orgchart.models import NumberRegister
from orgchart.tenancy import scope
from ratings.models import Ballot, Board, Decision, RatingCase
from ratings.services import ballots, decisions
from ratings.services.ballots import withdraw_ballot
from ratings.services.cases import create_group, move_case, prepare_cases
from ratings.services.decisions import issue_decision
from tests.factories.orgchart import NOON
from tests.ratings.conftest import MEETING_DAY, make_town

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(
    town: Any, works: list[Callable[[], Any]], after: dict[Callable[[], Any], Callable[[], Any]] | None = None
) -> list[Any]:
    """Run every work in a transaction and connection of its own, started together; results or the refusals.

    `after` holds what a work does once it has committed.
    """
    start = Barrier(len(works), timeout=30)

    def run(work: Callable[[], Any]) -> Any:
        try:
            start.wait()
            with transaction.atomic(), scope(tenant=town.tenant.pk):
                found = work()
            (after or {}).get(work, lambda: None)()
            return found
        except (Refused, InvalidInput, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def town(transactional_db):
    """The tenant setting is local to a transaction, so rows are made inside one."""
    with transaction.atomic():
        return make_town()


@pytest.fixture
def counted(town):
    """Five passers, one place, one at the top; everything counted."""
    with transaction.atomic():
        found = [town.collective(f"Tập thể {index}") for index in range(5)]
        town.prepare()
        town.appraise(*found)
        board = town.board(*found)
        town.vote(board, dict.fromkeys(found, 5), {found[0]: 5} | dict.fromkeys(found[1:], 0))
    return board, found


def decide(town, board):
    return lambda: issue_decision(board_id=board.pk, decided_on=MEETING_DAY, actor=town.office, at=NOON)


def withdraw(town, board, subject):
    with transaction.atomic():
        group = town.group(subject).pk
    return lambda: withdraw_ballot(
        board_id=board.pk, group_id=group, round_number=1, reason="Nhập nhầm", actor=town.office, at=NOON
    )


def tops_and_ballots(town, board):
    with transaction.atomic(), scope(tenant=town.tenant.pk):
        return RatingCase.objects.filter(level="XS").count(), Ballot.objects.filter(board=board).count()


def test_sixteen_decisions_at_once_give_one(town, counted):
    board, _ = counted

    results = at_once(town, [decide(town, board)] * 16)

    assert Counter(type(one) for one in results) == {Decision: 1, Refused: 15}
    assert tops_and_ballots(town, board)[0] == 1


def test_a_withdrawn_count_and_a_decision_exclude_each_other(town, counted):
    board, found = counted

    results = at_once(town, [withdraw(town, board, found[0]), decide(town, board)] * 4)

    tops, left = tops_and_ballots(town, board)
    decided = [one for one in results if isinstance(one, Decision)]
    assert (tops, left) == ((1, 2) if decided else (0, 0))


def test_without_the_lock_a_top_level_stands_without_its_ballot(town, counted, monkeypatch):
    board, found = counted
    judged, withdrawn = Barrier(2, timeout=30), Barrier(2, timeout=30)
    judge, undo = decisions.judge, withdraw(town, board, found[0])

    def read(board_id: int) -> Board:
        return Board.objects.select_related("cycle", "body").get(pk=board_id)

    def read_then_wait(board_id: int) -> Board:
        row = read(board_id)
        judged.wait()
        return row

    def judge_then_wait(*args: Any, **more: Any) -> Any:
        answer = judge(*args, **more)
        judged.wait()
        withdrawn.wait()
        return answer

    monkeypatch.setattr(ballots, "lock_board", read_then_wait)
    monkeypatch.setattr(decisions, "lock_board", read)
    monkeypatch.setattr(decisions, "judge", judge_then_wait)

    at_once(town, [undo, decide(town, board)], after={undo: withdrawn.wait})

    assert tops_and_ballots(town, board) == (1, 0)


def _board_of_its_own(town: Any, number: int) -> Board:
    subject = town.collective(f"Tập thể {number}")
    town.prepare()
    town.appraise(subject)
    with scope(tenant=town.tenant.pk):
        group = create_group(
            cycle_id=town.cycle.pk, kind="collectives", name=f"Nhóm {number}", actor=town.office, at=NOON
        )
        move_case(case_id=town.case(subject).pk, group_id=group.pk, actor=town.office, at=NOON)
    board: Board = town.board(subject)
    town.vote(board, {subject: 5}, {subject: 0})
    return board


def test_twenty_boards_decided_at_once_get_twenty_numbers_without_a_gap(town):
    with transaction.atomic():
        boards = [_board_of_its_own(town, number) for number in range(20)]

    def rolled_back() -> None:
        decide(town, boards[7])()
        raise Refused("mất điện giữa chừng")

    works = [decide(town, board) for board in boards]
    works[7] = rolled_back
    at_once(town, works)

    with transaction.atomic(), scope(tenant=town.tenant.pk):
        numbers = sorted(Decision.objects.values_list("number", flat=True))
        last = NumberRegister.objects.get().last_number
    assert numbers == list(range(1, 20))
    assert last == 19


def test_the_same_ballot_typed_in_twice_at_once_is_stored_once(town):
    with transaction.atomic():
        found = [town.collective(f"Tập thể {index}") for index in range(2)]
        town.prepare()
        town.appraise(*found)
        board = town.board(*found)
        town.open_round_1(board, found[0])
        cases, group = [town.case(one).pk for one in found], town.group(found[0]).pk

    def enter(valid: int) -> Callable[[], Ballot]:
        count = ballots.Count(issued=5, returned=5, valid=valid, votes=dict.fromkeys(cases, valid))
        return lambda: ballots.record_ballot(
            board_id=board.pk, group_id=group, round_number=1, sitting=1, count=count, actor=town.office, at=NOON
        )

    results = at_once(town, [enter(5), enter(4)] * 4)

    assert Counter(type(one) for one in results) == {Ballot: 1, Refused: 7}
    assert all("nhập: phát ra 5" in str(one) for one in results if isinstance(one, Refused))


def test_two_who_make_the_list_at_once_make_one(town):
    with transaction.atomic():
        town.collective("Đoàn Thanh niên")
        town.leader("Hoàng Thị Mây")

    def make() -> int:
        return prepare_cases(cycle_id=town.cycle.pk, actor=town.office, at=NOON)

    found = at_once(town, [make, make])

    assert sorted(found) == [0, 2]


def test_one_group_of_a_name_is_made(town):
    def make() -> str:
        group = create_group(cycle_id=town.cycle.pk, kind="leaders", name="Nhóm bổ sung", actor=town.office, at=NOON)
        return group.name

    found = at_once(town, [make, make])

    assert sorted(type(one).__name__ for one in found) == ["InvalidInput", "str"]
