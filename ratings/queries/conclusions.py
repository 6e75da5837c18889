"""What the conferences concluded about a subject: the ground on which it is rated (CC-III.5-1)."""

from collections import defaultdict
from collections.abc import Collection

from reviews.models import AgendaItem
from reviews.states import AgendaState


def conclusions_of(subjects: Collection[int]) -> dict[int, list[dict[str, str]]]:
    """The conclusions about these subjects, oldest first (one query)."""
    rows = AgendaItem.objects.filter(subject__in=subjects, state=AgendaState.CONCLUDED).order_by("concluded_at", "pk")
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for subject, title, strengths, weaknesses in rows.values_list(
        "subject_id", "conference__title", "strengths", "weaknesses"
    ):
        found[subject].append({"conference": title, "strengths": strengths, "weaknesses": weaknesses})
    return found
