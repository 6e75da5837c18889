"""Combined conferences: one sitting of several bodies of one agency, each with its own part of the minutes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from orgchart.kinds import OrganizationKind
from orgchart.models import Collective, Organization, Post
from orgchart.names import text_sort_key
from orgchart.queries import current
from reviews.models import AgendaItem, Conference, ConferenceBody, Cycle, Place
from reviews.states import ConferenceState

OVER = (ConferenceState.CLOSED, ConferenceState.SIGNED)


def bodies_of(conference: Conference) -> list[Collective]:
    """The collectives that a conference serves, its own first; none for a cell."""
    if conference.collective is None:
        return []
    rows = ConferenceBody.objects.filter(conference=conference).select_related("collective").order_by("pk")
    return [conference.collective, *(row.collective for row in rows)]


def posts_at(conference: Conference, day: date) -> QuerySet[Post]:
    """Posts in the further bodies of a conference."""
    rows = Post.objects.filter(current(day), collective__joint_conferences__conference=conference)
    return rows.filter(Q(suspended_on=None) | Q(suspended_on__gt=day)).select_related("person")


def places_at(conference: Conference) -> QuerySet[Place]:
    """The places that are done when the conference ends: at its own body and at every further one."""
    further = ConferenceBody.objects.filter(conference=conference, collective=OuterRef("collective"))
    own = Q(collective=conference.collective_id, cell=conference.cell_id)
    return Place.objects.filter(own | Exists(further), subject__cycle=conference.cycle_id, done_at=None)


def conferences_of(cycle: Cycle, collective_id: int | None, cell_id: int | None) -> QuerySet[Conference]:
    """Every conference of a cycle that serves a body, alone or together with others."""
    together = ConferenceBody.objects.filter(conference=OuterRef("pk"), collective=collective_id or 0)
    return Conference.objects.filter(Q(collective=collective_id, cell=cell_id) | Exists(together), cycle=cycle)


def busy_collectives(cycle: Cycle) -> QuerySet[ConferenceBody]:
    """Bodies that another body's conference serves and that is not over."""
    return ConferenceBody.objects.filter(conference__cycle=cycle).exclude(conference__state__in=OVER)


def combinable(cycle: Cycle, collective_id: int) -> list[Collective]:
    """Bodies of the same agency that may confer together with this one: they wait, and nothing is planned for them.

    One agency is the organisation and what stands below it; a party committee is no agency, so that not everything
    below it becomes one. (HY-B.I.2.1-2, SL-II.2.1-1)
    """
    own = Collective.objects.select_related("organization").get(pk=collective_id)
    waiting = Place.objects.filter(subject__cycle=cycle, subject__is_reviewed=True, done_at=None)
    planned = Conference.objects.filter(cycle=cycle, collective__isnull=False).exclude(state__in=OVER)
    rows = Collective.objects.filter(pk__in=waiting.values("collective")).exclude(pk=collective_id)
    rows = rows.exclude(pk__in=planned.values("collective")).exclude(
        pk__in=busy_collectives(cycle).values("collective")
    )
    found = [row for row in rows.select_related("organization") if _one_agency(own.organization, row.organization)]
    return sorted(found, key=lambda row: (text_sort_key(row.name), row.pk))


def _one_agency(one: Organization, other: Organization) -> bool:
    if one.pk == other.pk:
        return True
    upper, lower = (one, other) if len(one.path) < len(other.path) else (other, one)
    return upper.kind != OrganizationKind.PARTY_COMMITTEE and lower.path.startswith(upper.path)


@dataclass(frozen=True)
class BodyPart:
    """The items of the agenda that make up one body's part of the minutes."""

    body: str
    items: list[AgendaItem]


def parts_of(conference: Conference, items: Iterable[AgendaItem]) -> list[BodyPart]:
    """The agenda by body; whoever sits in several bodies is heard once, in the part of the first."""
    bodies = bodies_of(conference)
    if len(bodies) < 2:
        return [BodyPart("", list(items))]
    seats = seats_of(conference, bodies)
    return [
        BodyPart(str(body), [item for item in items if seats.get(item.subject_id, [bodies[0]])[0].pk == body.pk])
        for body in bodies
    ]


def seats_of(conference: Conference, bodies: list[Collective]) -> dict[int, list[Collective]]:
    """The bodies of the conference at which each subject has its place, in the order of the bodies (one query)."""
    rows = Place.objects.filter(subject__agenda_items__conference=conference, collective__in=bodies)
    held: dict[int, set[int]] = defaultdict(set)
    for subject_id, collective_id in rows.values_list("subject_id", "collective_id"):
        held[subject_id].add(collective_id or 0)
    return {pk: [body for body in bodies if body.pk in ids] for pk, ids in held.items()}


def counts_also_for(conference: Conference) -> dict[int, tuple[str, ...]]:
    """The further bodies for which the one presentation of a subject counts."""
    bodies = bodies_of(conference)
    if len(bodies) < 2:
        return {}
    return {pk: tuple(str(body) for body in seats[1:]) for pk, seats in seats_of(conference, bodies).items()}
