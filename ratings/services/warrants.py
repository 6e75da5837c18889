"""What a finished year sends to an inspecting superior by itself when the warrant is taken in."""

from datetime import datetime

from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Envelope
from orgchart.services.envelopes import send_envelope
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


def file_facts(envelope: Envelope) -> list[tuple[str, str]]:
    """What an inspection file holds, line by line, for the common page of letters."""
    states = {str(value): str(label) for value, label in RatingCase._meta.get_field("level").choices or ()}
    return [
        (one["name"], states.get(one["level"]) or "Không xếp loại") for one in envelope.content.get("items", ())[:500]
    ]
