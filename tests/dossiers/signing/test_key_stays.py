"""A key that signs is nowhere but in its file: in no row, no log and no stored file (promise 42)."""

import base64
import logging

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.db import connection

from dossiers.documents.sandbox import close_child
from dossiers.services import printing, signatures
from orgchart.kinds import Role
from orgchart.models import JobState
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.dossiers.signing import authority as ca
from tests.factories.dossiers import final_review
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import SubjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
NAME = "Nông Thị Hòa ký"


@pytest.fixture
def asked(settings, tmp_path, authority):
    """A form whose owner has a key on the server, and the job that signs it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    review = final_review(SubjectFactory())
    (tmp_path / "keys").mkdir()
    keys = {"owner": (NAME, ca.issue(NAME, by=authority))}
    settings.SIGNING_KEYS_FILE = ca.key_file(
        tmp_path / "keys", tenant=review.tenant.slug, authority=authority, keys=keys
    )
    signatures.keyring.cache_clear()
    office = actor_for(review.tenant, Role.OFFICE)
    with scope(tenant=review.tenant_id):
        document = printing.print_review(review_id=review.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)
    with scope(tenant=review.tenant_id):
        job = signatures.request_signature(document_id=document.pk, slot="owner", actor=office, at=NOON)
    yield review.tenant_id, job
    close_child()
    signatures.keyring.cache_clear()


def secrets_of(key_file) -> list[bytes]:
    """The passphrase, the file and the bare number of the key, in the ways in which something may write them down."""
    packed = (key_file.parent / "owner.p12").read_bytes()
    key = pkcs12.load_key_and_certificates(packed, ca.PASSPHRASE)[0]
    number = key.private_numbers().private_value.to_bytes(32, "big")  # type: ignore[union-attr]
    pem = key.private_bytes(  # type: ignore[union-attr]
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    raw = [ca.PASSPHRASE, packed[:60], number, pem[30:90]]
    return [form for one in raw for form in (one, one.hex().encode(), base64.b64encode(one)[:-4])]


def everything_stored(tenant_id: int, media) -> bytes:
    """Every row of every table that the application can read, and every file."""
    found = []
    with scope(tenant=tenant_id), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" AS one')
            found += [row[0].encode() for row in cursor.fetchall()]
    return b"\n".join(found + [path.read_bytes() for path in media.rglob("*") if path.is_file()])


def test_key_is_in_no_row_no_file_and_no_log(asked, settings, caplog):
    tenant_id, job = asked
    with caplog.at_level(logging.DEBUG):
        run_job(job_id=job.pk, clock=lambda: NOON)
    job.refresh_from_db()
    assert job.state == JobState.DONE

    stored = everything_stored(tenant_id, settings.MEDIA_ROOT)

    told = stored + caplog.text.encode()
    assert [secret for secret in secrets_of(settings.SIGNING_KEYS_FILE) if secret in told] == []
    # The control: what the same key has left behind openly is found in both places.
    assert NAME.encode() in stored or NAME.encode("utf-16-be") in stored
    assert b"store_file" in stored
    assert b"%PDF-" in stored


def test_secrets_would_be_found_if_somebody_wrote_them_down(asked, settings):
    """The control: each of the ways is looked for in what is really in the files of the key."""
    folder = settings.SIGNING_KEYS_FILE.parent
    held = b"\n".join(path.read_bytes() for path in folder.iterdir())

    assert sum(secret in held for secret in secrets_of(settings.SIGNING_KEYS_FILE)) >= 2


def test_without_its_key_signing_is_refused_in_words(asked, settings):
    _, job = asked
    (settings.SIGNING_KEYS_FILE.parent / "owner.p12").unlink()

    run_job(job_id=job.pk, clock=lambda: NOON)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert NAME in job.error
    assert str(settings.SIGNING_KEYS_FILE.parent) not in job.error
