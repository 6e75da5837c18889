"""What was refused inside a transaction that is rolled back, and has to stand in the trail all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_noted: ContextVar[list[str] | None] = ContextVar("refusals", default=None)


def note_refusal(words: str) -> None:
    """Remember for the trail that something was refused; `words` tell why, and nothing of what was sent.

    Outside a request nobody collects it: background work says in its own row why it failed.
    """
    noted = _noted.get()
    if noted is not None:
        noted.append(words)


@contextmanager
def collected_refusals() -> Iterator[list[str]]:
    """What is refused meanwhile; whoever asks for it records it when the transaction is over."""
    noted: list[str] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)
