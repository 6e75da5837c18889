"""What a warrant does when it is taken in: the closed items of its year go up, and the team may read them here."""

from datetime import date, datetime

from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Envelope, EnvelopeBox
from orgchart.registry import ExceptionKind
from orgchart.services import guests
from orgchart.services.envelopes import send_envelope
from orgchart.services.guests import Visit
from ratings.entrusting import INSPECT, INSPECT_RUNNING
from ratings.models import RatingCase
from ratings.queries.inspection_files import closed_items, closed_question
from reviews.models import Cycle


def on_warrant_accepted(envelope: Envelope, actor: Actor, at: datetime) -> None:
    """The closed items of the year in scope go up, sealed; open ones stay where they are. (NA-4-1, HY-A.3-2)"""
    year = envelope.content.get("year")
    cycle = Cycle.objects.filter(year=year).first()
    items = closed_items(cycle) if cycle else []
    send_envelope(
        kind=EnvelopeKind.INSPECTION_FILE,
        receiver=envelope.peer,
        title=f"Tài liệu gửi đoàn kiểm tra: {len(items)} kết quả năm {year}",
        content={
            "year": year,
            "set_code": cycle.set_code if cycle else "",
            "items": items,
            **(closed_question(cycle) if cycle and items else {}),
        },
        actor=None,
        at=at,
        reply_to=envelope.key,
    )
    visit = _visit(envelope, cycle) if cycle else None
    if visit is not None:
        guests.let_in(visit, envelope, actor, at)


def on_warrant_arrived(envelope: Envelope, at: datetime) -> None:
    """A warrant that takes the place of another one closes what that one had opened."""
    old = Envelope.objects.filter(key=envelope.replaces, box=EnvelopeBox.IN).first() if envelope.replaces else None
    cycle = Cycle.objects.filter(year=old.content.get("year")).first() if old is not None else None
    if old is None or cycle is None:
        return
    for kind in (INSPECT, INSPECT_RUNNING):
        guests.shut_out(_visit_as(kind, old, cycle), old, None, at)


def _visit(envelope: Envelope, cycle: Cycle) -> Visit | None:
    """Whom the warrant lets in; to the results of a running year only where it says so. (NA-4-1)"""
    if not guests.logins_in(envelope.content.get("accounts")):
        return None
    return _visit_as(INSPECT_RUNNING if envelope.content.get("running") else INSPECT, envelope, cycle)


def _visit_as(kind: ExceptionKind, envelope: Envelope, cycle: Cycle) -> Visit:
    begins_on, ends_on = (date.fromisoformat(envelope.content[name]) for name in ("begins_on", "ends_on"))
    return Visit(kind, cycle, guests.logins_in(envelope.content.get("accounts")), begins_on, ends_on)


def file_facts(envelope: Envelope) -> list[tuple[str, str]]:
    """What an inspection file holds, line by line, for the common page of letters."""
    states = {str(value): str(label) for value, label in RatingCase._meta.get_field("level").choices or ()}
    return [
        (one["name"], states.get(one["level"]) or "Không xếp loại") for one in envelope.content.get("items", ())[:500]
    ]
