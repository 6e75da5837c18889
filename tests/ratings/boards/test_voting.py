"""Electronic secret ballots: one slip one vote, nothing before the close, and nothing that joins a vote to anybody."""

import re
from itertools import permutations

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgchart import audit
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import PostRole, Role
from orgchart.models import AuditRecord
from orgchart.tenancy import TenantModel, scope
from ratings.models import Ballot, BallotCount, Voting, VotingCode
from ratings.services import voting as services
from ratings.services.ballots import Count, record_ballot
from ratings.services.voting import cancel_voting, cast_vote, close_voting, open_voting
from tests.factories.orgchart import NOON, PostFactory, actor_for

TOKEN = re.compile(r'(X-CSRFToken": "|csrfmiddlewaretoken" value=")\w+')


@pytest.fixture
def opened(town):
    """Five collectives, round 1 open, five slips."""
    found = [town.collective(f"Tập thể {index}") for index in range(5)]
    town.prepare()
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    voting, slips = start(town, board, found[0])
    return board, found, voting, [slip.code for slip in slips]


def start(town, board, subject):
    """Open the electronic ballot of the subject's group."""
    with scope(tenant=town.tenant.pk):
        return open_voting(board_id=board.pk, group_id=town.group(subject).pk, actor=town.office, at=NOON)


def cast(town, voting, code, *subjects):
    """One vote for these subjects."""
    with scope(tenant=town.tenant.pk):
        chosen = {town.case(one).pk for one in subjects}
        return cast_vote(voting_id=voting.pk, code=code, chosen=chosen)


def close(town, voting, actor=None):
    """Close the voting."""
    with scope(tenant=town.tenant.pk):
        return close_voting(voting_id=voting.pk, actor=actor or town.office, at=NOON)


@pytest.mark.clause("HY-B.II.4-1", "HY-B.II.4-2", "HY-B.II.4-3")
def test_two_rounds_by_slips_give_the_counts_of_the_rounds(town, opened):
    board, found, voting, codes = opened
    numbers = [cast(town, voting, code.lower().replace("-", " "), *found) for code in codes]
    first = close(town, voting)
    town.open_round_2(board, found[0])
    second, slips = start(town, board, found[0])
    with pytest.raises(InvalidInput, match="không quá 1"):
        cast(town, second, slips[0].code, found[0], found[1])
    for slip in slips[:3]:
        cast(town, second, slip.code, found[1])
    cast(town, second, slips[3].code, found[0])
    cast(town, second, slips[4].code)
    close(town, second)
    town.decide(board)

    assert numbers == [1, 2, 3, 4, 5]
    assert (first.issued, first.returned, first.valid) == (5, 5, 5)
    assert [town.case(one).level for one in found] == ["HTT", "XS", "HTT", "HTT", "HTT"]
    with scope(tenant=town.tenant.pk):
        counted = BallotCount.objects.filter(ballot__round=2).order_by("case__subject__name")
        assert list(counted.values_list("votes", flat=True)) == [1, 3, 0, 0, 0]


def test_a_slip_counts_once_and_a_wrong_code_not_at_all(town, opened):
    _, found, voting, codes = opened
    cast(town, voting, codes[0], found[0])

    for code in (codes[0], "AAAA-AAAA", "", "x" * 20):
        with pytest.raises(InvalidInput, match="không đúng hoặc đã dùng"):
            cast(town, voting, code, found[0])
    with scope(tenant=town.tenant.pk), pytest.raises(NotVisible):
        cast_vote(voting_id=voting.pk, code=codes[1], chosen={0})
    with scope(tenant=town.tenant.pk), pytest.raises(NotVisible):
        cast_vote(voting_id=0, code=codes[1], chosen=set())

    with scope(tenant=town.tenant.pk):
        kept = Voting.objects.get()
        left = VotingCode.objects.count()
    assert (kept.cast, sum(kept.tally.values()), left) == (1, 1, 4)


def test_nothing_is_counted_after_the_close_and_tally_and_codes_are_gone(town, opened):
    _, found, voting, codes = opened
    for code in codes[:3]:
        cast(town, voting, code, *found)
    ballot = close(town, voting)

    with pytest.raises(Refused, match="đã kết thúc"):
        cast(town, voting, codes[3], *found)
    with pytest.raises(Refused, match="đã kết thúc"):
        close(town, voting)

    with scope(tenant=town.tenant.pk):
        kept = Voting.objects.get()
        assert (kept.tally, kept.cast, VotingCode.objects.count()) == ({}, 3, 0)
        assert set(BallotCount.objects.filter(ballot=ballot).values_list("votes", flat=True)) == {3}
        with pytest.raises(IntegrityError), transaction.atomic():
            Voting.objects.update(cast=6)
        with pytest.raises(IntegrityError), transaction.atomic():
            Voting.objects.update(tally={"1": 1})


