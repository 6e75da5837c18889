"""How much may be kept: a file, a dossier, an office (promise 36)."""

import pytest

from dossiers.file_rules import MAX_BYTES
from dossiers.models import File
from orgchart.tenancy import scope
from tests.dossiers.uploading import office_of, upload
from tests.factories.dossiers import PDF, prepared
from tests.factories.reviews import SubjectFactory

pytestmark = pytest.mark.django_db
SIZE = len(PDF)


@pytest.fixture
def send(dossier):
    office = office_of(dossier)
    return lambda code, content=PDF: upload(office, dossier, content, code=code)


def files_of(dossier) -> int:
    with scope(tenant=dossier.tenant_id):
        return File.objects.count()


def test_file_may_have_its_20_megabytes_and_no_byte_more(send, dossier):
    whole = PDF + b"%" * (MAX_BYTES - SIZE)

    assert send("cv_supplement", whole + b"%").status_code == 422
    assert files_of(dossier) == 0
    assert send("cv_supplement", whole).status_code == 302


def test_dossier_is_full_at_its_limit_and_a_paper_may_be_replaced(send, dossier, monkeypatch):
    monkeypatch.setattr("dossiers.services.checklists.MAX_DOSSIER_BYTES", 2 * SIZE)
    assert [send("cv_supplement").status_code, send("residence_comment").status_code] == [302, 302]

    refused = send("self_review")

    assert refused.status_code == 422
    assert "Các tệp của hồ sơ vượt quá" in refused.content.decode()
    assert files_of(dossier) == 2
    assert send("cv_supplement").status_code == 302


def test_office_is_full_at_its_limit_and_its_neighbour_is_not(send, dossier, settings):
    settings.STORAGE_QUOTA_BYTES = SIZE
    neighbour = prepared(SubjectFactory())
    assert send("cv_supplement").status_code == 302

    refused = send("residence_comment")

    assert refused.status_code == 422
    assert "dung lượng lưu tệp" in refused.content.decode()
    assert files_of(dossier) == 1
    assert files_of(neighbour) == 0
    assert upload(office_of(neighbour), neighbour).status_code == 302
