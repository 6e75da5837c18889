"""States and moves of envelopes and erasures, short enough to read aloud; nothing else assigns a state."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import TextChoices


class EnvelopeState(TextChoices):
    """Where an envelope stands; both copies move together. Sealing and sending are one step."""

    SENT = "sent", "Đã gửi"
    RECEIVED = "received", "Đã nhận"
    RETURNED = "returned", "Đã trả lại"
    SUPERSEDED = "superseded", "Đã thay thế"


class ErasureState(TextChoices):
    """Where the erasure of a person stands."""

    PROPOSED = "proposed", "Chờ duyệt"
    APPROVED = "approved", "Đang thực hiện"
    REJECTED = "rejected", "Không duyệt"
    DONE = "done", "Đã xóa"


State = TypeVar("State", bound=TextChoices)


@dataclass(frozen=True)
class Move(Generic[State]):
    """From which states a move may start, and where it leads."""

    sources: frozenset[State]
    target: State


S = EnvelopeState
ENVELOPE_MOVES = {
    "receive": Move(frozenset({S.SENT}), S.RECEIVED),
    "return": Move(frozenset({S.SENT}), S.RETURNED),
    # What was taken in may still be replaced: a level is superseded when it is rated again.
    "supersede": Move(frozenset({S.SENT, S.RECEIVED, S.RETURNED}), S.SUPERSEDED),
}

E = ErasureState
ERASURE_MOVES = {
    "approve": Move(frozenset({E.PROPOSED}), E.APPROVED),
    "reject": Move(frozenset({E.PROPOSED, E.APPROVED}), E.REJECTED),
    "finish": Move(frozenset({E.APPROVED}), E.DONE),
}
