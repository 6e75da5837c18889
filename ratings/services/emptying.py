"""What goes with the dossier of a subject or with a person: how a level came about. Level and decision stay."""

from typing import Any

from orgchart.emptying import delete_rows, empty_texts
from orgchart.erasure.seams import Erased
from ratings.models import (
    Award,
    CaseScore,
    ComplaintPoint,
    CriterionDegree,
    DecisionItem,
    OpenVote,
    RatingCase,
    RatingFlag,
    Reconsideration,
    SideRating,
)


def empty_subject(subject_id: int) -> None:
    """Degrees, points, notes and facts go with their history; complaints keep only what was concluded on."""
    cases = RatingCase.objects.filter(subject=subject_id)
    parts: tuple[type[Any], ...] = (CriterionDegree, CaseScore)
    for model in parts:
        delete_rows(model.objects.filter(case__in=cases))
    empty_texts(cases, "self_warning", "attestations", "conditions", "facts", "new_head_reason", "appraisal_note")
    empty_texts(RatingFlag.objects.filter(case__in=cases), "text")
    empty_texts(Reconsideration.objects.filter(case__in=cases), "facts", "conclusion")
    empty_texts(ComplaintPoint.objects.filter(complaint__case__in=cases), "text", "conclusion")
    empty_texts(OpenVote.objects.filter(subject=subject_id), "comment")


def empty_person(erased: Erased) -> None:
    """Ratings on the side of the state, why an exception was made; what hangs on a subject goes with the subject."""
    for model in (Award, DecisionItem):
        empty_texts(model.objects.filter(case__subject__person__in=erased.persons), "exception")
    empty_texts(SideRating.objects.filter(person__in=erased.persons), "explanation", "decision_code")
