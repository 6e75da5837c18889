"""Many documents printed at once: progress, stopping, printing again, one pile, signatures."""

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dossiers import batches as reading
from dossiers.documents.sandbox import close_child
from dossiers.models import BatchKind, File, PrintBatch, PrintedDocument, Signature
from dossiers.services import batches, signatures
from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.models import Job, JobState
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.counting import statements_of
from tests.dossiers.signing import authority as ca
from tests.factories.dossiers import final_review
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    yield
    close_child()
    signatures.keyring.cache_clear()


@pytest.fixture
def cycle():
    cycle = CycleFactory(tenant=TenantFactory())
    for number in range(3):
        final_review(SubjectFactory(tenant=cycle.tenant, cycle=cycle, name=f"Ma Văn {'ABC'[number]}", rank=number))
    return cycle


@pytest.fixture
def office(cycle):
    return actor_for(cycle.tenant, Role.OFFICE)


def ask(cycle, office, kind=BatchKind.FORMS) -> PrintBatch:
    with scope(tenant=cycle.tenant_id):
        return batches.print_batch(cycle=cycle, kind=kind, actor=office, at=NOON)


def jobs_of(batch) -> list[Job]:
    with scope(tenant=batch.tenant_id):
        entries = batch.entries.order_by("position").select_related("document__job")
        return [row.document.job for row in entries]


def run(jobs) -> None:
    for job in jobs:
        run_job(job_id=job.pk, clock=lambda: NOON)


def progress(batch) -> tuple[int, int, int]:
    with scope(tenant=batch.tenant_id):
        found = reading.progress_of(batch)
    assert found.total == found.ready + found.waiting + found.failed
    return found.ready, found.waiting, found.failed


def test_batch_prints_every_final_form_once(cycle, office):
    batch = ask(cycle, office)
    assert progress(batch) == (0, 3, 0)

    run(jobs_of(batch))

    assert progress(batch) == (3, 0, 0)
    again = ask(cycle, office)
    assert progress(again) == (3, 0, 0)
    with scope(tenant=cycle.tenant_id):
        assert File.objects.count() == PrintedDocument.objects.count() == 3


def test_stopped_batch_keeps_what_is_done_and_goes_on_when_asked(cycle, office):
    batch = ask(cycle, office)
    first, *others = jobs_of(batch)
    run([first])

    with scope(tenant=cycle.tenant_id):
        batches.cancel_batch(batch_id=batch.pk, actor=office, at=NOON)
    run(others)  # messages that were on their way find nothing to do
    assert progress(batch) == (1, 0, 2)
    assert {job.error for job in jobs_of(batch)[1:]} == {"Đã dừng theo yêu cầu."}

    with scope(tenant=cycle.tenant_id):
        assert batches.retry_batch(batch_id=batch.pk, actor=office, at=NOON) == 2
    run(jobs_of(batch))
    assert progress(batch) == (3, 0, 0)
    with scope(tenant=cycle.tenant_id):
        assert File.objects.count() == 3


def test_finished_batch_can_be_neither_stopped_nor_printed_again(cycle, office):
    batch = ask(cycle, office)
    run(jobs_of(batch))

    with scope(tenant=cycle.tenant_id):
        with pytest.raises(Refused, match="Không còn"):
            batches.cancel_batch(batch_id=batch.pk, actor=office, at=NOON)
        with pytest.raises(Refused, match="Không có văn bản nào cần in lại"):
            batches.retry_batch(batch_id=batch.pk, actor=office, at=NOON)


def test_job_that_runs_is_not_taken_back(cycle, office):
    batch = ask(cycle, office)
    Job.objects.filter(pk=jobs_of(batch)[0].pk).update(state=JobState.RUNNING, started_at=NOON)

    with scope(tenant=cycle.tenant_id):
        batches.cancel_batch(batch_id=batch.pk, actor=office, at=NOON)

    assert [job.state for job in jobs_of(batch)] == [JobState.RUNNING, JobState.FAILED, JobState.FAILED]
    assert progress(batch) == (0, 1, 2)


