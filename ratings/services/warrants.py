"""What a finished year sends to an inspecting superior by itself when the warrant is taken in."""

from datetime import datetime

from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Envelope
from orgchart.services.envelopes import send_envelope
from ratings.models import RatingCase
from ratings.states import CaseState
from reviews.models import Cycle

CLOSED = (CaseState.DECIDED, CaseState.NOTIFIED, CaseState.NOT_RATED)


def on_warrant_accepted(envelope: Envelope, actor: Actor, at: datetime) -> None:
    """The closed items of the year in scope go up, sealed; open ones stay where they are. (NA-4-1, HY-A.3-2)"""
    year = envelope.content.get("year")
    cycle = Cycle.objects.filter(year=year).first()
    rows = RatingCase.objects.filter(subject__cycle=cycle, state__in=CLOSED) if cycle else RatingCase.objects.none()
    cases = rows.select_related("subject__unit").order_by("subject__kind", "subject__rank", "subject__sort_key", "pk")
    items = [_item(case) for case in cases]
    send_envelope(
        kind=EnvelopeKind.INSPECTION_FILE,
        receiver=envelope.peer,
        title=f"Tài liệu gửi đoàn kiểm tra: {len(items)} kết quả năm {year}",
        content={"year": year, "set_code": cycle.set_code if cycle else "", "items": items},
        actor=None,
        at=at,
        reply_to=envelope.key,
    )


def _item(case: RatingCase) -> dict[str, str]:
    subject = case.subject
    return {
        "kind": subject.kind,
        "name": subject.name,
        "position": subject.position,
        "unit": subject.unit.name,
        "self_level": case.self_level,
        "level": case.level,
        "state": case.state,
    }


def file_facts(envelope: Envelope) -> list[tuple[str, str]]:
    """What an inspection file holds, line by line, for the common page of letters."""
    states = {str(value): str(label) for value, label in RatingCase._meta.get_field("level").choices or ()}
    return [
        (one["name"], states.get(one["level"]) or "Không xếp loại") for one in envelope.content.get("items", ())[:500]
    ]
