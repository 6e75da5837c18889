"""Questions to whoever issued a document: tied to a clause, answered or sent further up. (HY-C.2-3, GB-3.2-1)"""

from datetime import datetime

from orgchart.access import Actor
from orgchart.correspondence import ANSWERS
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Envelope, EnvelopeBox
from orgchart.services.envelopes import send_envelope


def on_answer_accepted(envelope: Envelope, actor: Actor, at: datetime) -> None:
    """The answer to a question that was sent further up goes back to whoever asked first, as it stands."""
    rows = Envelope.objects.filter(kind=EnvelopeKind.QUESTION).select_related("peer")
    ours = rows.filter(box=EnvelopeBox.OUT, key=envelope.reply_to).first() if envelope.reply_to else None
    first = rows.filter(box=EnvelopeBox.IN, key=ours.content.get("forwards")).first() if ours else None
    if ours is None or not ours.content.get("forwards") or first is None:
        return
    send_envelope(
        kind=ANSWERS[EnvelopeKind.QUESTION],
        receiver=first.peer,
        title=f"Trả lời: {first.title}"[:300],
        content=dict(envelope.content),
        actor=actor,
        at=at,
        reply_to=first.key,
    )