@pytest.mark.parametrize("kind", [BatchKind.FORMS, BatchKind.NOTICES, BatchKind.SLIPS])
def test_year_with_nothing_to_print_says_so(kind):
    cycle = CycleFactory(tenant=TenantFactory())

    with pytest.raises(Refused, match=r"Chưa|chưa"):
        ask(cycle, actor_for(cycle.tenant, Role.OFFICE), kind)


def test_members_print_nothing_for_all(cycle):
    with pytest.raises(PermissionDenied):
        ask(cycle, actor_for(cycle.tenant, Role.INSPECTION))


def bound_text(batch, part: str = "1") -> str:
    with scope(tenant=batch.tenant_id):
        pile = reading.pile_of(batch, reading.part_of(batch, part))
    with pile, pypdfium2.PdfDocument(pile.read()) as bound:
        return " ".join(page.get_textpage().get_text_bounded() for page in bound)


def test_large_pile_comes_in_parts_that_hold_every_document_once(cycle, office, monkeypatch):
    monkeypatch.setattr(reading, "DOCUMENTS_A_FILE", 2)
    batch = ask(cycle, office)
    run(jobs_of(batch))

    with scope(tenant=cycle.tenant_id):
        parts = [(part.number, part.first, part.last) for part in reading.parts_of(batch)]
    found = ["".join(letter for letter in "ABC" if f"Ma Văn {letter}" in bound_text(batch, part)) for part in "12"]

    assert parts == [(1, 1, 2), (2, 3, 3)]
    assert [len(letters) for letters in found] == [2, 1]
    assert set("".join(found)) == set("ABC")
    client = Client()
    client.force_login(office.account)
    place = [cycle.tenant.slug, cycle.year, batch.pk]
    page = client.get(reverse("dossiers:batch", args=place)).content.decode()
    assert page.count("?tap=") == 2
    assert client.get(reverse("dossiers:batch_file", args=place), {"tap": "3"}).status_code == 404
    assert client.get(reverse("dossiers:batch_file", args=place), {"tap": "x"}).status_code == 404


def test_pile_holds_the_documents_in_their_order(cycle, office):
    batch = ask(cycle, office)
    run(jobs_of(batch))

    text = bound_text(batch)

    places = [text.index(f"Ma Văn {letter}") for letter in "ABC"]
    assert places == sorted(places)


def test_batch_is_signed_where_the_key_of_the_actor_is_asked_for(cycle, office, tmp_path, settings):
    authority = ca.issue("Cơ quan chứng thực thử")
    folder = tmp_path / "keys"
    folder.mkdir()
    keys = {"owner": ("Văn thư", ca.issue("Văn thư", by=authority))}
    settings.SIGNING_KEYS_FILE = ca.key_file(folder, tenant=cycle.tenant.slug, authority=authority, keys=keys)
    signatures.keyring.cache_clear()
    batch = ask(cycle, office)
    run(jobs_of(batch))

    with scope(tenant=cycle.tenant_id):
        assert batches.sign_batch(batch_id=batch.pk, actor=office, at=NOON) == 3
    run(Job.objects.filter(kind=signatures.JOB_KIND))

    with scope(tenant=cycle.tenant_id):
        assert Signature.objects.filter(way="here").count() == 3
        with pytest.raises(Refused, match="khóa ký số"):
            batches.sign_batch(batch_id=batch.pk, actor=office, at=NOON)


def test_pages_ask_show_and_hand_out(cycle, office):
    client = Client()
    client.force_login(office.account)
    place = [cycle.tenant.slug, cycle.year]
    assert client.post(reverse("dossiers:batch_list", args=place), {}).status_code == 422

    answer = client.post(reverse("dossiers:batch_list", args=place), {"kind": "forms"})
    page = client.get(answer.url).content.decode()
    assert "0/3" in page
    assert "hx-get" in page
    with scope(tenant=cycle.tenant_id):
        batch = PrintBatch.objects.get()
    run(jobs_of(batch))

    part = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert "3/3" in part
    assert "Ký số" not in part  # there is no key on this server
    assert "<html" not in part
    assert "every 2s" not in part
    pile = client.get(reverse("dossiers:batch_file", args=[*place, batch.pk]))
    assert b"".join(pile.streaming_content).startswith(b"%PDF")
    assert len(statements_of(client, reverse("dossiers:batch_list", args=place))) <= 15
