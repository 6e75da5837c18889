"""Signed papers come back in one pile: each finds its record, what is incomplete or strange is said."""

from datetime import date

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied

from dossiers.documents.sandbox import close_child
from dossiers.models import ChecklistItem, PrintedDocument, ScanBatch
from dossiers.queries import newest_file
from dossiers.scanning.reading import ScanRefused, read_scan
from dossiers.services import printing, scans
from dossiers.states import SigningWay
from orgchart.errors import InvalidInput
from orgchart.kinds import Role
from orgchart.models import Job, JobState
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.dossiers.scanning import piles
from tests.factories.dossiers import PDF, final_review, prepared
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import SubjectFactory

pytestmark = pytest.mark.django_db
SIGNED = date(2024, 11, 4)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


def printed(subject) -> PrintedDocument:
    review = final_review(subject)
    with scope(tenant=subject.tenant_id):
        office = actor_for(subject.tenant, Role.OFFICE)
        document = printing.print_review(review_id=review.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)
    with scope(tenant=subject.tenant_id):
        return PrintedDocument.objects.select_related("subject__cycle", "subject__person", "file", "tenant").get(
            pk=document.pk
        )


@pytest.fixture
def first():
    return printed(SubjectFactory(name="Nông Thị Hòa"))


@pytest.fixture
def second(first):
    return printed(SubjectFactory(name="Ma Văn Lực", tenant=first.tenant, cycle=first.subject.cycle))


def pictures(document, angle: float = 0.0):
    with scope(tenant=document.tenant_id), document.file.content.open("rb") as content:
        return piles.pages_of(content.read(), angle=angle)


def send(document, *files: bytes, actor=None, names=(), **more) -> ScanBatch:
    pairs = [
        (names[place] if place < len(names) else f"quet-{place}.pdf", content) for place, content in enumerate(files)
    ]
    with scope(tenant=document.tenant_id):
        return scans.send_scans(
            cycle=document.subject.cycle,
            files=pairs,
            actor=actor or actor_for(document.tenant, Role.OFFICE),
            at=NOON,
            **({"signed_on": SIGNED} | more),
        )


def outcome(batch: ScanBatch) -> dict:
    run_job(job_id=batch.job_id, clock=lambda: NOON)
    with scope(tenant=batch.tenant_id):
        return ScanBatch.objects.get(pk=batch.pk).outcome


def ways(document) -> list[str]:
    with scope(tenant=document.tenant_id):
        return list(document.signatures.values_list("way", flat=True))


@pytest.mark.clause("HY-M01-17")
def test_pile_finds_its_records_whatever_lies_between(first, second):
    dossier = prepared(first.subject)
    one, two = pictures(first, 2.0), pictures(second, 180.5)
    pile = [*reversed(two), piles.foreign(), *one, one[0], piles.beside(one[0], two[0])]

    found = outcome(send(first, piles.scanned(pile)))

    assert {row["code"]: row["is_done"] for row in found["papers"]} == {first.code: True, second.code: True}
    assert found["strange"] == [len(two) + 1, len(pile)]
    assert "quét hai lần" in next(row["words"] for row in found["papers"] if row["code"] == first.code)
    assert (ways(first), ways(second)) == ([SigningWay.HAND], [SigningWay.HAND])
    with scope(tenant=first.tenant_id):
        signed = newest_file(first)
        assert ChecklistItem.objects.get(dossier=dossier, code="self_review").file == signed
        with signed.content.open("rb") as content, pypdfium2.PdfDocument(content.read()) as pdf:
            assert len(pdf) == len(one)


def test_missing_page_is_named_and_nothing_recorded(first):
    found = outcome(send(first, piles.scanned(pictures(first)[1:])))

    assert [row["is_done"] for row in found["papers"]] == [False]
    assert "Thiếu tờ 1" in found["papers"][0]["words"]
    assert found["papers"][0]["title"] == "Bản kiểm điểm cá nhân – Nông Thị Hòa"
    assert ways(first) == []


def test_pages_of_one_paper_come_together_from_several_files(first):
    files = [piles.photographed(picture) for picture in pictures(first)]

    found = outcome(send(first, *files, names=[f"anh-{number}.jpg" for number in range(len(files))]))

    assert [row["is_done"] for row in found["papers"]] == [True]


def test_paper_of_another_tenant_is_not_ours(first):
    theirs = printed(SubjectFactory(name="Người khác"))

    found = outcome(send(first, piles.scanned(pictures(theirs))))

    assert found["papers"][0]["document_id"] is None
    assert found["papers"][0]["title"] == ""
    assert ways(theirs) == []


def test_same_pile_again_changes_nothing(first):
    pile = piles.scanned(pictures(first))
    outcome(send(first, pile))

    again = outcome(send(first, pile))

    assert "đã có chữ ký" in again["papers"][0]["words"]
    assert ways(first) == [SigningWay.HAND]


def test_running_the_job_twice_records_once(first):
    batch = send(first, piles.scanned(pictures(first)))
    before = outcome(batch)
    Job.objects.filter(pk=batch.job_id).update(state=JobState.QUEUED, finished_at=None)

    assert outcome(batch) == before
    assert ways(first) == [SigningWay.HAND]


@pytest.mark.parametrize(
    ("files", "more", "field"),
    [
        ([], {}, "scans"),
        ([b"GIF89a"], {}, "scans"),
        ([PDF], {"signed_on": None}, "signed_on"),
        ([PDF], {"signed_on": date(2031, 1, 1)}, "signed_on"),
        ([PDF] * 41, {}, "scans"),
    ],
)
def test_batch_that_can_not_be_taken_leaves_nothing(first, files, more, field):
    with pytest.raises(InvalidInput) as refusal:
        send(first, *files, **more)

    assert set(refusal.value.errors) == {field}
    with scope(tenant=first.tenant_id):
        assert not ScanBatch.objects.exists()


def test_member_brings_no_piles(first):
    with pytest.raises(PermissionDenied):
        send(first, PDF, actor=actor_for(first.tenant, person=first.subject.person))


def test_broken_file_fails_with_the_reason():
    with pytest.raises(ScanRefused, match="tệp thứ 2"):
        read_scan([piles.scanned([piles.foreign()]), b"%PDF-1.7 hong"])
