"""The public page: what outsiders learn of a paper, and what they never learn."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.documents.sandbox import close_child
from dossiers.models import DocumentCode, PrintedDocument
from dossiers.queries import newest_file
from dossiers.services import printing, signatures
from orgchart.kinds import Role
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.factories.dossiers import PDF, final_review
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import SubjectFactory

pytestmark = pytest.mark.django_db
NAME = "Nông Thị Hòa"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


def print_form(review) -> PrintedDocument:
    office = actor_for(review.tenant, Role.OFFICE)
    with scope(tenant=review.tenant_id):
        document = printing.print_review(review_id=review.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)
    return document


@pytest.fixture
def review():
    return final_review(SubjectFactory(name=NAME))


@pytest.fixture
def document(review):
    return print_form(review)


def content_of(document) -> bytes:
    with scope(tenant=document.tenant_id):
        found = PrintedDocument.objects.get(pk=document.pk)
        with newest_file(found).content.open("rb") as content:
            return content.read()


def by_code(client, code: str):
    return client.get(reverse("verify"), {"code": code})


def by_file(client, content: bytes, name: str = "van-ban.pdf"):
    return client.post(reverse("verify"), {"file": SimpleUploadedFile(name, content)})


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_code_on_paper_is_found_without_an_account(client, document):
    page = by_code(client, f"{document.code[:4]}-{document.code[4:]}".lower())

    assert page.status_code == 200
    assert "Bản kiểm điểm cá nhân" in text_of(page)
    assert "Bản hiện hành" in text_of(page)
    assert "Còn chờ: người viết" in text_of(page)


def test_page_tells_nothing_about_the_person_or_the_content(client, document):
    for page in (by_code(client, document.code), by_file(client, content_of(document))):
        assert NAME not in text_of(page)
        assert "Nội dung mục" not in text_of(page)


def test_qr_code_leads_to_the_page(client, document):
    answer = client.get(f"/VB/{document.code}/1/3")

    assert answer.status_code == 302
    assert client.get(answer.url).context["paper"].code == document.code


@pytest.mark.parametrize("code", ["0000000000000000", "sai", "'; drop table", "K" * 40])
def test_unknown_code_is_no_paper(client, document, code):
    assert "Không tìm thấy" in text_of(by_code(client, code))


def test_untouched_file_is_the_same(client, document):
    assert "Nguyên vẹn" in text_of(by_file(client, content_of(document)))


def test_changed_file_is_called_changed(client, document):
    assert "Khác bản đã phát hành" in text_of(by_file(client, content_of(document) + b"\n"))


def test_file_before_its_signature_is_an_earlier_version(client, document):
    before = content_of(document)
    with scope(tenant=document.tenant_id):
        signatures.sign_by_hand(
            document_id=document.pk,
            signed_on=NOON.date(),
            name="quet.pdf",
            content=PDF,
            kept_at="",
            actor=actor_for(document.tenant, Role.OFFICE),
            at=NOON,
        )

    page = text_of(by_file(client, before))

    assert "Bản trước khi ký xong" in page
    assert "ký tay trên bản giấy" in page


def test_paper_that_was_printed_anew_is_replaced(client, review, document):
    with scope(tenant=review.tenant_id):
        review.sections.filter(key="II-1").update(text="Sửa lại.")
    newer = print_form(review)

    assert "Đã có bản khác thay thế" in text_of(by_code(client, document.code))
    assert "Bản hiện hành" in text_of(by_code(client, newer.code))


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (PDF, 200, "Không đọc được cấu trúc tệp"),
        (b"GIF89a", 422, "không phải PDF"),
        (b"%PDF-" + b"0" * (20 * 1024 * 1024), 422, "lớn hơn 20 MB"),
    ],
    ids=["damaged", "no PDF", "too large"],
)
def test_odd_files_are_answered_in_words(client, content, status, words):
    page = by_file(client, content)

    assert page.status_code == status
    assert words in text_of(page)


def test_no_file_is_said_at_the_field(client):
    page = client.post(reverse("verify"))

    assert page.status_code == 422
    assert "Chọn tệp PDF cần kiểm tra" in text_of(page)


def test_code_whose_document_is_gone_is_no_paper(client, review):
    DocumentCode.objects.create(code="Z" * 16, tenant_id=review.tenant_id, document_id=999_999)

    assert "Không tìm thấy" in text_of(by_code(client, "Z" * 16))


def test_looking_leaves_nothing_behind(client, document):
    with scope(tenant=document.tenant_id):
        files = PrintedDocument.objects.count()
        stored = newest_file(PrintedDocument.objects.get(pk=document.pk)).stored_at

    by_file(client, content_of(document))

    with scope(tenant=document.tenant_id):
        assert PrintedDocument.objects.count() == files
        assert newest_file(PrintedDocument.objects.get(pk=document.pk)).stored_at - stored == timedelta(0)


def test_address_that_tries_too_many_codes_has_to_wait(client, document, settings):
    """Codes cannot be guessed in a row; another address is not kept waiting."""
    settings.QUOTAS = settings.QUOTAS | {"verify": 2}

    answers = [by_code(client, "K7Q4M2X9RTA3BCDE").status_code for _ in range(2)]
    refused = by_file(client, content_of(document))

    assert answers == [200, 200]
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Mời chờ vài phút" in refused.content.decode()
    assert client.get(reverse("verify")).status_code == 200
    other = client.get(reverse("verify"), {"code": document.code}, REMOTE_ADDR="198.51.100.7")
    assert other.status_code == 200
