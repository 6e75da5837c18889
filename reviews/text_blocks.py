"""Paragraphs and tables in what people type: a row of a table is a line such as "| Chỉ tiêu | Kết quả |"."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

MOST_COLUMNS = 20

Rows = tuple[tuple[str, ...], ...]


def row_of(cells: Iterable[str]) -> str:
    """The line that stands for one row."""
    return "| " + " | ".join(cell.strip().replace("|", "\\|") for cell in cells) + " |"


def cells_of(line: str) -> tuple[str, ...] | None:
    """The cells of a line that is a row, two at least; None for every other line."""
    if not (line.startswith("| ") and line.endswith(" |") and len(line) > 4):
        return None
    cells = tuple(cell.replace("\\|", "|") for cell in line[2:-2].split(" | "))
    return cells if 1 < len(cells) <= MOST_COLUMNS and row_of(cells) == line else None


def blocks_of(text: str) -> Iterator[str | Rows]:
    """Each line as it stands, and rows of one width that follow each other as one table."""
    read = [(line, cells_of(line)) for line in text.split("\n")]
    for width, group in groupby(read, key=lambda one: len(one[1] or ())):
        if width:
            yield tuple(cells for _, cells in group if cells is not None)
        else:
            yield from (line for line, _ in group)


def text_of(blocks: Sequence[str | Rows]) -> str:
    """The text of these blocks; the other way round than `blocks_of`."""
    lines = ([block] if isinstance(block, str) else [row_of(cells) for cells in block] for block in blocks)
    return "\n".join(line for part in lines for line in part)
