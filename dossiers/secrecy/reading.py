"""What the first page and the properties of an uploaded file say, read in a limited child process."""

import json
from collections.abc import Sequence

from orgchart.limited import Starved, Stopped, run_limited

CPU_SECONDS, MEMORY_MB = 10, 500
CHILD = "dossiers.secrecy.child"


class Unread(Exception):
    """Nobody can say whether a file bears a mark, so it is not taken; the text says why and what to do.

    `place` tells which of the files it is, the first where nobody can say.
    """

    def __init__(self, words: str, place: int = 0) -> None:
        super().__init__(words)
        self.place = place


def marked_files(files: Sequence[bytes]) -> list[bool]:
    """Which of the files bear a mark of secrecy on their first page or in their properties; raises `Unread`.

    Pictures of pages, scans too, are not read: whoever uploads them answers for them.
    """
    message = json.dumps([len(file) for file in files]).encode() + b"\n" + b"".join(files)
    try:
        answer = run_limited(CHILD, message, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    except Starved:
        raise Unread("Máy chủ đang bận nên chưa kiểm tra được tệp. Hãy tải lên lại sau ít phút.") from None
    except Stopped:
        raise Unread(
            "Không kiểm tra được dấu chỉ độ mật vì trang đầu của tệp quá phức tạp. In ra PDF khác rồi tải lên lần nữa."
        ) from None
    told = json.loads(answer)
    if told["unread"]:
        raise Unread(told["unread"], place=len(told["marked"]))
    return [bool(one) for one in told["marked"]]
