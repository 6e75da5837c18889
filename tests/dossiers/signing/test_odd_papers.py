"""The public page and Poppler agree on papers that were tampered with or are odd; trust is judged here alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.services import signatures
from dossiers.signing.checking import Verdict
from tests.dossiers.signing.odd_papers import odd_papers
from tests.dossiers.signing.poppler import told_by_poppler

pytestmark = pytest.mark.django_db
ODD = (
    "bit turned over", "edited afterwards", "page changed afterwards", "junk behind the end", "signatures taken out",
    "field moved", "field added", "wrapped", "hidden table", "cut off", "expired", "self-signed", "signed elsewhere",
    "attacker beside a good one", "unsigned",
)  # fmt: skip
GOOD = ("signed", "signed by two")
WORDS = {
    Verdict.UNREADABLE: "Không đọc được cấu trúc tệp",
    Verdict.CHANGED: "Nội dung đã bị thay đổi sau khi ký",
    Verdict.EXPIRED: "Chứng thư đã hết hạn",
    Verdict.FOREIGN: "Chứng thư không do nơi được tin cậy cấp",
    Verdict.UNSIGNED: "Tệp không có chữ ký số",
    Verdict.VALID: "Hợp lệ",
}
# What Poppler can say of what we tell apart.
SAME = {
    Verdict.UNREADABLE: "changed",
    Verdict.CHANGED: "changed",
    Verdict.EXPIRED: "valid",
    Verdict.FOREIGN: "valid",
    Verdict.UNSIGNED: "unsigned",
    Verdict.VALID: "valid",
}


@pytest.fixture(scope="module")
def papers(sign) -> dict[str, tuple[bytes, Verdict]]:
    return odd_papers(sign)


@pytest.fixture(autouse=True)
def keys(settings, key_file):
    settings.SIGNING_KEYS_FILE = key_file
    signatures.keyring.cache_clear()
    yield
    signatures.keyring.cache_clear()


def page_of(client, pdf: bytes) -> str:
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile("van-ban.pdf", pdf)})
    assert answer.status_code == 200
    return answer.content.decode()


def test_corpus_is_as_large_as_promised(papers):
    assert set(papers) == {*ODD, *GOOD}
    assert len(ODD) >= 12
    assert len({pdf for pdf, _ in papers.values()}) == len(papers)


@pytest.mark.parametrize("name", ODD)
def test_page_tells_what_is_wrong_and_poppler_agrees(name, papers, client):
    pdf, verdict = papers[name]

    page = page_of(client, pdf)

    assert [found for found, words in WORDS.items() if words in page and found != Verdict.VALID] == [verdict]
    assert told_by_poppler(pdf) == SAME[verdict]


@pytest.mark.parametrize("name", GOOD)
def test_page_finds_nothing_wrong_with_a_good_paper_and_poppler_agrees(name, papers, client):
    """The control: without the tampering the same paper is called good."""
    pdf, verdict = papers[name]

    page = page_of(client, pdf)

    assert [found for found, words in WORDS.items() if words in page] == [verdict] == [Verdict.VALID]
    assert told_by_poppler(pdf) == "valid"
