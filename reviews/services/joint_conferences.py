"""Taking a body out of a combined conference that has not begun: it confers on its own after all."""

from datetime import datetime

from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from orgchart.models import Collective
from reviews.models import Conference, ConferenceBody
from reviews.queries import conferences as queries
from reviews.queries import joint
from reviews.services.conferences import runnable_conference, title_of
from reviews.services.cycles import locked_cycle


@transaction.atomic
def part_conference(*, conference_id: int, collective_id: int, actor: Actor, at: datetime) -> Conference:
    """One of the further bodies leaves; whoever has no other seat here goes with it. (HY-B.I.2.1-2)

    What was noted about those who stay stays: absences, agenda in its order, the days of the papers.
    """
    conference = runnable_conference(conference_id, actor)
    locked_cycle(conference.cycle_id)  # nobody plans a conference for the body meanwhile
    if conference.state not in queries.BEFORE_OPENING:
        raise Refused("Hội nghị đã bắt đầu nên không tách được nữa. Biên bản có phần riêng của từng tập thể.")
    row = ConferenceBody.objects.filter(conference=conference, collective=collective_id).select_related(
        "collective"
    ).first()  # fmt: skip
    if row is None:
        raise NotVisible
    body = row.collective
    row.delete()
    further = joint.bodies_of(conference)[1:]
    before, conference.title = conference.title, title_of(conference, further)
    conference.save(update_fields=["title"])
    heard = _shorten_agenda(conference)
    _shorten_attendance(conference, further)
    audit.record(
        actor=actor,
        action="part_conference",
        target=conference,
        at=at,
        summary=f"Tách {body} khỏi hội nghị kết hợp: {before}"[:300],
        changes={"title": [before, conference.title], "no_longer_heard": heard},
    )
    return conference


def _shorten_agenda(conference: Conference) -> list[str]:
    """Take away those who have no place here any more; the others move up in their order."""
    placed = set(joint.places_at(conference).values_list("subject_id", flat=True))
    items = list(conference.agenda.select_related("subject").order_by("position"))
    gone = [item for item in items if item.subject_id not in placed]
    for item in gone:
        item.delete()
    for position, item in enumerate((item for item in items if item.subject_id in placed), start=1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])
    return [item.subject.name for item in gone]


def _shorten_attendance(conference: Conference, further: list[Collective]) -> None:
    """Members of the body that left are no longer expected; guests and whoever is in charge stay."""
    day = queries.local_day(conference.starts_at)
    cycle = conference.cycle
    expected = set(queries.audience(cycle, conference.collective_id, conference.cell_id, day))
    for body in further:
        expected |= set(queries.audience(cycle, body.pk, None, day))
    for row in conference.attendances.filter(is_member=True).exclude(person__in=expected):
        row.delete()
