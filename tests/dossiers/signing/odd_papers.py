"""Papers that somebody has tampered with, or that are odd for another reason; all made from the decision of `paper`."""

import re
from collections.abc import Callable
from io import BytesIO

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dossiers.signing.checking import Verdict
from tests.dossiers.signing import paper

Sign = Callable[[bytes, str, str], bytes]


def changed_later(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """One more revision, as an editor appends it."""
    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def flipped(pdf: bytes) -> bytes:
    """One bit of the first page's content turned over."""
    place = pdf.index(b"stream") + 60
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def rewritten(pdf: bytes) -> bytes:
    """The language of the document is another one."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root[NameObject("/Lang")] = TextStringObject("en")
        writer.update_root()

    return changed_later(pdf, change)


def with_other_page(pdf: bytes) -> bytes:
    """The first page shows something else."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        page[NameObject("/MediaBox")] = ArrayObject(map(NumberObject, (0, 0, 200, 200)))
        writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))

    return changed_later(pdf, change)


def _fields(writer: IncrementalPdfFileWriter) -> ArrayObject:
    fields: ArrayObject = writer.root["/AcroForm"]["/Fields"]
    return fields


def without_signatures(pdf: bytes) -> bytes:
    """The values of all signature fields are taken out."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        for reference in _fields(writer):
            reference.get_object().pop("/V", None)
            writer.mark_update(reference)

    return changed_later(pdf, change)


def with_moved_field(pdf: bytes) -> bytes:
    """The signature stands elsewhere on the page: no filling of a form, so not allowed after the certification."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        _fields(writer)[0][NameObject("/Rect")] = ArrayObject(map(NumberObject, (0, 0, 9, 9)))
        writer.mark_update(_fields(writer).raw_get(0))

    return changed_later(pdf, change)


def with_new_text_field(pdf: bytes) -> bytes:
    """A field with a text that nobody has signed."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        text = DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject("them"),
                NameObject("/V"): TextStringObject("Hoàn thành xuất sắc nhiệm vụ"),
            }
        )
        _fields(writer).append(writer.add_object(text))
        writer.update_container(_fields(writer))

    return changed_later(pdf, change)


def wrapped(pdf: bytes) -> bytes:
    """The signed bytes moved apart, with another page between them and a second list of what is signed."""
    start, length, rest, tail = map(int, re.findall(rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)", pdf)[-1])
    other = b"\n9999 0 obj<</Type/Page/MediaBox[0 0 200 200]>>endobj\n"
    told = b" /ByteRange [%d %d %010d %d] " % (start, length, rest + len(other) + 64, tail)
    gap = told.ljust(64) + other
    return pdf[:rest] + gap + pdf[rest:]


def with_hidden_table(pdf: bytes) -> bytes:
    """A second table of objects that only some readers look into, as in a hybrid file."""
    last = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ \d+ R)", pdf)[-1]
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    start = len(pdf) + 1
    return pdf + (
        b"\nxref\n0 0\ntrailer\n<</Size %d/Root %s/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, root, last, last, start)
    )


def odd_papers(sign: Sign) -> dict[str, tuple[bytes, Verdict]]:
    """Each with the verdict that the public page has to give."""
    plain = paper.printed().content
    once = sign(plain, "signer", "signer")
    twice = sign(once, "body", "body")
    return {
        "unsigned": (plain, Verdict.UNSIGNED),
        "signed": (once, Verdict.VALID),
        "signed by two": (twice, Verdict.VALID),
        "bit turned over": (flipped(twice), Verdict.CHANGED),
        "edited afterwards": (rewritten(twice), Verdict.CHANGED),
        "page changed afterwards": (with_other_page(twice), Verdict.CHANGED),
        "junk behind the end": (twice + b"\n% them", Verdict.CHANGED),
        "signatures taken out": (without_signatures(twice), Verdict.UNSIGNED),
        "field moved": (with_moved_field(once), Verdict.CHANGED),
        "field added": (with_new_text_field(once), Verdict.CHANGED),
        "wrapped": (wrapped(once), Verdict.UNREADABLE),
        "hidden table": (with_hidden_table(twice), Verdict.CHANGED),
        "cut off": (twice[:-700], Verdict.UNREADABLE),
        "expired": (sign(plain, "expired", "signer"), Verdict.EXPIRED),
        "self-signed": (sign(plain, "stranger", "signer"), Verdict.FOREIGN),
        "signed elsewhere": (paper.signed_elsewhere(), Verdict.FOREIGN),
        "attacker beside a good one": (sign(once, "stranger", "body"), Verdict.FOREIGN),
    }
