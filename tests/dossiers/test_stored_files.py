"""Files are wholly there or not at all: killed processes, rolled back work and a full disk (promises 53 and 57)."""

import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import ChecklistItem, File
from dossiers.services.checklists import upload_to_item
from dossiers.services.files import store_upload
from orgchart.kinds import Role
from orgchart.services.stored_files import AGE, sweep_files
from orgchart.storage import NoRoom, WholeFileStorage
from orgchart.tenancy import scope
from tests.dossiers.uploading import office_of, upload
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import SubjectFactory

pytestmark = pytest.mark.django_db
LONG = b"%PDF-1.7\n" + b"0" * 4_000_000
ROOM = 1_000_000
# Writes a file as the product does and is killed before its row is committed.
WRITER = """
import os, signal, sys
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1])
from django.core.files.base import ContentFile
from orgchart.storage import WholeFileStorage
WholeFileStorage(location=sys.argv[1]).save(sys.argv[2], ContentFile(b"%PDF-1.7"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@contextmanager
def little_room() -> Iterator[None]:
    """The kernel lets no file of this process grow beyond a limit, as a full disk does."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def later():
    return timezone.now() + AGE + timedelta(hours=1)


def test_file_of_a_killed_process_is_taken_away_a_day_later(media):
    tenant = TenantFactory()
    name = f"{tenant.pk}/files/abc"
    done = subprocess.run([sys.executable, "-c", WRITER, str(media), name], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    assert files_in(media) == [media / name]

    assert sweep_files(now=timezone.now()) == 0  # it may still get its row
    assert sweep_files(now=later()) == 1

    assert files_in(media) == []


def test_file_with_a_row_stays_and_one_of_rolled_back_work_goes(media):
    tenant = TenantFactory()
    office = actor_for(tenant, Role.OFFICE)
    with scope(tenant=tenant.pk):
        kept = store_upload(name="giữ.pdf", content=PDF, actor=office, at=NOON)
        with transaction.atomic():
            store_upload(name="bỏ.pdf", content=PDF, actor=office, at=NOON)
            transaction.set_rollback(True)

    assert sweep_files(now=later()) == 1

    assert files_in(media) == [media / kept.content.name]


def test_half_written_file_of_a_crash_goes_too(media):
    tenant = TenantFactory()
    part = media / str(tenant.pk) / "files" / "abc.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"%PDF")

    assert sweep_files(now=later()) == 1


def test_full_disk_leaves_no_partial_file(media):
    with little_room(), pytest.raises(NoRoom):
        WholeFileStorage(location=media).save("7/files/abc", ContentFile(LONG))

    assert files_in(media) == []


def test_without_our_storage_a_full_disk_leaves_a_partial_file(media):
    """The control: this is what the storage of the framework does."""
    with little_room(), pytest.raises(OSError, match="File too large"):
        FileSystemStorage(location=media).save("7/files/abc", ContentFile(LONG))

    assert [path.stat().st_size < len(LONG) for path in files_in(media)] == [True]


def test_upload_to_a_full_disk_says_so_and_everything_else_stands(media, monkeypatch):
    dossier = prepared(SubjectFactory())
    office = actor_for(dossier.tenant, Role.OFFICE)
    client = Client()
    client.force_login(office.account)
    with scope(tenant=dossier.tenant_id):
        item = ChecklistItem.objects.get(dossier=dossier, code="cv_supplement")
    address = reverse("dossiers:upload", args=[dossier.tenant.slug, 2024, dossier.pk, item.pk])

    with monkeypatch.context() as full:
        full.setattr("orgchart.storage.os.fsync", _no_space)
        refused = client.post(address, {"file": SimpleUploadedFile("lý lịch.pdf", PDF)})
    left = files_in(media)
    taken = client.post(address, {"file": SimpleUploadedFile("lý lịch.pdf", PDF)})

    assert refused.status_code == 409
    assert "hết chỗ lưu tệp" in refused.content.decode()
    assert left == []
    assert taken.status_code == 302
    with scope(tenant=dossier.tenant_id):
        assert File.objects.count() == 1


def test_upload_that_outgrows_the_disk_says_so_and_leaves_nothing(media):
    """The same with a real limit of the kernel, and a file that is larger than the room."""
    dossier = prepared(SubjectFactory())
    office = office_of(dossier)

    with little_room():
        refused = upload(office, dossier, PDF + b"%" * 4_000_000)
        small = upload(office, dossier, PDF)

    assert refused.status_code == 409
    assert "hết chỗ lưu tệp" in refused.content.decode()
    assert small.status_code == 302
    assert [path.stat().st_size for path in files_in(media)] == [len(PDF)]


def test_hostile_name_is_no_part_of_the_place_and_of_no_header(media):
    dossier = prepared(SubjectFactory())
    client = office_of(dossier)
    with scope(tenant=dossier.tenant_id):
        item = ChecklistItem.objects.get(dossier=dossier, code="cv_supplement")
        office = actor_for(dossier.tenant, Role.OFFICE)
        name = '..\\../etc/a\x00\r\nSet-Cookie: x=1\u202e"' + "x" * 300 + ".pdf"
        upload_to_item(item_id=item.pk, name=name, content=PDF, actor=office, at=NOON)
        file = File.objects.get()

    sent = client.get(reverse("dossiers:file", args=[dossier.tenant.slug, file.pk]))

    assert re.fullmatch(rf"{dossier.tenant_id}/files/[0-9a-f]{{32}}", file.content.name)
    assert files_in(media) == [media / file.content.name]
    told = sent.headers["Content-Disposition"]
    assert not {"\r", "\n", "\0", "/", "\\"} & set(told)
    assert told.startswith("attachment;")
    assert "Set-Cookie" not in sent.headers
    assert b"".join(sent.streaming_content) == PDF


def _no_space(_descriptor: int) -> None:
    raise OSError(28, os.strerror(28))
