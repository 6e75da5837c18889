"""States and moves of envelopes, short enough to read aloud; nothing else assigns a state."""

from dataclasses import dataclass

from django.db.models import TextChoices


class EnvelopeState(TextChoices):
    """Where an envelope stands; both copies move together. Sealing and sending are one step."""

    SENT = "sent", "Đã gửi"
    RECEIVED = "received", "Đã nhận"
    RETURNED = "returned", "Đã trả lại"
    SUPERSEDED = "superseded", "Đã thay thế"


@dataclass(frozen=True)
class EnvelopeMove:
    """From which states a move may start, and where it leads."""

    sources: frozenset[EnvelopeState]
    target: EnvelopeState


S = EnvelopeState
ENVELOPE_MOVES = {
    "receive": EnvelopeMove(frozenset({S.SENT}), S.RECEIVED),
    "return": EnvelopeMove(frozenset({S.SENT}), S.RETURNED),
    # What was taken in may still be replaced: a level is superseded when it is rated again.
    "supersede": EnvelopeMove(frozenset({S.SENT, S.RECEIVED, S.RETURNED}), S.SUPERSEDED),
}
