"""Cap groups, rating cases, boards, ballots, decisions, inspections."""

from ratings.models.board import Ballot, BallotCount, BallotRound, Board, BoardGroup, Decision, DecisionItem
from ratings.models.cap_group import CapGroup, GroupKind
from ratings.models.case_score import CaseScore
from ratings.models.inspection import Inspection, InspectionFinding, InspectionSource
from ratings.models.rating_case import CriterionDegree, RatingCase
from ratings.models.rating_flag import RatingFlag
from ratings.models.reconsideration import Ground, Reconsideration

__all__ = [
    "Ballot",
    "BallotCount",
    "BallotRound",
    "Board",
    "BoardGroup",
    "CapGroup",
    "CaseScore",
    "CriterionDegree",
    "Decision",
    "DecisionItem",
    "Ground",
    "GroupKind",
    "Inspection",
    "InspectionFinding",
    "InspectionSource",
    "RatingCase",
    "RatingFlag",
    "Reconsideration",
]
