"""Cap groups, rating cases, boards, ballots, decisions, inspections."""

from ratings.models.award import Award
from ratings.models.board import Ballot, BallotCount, BallotRound, Board, BoardGroup, Decision, DecisionItem
from ratings.models.cap_exception import CapException
from ratings.models.cap_group import CapGroup, GroupKind
from ratings.models.case_score import CaseScore
from ratings.models.complaint import Complaint, ComplaintKind, ComplaintPoint, Outcome
from ratings.models.confirmation import BoardConfirmation
from ratings.models.correction import Correction, CorrectionKind
from ratings.models.council import AppraisalCouncil, CouncilMember
from ratings.models.inspection import BY_HAND, Inspection, InspectionFinding, InspectionSource
from ratings.models.level_reference import LevelReference
from ratings.models.notice import ManagerNotice, Publication, Scope
from ratings.models.open_vote import OpenVote, OpenVoteCount
from ratings.models.party_report import PartyReport
from ratings.models.rating_case import CriterionDegree, RatingCase
from ratings.models.rating_flag import RatingFlag
from ratings.models.reconsideration import Ground, Reconsideration
from ratings.models.result_counter import COUNTED, LEVEL_FIELDS, Counts, ReportedCounter, ResultCounter
from ratings.models.side_rating import Line, SideRating
from ratings.models.side_report import SideReceipt, SideReport
from ratings.models.voting import Voting, VotingCode

__all__ = [
    "BY_HAND",
    "COUNTED",
    "LEVEL_FIELDS",
    "AppraisalCouncil",
    "Award",
    "Ballot",
    "BallotCount",
    "BallotRound",
    "Board",
    "BoardConfirmation",
    "BoardGroup",
    "CapException",
    "CapGroup",
    "CaseScore",
    "Complaint",
    "ComplaintKind",
    "ComplaintPoint",
    "Correction",
    "CorrectionKind",
    "CouncilMember",
    "Counts",
    "CriterionDegree",
    "Decision",
    "DecisionItem",
    "Ground",
    "GroupKind",
    "Inspection",
    "InspectionFinding",
    "InspectionSource",
    "LevelReference",
    "Line",
    "ManagerNotice",
    "OpenVote",
    "OpenVoteCount",
    "Outcome",
    "PartyReport",
    "Publication",
    "RatingCase",
    "RatingFlag",
    "Reconsideration",
    "ReportedCounter",
    "ResultCounter",
    "Scope",
    "SideRating",
    "SideReceipt",
    "SideReport",
    "Voting",
    "VotingCode",
]
