"""What the other places of somebody have concluded, for the highest collective that hears of it last. (SL-II.2.2-4)"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reviews.models import AgendaItem, Conference, Place, SubjectKind
from reviews.queries.regulations import scope_rules_of
from reviews.states import AgendaState

Body = tuple[int | None, int | None]


@dataclass(frozen=True)
class OtherPlace:
    """One other place of review: whether it is done, and what its conference concluded and when."""

    name: str
    is_done: bool
    held_on: date | None = None
    strengths: str = ""
    weaknesses: str = ""


def other_places(conference: Conference, item: AgendaItem) -> list[OtherPlace]:
    """The other places of a person whose item opens last here; empty everywhere else.

    Asks nothing of the database where the set knows no such summary.
    """
    if item.subject.kind != SubjectKind.INDIVIDUAL or not scope_rules_of(conference.cycle).summary_at_highest:
        return []
    rows = AgendaItem.objects.filter(subject=item.subject).select_related("conference").order_by("concluded_at", "pk")
    items = list(rows.prefetch_related("conference__further_bodies"))
    places = list(Place.objects.filter(subject=item.subject).select_related("collective", "cell").order_by("pk"))
    here = next(_served(row.conference) for row in items if row.conference_id == conference.pk)
    if not any(place.opens_last and _where(place) in here for place in places):
        return []
    concluded = {
        body: row
        for row in items
        if row.state == AgendaState.CONCLUDED and row.conference_id != conference.pk
        for body in _served(row.conference)
    }
    return [_as_told(place, concluded.get(_where(place))) for place in places if _where(place) not in here]


def not_done(places: list[OtherPlace]) -> list[str]:
    """The places that have not concluded yet, by name."""
    return [place.name for place in places if not place.is_done]


def _where(place: Place) -> Body:
    return place.collective_id, place.cell_id


def _served(conference: Conference) -> set[Body]:
    """The bodies before which a conference reviews: its own and those that confer together with it."""
    together = {(row.collective_id, None) for row in conference.further_bodies.all()}
    return {(conference.collective_id, conference.cell_id), *together}


def _as_told(place: Place, item: AgendaItem | None) -> OtherPlace:
    name, is_done = str(place.collective or place.cell), place.done_at is not None
    if item is None:
        return OtherPlace(name, is_done)
    day = timezone.localtime(item.conference.starts_at).date()
    return OtherPlace(name, is_done, day, item.strengths, item.weaknesses)
