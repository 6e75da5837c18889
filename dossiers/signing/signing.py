"""Adding one signature to a PDF: PAdES B-B, or B-T with a time stamp, in the room that the template keeps for it."""

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from dossiers.documents.marking import MM, SignatureRoom
from dossiers.signing.loop import in_own_loop
from dossiers.signing.slots import SEAL

# The seal stands left of the signature and covers about a third of it.
SEAL_SIDE = round(30 * MM)


def with_seal(rooms: Sequence[SignatureRoom]) -> tuple[SignatureRoom, ...]:
    """The rooms of a document with the one of the body's seal, which belongs to the last signature."""
    if not rooms:
        return ()
    last = rooms[-1]
    left, bottom, right, top = last.box
    middle, height = (left + right) // 2, top - bottom
    start = middle - (right - left) // 4 - SEAL_SIDE // 2
    low = bottom - (SEAL_SIDE - height) // 2
    box = (max(start, 0), max(low, 0), max(start, 0) + SEAL_SIDE, max(low, 0) + SEAL_SIDE)
    return (*rooms, SignatureRoom(slot=SEAL, page=last.page, box=box))


def add_signature(
    pdf: bytes,
    *,
    signer: Signer,
    slot: str,
    rooms: Sequence[SignatureRoom],
    stamp: bytes,
    reason: str,
    timestamper: TimeStamper | None = None,
) -> bytes:
    """The file with one more signature, which covers all that was there before.

    The first signature brings all prepared fields along and allows nothing but filling them, so nobody can add a
    box of his or her own later. `stamp` is a one-page PDF that is shown in the field.
    """
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    is_first = not list(fields.enumerate_sig_fields(writer))
    if is_first:
        for room in rooms:
            spec = fields.SigFieldSpec(sig_field_name=room.slot, on_page=room.page, box=room.box)
            fields.append_signature_field(writer, spec)
    metadata = PdfSignatureMetadata(
        field_name=slot,
        reason=reason,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=is_first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:  # the library takes the stamp by its path
        Path(file.name).write_bytes(stamp)
        style = StaticStampStyle.from_pdf_file(file.name, border_width=0, background_opacity=1)
        pdf_signer = PdfSigner(metadata, signer, timestamper=timestamper, stamp_style=style)
        output = in_own_loop(lambda: pdf_signer.sign_pdf(writer, existing_fields_only=True))
    return bytes(output.getbuffer())
