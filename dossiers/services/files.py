"""Storing files under keys made by the server."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from dossiers.file_rules import CheckedFile, FileRefused, check_file
from dossiers.models import File
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.tenancy import current_tenant_id


@transaction.atomic
def store_upload(*, name: str, content: bytes, actor: Actor, at: datetime) -> File:
    """Check and store what somebody uploaded; raises InvalidInput for the field `file`."""
    try:
        checked = check_file(name, content)
    except FileRefused as refusal:
        raise InvalidInput({"file": str(refusal)}) from None
    return store(checked, actor=actor, at=at)


def store(checked: CheckedFile, *, actor: Actor | None, at: datetime) -> File:
    """Store a file that is known to be good: one that was checked, or one that the product made itself."""
    file = File(
        tenant_id=current_tenant_id(),
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.content),
        digest=hashlib.sha256(checked.content).hexdigest(),
        stored_at=at,
        stored_by=actor.account if actor else None,
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
