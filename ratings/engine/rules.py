"""The values of a regulation set that the engine needs, typed and complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from .board import Criterion, GroupKind
from .scales import Degree, Discipline, Level


class CapBase(StrEnum):
    """The number of which the cap is a share: all who passed round 1, or those left at HTT."""

    PASSED_ROUND_1 = "passedRound1"
    FINAL_HTT = "finalHTT"


class Rounding(StrEnum):
    """How the number of places is brought to a whole number."""

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


class CountOnce(StrEnum):
    """In which sense a violation counts once: over the years, within one rating, or both. (C8)"""

    YEARS = "years"
    VIOLATION = "violation"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRules:
    """One regulation set as the engine sees it; every field stands for one parameter of the set."""

    code: str
    point_bands: tuple[tuple[Level, int], ...] = ()

    xs_result: Degree = Degree.X
    xs_remaining: Degree = Degree.T
    htt_result: Degree = Degree.T
    htt_remaining: Degree = Degree.TB
    ht_basic: Degree = Degree.TB
    not_basic: frozenset[str] = frozenset()

    member_discipline_bars_htt: bool = True
    member_discipline_knock_out: Discipline = Discipline.CANH_CAO
    self_detected_exception: bool = True
    count_once: CountOnce = CountOnce.BOTH
    disunity_or_degraded: bool = True
    target_share: int = 50
    target_both_parts: bool = True
    force_majeure_excuses: bool = True

    collective_under_organization: bool = True
    head_under_collectives: bool = True
    head_under_organizations: bool = True
    new_head_exception: bool = False
    new_head_lifts_all: bool = True
    unrated_reference_blocks: bool = False

    cap_rate: int = 20
    cap_exception_rate: int | None = None
    cap_decision: str = ""
    cap_base: CapBase = CapBase.PASSED_ROUND_1
    cap_rounding: Rounding = Rounding.DOWN
    small_group_kinds: frozenset[GroupKind] = frozenset(GroupKind)
    small_group_below: int = 5
    small_group_max: int = 1
    small_group_all_passed: bool = True

    min_months_in_post: int = 6
    min_months_new_organization: int = 6
    new_organization_events: frozenset[str] = frozenset({"founded", "split", "merged"})
    months_to_year_end: bool = False

    quorum: Fraction = Fraction(2, 3)
    pass_share: Fraction = Fraction(1, 2)
    tie_leaves_empty: bool = False

    citations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def scores_by_points(self) -> bool:
        """True for a set whose criteria are scored in points instead of degrees."""
        return bool(self.point_bands)

    def admits_rate(self, rate: int) -> bool:
        """Tell whether a decision may raise the cap to this rate: only where the set knows it. (QD366-11-25)"""
        return self.cap_exception_rate is not None and self.cap_rate < rate <= self.cap_exception_rate

    def is_basic(self, criterion: Criterion) -> bool:
        """Tell whether a criterion is a basic one: as the board says, else as the set does, else it is. (C2)"""
        return criterion.code not in self.not_basic if criterion.basic is None else criterion.basic

    def cite(self, *keys: str) -> tuple[str, ...]:
        """Clause ids that the set names for these parts of the rules, each once."""
        return tuple(dict.fromkeys(clause for key in keys for clause in self.citations.get(key, ())))