def test_nothing_is_shown_before_the_close_nor_under_three_papers(town, opened, client):
    board, found, voting, codes = opened
    group = town.group(found[0])
    page = reverse("ratings:board", args=[town.tenant.slug, town.cycle.year, board.pk])
    client.force_login(town.office.account)
    cast(town, voting, codes[0], *found)
    one = client.get(page).content.decode()
    cast(town, voting, codes[1])
    two = client.get(page).content.decode()

    with pytest.raises(Refused, match="ít hơn 3 phiếu"):
        close(town, voting)
    with scope(tenant=town.tenant.pk), pytest.raises(Refused, match="đang bỏ phiếu điện tử"):
        record_ballot(
            board_id=board.pk, group_id=group.pk, round_number=1, sitting=1,
            count=Count(issued=5, returned=5, valid=5, votes={}), actor=town.office, at=NOON,
        )  # fmt: skip
    with pytest.raises(Refused, match="đang bỏ phiếu điện tử"):
        town.appraise(found[0])
    assert "đã nhận 1/5 phiếu" in one
    assert TOKEN.sub("", one).replace("1/5", "2/5").replace("da-nhan=1", "da-nhan=2") == TOKEN.sub("", two)
    cast(town, voting, codes[2], found[0])
    close(town, voting)
    assert "đang bỏ phiếu điện tử" not in client.get(page).content.decode().lower()


def test_a_cancelled_voting_leaves_no_count_and_can_be_opened_again(town, opened):
    board, found, voting, codes = opened
    cast(town, voting, codes[0], *found)

    with scope(tenant=town.tenant.pk):
        with pytest.raises(InvalidInput, match="lý do"):
            cancel_voting(voting_id=voting.pk, reason=" ", actor=town.office, at=NOON)
        cancel_voting(voting_id=voting.pk, reason="Mất điện", actor=town.office, at=NOON)
        records = list(
            AuditRecord.objects.filter(action__endswith="_voting").order_by("pk").values("action", "changes")
        )
        assert Ballot.objects.count() == 0
    again, slips = start(town, board, found[0])

    assert [one["action"] for one in records] == ["open_voting", "cancel_voting"]
    assert records[1]["changes"] == {"cast": 1, "reason": "Mất điện"}
    assert again.pk != voting.pk
    assert not {slip.code for slip in slips} & set(codes)
    with pytest.raises(InvalidInput):
        cast(town, again, codes[1], *found)


def test_nobody_votes_in_the_own_case_where_the_set_says_so(town):
    """A member of the committee who stands on the paper gets a slip of the own, without the own name."""
    member = town.leader("Lường Văn Thường")
    other = town.leader("Hoàng Thị Khác")
    PostFactory(tenant=town.tenant, person=member.person, collective=town.body, role=PostRole.MEMBER, rank=9)
    town.prepare()
    town.appraise(member, other)
    board = town.board(member, other)
    town.open_round_1(board, member)
    voting, slips = start(town, board, member)
    own = next(slip for slip in slips if slip.holder)

    with pytest.raises(InvalidInput, match="chính mình"):
        cast(town, voting, own.code, member)
    cast(town, voting, own.code, other)
    for slip in slips:
        if slip is not own:
            cast(town, voting, slip.code, member, other)
    ballot = close(town, voting)

    assert [slip.holder for slip in slips if slip.holder] == ["Lường Văn Thường"]
    with scope(tenant=town.tenant.pk):
        votes = dict(BallotCount.objects.filter(ballot=ballot).values_list("case__subject__name", "votes"))
    assert votes == {"Lường Văn Thường": 5, "Hoàng Thị Khác": 6}


@pytest.mark.clause("HY-B.I.2.1-3")
def test_two_bodies_of_a_combined_conference_are_voted_on_apart(town):
    """Each body has its own group, ballot and slips: a slip of one is nothing in the other."""
    party, state = town.cell("Chi bộ Cơ quan"), town.collective("Lãnh đạo Cơ quan")
    town.prepare()
    town.appraise(party, state)
    board = town.board(party, state)
    for one in (party, state):
        town.open_round_1(board, one)
    first, slips = start(town, board, party)
    second, _ = start(town, board, state)

    with pytest.raises(InvalidInput):
        cast(town, second, slips[0].code, state)
    with pytest.raises(NotVisible):
        cast(town, first, slips[0].code, state)
    cast(town, first, slips[0].code, party)

    assert town.group(party) != town.group(state)


def test_only_who_runs_the_meeting_opens_and_closes(town, opened):
    board, found, voting, _ = opened
    member = actor_for(town.tenant, Role.STANDING_COMMITTEE)

    with pytest.raises(PermissionDenied):
        close(town, voting, member)
    with scope(tenant=town.tenant.pk):
        with pytest.raises(PermissionDenied):
            open_voting(board_id=board.pk, group_id=town.group(found[0]).pk, actor=member, at=NOON)
        with pytest.raises(PermissionDenied):
            cancel_voting(voting_id=voting.pk, reason="x", actor=member, at=NOON)
        with pytest.raises(NotVisible):
            close_voting(voting_id=0, actor=town.office, at=NOON)
    with pytest.raises(Refused, match="đang bỏ phiếu điện tử"):
        start(town, board, found[0])


