"""From the bytes of a board file to the text of its result: what the `rate` command does, without files and streams."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.regulations.errors import UnknownSetError
from reviews.regulations.loader import load_set

from .board_file import read_board_file
from .consistency import BoardError, quoted
from .evaluate import evaluate
from .from_set import rules_of
from .written import as_text, json_pieces


def rate(content: bytes, *, for_people: bool = False) -> str:
    """Evaluate a board file; raise `BoardError` where the file is wrong."""
    return "".join(rate_in_pieces(content, for_people=for_people))


def rate_in_pieces(content: bytes, *, for_people: bool = False) -> Iterator[str]:
    """The same piece by piece; the board is evaluated, or refused, before the first one."""
    file = read_board_file(content)
    try:
        regulation = load_set(file.regulation)
    except UnknownSetError as error:
        raise BoardError(
            ("regulation",), quoted(file.regulation), f"một bộ quy định có sẵn: {', '.join(error.available)}"
        ) from None
    result = evaluate(file.board, rules_of(regulation, file.parameters))
    return iter((as_text(result),)) if for_people else json_pieces(result)
