"""What goes with the dossier of a subject: how its level came about. The level and the decision stay."""

from typing import Any

from orgchart.emptying import delete_rows, empty_texts
from ratings.models import (
    CaseScore,
    ComplaintPoint,
    CriterionDegree,
    OpenVote,
    RatingCase,
    RatingFlag,
    Reconsideration,
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
