"""Which bodies decide levels under the set of a cycle."""

from orgchart.kinds import CollectiveKind
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
    regulation, kinds = regulation_of(cycle), set[str]()
    for kind in ("collective", "individual", "party_organization"):
        name = f"decide.body[{kind}]"
        if not regulation.source(name).is_default:
            kinds.update(DECIDING.get(str(regulation.value(name)), ()))
    return kinds or set(DEFAULT_DECIDING)
