"""`manage.py rate`: evaluate a board file without a database.

`manage.py` runs this class under empty settings; nothing here may read one or import a model.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from ratings.engine.command import rate_in_pieces
from ratings.engine.consistency import BoardError, quoted

WRONG_FILE = 2
LONGEST_PATH = 4096


class Command(BaseCommand):
    """Prints one JSON document, or Vietnamese sentences; a wrong file gives one line and exit code 2."""

    help = "Xếp loại theo một tệp bảng xếp loại (JSON), không cần cơ sở dữ liệu."
    requires_system_checks: list[str] = []  # nothing of the site is needed, no database either
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file and the output for people."""
        parser.add_argument("board", help="đường dẫn tệp bảng xếp loại, hoặc - để đọc đầu vào chuẩn")
        parser.add_argument("--text", action="store_true", help="in thành câu tiếng Việt thay cho JSON")

    def handle(self, *, board: str, text: bool, **options: Any) -> None:
        """Evaluate the file and write the answer, or nothing."""
        with _without_collector():
            try:
                answer = rate_in_pieces(_read(board), for_people=text)
            except OSError as error:
                self._refuse(board, f"không đọc được tệp: {error.strerror}")
            except BoardError as error:
                self._refuse(board, str(error))
            for piece in answer:
                _write(self.stdout, piece)
            self.stdout.flush()

    def _refuse(self, board: str, why: str) -> NoReturn:
        _write(self.stderr, f"{quoted(board, LONGEST_PATH)}: {why}\n")
        sys.exit(WRONG_FILE)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A board holds no circles; looking for them again and again costs a third of the time on a large one."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(board: str) -> bytes:
    if board != "-":
        return Path(board).read_bytes()
    if sys.stdin is None:  # so Python shows that the process was started without one
        raise BoardError((), "đầu vào chuẩn đã đóng", "một văn bản JSON trên đầu vào chuẩn")
    return sys.stdin.buffer.read()


def _write(stream: Any, text: str) -> None:
    """Write UTF-8 whatever the terminal's encoding is; a captured stream takes the text itself."""
    raw = getattr(stream, "buffer", None)
    if raw is None:
        stream.write(text, ending="", style_func=str)
        return
    raw.write(text.encode())
