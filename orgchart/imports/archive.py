"""What an Office file is before it is opened: a small archive of plain parts, without macros and entities."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

MAX_MEMBERS = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
_ACTIVE = re.compile(r"vbaProject|/embeddings/|/activeX/|/externalLinks/|\.bin$|\.exe$", re.IGNORECASE)
# The reader below expands entities, and no office program declares any.
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
# What Excel remembers of the printer that a sheet was printed on: data of a driver, nothing that runs.
_PRINTER = re.compile(r"(xl|word)/printerSettings/printerSettings\d+\.bin")


@dataclass(frozen=True)
class OfficeKind:
    """One kind of Office file: the part that makes it one, and what to tell people about theirs."""

    entry: str
    name: str
    too_big: str
    active: str
    save_again: str


EXCEL = OfficeKind(
    entry="xl/workbook.xml",
    name="bảng tính Excel (.xlsx)",
    too_big="Tệp nén quá lớn khi mở ra. Chép riêng bảng cần dùng sang một tệp Excel mới rồi tải lên lần nữa.",
    active="Tệp có macro, tệp nhúng hoặc liên kết ngoài. Lưu lại dạng .xlsx chỉ có số liệu.",
    save_again="Mở tệp bằng Excel, lưu lại dạng .xlsx rồi tải lên lần nữa.",
)
WORD = OfficeKind(
    entry="word/document.xml",
    name="văn bản Word (.docx)",
    too_big="Tệp nén quá lớn khi mở ra. Bỏ hình ảnh, lưu lại dạng .docx rồi tải lên lần nữa.",
    active="Tệp có macro hoặc đối tượng nhúng. Bỏ các phần đó, lưu lại dạng .docx rồi tải lên lần nữa.",
    save_again="Mở tệp bằng Word, lưu lại dạng .docx rồi tải lên lần nữa.",
)


class FileRefused(Exception):
    """A file that cannot be read at all; the text says why and what to do."""


def check_archive(content: bytes, kind: OfficeKind = EXCEL) -> None:
    """Raise `FileRefused` unless the bytes are a file of this kind that can be opened safely."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_directory(archive.infolist(), len(content), kind)
            for member in archive.infolist():
                _check_part(archive, member, kind)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        raise FileRefused(f"Tệp không phải {kind.name} hoặc đã hỏng. {kind.save_again}") from None


def _check_directory(members: list[zipfile.ZipInfo], packed: int, kind: OfficeKind) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise FileRefused(kind.too_big)
    names = [member.filename for member in members]
    if any(_ACTIVE.search(name) and not _PRINTER.fullmatch(name) for name in names):
        raise FileRefused(kind.active)
    if kind.entry not in names or len(set(names)) != len(names):
        raise FileRefused(f"Tệp không phải {kind.name}. {kind.save_again}")


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: OfficeKind) -> None:
    """Unpacks the part within its stated size, which the archive enforces, and looks for declarations."""
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    part = archive.read(member)
    if b"\x00" in part[:200] or _DECLARES.search(part):
        raise FileRefused(f"Tệp có phần khai báo không được phép. {kind.save_again}")
