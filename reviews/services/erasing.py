"""What goes with a person: all that was written about him or her in any year, and what he or she wrote."""

from orgchart.emptying import empty_texts
from orgchart.erasure.seams import Erased
from orgchart.names import name_sort_key
from reviews.models import (
    AgendaItem,
    Attendance,
    Comment,
    DraftOpinion,
    Initiative,
    OpenCase,
    Product,
    RemediationEntry,
    RemediationItem,
    RemediationPlan,
    Shortcoming,
    Subject,
    Suggestion,
    Target,
)
from reviews.registry import empty_subject


def empty_person(erased: Erased) -> None:
    """Texts of all years with their earlier versions; that somebody was reviewed, when and as what, stays."""
    subjects = Subject.objects.filter(person__in=erased.persons)
    for pk in subjects.values_list("pk", flat=True):
        empty_subject(pk)
    subjects.update(name=erased.stand_in, sort_key=name_sort_key(erased.stand_in))
    empty_texts(subjects, "reason", "exemption_note")
    empty_texts(Comment.objects.filter(person__in=erased.persons), "text", "note")
    empty_texts(DraftOpinion.objects.filter(person__in=erased.persons), "text", "note", "content")
    empty_texts(Suggestion.objects.filter(subject__in=subjects), "agency_comments", "late_reason")
    empty_texts(AgendaItem.objects.filter(presenter__in=erased.persons), "absence_reason", "authorisation")
    empty_texts(Attendance.objects.filter(person__in=erased.persons), "reason")
    empty_texts(OpenCase.objects.filter(person__in=erased.persons), "body_name", "decision_number", "reason")
    empty_texts(Shortcoming.objects.filter(person__in=erased.persons), "text", "source")
    empty_texts(Target.objects.filter(person__in=erased.persons), "name", "basis", "result")
    empty_texts(Product.objects.filter(person__in=erased.persons), "title", "recognition")
    empty_texts(Initiative.objects.filter(person__in=erased.persons), "title", "note")
    remedies = RemediationItem.objects.filter(plan__subject__in=subjects)
    empty_texts(remedies, "solution", "expected", "result", "reason")
    empty_texts(RemediationEntry.objects.filter(item__in=remedies), "text", "reason")
    empty_texts(RemediationPlan.objects.filter(subject__in=subjects), "basis", "returned_reason")
