"""Which bodies decide levels under the set of a cycle."""

from orgchart.kinds import CollectiveKind
from orgchart.models import Collective
from ratings.models import Board, BoardConfirmation
from ratings.queries.regulation import regulation_of
from reviews.models import Cycle

# What the parameter decide.body[…] calls the bodies that decide.
DECIDING = {
    "standingCommittee": (CollectiveKind.STANDING_COMMITTEE,),
    "executiveCommittee": (CollectiveKind.EXECUTIVE_COMMITTEE,),
    "both": (CollectiveKind.STANDING_COMMITTEE, CollectiveKind.EXECUTIVE_COMMITTEE),
    "unitHead": (CollectiveKind.UNIT_LEADERSHIP,),
}
DEFAULT_DECIDING = (CollectiveKind.STANDING_COMMITTEE, CollectiveKind.EXECUTIVE_COMMITTEE)


def deciding_kinds(cycle: Cycle) -> set[str]:
    """The kinds of bodies that may decide; the two committees where the set says nothing. (HY-B.II.1.5-1)"""
    kinds: set[str] = {kind for name in _named(cycle) for kind in DECIDING.get(name, ())}
    return kinds or set(DEFAULT_DECIDING)


def asks_both(cycle: Cycle) -> bool:
    """Whether what the standing committee has balloted goes to the executive committee before it is decided. (E1)"""
    return "both" in _named(cycle)


def confirming_body(board: Board) -> Collective | None:
    """The executive committee beside the standing committee that met."""
    rows = Collective.objects.filter(organization=board.body.organization_id, kind=CollectiveKind.EXECUTIVE_COMMITTEE)
    return rows.exclude(pk=board.body_id).order_by("pk").first()


def confirmation_of(board: Board) -> BoardConfirmation | None:
    """How the executive committee has confirmed what was balloted, if it has."""
    return BoardConfirmation.objects.filter(board=board).select_related("body").first()


def _named(cycle: Cycle) -> set[str]:
    """The values of decide.body[…] that the set gives itself."""
    regulation = regulation_of(cycle)
    names = [f"decide.body[{kind}]" for kind in ("collective", "individual", "party_organization")]
    return {str(regulation.value(name)) for name in names if not regulation.source(name).is_default}
