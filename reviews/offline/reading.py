"""Reading a Word file that somebody has sent, in a child process with limits."""

import json
from dataclasses import dataclass
from typing import Any

from orgchart.imports.archive import WORD, FileRefused, check_archive
from orgchart.limited import Starved, Stopped, run_limited

MAX_BYTES = 10 * 1024 * 1024
CPU_SECONDS, MEMORY_MB = 8, 400
EMPTY = "Tệp rỗng. Mở lại tệp trên máy, kiểm tra rồi tải lên lần nữa."
TOO_LARGE = f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Bỏ hình ảnh trong tệp, lưu lại rồi tải lên lần nữa."
OLD_OR_LOCKED = "Tệp là Word kiểu cũ (.doc) hoặc có đặt mật khẩu. Bỏ mật khẩu, lưu lại dạng .docx rồi tải lên lần nữa."
DAMAGED = "Không đọc được tệp. Mở bằng Word, lưu lại dạng .docx rồi tải lên lần nữa."
BUSY = "Máy chủ đang quá tải, chưa đọc được tệp. Hãy thử lại sau ít phút."


@dataclass(frozen=True)
class ReturnedBox:
    """The text in one box, and the version that it started from."""

    version: int
    text: str


@dataclass(frozen=True)
class ReturnedFile:
    """What came back: boxes by their code, and every other line of the file."""

    properties: dict[str, str]
    margins: str
    boxes: dict[str, ReturnedBox]
    loose: list[str]
    pictures: int


def read_file(content: bytes) -> ReturnedFile:
    """The file as it came back; raises `FileRefused` with the reason and what to do."""
    if not content:
        raise FileRefused(EMPTY)
    if len(content) > MAX_BYTES:
        raise FileRefused(TOO_LARGE)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(OLD_OR_LOCKED)
    check_archive(content, WORD)
    try:
        answer = run_limited("reviews.offline.child", content, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    except Starved:
        raise FileRefused(BUSY) from None
    except Stopped:
        raise FileRefused(DAMAGED) from None
    if not answer:
        raise FileRefused(DAMAGED)
    told: dict[str, Any] = json.loads(answer)
    boxes = {
        code: ReturnedBox(box["version"], "\n".join(box["lines"]))
        for code, box in told.pop("boxes").items()
        if box["lines"] is not None
    }
    return ReturnedFile(boxes=boxes, **told)
