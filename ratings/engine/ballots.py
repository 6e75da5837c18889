"""The two ballots of a group: who passed, who takes a place, who goes to a run-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .board import Ballot
from .results import BallotResult
from .rules import RatingRules
from .scales import Level, Unrated


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the group with the highest admissible level."""

    id: str
    highest: Level | Unrated

    @property
    def level(self) -> Level | None:
        """The highest level of a rated candidate, None for others."""
        return self.highest if isinstance(self.highest, Level) else None


def has_quorum(ballot: Ballot, rules: RatingRules) -> bool:
    """Enough of those entitled are present. (E2)"""
    return ballot.present >= rules.quorum * ballot.entitled


def passed_round_1(candidates: Sequence[Candidate], ballot: Ballot, rules: RatingRules) -> tuple[str, ...]:
    """Those admissible for HTT or better with more than the pass share of all entitled. (HY-B.II.4-1)"""
    needed = votes_needed(ballot, rules)
    return tuple(
        one.id
        for one in candidates
        if one.level is not None and one.level >= Level.HTT and ballot.round1.get(one.id, 0) >= needed
    )


def round_2(
    candidates: Sequence[Candidate], passed: Sequence[str], places: int, ballot: Ballot, rules: RatingRules
) -> BallotResult:
    """The places go to those with most votes; equal votes across the limit give a place to nobody. (HY-B.II.4-2)"""
    eligible = set(passed) & {one.id for one in candidates if one.level is Level.XS}
    refused = tuple(one.id for one in candidates if ballot.round2.get(one.id, 0) > 0 and one.id not in eligible)
    needed = votes_needed(ballot, rules)
    running = [one.id for one in candidates if one.id in eligible and ballot.round2.get(one.id, 0) >= needed]
    chosen, tied = _choose({one: ballot.round2[one] for one in running}, places)
    return BallotResult(
        quorum_met=True,
        passed=tuple(passed),
        excellent=tuple(one for one in running if one in chosen),
        run_off=() if rules.tie_leaves_empty else tuple(one for one in running if one in tied),
        refused=refused,
    )


def levels_after(candidates: Sequence[Candidate], outcome: BallotResult) -> dict[str, Level | Unrated | None]:
    """What the ballot makes of each; None in a run-off, without quorum and while blocked. (HY-B.II.4-1, -2)"""
    passed, excellent, tied = set(outcome.passed), set(outcome.excellent), set(outcome.run_off)
    levels: dict[str, Level | Unrated | None] = {}
    for one in candidates:
        if one.highest is Unrated.NOT_RATED:
            levels[one.id] = Unrated.NOT_RATED
        elif one.level is None or not outcome.quorum_met or one.id in tied:
            levels[one.id] = None
        elif one.id in passed:
            levels[one.id] = Level.XS if one.id in excellent else Level.HTT
        else:
            levels[one.id] = min(one.level, Level.HT)
    return levels


def votes_needed(ballot: Ballot, rules: RatingRules) -> int:
    """The least number of votes that is more than the pass share of all entitled. (vote.passShare)"""
    share = rules.pass_share * ballot.entitled
    return share.numerator // share.denominator + 1


def _choose(votes: Mapping[str, int], places: int) -> tuple[set[str], set[str]]:
    """Split by the number of votes at the limit into those above it and those who tie across it."""
    if places == 0:
        return set(), set()
    if len(votes) <= places:
        return set(votes), set()
    ranked = sorted(votes.values(), reverse=True)
    limit = ranked[places - 1]
    if ranked[places] < limit:
        return {one for one, count in votes.items() if count >= limit}, set()
    return (
        {one for one, count in votes.items() if count > limit},
        {one for one, count in votes.items() if count == limit},
    )
