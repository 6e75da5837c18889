"""Storing files under keys made by the server."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum

from dossiers import virus_scan
from dossiers.file_rules import MARKED, CheckedFile, FileRefused, MarkedFile, check_file
from dossiers.models import File, Safety
from dossiers.secrecy.reading import Unread, marked_files
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.refusals import note_refusal
from orgchart.tenancy import current_tenant_id

logger = logging.getLogger(__name__)
MARKED_ON_RECORD = "Từ chối nhận một tệp có dấu chỉ độ mật"
INFECTED_ON_RECORD = "Từ chối nhận một tệp mà phần mềm quét vi-rút báo có mã độc"


@transaction.atomic
def store_upload(*, name: str, content: bytes, actor: Actor, at: datetime) -> File:
    """Check and store what somebody uploaded; raises InvalidInput for the field `file`.

    Where the virus scanner does not answer, the file is kept and nobody can open it until it was looked at.
    """
    try:
        checked = check_uploads([(name, content)])[0]
        safety = safety_of(checked)
    except FileRefused as refusal:
        raise InvalidInput({"file": str(refusal)}) from None
    return store(checked, actor=actor, at=at, safety=safety)


def check_uploads(files: Sequence[tuple[str, bytes]]) -> list[CheckedFile]:
    """What may be stored of a tenant's uploads: right in kind, without a mark of secrecy, within the room there is.

    Raises FileRefused with the name of the file that is in the way.
    """
    checked = []
    for name, content in files:
        try:
            checked.append(check_file(name, content))
        except MarkedFile:
            refuse_on_record(MARKED_ON_RECORD)
            raise
    _need_room(sum(len(one.content) for one in checked))
    try:
        marked = marked_files([one.content for one in checked])
    except Unread as unread:
        raise FileRefused(str(unread), name=checked[unread.place].name) from None
    if any(marked):
        refuse_on_record(MARKED_ON_RECORD)
        raise MarkedFile(MARKED, name=checked[marked.index(True)].name)
    return checked


def safety_of(checked: CheckedFile) -> Safety:
    """What the virus scanner says; raises FileRefused where it finds something."""
    if not virus_scan.is_set_up():
        return Safety.UNCHECKED
    try:
        infected = virus_scan.is_infected(checked.content)
    except virus_scan.ScannerDown:
        logger.exception("The virus scanner does not answer; a file is held back.")
        return Safety.HELD
    if infected:
        refuse_on_record(INFECTED_ON_RECORD)
        words = "Phần mềm quét vi-rút báo tệp có mã độc. Quét vi-rút máy đang dùng rồi tải bản khác lên."
        raise FileRefused(words, name=checked.name)
    return Safety.CLEAN


def need_safe(checked: CheckedFile) -> Safety:
    """The same for what is opened at once: without an answer of the scanner it is not taken."""
    safety = safety_of(checked)
    if safety == Safety.HELD:
        words = "Phần mềm quét vi-rút chưa trả lời nên chưa nhận được tệp. Hãy tải lên lại sau ít phút."
        raise FileRefused(words, name=checked.name)
    return safety


def refuse_on_record(words: str) -> None:
    """Leave word of a refusal in the trail and in the log: why, and nothing of the file."""
    logger.warning("An upload was refused: %s", words)
    note_refusal(words)


def _need_room(size: int) -> None:
    stored = File.objects.aggregate(total=Sum("size"))["total"] or 0
    if stored + size > settings.STORAGE_QUOTA_BYTES:
        gigabytes = f"{settings.STORAGE_QUOTA_BYTES / 1024**3:.1f}".replace(".", ",")
        raise FileRefused(
            f"Đơn vị đã dùng hết {gigabytes} GB dung lượng lưu tệp nên không nhận thêm tệp. "
            "Báo quản trị hệ thống tăng dung lượng."
        )


def store(checked: CheckedFile, *, actor: Actor | None, at: datetime, safety: Safety = Safety.UNCHECKED) -> File:
    """Store a file that is known to be good: one that was checked, or one that the product made itself."""
    file = File(
        tenant_id=current_tenant_id(),
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.content),
        digest=hashlib.sha256(checked.content).hexdigest(),
        stored_at=at,
        stored_by=actor.account if actor else None,
        safety=safety,
    )
    file.content.save(checked.name, ContentFile(checked.content), save=False)
    file.save()
    audit.record(
        actor=actor,
        action="store_file",
        target=file,
        at=at,
        summary="Lưu tệp",
        changes={"digest": file.digest, "size": file.size},
    )
    return file
