"""Files of the tenants: wholly there or not at all, and no file that no row knows of."""

import errno
import os
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from orgchart.errors import Refused

# Of a file that is being written; whoever finds one later finds what a dead process has left.
PART = ".part"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class NoRoom(Refused):
    """The disk has no room for a file."""

    def __init__(self) -> None:
        super().__init__(
            "Máy chủ hết chỗ lưu tệp nên chưa lưu được gì. Nội dung khác không bị ảnh hưởng; "
            "báo quản trị hệ thống giải phóng dung lượng rồi thử lại."
        )


class WholeFileStorage(FileSystemStorage):
    """Writes under another name, waits for the disk, then renames: a full disk or a crash leaves no half file."""

    def _save(self, name: str, content: "File[Any]") -> str:
        part = Path(self.path(name + PART))
        try:
            super()._save(name + PART, content)  # type: ignore[misc]  # unknown to the stubs
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(self.path(name))
        except OSError as error:
            part.unlink(missing_ok=True)
            if error.errno in NO_ROOM:
                raise NoRoom from error
            raise
        return name
