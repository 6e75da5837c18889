"""Cap groups, rating cases, boards, ballots, decisions, inspections."""

from ratings.models.board import Ballot, BallotCount, BallotRound, Board, BoardGroup, Decision, DecisionItem
from ratings.models.cap_group import CapGroup, GroupKind
from ratings.models.inspection import Inspection, InspectionFinding, InspectionSource
from ratings.models.rating_case import CriterionDegree, RatingCase

__all__ = [
    "Ballot",
    "BallotCount",
    "BallotRound",
    "Board",
    "BoardGroup",
    "CapGroup",
    "CriterionDegree",
    "Decision",
    "DecisionItem",
    "GroupKind",
    "Inspection",
    "InspectionFinding",
    "InspectionSource",
    "RatingCase",
]
