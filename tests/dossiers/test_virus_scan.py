"""Uploads are looked into by the virus scanner; without its answer nobody opens them (promise 36)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import File, Safety, ScanBatch
from dossiers.services.archiving import put_dossier
from dossiers.services.held_files import scan_held_files
from dossiers.states import ItemState
from dossiers.tasks import scan_held_files_task
from orgchart.errors import Refused
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from tests.dossiers.uploading import item_of, upload
from tests.dossiers.virus_scanner import EICAR, running_scanner
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON

pytestmark = pytest.mark.django_db
INFECTED = PDF + EICAR
NOBODY = "tcp://127.0.0.1:9"  # the port for throwing things away, where nobody listens


@pytest.fixture
def scanner(settings):
    with running_scanner() as running:
        settings.VIRUS_SCANNER = running.address
        yield running


def opened(client, dossier):
    answer = client.get(reverse("dossiers:file", args=[dossier.tenant.slug, item_of(dossier).file_id]))
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content


def page(client, dossier) -> str:
    return client.get(reverse("dossiers:dossier", args=[dossier.tenant.slug, 2024, dossier.pk])).content.decode()


def test_harmless_file_is_taken_and_served(scanner, office, dossier):
    assert upload(office, dossier).status_code == 302

    assert item_of(dossier).file.safety == Safety.CLEAN
    assert opened(office, dossier) == (200, PDF)


def test_infected_file_is_refused_and_on_record(scanner, office, dossier, media):
    answer = upload(office, dossier, INFECTED)

    assert answer.status_code == 422
    assert "có mã độc" in answer.content.decode()
    assert [path for path in media.rglob("*") if path.is_file()] == []
    with scope(tenant=dossier.tenant_id):
        assert not File.objects.exists()
        assert "có mã độc" in AuditRecord.objects.get(action="refused").summary


def test_without_a_scanner_the_same_file_would_be_served(settings, office, dossier):
    """The control: nothing but the scanner tells this file from others."""
    assert settings.VIRUS_SCANNER == ""

    assert upload(office, dossier, INFECTED).status_code == 302

    assert opened(office, dossier) == (200, INFECTED)


@pytest.mark.parametrize("trouble", ["down", "over its limit", "says nothing"])
def test_file_is_held_and_never_served_while_the_scanner_does_not_answer(trouble, scanner, settings, office, dossier):
    if trouble == "down":
        settings.VIRUS_SCANNER = NOBODY
    else:
        scanner.answer = b"INSTREAM size limit exceeded. ERROR\0" if trouble == "over its limit" else b""

    assert upload(office, dossier).status_code == 302

    item = item_of(dossier)
    assert item.file.safety == Safety.HELD
    assert "chờ quét vi-rút" in page(office, dossier)
    status, body = opened(office, dossier)
    assert (status, PDF in body) == (409, False)
    assert "đang chờ quét vi-rút" in body.decode()
    with scope(tenant=dossier.tenant_id), pytest.raises(Refused, match="đang chờ quét"):
        put_dossier(None, 1, dossier)  # type: ignore[arg-type]  # nothing of it is written


def test_dossier_with_a_held_file_is_not_bound(settings, office, dossier):
    settings.VIRUS_SCANNER = NOBODY
    upload(office, dossier, code="residence_comment")
    place = [dossier.tenant.slug, 2024, "dossier_bundle", dossier.subject_id]

    answer = office.post(reverse("dossiers:print_subject", args=place))

    assert answer.status_code == 409
    assert "đang chờ quét vi-rút" in answer.content.decode()


def test_proxy_is_not_sent_for_a_held_file_either(settings, office, dossier):
    settings.VIRUS_SCANNER, settings.MEDIA_ACCEL_PREFIX = NOBODY, "/_media/"
    upload(office, dossier)

    answer = office.get(reverse("dossiers:file", args=[dossier.tenant.slug, item_of(dossier).file_id]))

    assert answer.status_code == 409
    assert "X-Accel-Redirect" not in answer.headers


def test_held_file_is_let_go_when_the_scanner_answers(scanner, settings, office, dossier):
    address, settings.VIRUS_SCANNER = settings.VIRUS_SCANNER, NOBODY
    upload(office, dossier)
    assert scan_held_files(at=NOON) == 0
    settings.VIRUS_SCANNER = address

    scan_held_files_task()

    assert item_of(dossier).file.safety == Safety.CLEAN
    assert opened(office, dossier) == (200, PDF)


def test_held_file_that_turns_out_infected_stays_shut_and_its_item_lacks_again(scanner, settings, office, dossier):
    address, settings.VIRUS_SCANNER = settings.VIRUS_SCANNER, NOBODY
    upload(office, dossier, INFECTED)
    file = item_of(dossier).file
    settings.VIRUS_SCANNER = address

    assert scan_held_files(at=NOON + timedelta(minutes=1)) == 1

    item = item_of(dossier)
    assert (item.state, item.file) == (ItemState.MISSING, None)
    assert "bị giữ lại vì có mã độc" in page(office, dossier)
    with scope(tenant=dossier.tenant_id):
        shut = File.objects.get(pk=file.pk)
        with pytest.raises(Refused, match="có mã độc"):
            shut.opened()


def test_pile_of_scans_is_not_taken_while_the_scanner_does_not_answer(settings, office, dossier):
    settings.VIRUS_SCANNER = NOBODY
    address = reverse("dossiers:scan_list", args=[dossier.tenant.slug, 2024])

    answer = office.post(address, {"scans": [SimpleUploadedFile("a.pdf", PDF)], "signed_on": "2024-11-01"})

    assert answer.status_code == 422
    assert "chưa trả lời" in answer.content.decode()
    with scope(tenant=dossier.tenant_id):
        assert not ScanBatch.objects.exists()


def test_scanner_on_a_local_socket_is_asked_too(settings, office, dossier, tmp_path):
    settings.VIRUS_SCANNER = f"unix://{tmp_path}/nobody.sock"

    upload(office, dossier)

    assert item_of(dossier).file.safety == Safety.HELD
