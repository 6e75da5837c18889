"""A real decision on paper, as it is printed and as another program has signed it."""

import tempfile
from functools import cache
from pathlib import Path

from dossiers.documents.fonts import configured_fonts_dir
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.marking import MarkedPdf, PageMark
from dossiers.documents.render import pdf_of_html, render_marked
from dossiers.signing.codes import address_of
from dossiers.signing.keys import load_keyring
from dossiers.signing.signing import add_signature, with_seal
from tests.dossiers.documents.samples import DECISION
from tests.dossiers.signing import authority as ca

CODE = "K7Q4M2X9RTA3BCDE"


@cache
def printed() -> MarkedPdf:
    """A decision with its code on every page."""
    return render_marked(DocumentKind.DECISION, DECISION, mark=PageMark(code=CODE, address=address_of(CODE, "")))


@cache
def stamp() -> bytes:
    """What a signature shows on paper."""
    return pdf_of_html("<p>Đã ký số</p>", fonts_dir=configured_fonts_dir())


@cache
def signed_elsewhere() -> bytes:
    """The decision with the signature of somebody whose issuer nobody here knows."""
    with tempfile.TemporaryDirectory() as folder:
        root = ca.issue("Tổ chức chứng thực khác")
        keys = {"signer": ("Nguyễn Văn Quyết", ca.issue("Nguyễn Văn Quyết", by=root))}
        ring = load_keyring(ca.key_file(Path(folder), tenant="khac", authority=root, keys=keys))
        with ring.keys[0].opened() as signer:
            return add_signature(
                printed().content,
                signer=signer,
                slot="signer",
                rooms=with_seal(printed().rooms),
                stamp=stamp(),
                reason="Ký",
            )
