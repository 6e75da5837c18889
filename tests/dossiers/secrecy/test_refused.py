"""A paper with a mark is refused at its field and stands in the trail without its name and content (promise 68)."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import File, ScanBatch
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from tests.dossiers.secrecy import papers
from tests.dossiers.uploading import upload
from tests.factories.dossiers import PDF

pytestmark = pytest.mark.django_db
CANARY = "kế hoạch tác chiến"
UPLOADS = {
    "name": (f"{CANARY} MẬT.pdf", lambda: PDF),
    "first page": (f"{CANARY}.pdf", lambda: papers.pdf(f"<p>TỐI MẬT</p><p>{CANARY}</p>")),
    "properties": (f"{CANARY}.docx", lambda: papers.word(CANARY, title="Tài liệu mật")),
}


def refusals(dossier) -> list[AuditRecord]:
    with scope(tenant=dossier.tenant_id):
        return list(AuditRecord.objects.filter(action="refused"))


@pytest.mark.parametrize("kind", UPLOADS)
def test_marked_paper_is_refused_and_on_record_without_its_content(kind, office, dossier, media, caplog):
    name, make = UPLOADS[kind]

    with caplog.at_level(logging.WARNING):
        answer = upload(office, dossier, make(), name=name)

    assert answer.status_code == 422
    assert "Tài liệu mật không được đưa lên hệ thống" in answer.content.decode()
    record = refusals(dossier)[0]
    assert (record.summary, record.changes) == ("Từ chối nhận một tệp có dấu chỉ độ mật", {})
    assert record.actor_name
    told = record.summary + str(record.changes) + caplog.text
    assert "dấu chỉ độ mật" in caplog.text
    assert CANARY not in told
    assert not [path for path in media.rglob("*") if path.is_file()]
    with scope(tenant=dossier.tenant_id):
        assert not File.objects.exists()


def test_paper_without_a_mark_is_taken_and_leaves_no_refusal(office, dossier):
    answer = upload(office, dossier, papers.pdf(f"<p>{CANARY}</p>"), name=f"{CANARY}.pdf")

    assert answer.status_code == 302
    assert refusals(dossier) == []


def test_one_marked_paper_refuses_its_whole_batch(office, dossier):
    address = reverse("dossiers:scan_list", args=[dossier.tenant.slug, 2024])
    sent = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", papers.pdf("<p>MẬT</p>"))]

    answer = office.post(address, {"scans": sent, "signed_on": "2024-11-01"})

    assert answer.status_code == 422
    assert "b.pdf: Tệp có dấu chỉ độ mật" in answer.content.decode()
    assert len(refusals(dossier)) == 1
    with scope(tenant=dossier.tenant_id):
        assert not ScanBatch.objects.exists()


def test_paper_that_can_not_be_opened_is_refused_with_what_to_do(office, dossier):
    answer = upload(office, dossier, b"%PDF-1.7 hong")

    assert answer.status_code == 422
    assert "Không mở được tệp PDF. Xuất hoặc quét lại" in answer.content.decode()
    assert refusals(dossier) == []
