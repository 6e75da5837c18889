"""The key that a form carries from being opened to being sent."""

import uuid

FIELD = "once"


def new_key() -> str:
    """A key for a form that is being opened."""
    return str(uuid.uuid4())
