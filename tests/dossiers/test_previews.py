"""Reading a file in the browser, and photographs that become one file."""

from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from dossiers.models import ChecklistItem, File
from dossiers.services.bundles import as_one_file
from orgchart.errors import InvalidInput
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from tests.dossiers.scanning.piles import foreign, scanned
from tests.factories.orgchart import actor_for

pytestmark = pytest.mark.django_db

SIDEWAYS = 6  # EXIF: held upright, stored lying


@pytest.fixture
def office(client, dossier):
    client.force_login(actor_for(dossier.tenant, Role.OFFICE).account)
    return client


def photo(*, size=(1600, 1200), turned=SIDEWAYS, kind="JPEG"):
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", size, "white").save(out, kind, exif=exif)
    return out.getvalue()


def send(client, dossier, *files, code="self_review"):
    """Upload to an item of the checklist; gives the item."""
    with scope(tenant=dossier.tenant_id):
        item = ChecklistItem.objects.get(dossier=dossier, code=code)
    year = dossier.subject.cycle.year
    address = reverse("dossiers:upload", args=[dossier.tenant.slug, year, dossier.pk, item.pk])
    client.post(address, {"file": [SimpleUploadedFile(name, content) for name, content in files]})
    with scope(tenant=dossier.tenant_id):
        return ChecklistItem.objects.select_related("file").get(pk=item.pk)


def preview(dossier, file, page=None):
    name, further = ("file_preview", []) if page is None else ("file_page", [page])
    return reverse(f"dossiers:{name}", args=[dossier.tenant.slug, file.pk, *further])


def test_pages_of_a_pdf_are_shown_as_pictures(office, dossier):
    file = send(office, dossier, ("hai-trang.pdf", scanned([foreign()] * 2))).file

    page = office.get(preview(dossier, file)).content.decode()

    assert [preview(dossier, file, number) in page for number in (0, 1, 2)] == [True, True, False]
    answer = office.get(preview(dossier, file, 1))
    assert answer["Content-Type"] == "image/jpeg"
    with Image.open(BytesIO(answer.content)) as picture:
        assert picture.width == pytest.approx(1240, abs=2)
    assert office.get(preview(dossier, file, 2)).status_code == 404


def test_looking_is_on_record_once_for_all_pages(office, dossier):
    file = send(office, dossier, ("hai-trang.pdf", scanned([foreign()] * 2))).file

    office.get(preview(dossier, file))
    office.get(preview(dossier, file, 0))

    with scope(tenant=dossier.tenant_id):
        assert AuditRecord.objects.filter(action="view", summary__contains="hai-trang.pdf").count() == 1


def test_whoever_may_not_open_the_file_sees_no_page_of_it(office, client, dossier):
    file = send(office, dossier, ("mot-trang.pdf", scanned([foreign()]))).file
    client.force_login(actor_for(dossier.tenant).account)

    assert client.get(preview(dossier, file)).status_code == 404
    assert client.get(preview(dossier, file, 0)).status_code == 404


def test_file_that_waits_for_the_virus_scanner_is_not_drawn(office, dossier):
    file = send(office, dossier, ("mot-trang.pdf", scanned([foreign()]))).file
    with scope(tenant=dossier.tenant_id):
        File.objects.filter(pk=file.pk).update(safety="held")

    assert office.get(preview(dossier, file)).status_code == 409
    assert office.get(preview(dossier, file, 0)).status_code == 409


def test_drawing_beyond_the_share_of_the_office_is_answered_with_429(office, dossier, settings):
    file = send(office, dossier, ("mot-trang.pdf", scanned([foreign()]))).file
    settings.QUOTAS = settings.QUOTAS | {"preview": 1}

    assert [office.get(preview(dossier, file, 0)).status_code for _ in range(2)] == [200, 429]


def test_photographs_of_one_paper_become_one_upright_pdf_in_their_order(office, dossier):
    item = send(office, dossier, ("trang-1.jpg", photo()), ("trang-2.jpg", photo(turned=1)))

    assert item.file.name == "trang-1.pdf"
    with item.file.content.open("rb") as content, pypdfium2.PdfDocument(content.read()) as pdf:
        sizes = [page.get_size() for page in pdf]
    assert [width < height for width, height in sizes] == [True, False]
    assert max(sizes[0]) == pytest.approx(842, abs=60)


def test_single_photograph_stays_as_it_came(office, dossier):
    assert send(office, dossier, ("trang-1.jpg", photo())).file.name == "trang-1.jpg"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (("hai.pdf", scanned([foreign()])), "nhiều ảnh chụp"),
        (("hai.jpg", b"no picture"), "phần mở rộng|Không nhận"),
        (("hai.jpg", b"\xff\xd8\xff broken"), "hỏng"),
    ],
)
def test_several_files_that_are_not_all_photographs_are_refused(other, words):
    with pytest.raises(InvalidInput, match=words):
        as_one_file([("mot.jpg", photo()), other])
