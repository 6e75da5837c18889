"""Log lines without personal data: where an exception happened and its type, never its message."""

import json
import logging
import traceback
from types import TracebackType

type_of_exc_info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def _without_messages(exc_info: type_of_exc_info) -> str:
    """Return the chain of exceptions with their places and without their messages.

    A database quotes the values that it refuses, a parser quotes its input: both may be about a person.
    """
    error = exc_info[1]
    parts: list[str] = []
    while error is not None:
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(reversed(parts))


class TextFormatter(logging.Formatter):
    """Lines for a person at a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")

    def formatException(self, ei: type_of_exc_info) -> str:  # noqa: N802 - the name that logging calls
        """Return the places and types of the exceptions."""
        return _without_messages(ei)


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = _without_messages(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
