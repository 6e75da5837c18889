"""What a regulation set says about the conferences of a cycle, as typed values; scope and places: scope_rules.py."""

from dataclasses import dataclass, field
from fractions import Fraction

from reviews.agenda import OrderRules
from reviews.regulations.sets import RegulationSet

BLOCK, WARN = "block", "warn"


@dataclass(frozen=True)
class CycleRules:
    """The values of one set that this app asks for; the rating rules are read by the engine itself."""

    collective_lead: int = 3
    individual_lead: int = 3
    individual_binds: bool = False
    asks_direction: bool = False
    invited: tuple[str, ...] = ()
    party_after_others: str = WARN
    quorum: Fraction = Fraction(2, 3)
    in_charge: str = "invite"
    order: OrderRules = field(default_factory=OrderRules)


def cycle_rules(rules: RegulationSet) -> CycleRules:
    """The values of a set that decide how conferences go."""
    return CycleRules(
        collective_lead=_whole(rules.value("prep.collectiveLead")),
        individual_lead=_whole(rules.value("prep.individualLead")),
        individual_binds=bool(rules.source("prep.individualLead").clauses),
        asks_direction=bool(rules.value("prep.inChargeOpinion")),
        invited=_texts(rules.value("conf.invite.superior")),
        party_after_others=str(rules.value("order.partyAfterOthers")),
        quorum=_share(rules.value("conf.quorum")),
        in_charge=str(rules.value("conf.invite.inCharge")),
        order=OrderRules(deputies_before_members=bool(rules.value("order.deputiesBeforeMembers"))),
    )


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"expected a whole number, got {value!r}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, (list, tuple)) else ()


def _share(value: object) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(f"expected a share, got {value!r}")
    return value
