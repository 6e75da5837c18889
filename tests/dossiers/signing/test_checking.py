"""Each kind of broken signature has a verdict of its own, and a good one has too."""

import shutil
import subprocess
from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dossiers.signing.checking import Verdict, check


@pytest.fixture(scope="module")
def once(decision, sign):
    return sign(decision.content, "signer", "signer")


@pytest.fixture(scope="module")
def twice(once, sign):
    return sign(once, "body", "body")


def flipped(pdf: bytes) -> bytes:
    """One bit of the first page's content turned over."""
    place = pdf.index(b"stream") + 60
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def rewritten(pdf: bytes) -> bytes:
    """A later revision that changes the document's title, as an editor would."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root[NameObject("/Lang")] = TextStringObject("en")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


CASES = {
    "unsigned": (lambda pdf, once, twice, sign: pdf, Verdict.UNSIGNED),
    "one signature": (lambda pdf, once, twice, sign: once, Verdict.VALID),
    "two in order": (lambda pdf, once, twice, sign: twice, Verdict.VALID),
    "flipped bit": (lambda pdf, once, twice, sign: flipped(twice), Verdict.CHANGED),
    "edited afterwards": (lambda pdf, once, twice, sign: rewritten(twice), Verdict.CHANGED),
    "junk behind the end": (lambda pdf, once, twice, sign: twice + b"\n% them", Verdict.CHANGED),
    "expired certificate": (lambda pdf, once, twice, sign: sign(pdf, "expired", "signer"), Verdict.EXPIRED),
    "stranger": (lambda pdf, once, twice, sign: sign(pdf, "stranger", "signer"), Verdict.FOREIGN),
    "stranger beside a good one": (lambda pdf, once, twice, sign: sign(once, "stranger", "body"), Verdict.FOREIGN),
    "edited between signatures": (
        lambda pdf, once, twice, sign: sign(rewritten(once), "body", "body"),
        Verdict.CHANGED,
    ),
    "cut off": (lambda pdf, once, twice, sign: twice[:-700], Verdict.UNREADABLE),
    "no PDF": (lambda pdf, once, twice, sign: b"%PDF-1.7 khong phai", Verdict.UNREADABLE),
}


@pytest.mark.parametrize("name", CASES)
def test_file_gets_its_own_verdict(name, decision, once, twice, sign, keyring):
    make, expected = CASES[name]

    report = check(make(decision.content, once, twice, sign), keyring.trusted)

    assert report.verdict == expected


def test_signed_file_begins_with_the_file_that_was_signed(decision, twice):
    assert twice.startswith(decision.content)


def test_report_names_the_signers_in_order(twice, keyring):
    names = [one.signer for one in check(twice, keyring.trusted).signatures]

    assert names == ["Nguyễn Văn Quyết", "Đảng ủy thị trấn Chợ Chu"]


def test_without_trusted_issuers_nobody_is_trusted(twice):
    assert check(twice, ()).verdict == Verdict.FOREIGN


@pytest.mark.parametrize(
    ("change", "words"),
    [(lambda pdf: pdf, "Signature is Valid"), (flipped, "Digest Mismatch")],
    ids=["untouched", "flipped"],
)
def test_poppler_agrees_on_changes(twice, tmp_path, change, words):
    path = tmp_path / "ky.pdf"
    path.write_bytes(change(twice))

    told = subprocess.run([shutil.which("pdfsig"), path], capture_output=True, text=True, check=False).stdout

    assert told.count(words) == 2
