"""Cycles, subjects, reviews, conferences, shortcomings."""

from reviews.models.circulation import Circulation, CirculationReceipt
from reviews.models.conference import AgendaItem, Attendance, Comment, Conference, Verdict
from reviews.models.cycle import Cycle, Deadline
from reviews.models.kept_set import KeptSet
from reviews.models.review import Degree, FormKind, Level, Review, ReviewSection
from reviews.models.shortcoming import Shortcoming, ShortcomingReport, ShortcomingStatus
from reviews.models.subject import (
    Audience,
    Place,
    RatingPlace,
    ReferenceKind,
    Subject,
    SubjectKind,
    SubjectReference,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Audience",
    "Circulation",
    "CirculationReceipt",
    "Comment",
    "Conference",
    "Cycle",
    "Deadline",
    "Degree",
    "FormKind",
    "KeptSet",
    "Level",
    "Place",
    "RatingPlace",
    "ReferenceKind",
    "Review",
    "ReviewSection",
    "Shortcoming",
    "ShortcomingReport",
    "ShortcomingStatus",
    "Subject",
    "SubjectKind",
    "SubjectReference",
    "Verdict",
]
