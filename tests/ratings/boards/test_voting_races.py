"""Many votes at once: one slip one vote, the sum of the papers, and no vote lost or late at the close."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import PostRole
from orgchart.tenancy import scope
from ratings.models import BallotCount, Voting, VotingCode
from ratings.services import voting as services
from ratings.services.voting import cast_vote, close_voting, open_voting
from tests.factories.orgchart import NOON, PostFactory
from tests.ratings.boards.test_races import at_once
from tests.ratings.conftest import make_town

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

VOTERS = 20


@pytest.fixture
def town(transactional_db):
    with transaction.atomic():
        return make_town()


@pytest.fixture
def opened(town):
    """Two collectives before a committee of twenty, the slips given out."""
    with transaction.atomic():
        for number in range(VOTERS - 5):
            PostFactory(tenant=town.tenant, collective=town.body, role=PostRole.MEMBER, rank=10 + number)
        found = [town.collective(f"Tập thể {index}") for index in range(2)]
        town.prepare()
        town.appraise(*found)
        board = town.board(*found)
        town.open_round_1(board, found[0])
        cases = [town.case(one).pk for one in found]
        with scope(tenant=town.tenant.pk):
            voting, slips = open_voting(board_id=board.pk, group_id=town.group(found[0]).pk, actor=town.office, at=NOON)
    return voting, [slip.code for slip in slips], cases


def kept(town):
    """The voting and how many slips are left, from a fresh transaction."""
    with transaction.atomic(), scope(tenant=town.tenant.pk):
        return Voting.objects.get(), VotingCode.objects.count()


@pytest.mark.clause("HY-B.II.4-1")
def test_two_hundred_votes_with_twenty_slips_count_twenty(town, opened):
    voting, codes, cases = opened
    start = Barrier(VOTERS, timeout=60)

    def all_slips_from(first):
        """Every voter tries ten slips, beginning with another one; together each slip is tried ten times."""
        start.wait()
        done = 0
        for step in range(10):
            try:
                with transaction.atomic(), scope(tenant=town.tenant.pk):
                    code = codes[(first + step) % VOTERS]
                    cast_vote(voting_id=voting.pk, code=code, chosen=cases if step % 2 else cases[:1])
                done += 1
            except InvalidInput:
                pass
        connection.close()
        return done

    with ThreadPoolExecutor(VOTERS) as pool:
        accepted = sum(pool.map(all_slips_from, range(VOTERS)))

    row, left = kept(town)
    assert (accepted, row.cast, left) == (VOTERS, VOTERS, 0)
    assert row.tally[str(cases[0])] == VOTERS
    assert 0 <= row.tally[str(cases[1])] <= VOTERS


def test_without_the_lock_votes_are_lost(town, opened, monkeypatch):
    voting, codes, cases = opened
    read = Barrier(2, timeout=30)
    check = services.unused_slip

    def read_then_wait(row, code):
        read.wait()
        return check(row, code)

    monkeypatch.setattr(services, "_voting_to_cast", lambda key: Voting.objects.filter(pk=key).first())
    monkeypatch.setattr(services, "unused_slip", read_then_wait)

    at_once(town, [lambda code=code: cast_vote(voting_id=voting.pk, code=code, chosen=cases) for code in codes[:2]])

    row, left = kept(town)
    assert (row.cast, left) == (1, VOTERS - 2)


def vote_with(voting, code, cases):
    return lambda: cast_vote(voting_id=voting.pk, code=code, chosen=cases)


def test_a_vote_that_meets_the_close_is_counted_or_refused(town, opened):
    voting, codes, cases = opened
    for code in codes[:3]:
        with transaction.atomic(), scope(tenant=town.tenant.pk):
            cast_vote(voting_id=voting.pk, code=code, chosen=cases)

    def close():
        return close_voting(voting_id=voting.pk, actor=town.office, at=NOON)

    late = [vote_with(voting, code, cases) for code in codes[3:11]]
    results = at_once(town, [*late[:4], close, *late[4:]])

    accepted = [one for one in results if isinstance(one, int)]
    refused = [one for one in results if isinstance(one, Refused)]
    row, left = kept(town)
    with transaction.atomic(), scope(tenant=town.tenant.pk):
        votes = set(BallotCount.objects.values_list("votes", "ballot__returned"))
    assert len(accepted) + len(refused) == 8
    assert votes == {(3 + len(accepted), 3 + len(accepted))}
    assert (row.state, row.tally, left) == ("closed", {}, 0)


def test_without_the_lock_the_database_itself_refuses_a_late_vote(town, opened, monkeypatch):
    voting, codes, cases = opened
    for code in codes[:3]:
        with transaction.atomic(), scope(tenant=town.tenant.pk):
            cast_vote(voting_id=voting.pk, code=code, chosen=cases)
    read, closed = Barrier(2, timeout=30), Barrier(2, timeout=30)

    def unlocked(key):
        row = Voting.objects.filter(pk=key).first()
        read.wait()
        closed.wait()
        return row

    check = services.unused_slip
    monkeypatch.setattr(services, "_voting_to_cast", unlocked)
    monkeypatch.setattr(services, "unused_slip", lambda row, code: VotingCode(pk=0, voting=row))
    assert check is not services.unused_slip

    def close():
        read.wait()
        return close_voting(voting_id=voting.pk, actor=town.office, at=NOON)

    vote = vote_with(voting, codes[3], cases)
    results = at_once(town, [vote, close], after={close: closed.wait})

    assert isinstance(results[0], IntegrityError)
    assert "ratings_voting_tally_only_while_open" in str(results[0])
