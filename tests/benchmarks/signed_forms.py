"""How fast one worker prints and signs a batch of forms, beside bare WeasyPrint and pyHanko on the same HTML.

Both sides run in this process, in turn, ten forms at a time, and are measured by its processor time, so that other
work on the machine does not count; memory counts to the side that was working when it grew. Run as a module it prints
the figures as JSON.
"""

import gc
import json
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.stamp import TextStampStyle
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from dossiers.documents.assets import STYLE_SHEET
from dossiers.documents.fonts import configured_fonts_dir
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.layout import html_of
from dossiers.documents.marking import PageMark
from dossiers.documents.render import pdf_of_html, render_marked
from dossiers.signing.codes import address_of, new_code
from dossiers.signing.keys import load_keyring
from dossiers.signing.signing import add_signature
from dossiers.signing.stamp import stamp_html
from tests.benchmarks.pdf import three_pages
from tests.dossiers.signing import authority as ca

FORMS = 300
PORTION = 10
WARM_UP = 3
SIGNED_AT = datetime(2024, 11, 5, 8, 0, tzinfo=UTC)


def ours(number: int, signer: Signer) -> bytes:
    """A form with its codes, printed and signed as the worker does it."""
    code = new_code()
    data = replace(three_pages(), full_name=f"Ma Văn {number}")
    printed = render_marked(DocumentKind.LEADER_REVIEW, data, mark=PageMark(code=code, address=address_of(code, "")))
    room = printed.rooms[0]
    stamp = pdf_of_html(stamp_html(room, name="Ma Văn", at=SIGNED_AT), fonts_dir=configured_fonts_dir())
    return add_signature(
        printed.content, signer=signer, slot=room.slot, rooms=printed.rooms, stamp=stamp, reason="Ký văn bản"
    )


def bare(number: int, signer: Signer) -> bytes:
    """The same HTML by the manuals of the two libraries: fonts and style anew, a visible field, nothing else."""
    html = html_of(DocumentKind.LEADER_REVIEW, replace(three_pages(), full_name=f"Ma Văn {number}"))
    style = STYLE_SHEET.read_text(encoding="utf-8").replace("asset:", configured_fonts_dir().as_uri() + "/")
    fonts = FontConfiguration()
    printed = HTML(string=html).write_pdf(stylesheets=[CSS(string=style, font_config=fonts)], font_config=fonts)
    writer = IncrementalPdfFileWriter(BytesIO(printed))
    field = fields.SigFieldSpec("owner", on_page=-1, box=(300, 100, 500, 160))
    fields.append_signature_field(writer, field)
    metadata = PdfSignatureMetadata(field_name="owner", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256")
    signed = PdfSigner(metadata, signer, stamp_style=TextStampStyle()).sign_pdf(writer, existing_fields_only=True)
    return bytes(signed.getbuffer())


def measure(forms: int = FORMS) -> dict[str, float]:
    """Forms a second of either side, ours as a share of the bare rate (aim: ≥ 85 %), and how much memory grew."""
    spent, grown = {ours: 0.0, bare: 0.0}, {ours: 0.0, bare: 0.0}
    with tempfile.TemporaryDirectory() as folder:
        authority = ca.issue("Cơ quan chứng thực thử")
        keys = {"owner": ("Ma Văn", ca.issue("Ma Văn", by=authority))}
        ring = load_keyring(ca.key_file(Path(folder), tenant="do", authority=authority, keys=keys))
        with ring.keys[0].opened() as signer:
            for side in spent:
                for number in range(WARM_UP):
                    side(number, signer)
            for start in range(0, forms, PORTION):
                for side in spent:
                    before = _memory_mb()
                    spent[side] += _portion(side, range(start, min(start + PORTION, forms)), signer)
                    grown[side] += _memory_mb() - before
    return {
        "forms": forms,
        "ours_a_second": round(forms / spent[ours], 2),
        "bare_a_second": round(forms / spent[bare], 2),
        "share": round(spent[bare] / spent[ours], 3),
        "grown_mb": round(grown[ours], 1),
        "bare_grown_mb": round(grown[bare], 1),
    }


def _portion(side: Callable[[int, Signer], bytes], numbers: range, signer: Signer) -> float:
    begun = time.process_time()
    for number in numbers:
        side(number, signer)
    return time.process_time() - begun


def _memory_mb() -> float:
    """What this process holds now, after what nobody needs any more is gone."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
