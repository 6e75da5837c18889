"""What outsiders may learn of a paper: is it ours, unchanged, signed by whom, still current. Needs no login.

These two functions are the only ones that find a document without a tenant: by the code that stands on it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from dossiers.models import DocumentCode, PrintedDocument
from dossiers.queries import newest_file, slot_rows
from dossiers.services.signatures import keyring
from dossiers.signing import child
from dossiers.signing.checking import Report, Verdict
from dossiers.signing.codes import typed_code
from dossiers.states import DocumentState
from orgchart.models import Tenant
from orgchart.tenancy import scope


class Standing(StrEnum):
    """What a paper is worth today."""

    CURRENT = "current"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


class Likeness(StrEnum):
    """How an uploaded file compares with what was issued."""

    SAME = "same"
    EARLIER = "earlier"
    CHANGED = "changed"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class SignatureNote:
    """One signature as its body vouches for it."""

    label: str
    way: str
    name: str
    signed_on: date


@dataclass(frozen=True)
class PaperNote:
    """A paper that exists here: what it is, whose, and its signatures; not what it says about anybody."""

    code: str
    title: str
    issuing_body: str
    issued_on: date
    standing: Standing
    signatures: tuple[SignatureNote, ...]
    unsigned: tuple[str, ...]


@dataclass(frozen=True)
class FileNote:
    """What became of an uploaded file."""

    likeness: Likeness
    report: Report
    paper: PaperNote | None


@transaction.atomic
def look_up(text: str) -> PaperNote | None:
    """The paper with this code, as typed or read by a camera; None where there is none."""
    found = _find(typed_code(text))
    if found is None:
        return None
    with scope(tenant=found.tenant_id):
        return _note(found)


@transaction.atomic
def examine(content: bytes) -> FileNote:
    """Compare an uploaded PDF with what was issued under the code in it, and judge its signatures.

    Reading happens in a limited child process, because anybody may send anything.
    """
    reading = child.read(content, keyring(settings.SIGNING_KEYS_FILE).trusted)
    found = _find(reading.code)
    if found is None:
        return FileNote(Likeness.FOREIGN, reading.report, None)
    with scope(tenant=found.tenant_id):
        note = _note(found)
        if note is None:
            return FileNote(Likeness.FOREIGN, reading.report, None)
        return FileNote(_likeness(found, content, reading), reading.report, note)


def _find(code: str) -> DocumentCode | None:
    return DocumentCode.objects.filter(code=code).first() if code else None


def _note(found: DocumentCode) -> PaperNote | None:
    rows = PrintedDocument.objects.select_related("file", "subject__unit", "subject__person", "decision", "conference")
    document = rows.filter(pk=found.document_id, state=DocumentState.READY).first()
    if document is None:
        return None
    tenant = Tenant.objects.get(pk=found.tenant_id)
    rows_ = slot_rows(document)
    made = tuple(
        SignatureNote(row.label, row.signature.get_way_display(), row.signature.signer_name, row.signature.signed_on)
        for row in rows_
        if row.signature
    )
    return PaperNote(
        code=found.code,
        title=document.title,
        issuing_body=tenant.issuing_body,
        issued_on=document.requested_at.date(),
        standing=Standing.REPLACED if _is_replaced(document) else Standing.CURRENT,
        signatures=made,
        unsigned=tuple(row.label for row in rows_ if not row.signature),
    )


def _is_replaced(document: PrintedDocument) -> bool:
    """Whether the same paper was issued anew with another content."""
    newer = PrintedDocument.objects.filter(kind=document.kind, state=DocumentState.READY, pk__gt=document.pk)
    about = {
        "subject": document.subject_id,
        "conference": document.conference_id,
        "decision": document.decision_id,
    }
    return newer.filter(**about).exists()


def _likeness(found: DocumentCode, content: bytes, reading: child.Reading) -> Likeness:
    document = PrintedDocument.objects.select_related("file").get(pk=found.document_id)
    newest = newest_file(document)
    digests = {signature.file.digest for signature in document.signatures.select_related("file") if signature.file}
    if document.file is not None:
        digests.add(document.file.digest)
    if reading.digest == newest.digest:
        return Likeness.SAME
    if reading.digest in digests:
        return Likeness.EARLIER
    return Likeness.CHANGED


__all__ = ["FileNote", "Likeness", "PaperNote", "Standing", "Verdict", "examine", "look_up"]
