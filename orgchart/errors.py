"""Refusals that every app shares; each carries the Vietnamese sentence that the page shows."""

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """A move that the state of things forbids: what happened, why, and what to do (answered with 409)."""

    def __init__(self, message: str, *, reasons: Sequence[str] = (), clauses: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.reasons = tuple(reasons)
        self.clauses = tuple(clauses)


class Conflict(Refused):
    """Somebody else saved first; carries both texts so that nothing typed is lost (answered with 409)."""

    def __init__(self, message: str, *, mine: str, theirs: str, theirs_by: str, version: int) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs
        self.theirs_by = theirs_by
        self.version = version


class Outdated(Exception):
    """The row was written by somebody else since the form was opened; carries it as it is now.

    Answered with 409 and the form, where what was typed still stands beside what stands on the server.
    """

    def __init__(self, row: Any) -> None:
        super().__init__("Thông tin này vừa được người khác sửa.")
        self.row = row


class InvalidInput(Exception):
    """Values that can not be taken, by field name (answered with 422 at the field)."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


class InvalidRows(Exception):
    """Some of many rows can not be taken: errors by field name, by the position of the row; nothing is written."""

    def __init__(self, errors: Mapping[int, Mapping[str, str]]) -> None:
        super().__init__(f"{len(errors)} rows can not be taken")
        self.errors = {position: dict(fields) for position, fields in errors.items()}


class JobFailed(Exception):
    """Background work that could not be done, for a reason that its asker can read and act on."""


class NotVisible(Exception):
    """The object does not exist for this actor (answered with 404, like a missing one)."""


class SecondFactorNeeded(Exception):
    """Some roles may be used only after a login with a second factor (answered with the way to set one up)."""


class TooMuch(Exception):
    """A tenant has used up what it may ask for in a stretch of time (answered with 429 and Retry-After)."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after
