"""Where the set asks both bodies, the executive committee confirms the ballots before anything is decided."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import CollectiveKind, PostRole, Role
from orgchart.tenancy import scope
from ratings.models import BoardConfirmation
from ratings.services.ballots import withdraw_ballot
from ratings.services.confirmations import confirm_board
from reviews.regulations.loader import load_set
from tests.factories.orgchart import NOON, CollectiveFactory, PostFactory, actor_for

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 6)


@pytest.fixture
def both(monkeypatch) -> None:
    """The set names both committees."""
    regulation = type(load_set("cho-chu-2024"))
    value, source = regulation.value, regulation.source

    def is_body(name: str) -> bool:
        return name.startswith("decide.body[")

    monkeypatch.setattr(regulation, "value", lambda self, name: "both" if is_body(name) else value(self, name))
    own = SimpleNamespace(is_default=False)
    monkeypatch.setattr(regulation, "source", lambda self, name: own if is_body(name) else source(self, name))


@pytest.fixture
def meeting(town: Any, both: None) -> Any:
    """A counted meeting, and an executive committee of nine."""
    committee = CollectiveFactory(
        tenant=town.tenant, organization=town.body.organization, name="Ban Chấp hành Đảng bộ",
        kind=CollectiveKind.EXECUTIVE_COMMITTEE,
    )  # fmt: skip
    for number in range(9):
        PostFactory(tenant=town.tenant, collective=committee, title="Ủy viên", role=PostRole.MEMBER, rank=number + 1)
    leader = town.leader("Lê Thị Phó")
    town.prepare()
    town.appraise(leader)
    board = town.board(leader)
    town.leader_of_board = leader
    return board


def count(town: Any, board: Any) -> None:
    town.vote(board, {town.leader_of_board: 5}, {town.leader_of_board: 0})


def confirm(town: Any, board: Any, actor: Any = None, **counts: Any) -> BoardConfirmation:
    given = {"held_on": DAY, "present": 8, "in_favour": 7} | counts
    with scope(tenant=town.tenant.pk):
        return confirm_board(board_id=board.pk, actor=actor or town.office, at=NOON, **given)


@pytest.mark.clause("HY-B.II.1.5-1", "CC-IIIb.4-2")
def test_nothing_is_decided_before_the_executive_committee_has_confirmed(town, meeting):
    count(town, meeting)
    with pytest.raises(Refused) as refusal:
        town.decide(meeting)
    row = confirm(town, meeting)

    decision = town.decide(meeting)

    assert any("Ban Chấp hành thông qua" in reason for reason in refusal.value.reasons)
    assert (row.entitled, row.in_favour, row.body.name) == (9, 7, "Ban Chấp hành Đảng bộ")
    assert decision.code == "01-QĐ/ĐU"


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"in_favour": 4}, "in_favour"),
        ({"in_favour": 9}, "in_favour"),
        ({"present": 5, "in_favour": 5}, "present"),
        ({"present": 10}, "present"),
        ({"held_on": date(2024, 12, 1)}, "held_on"),
    ],
)
def test_counts_that_do_not_confirm_are_refused_at_their_field(town, meeting, counts, field):
    count(town, meeting)

    with pytest.raises(InvalidInput) as refusal:
        confirm(town, meeting, **counts)

    assert field in refusal.value.errors
    with scope(tenant=town.tenant.pk):
        assert not BoardConfirmation.objects.exists()


def test_open_ballots_are_not_confirmed_and_confirmed_ones_once(town, meeting):
    with pytest.raises(Refused, match="chưa kiểm phiếu xong"):
        confirm(town, meeting)
    count(town, meeting)
    confirm(town, meeting)

    with pytest.raises(Refused, match="đã được thông qua"):
        confirm(town, meeting)


def test_counts_that_are_taken_back_take_their_confirmation_along(town, meeting):
    count(town, meeting)
    confirm(town, meeting)
    with scope(tenant=town.tenant.pk):
        withdraw_ballot(
            board_id=meeting.pk, group_id=town.group(town.leader_of_board).pk, round_number=2, reason="Nhập nhầm",
            actor=town.office, at=NOON,
        )  # fmt: skip

        assert not BoardConfirmation.objects.exists()


def test_who_does_not_run_the_meeting_confirms_nothing(town, meeting):
    count(town, meeting)

    with pytest.raises(PermissionDenied):
        confirm(town, meeting, actor_for(town.tenant, Role.HEAD))


def test_a_set_that_asks_one_body_needs_no_confirmation(town):
    leader = town.leader("Lê Thị Phó")
    town.prepare()
    town.appraise(leader)
    board = town.board(leader)
    town.vote(board, {leader: 5}, {leader: 0})
    with pytest.raises(Refused, match="không yêu cầu"):
        confirm(town, board)

    assert town.decide(board).code == "01-QĐ/ĐU"


def test_the_page_asks_for_it_and_shows_it(town, meeting, client):
    count(town, meeting)
    client.force_login(town.office.account)
    place = [town.tenant.slug, 2024, meeting.pk]
    typed = {"bch-held_on": "2024-12-06", "bch-present": 8, "bch-in_favour": 4}

    asked = client.get(reverse("ratings:board", args=place)).content.decode()
    refused = client.post(reverse("ratings:confirm_board", args=place), typed)
    client.post(reverse("ratings:confirm_board", args=place), typed | {"bch-in_favour": 8})
    shown = client.get(reverse("ratings:board", args=place)).content.decode()

    assert "Ghi kết quả thông qua" in asked
    assert refused.status_code == 422
    assert "Tán thành 4/9" in refused.content.decode()
    assert "8/9 tán thành" in shown
