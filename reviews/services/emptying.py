"""What goes with the dossier of a subject: all that was written about it in the year, with its history."""

from typing import Any

from orgchart.emptying import delete_rows, empty_texts
from reviews.models import (
    AgendaItem,
    Circulation,
    CirculationReceipt,
    Comment,
    ConcurrentDuty,
    DegreeCitation,
    DraftOpinion,
    FormLine,
    OpinionRequest,
    Review,
    ReviewSection,
    ShortcomingReport,
    SuggestionPoint,
)


def empty_subject(subject_id: int) -> None:
    """Texts, versions and comments go; that there was a review, when and in which state, stays.

    Shortcomings and their remediation go on across years and are no part of one year's dossier.
    """
    reviews = Review.objects.filter(subject=subject_id)
    CirculationReceipt.objects.filter(circulation__review__in=reviews).delete()
    parts: tuple[type[Any], ...] = (
        Circulation,
        DraftOpinion,
        DegreeCitation,
        FormLine,
        ReviewSection,
        ShortcomingReport,
    )
    for model in parts:
        delete_rows(model.objects.filter(review__in=reviews))
    empty_texts(reviews, "identity", "again_ordered_by", "again_reason")
    items = AgendaItem.objects.filter(subject=subject_id)
    delete_rows(Comment.objects.filter(item__in=items))
    empty_texts(items, "strengths", "weaknesses", "absence_reason", "authorisation")
    empty_texts(OpinionRequest.objects.filter(subject=subject_id), "strengths", "shortcomings", "degrees", "criteria")
    empty_texts(SuggestionPoint.objects.filter(suggestion__subject=subject_id), "text")
    empty_texts(ConcurrentDuty.objects.filter(subject=subject_id), "text", "comment", "waived_reason")
