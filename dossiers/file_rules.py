"""What may be uploaded: type told by the content, size, a clean name. No database, no Django."""

import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from dossiers.secrecy.marks import is_marked_name

MAX_BYTES = 20 * 1024 * 1024
# The papers of one subject in one year are a few dozen scans.
MAX_DOSSIER_BYTES = 200 * 1024 * 1024
MAX_MEMBERS = 1000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_NAME = 120

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"} | {
    ".docx": _DOCX,
    ".xlsx": _XLSX,
}
ALLOWED = "PDF, ảnh JPG hoặc PNG, Word (.docx), Excel (.xlsx)"
_ZIP_ENTRY = {_DOCX: "word/document.xml", _XLSX: "xl/workbook.xml"}
_ACTIVE_PARTS = re.compile(r"vbaProject|/embeddings/|/activeX/|\.bin$|\.exe$", re.IGNORECASE)
# What Excel remembers of the printer that a sheet was printed on: data of a driver, nothing that runs.
_PRINTER = re.compile(r"(xl|word)/printerSettings/printerSettings\d+\.bin")
MARKED = (
    "Tệp có dấu chỉ độ mật ở tên, trang đầu hoặc thông tin kèm theo. Tài liệu mật không được đưa lên hệ thống; chỉ ghi "
    "số, ký hiệu và nơi lưu bản giấy. Nếu đó là chữ khác, như tên người, thì đổi cách viết rồi tải lên lần nữa."
)


class FileRefused(Exception):
    """The file can not be taken; the text says why and what to do, `name` which one of several it is."""

    def __init__(self, words: str, *, name: str = "") -> None:
        super().__init__(words)
        self.name = name


class MarkedFile(FileRefused):
    """The file bears a mark of secrecy."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored, under the name that will be shown."""

    name: str
    content_type: str
    content: bytes


def check_file(name: str, content: bytes) -> CheckedFile:
    """The file with its cleaned name and the type found in its content; raises FileRefused."""
    shown = clean_name(name)
    if is_marked_name(shown):
        raise MarkedFile(MARKED, name=shown)
    try:
        return CheckedFile(shown, _checked_type(shown, content), content)
    except FileRefused as refusal:
        raise FileRefused(str(refusal), name=shown) from None


def _checked_type(shown: str, content: bytes) -> str:
    if not content:
        raise FileRefused("Tệp rỗng. Mở lại tệp trên máy, kiểm tra rồi tải lên lần nữa.")
    if len(content) > MAX_BYTES:
        raise FileRefused(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Quét lại ở chế độ đen trắng hoặc chia nhỏ tệp.")
    wanted = TYPES.get(PurePosixPath(shown).suffix.lower())
    found = content_type_of(content)
    if wanted is None or found is None:
        raise FileRefused(f"Không nhận loại tệp này. Chỉ nhận {ALLOWED}.")
    if wanted != found:
        raise FileRefused(
            "Nội dung tệp không đúng với phần mở rộng của tên tệp. Lưu lại đúng loại rồi tải lên lần nữa."
        )
    return found


def clean_name(name: str) -> str:
    """The last part of the name without control, direction and path characters, shortened before its ending."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    plain = "".join(char for char in plain if unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs"})
    plain = re.sub(r'[<>:"|?*]', "_", plain).strip(" .") or "tep"
    path = PurePosixPath(plain)
    return path.stem[: MAX_NAME - len(path.suffix)] + path.suffix


def content_type_of(content: bytes) -> str | None:
    """The type by content: first bytes and, for Office files, the parts inside; None for anything else."""
    if content.startswith(b"%PDF-"):
        return None if _is_also_a_zip(content) else "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return None if _is_also_a_zip(content) else "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return None if _is_also_a_zip(content) else "image/png"
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    return None


def _is_also_a_zip(content: bytes) -> bool:
    """Two formats in one file are nobody's ordinary document."""
    return zipfile.is_zipfile(BytesIO(content))


def _office_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error):
        return None  # a list of contents that no Office program writes
    names = {member.filename for member in members}
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise FileRefused("Tệp nén quá lớn khi mở ra. Lưu lại bằng Word hoặc Excel rồi tải lên lần nữa.")
    if any(_ACTIVE_PARTS.search(name) and not _PRINTER.fullmatch(name) for name in names):
        raise FileRefused("Tệp có macro hoặc tệp nhúng. Lưu lại dạng không có macro, hoặc xuất ra PDF.")
    return next((kind for kind, entry in _ZIP_ENTRY.items() if entry in names), None)
