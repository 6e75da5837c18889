"""What a workbook is before it is opened: a small archive of plain parts, without macros and entities."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

MAX_MEMBERS = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
_ACTIVE = re.compile(r"vbaProject|/embeddings/|/activeX/|/externalLinks/|\.bin$|\.exe$", re.IGNORECASE)
# The reader below expands entities, and no office program declares any.
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
# What Excel remembers of the printer that a sheet was printed on: data of a driver, nothing that runs.
_PRINTER = re.compile(r"xl/printerSettings/printerSettings\d+\.bin")
_SAVE_AGAIN = "Mở tệp bằng Excel, lưu lại dạng .xlsx rồi tải lên lần nữa."


class FileRefused(Exception):
    """A file that cannot be read at all; the text says why and what to do."""


def check_archive(content: bytes) -> None:
    """Raise `FileRefused` unless the bytes are a workbook that can be opened safely."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_directory(archive.infolist(), len(content))
            for member in archive.infolist():
                _check_part(archive, member)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        raise FileRefused(f"Tệp không phải bảng tính Excel (.xlsx) hoặc đã hỏng. {_SAVE_AGAIN}") from None


def _check_directory(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise FileRefused(
            "Tệp nén quá lớn khi mở ra. Chép riêng bảng cần dùng sang một tệp Excel mới rồi tải lên lần nữa."
        )
    names = [member.filename for member in members]
    if any(_ACTIVE.search(name) and not _PRINTER.fullmatch(name) for name in names):
        raise FileRefused("Tệp có macro, tệp nhúng hoặc liên kết ngoài. Lưu lại dạng .xlsx chỉ có số liệu.")
    if "xl/workbook.xml" not in names or len(set(names)) != len(names):
        raise FileRefused(f"Tệp không phải bảng tính Excel (.xlsx). {_SAVE_AGAIN}")


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpacks the part within its stated size, which the archive enforces, and looks for declarations."""
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    part = archive.read(member)
    if b"\x00" in part[:200] or _DECLARES.search(part):
        raise FileRefused(f"Tệp có phần khai báo không được phép. {_SAVE_AGAIN}")
