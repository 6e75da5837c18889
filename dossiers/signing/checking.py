"""Checking the signatures of a PDF: each with a verdict of its own, and one for the file as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from dossiers.signing.loop import in_own_loop


class Verdict(StrEnum):
    """What became of a signature, or of a whole file; the worst first."""

    UNREADABLE = "unreadable"
    CHANGED = "changed"
    EXPIRED = "expired"
    FOREIGN = "foreign"
    UNSIGNED = "unsigned"
    VALID = "valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFinding:
    """One signature: whose, when by its own account, whether a time-stamping service says so, and the verdict."""

    slot: str
    signer: str
    organization: str
    signed_at: datetime | None
    has_timestamp: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a file's signatures say; it counts only if all of them do."""

    verdict: Verdict
    signatures: tuple[SignatureFinding, ...] = ()


def check(pdf: bytes, trusted: Sequence[Certificate]) -> Report:
    """Judge all signatures of a file against the trusted issuers; offline, so revocation counts only where it is
    carried along in the file."""
    try:
        embedded = list(PdfFileReader(BytesIO(pdf)).embedded_regular_signatures)
        found = tuple(_finding(one, trusted, is_last=one is embedded[-1]) for one in embedded)
    except (PdfError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return Report(verdict=Verdict.UNREADABLE)  # a damaged file makes the reader trip over anything
    if not found:
        return Report(verdict=Verdict.UNSIGNED)
    order = list(Verdict)
    return Report(verdict=min((one.verdict for one in found), key=order.index), signatures=found)


def _finding(embedded: EmbeddedPdfSignature, trusted: Sequence[Certificate], *, is_last: bool) -> SignatureFinding:
    # Without issuers of its own the library would trust those of the operating system.
    context = ValidationContext(trust_roots=list(trusted), allow_fetching=False, revocation_mode="soft-fail")
    subject = embedded.signer_cert.subject.native
    status: PdfSignatureStatus | None
    try:
        status = in_own_loop(lambda: validate_pdf_signature(embedded, context, ts_validation_context=context))
    except (SignatureValidationError, CMSExtractionError, CMSStructuralError):
        status = None
    return SignatureFinding(
        slot=embedded.field_name,
        signer=str(subject.get("common_name", "")),
        organization=str(subject.get("organization_name", "")),
        signed_at=status.signer_reported_dt if status else embedded.self_reported_timestamp,
        has_timestamp=_is_stamped(status),
        verdict=_verdict(status, is_last=is_last),
    )


def _is_stamped(status: PdfSignatureStatus | None) -> bool:
    """Whether an office that is trusted here has stamped the time; anybody can stamp with a key of one.s own."""
    stamp = status.timestamp_validity if status is not None else None
    return stamp is not None and bool(stamp.valid and stamp.trusted)


def _verdict(status: PdfSignatureStatus | None, *, is_last: bool) -> Verdict:
    if status is None or not (status.intact and status.valid) or not _is_untouched(status, is_last=is_last):
        return Verdict.CHANGED
    if status.trusted:
        return Verdict.VALID
    late = {AdESIndeterminate.OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.EXPIRED}
    return Verdict.EXPIRED if status.trust_problem_indic in late else Verdict.FOREIGN


def _is_untouched(status: PdfSignatureStatus, *, is_last: bool) -> bool:
    """Nothing stands behind the last signature, and behind an earlier one only the filling of prepared fields."""
    if is_last:
        return status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return (
        status.modification_level is not None
        and status.modification_level <= ModificationLevel.FORM_FILLING
        and bool(status.docmdp_ok)
    )
