"""What a regulation set says about the scope, the places and the conferences of a cycle, as typed values."""

from dataclasses import dataclass, field
from fractions import Fraction

from reviews.agenda import OrderRules
from reviews.regulations.sets import RegulationSet

BLOCK, WARN = "block", "warn"


@dataclass(frozen=True)
class CycleRules:
    """The values of one set that this app asks for; the rating rules are read by the engine itself."""

    reviewed: frozenset[str]
    rated: frozenset[str]
    whole_cell_reviewed: bool = True
    member_at_cell: bool = True
    min_leadership_size: int = 3
    whole_organization_for_two: bool = True
    government_before_all_staff: bool = False
    concurrent_reviewed: bool = False
    collective_lead: int = 3
    individual_lead: int = 3
    party_after_others: str = WARN
    quorum: Fraction = Fraction(2, 3)
    duration_binds: bool = False
    order: OrderRules = field(default_factory=OrderRules)


def cycle_rules(rules: RegulationSet) -> CycleRules:
    """The values of a set that decide who is reviewed, where, and how conferences go."""
    reviewed = frozenset(kind for row in rules.reviewed_types() for kind in row.types)
    rated = frozenset(kind for row in rules.rated_types() for kind in row.types)
    return CycleRules(
        reviewed=reviewed,
        rated=rated,
        whole_cell_reviewed=rules.value("scope.cellWithoutCommittee") == "wholeCell",
        member_at_cell=bool(rules.value("place.memberAtCell")),
        min_leadership_size=_whole(rules.value("place.minLeadershipSize")),
        whole_organization_for_two=rules.value("place.secretaryAndDeputyOnly") == "wholeOrganisation",
        government_before_all_staff=rules.value("place.ubndAudience") == "allStaff",
        concurrent_reviewed=rules.value("place.concurrentNotFullTime") == "review",
        collective_lead=_whole(rules.value("prep.collectiveLead")),
        individual_lead=_whole(rules.value("prep.individualLead")),
        party_after_others=str(rules.value("order.partyAfterOthers")),
        quorum=_share(rules.value("conf.quorum")),
        duration_binds=rules.value("conf.minDuration") is not None,
        order=OrderRules(deputies_before_members=bool(rules.value("order.deputiesBeforeMembers"))),
    )


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"expected a whole number, got {value!r}")
    return value


def _share(value: object) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(f"expected a share, got {value!r}")
    return value