def test_the_page_needs_a_slip_and_no_account(town, opened, client):
    _, found, voting, codes = opened
    page = reverse("ratings:vote", args=[town.tenant.slug, voting.pk])
    cases = [town.case(one).pk for one in found]

    blank = client.get(page)
    wrong = client.post(page, {"code": "AAAA-AAAA"})
    paper = client.post(page, {"code": codes[0]})
    strange = client.post(page, {"code": codes[0], "vote": "1", "chosen": ["0"]})
    done = client.post(page, {"code": codes[0], "vote": "1", "chosen": cases[:2]})
    again = client.post(page, {"code": codes[0], "vote": "1", "chosen": cases})

    assert "Tập thể 0" not in blank.content.decode()
    assert [one.status_code for one in (blank, wrong, paper, strange, done, again)] == [200, 422, 200, 422, 200, 422]
    assert "Tập thể 0" in paper.content.decode()
    assert "1/5 phiếu" in done.content.decode()
    assert client.get(page.replace(town.tenant.slug, "khong-co")).status_code == 404
    assert client.get(reverse("ratings:vote", args=[town.tenant.slug, 999])).status_code == 404
    assert set(client.cookies) <= {"csrftoken"}


# --- Who voted what: a copy of the database tells nothing -------------------------------------------------------


def dump(tenant):
    """Every row of every tenant table, as somebody with the database in hand sees it.

    With the transaction that wrote it, as a rank; without keys, which are not the same in two worlds.
    """
    found = {}
    for model in apps.get_models():
        if not issubclass(model, TenantModel) and not hasattr(model, "history_object"):
            continue
        columns = [one.column for one in model._meta.concrete_fields]
        kept = [f'"{name}"::text' for name in columns if name != "id" and not name.endswith("_id")]
        trace = "xmin::text::bigint" if connection.vendor == "postgresql" else "0"
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {trace}, {", ".join(kept) or "1"} FROM "{model._meta.db_table}" ORDER BY id')
            found[model._meta.db_table] = cursor.fetchall()
    writers = {row[0] for rows in found.values() for row in rows}
    ranks = {writer: rank for rank, writer in enumerate(sorted(writers))}
    return repr({table: [(ranks[row[0]], *row[1:]) for row in rows] for table, rows in found.items()})


PAPERS = ((0, 1, 2), (0, 1), (0,), (), (2,))
ORDERS = list(permutations(range(5)))[::23]


def worlds(town, opened):
    """The dumps before and after the close, had the same papers come from other hands and in another order.

    The clock stands still, because the hour of the close itself is on record and is no secret.
    """
    _, found, voting, codes = opened
    seen = []
    for order in ORDERS:
        with time_machine.travel(NOON, tick=False), transaction.atomic():
            for code, paper in zip(codes, order, strict=True):
                cast(town, voting, code, *(found[index] for index in PAPERS[paper]))
            with scope(tenant=town.tenant.pk):
                before = dump(town.tenant)
            close(town, voting)
            with scope(tenant=town.tenant.pk):
                seen.append((before, dump(town.tenant)))
            transaction.set_rollback(True)
    return seen


@pytest.mark.postgresql
def test_a_copy_of_the_database_does_not_tell_who_voted_what(town, opened):
    """Before the close and after it: did a row, its writer, a time or a record depend on one vote, two would differ."""
    found = worlds(town, opened)

    assert len(found) >= 5
    assert "Tập thể 4" in found[0][0]
    assert len(set(found)) == 1


@pytest.mark.postgresql
def test_the_copy_would_tell_if_a_vote_left_a_record(town, opened, monkeypatch):
    """The control: one record for each vote, as careless programs leave it, and the worlds come apart."""
    plain = services.unused_slip

    def told(voting, code):
        summary = f"Đã có {sorted(voting.tally.values())}"
        audit.record(actor=None, action="cast", target=voting, at=NOON, summary=summary)
        return plain(voting, code)

    monkeypatch.setattr(services, "unused_slip", told)

    assert len(set(worlds(town, opened))) > 1


@pytest.mark.postgresql
def test_a_vote_writes_one_row_and_deletes_its_slip(town, opened):
    """Nothing but the tally carries the number of a vote's transaction, so no two rows can be joined by it."""
    _, found, voting, codes = opened
    with CaptureQueriesContext(connection) as captured:
        cast(town, voting, codes[0], found[0], found[2])

    written = [one["sql"] for one in captured.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql.split('"')[1] for sql in written] == ["ratings_votingcode", "ratings_voting"]
    assert written[0].startswith("DELETE")
    assert written[1].startswith("UPDATE")
    assert str(NOON.date()) not in written[1]
