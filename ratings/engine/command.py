"""From the bytes of a board file to the text of its result: what the `rate` command does, without files and streams."""

from __future__ import annotations

from reviews.regulations.errors import UnknownSetError
from reviews.regulations.loader import load_set

from .board_file import read_board_file
from .consistency import BoardError, quoted
from .evaluate import evaluate
from .from_set import rules_of
from .written import as_json, as_text


def rate(content: bytes, *, for_people: bool = False) -> str:
    """Evaluate a board file; raise `BoardError` where the file is wrong."""
    file = read_board_file(content)
    try:
        regulation = load_set(file.regulation)
    except UnknownSetError as error:
        raise BoardError(
            ("regulation",), quoted(file.regulation), f"một bộ quy định có sẵn: {', '.join(error.available)}"
        ) from None
    result = evaluate(file.board, rules_of(regulation, file.parameters))
    return as_text(result) if for_people else as_json(result)
