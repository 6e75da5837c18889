"""The .docx of a document: every text of the print, in its order, in a file that Word takes as its own."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from dossiers.documents.word import WORD, word_document
from dossiers.file_rules import check_file
from tests.dossiers.documents import reading
from tests.dossiers.documents.samples import DECISION, SAMPLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tree(kind: DocumentKind) -> ET.Element:
    with zipfile.ZipFile(BytesIO(word_document(kind, SAMPLES[kind]))) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
        return ET.fromstring(archive.read("word/document.xml"))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("kind", sorted(WORD))
def test_word_has_the_same_words_as_the_print(kind: DocumentKind) -> None:
    in_word = words_of(" ".join(node.text or "" for node in tree(kind).iter(f"{W}t")))
    printed = words_of(re.sub(r"(^| )[2-9] ", " ", " ".join(reading.pages(render(kind, SAMPLES[kind])))))

    assert sorted(set(printed) - set(in_word)) == []


def test_head_title_and_signature_look_as_on_paper() -> None:
    runs = {}
    for run in tree(DocumentKind.DECISION).iter(f"{W}r"):
        text = "".join(node.text or "" for node in run.iter(f"{W}t")).strip()
        size = run.find(f"{W}rPr/{W}sz")
        runs[text] = (run.find(f"{W}rPr/{W}b") is not None, size.get(f"{W}val") if size is not None else None)

    assert runs["HUYỆN ỦY ĐỊNH HÓA"] == (False, "28")
    assert runs["ĐẢNG CỘNG SẢN VIỆT NAM"] == (True, "30")
    assert runs["QUYẾT ĐỊNH"] == (True, "32")
    assert runs[DECISION.signature.name] == (True, "28")


def test_file_passes_our_own_check_of_uploads() -> None:
    content = word_document(DocumentKind.DECISION, DECISION)

    assert check_file("quyết định.docx", content).content == content
