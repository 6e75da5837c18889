"""Every page carries a QR code that a scanner reads, also askew and upside down."""

import pypdfium2
import pytest
import zxingcpp

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.marking import PageMark
from dossiers.documents.render import render, render_marked
from dossiers.signing.codes import ALPHABET, address_of, new_code, read_payload, typed_code
from tests.dossiers.documents.samples import SAMPLES
from tests.dossiers.signing.paper import CODE

SITE = "https://xeploai.example.vn"


@pytest.mark.parametrize("kind", [DocumentKind.MINUTES, DocumentKind.BOARD_LIST])
def test_each_page_is_found_again_in_a_scan(kind):
    mark = PageMark(code=CODE, address=address_of(CODE, SITE))
    content = render_marked(kind, SAMPLES[kind], mark=mark).content

    found = []
    with pypdfium2.PdfDocument(content) as pdf:
        total = len(pdf)
        for page, angle in zip(pdf, [2.5, 181.0, -3.0], strict=False):
            picture = page.render(scale=150 / 72, grayscale=True).to_pil().rotate(angle, expand=True, fillcolor=255)
            found += [read_payload(code.text) for code in zxingcpp.read_barcodes(picture)]

    assert found == [(CODE, number, total) for number in range(1, total + 1)]


def test_rooms_lie_where_the_template_leaves_space_for_signing():
    mark = PageMark(code=CODE, address=address_of(CODE, ""))
    minutes = render_marked(DocumentKind.MINUTES, SAMPLES[DocumentKind.MINUTES], mark=mark)

    assert [room.slot for room in minutes.rooms] == ["secretary", "chair"]
    with pypdfium2.PdfDocument(minutes.content) as pdf:
        for room in minutes.rooms:
            left, bottom, right, top = room.box
            text = pdf[room.page].get_textpage()
            assert text.get_text_bounded(left, bottom + 2, right, top - 2).strip() == ""
            assert text.get_text_bounded(left, bottom - 25, right, bottom).strip() != ""


def test_document_without_a_mark_stays_as_it_was():
    kind = DocumentKind.MINUTES

    assert b"VB/" not in render(kind, SAMPLES[kind])
    with pypdfium2.PdfDocument(render(kind, SAMPLES[kind])) as pdf:
        assert "Mã văn bản" not in pdf[0].get_textpage().get_text_bounded()


def test_codes_are_many_and_plain():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert {letter for code in codes for letter in code} <= set(ALPHABET)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7Q4-M2X9-RTA3-BCDE", CODE),
        (" k7q4 m2x9 rta3 bcde ", CODE),
        ("O7Q4M2X9RTA3BCDI", "07Q4M2X9RTA3BCD1"),
        ("K7Q4", ""),
        ("K7Q4M2X9RTA3BCD!", ""),
        ("", ""),
    ],
)
def test_typed_code_is_read_kindly(typed, code):
    assert typed_code(typed) == code


@pytest.mark.parametrize("payload", ["https://khac.vn/x", f"VB/{CODE}/0/3", f"VB/{CODE}/4/3", f"VB/{CODE}", "VB/x/1/1"])
def test_foreign_codes_are_told_apart(payload):
    assert read_payload(payload) is None
