"""Electronic ballots as their pages want them; a tally is never read before the close."""

from django.db.models import QuerySet

from orgchart.errors import NotVisible
from orgchart.models import Tenant
from ratings.models import Board, RatingCase, Voting, VotingCode
from ratings.queries.sheet import cases_in_order
from ratings.states import VotingState


def tenant_with(slug: str) -> Tenant | None:
    """The tenant of an address that is opened without an account."""
    return Tenant.objects.filter(slug=slug).first()


def votings_of(board: Board) -> QuerySet[Voting]:
    """The running electronic ballots of a meeting, without their tallies."""
    return Voting.objects.filter(board=board, state=VotingState.OPEN).defer("tally").order_by("pk")


def voting_of(voting_id: int, board_id: int, year: int) -> Voting:
    """One of a meeting; another one is not visible."""
    rows = Voting.objects.filter(pk=voting_id, board=board_id, board__cycle__year=year).defer("tally")
    found = rows.select_related("board__cycle", "group").first()
    if found is None:
        raise NotVisible
    return found


def public_voting(voting_id: int) -> Voting:
    """The one whose address stands on the slips; what it is about is shown to the holder of a slip only."""
    found = Voting.objects.select_related("board__body", "group").filter(pk=voting_id).first()
    if found is None:
        raise NotVisible
    return found


def paper_of(voting: Voting, slip: VotingCode) -> list[RatingCase]:
    """The names on the paper of one slip, in the order of the list; never the holder's own."""
    wanted = [int(key) for key in voting.tally if int(key) != slip.own_case_id]
    return list(cases_in_order().filter(pk__in=wanted))
