"""Cycles, subjects, reviews, conferences, shortcomings."""

from reviews.models.circulation import Circulation, CirculationReceipt
from reviews.models.concurrent_duty import ConcurrentDuty
from reviews.models.conference import AgendaItem, Attendance, Comment, Conference, ConferenceBody, Verdict
from reviews.models.cycle import Cycle, Deadline, TimetableNote
from reviews.models.draft_opinion import DraftOpinion
from reviews.models.form_line import FormLine
from reviews.models.kept_set import KeptSet
from reviews.models.minutes_exception import MinutesException
from reviews.models.nudge import Digest, DigestState, Nudge, NudgeKind
from reviews.models.office_score import OfficeScore
from reviews.models.open_case import OpenCase, OpenCaseKind
from reviews.models.opinion import OpinionRequest, OpinionSource
from reviews.models.own_set import OwnSet, ReceivedSet, SetRelation
from reviews.models.plan import DayCorrection, DayKind, UnitReport, YearEnd
from reviews.models.plan_notice import PlanNotice
from reviews.models.preparation import Direction, Invitation, InvitedKind, PreparationItem, SendingWay
from reviews.models.progress_counter import CounterStep, ProgressCounter
from reviews.models.remediation import (
    RemediationEntry,
    RemediationEntryKind,
    RemediationItem,
    RemediationPlan,
)
from reviews.models.review import Degree, FormKind, Level, Review, ReviewSection
from reviews.models.shortcoming import Shortcoming, ShortcomingReport, ShortcomingStatus
from reviews.models.subject import (
    Audience,
    Exemption,
    Place,
    RatingPlace,
    ReferenceKind,
    Subject,
    SubjectKind,
    SubjectReference,
)
from reviews.models.suggestion import Suggestion, SuggestionPoint
from reviews.models.target import DegreeCitation, Product, Target
from reviews.models.unit_note import UnitNote, UnitNoteKind
from reviews.models.year_council import Initiative, YearCouncil, YearCouncilKind, YearCouncilMember
from reviews.models.year_exception import YearException

__all__ = [
    "AgendaItem",
    "Attendance",
    "Audience",
    "Circulation",
    "CirculationReceipt",
    "Comment",
    "ConcurrentDuty",
    "Conference",
    "ConferenceBody",
    "CounterStep",
    "Cycle",
    "DayCorrection",
    "DayKind",
    "Deadline",
    "Degree",
    "DegreeCitation",
    "Digest",
    "DigestState",
    "Direction",
    "DraftOpinion",
    "Exemption",
    "FormKind",
    "FormLine",
    "Initiative",
    "Invitation",
    "InvitedKind",
    "KeptSet",
    "Level",
    "MinutesException",
    "Nudge",
    "NudgeKind",
    "OfficeScore",
    "OpenCase",
    "OpenCaseKind",
    "OpinionRequest",
    "OpinionSource",
    "OwnSet",
    "Place",
    "PlanNotice",
    "PreparationItem",
    "Product",
    "ProgressCounter",
    "RatingPlace",
    "ReceivedSet",
    "ReferenceKind",
    "RemediationEntry",
    "RemediationEntryKind",
    "RemediationItem",
    "RemediationPlan",
    "Review",
    "ReviewSection",
    "SendingWay",
    "SetRelation",
    "Shortcoming",
    "ShortcomingReport",
    "ShortcomingStatus",
    "Subject",
    "SubjectKind",
    "SubjectReference",
    "Suggestion",
    "SuggestionPoint",
    "Target",
    "TimetableNote",
    "UnitNote",
    "UnitNoteKind",
    "UnitReport",
    "Verdict",
    "YearCouncil",
    "YearCouncilKind",
    "YearCouncilMember",
    "YearEnd",
    "YearException",
]
