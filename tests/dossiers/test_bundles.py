"""A dossier bound into one PDF, and as a ZIP: what is in it, what is kept back, who gets it."""

import hashlib
import json
import zipfile
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from dossiers.access import KEPT_BACK, is_about
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.sandbox import close_child
from dossiers.models import ChecklistItem, IncomingSubmission, PrintedDocument
from dossiers.pages.work import PagesRefused, bind, page_counts
from dossiers.services import checklists, handing_up, printing
from dossiers.services.archiving import MANIFEST, dossier_package, submission_package
from dossiers.services.printing import current_bundle
from dossiers.states import DocumentState
from orgchart.errors import NotVisible
from orgchart.kinds import Role
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from ratings.models import RatingCase
from reviews.models import RatingPlace, Review, Subject
from tests.dossiers.scanning.piles import foreign, scanned
from tests.factories.dossiers import final_review, prepared
from tests.factories.orgchart import NOON, PersonFactory, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


def sheets(number):
    return scanned([foreign()] * number)


def photo():
    out = BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def dossier():
    """Two pages of self-review, a photo, a private declaration and a paper in a cupboard; the case waits above."""
    link = TenantLinkFactory()
    CycleFactory(tenant=link.superior)
    subject = SubjectFactory(
        tenant=link.subordinate, name="Ma Văn Lãnh", rating=RatingPlace.SUPERIOR, decided_by=link.superior
    )
    office = actor_for(link.subordinate, Role.OFFICE)
    RatingCaseFactory(
        subject=subject, state="appraised", self_level="HTT", proposed_level="HTT", appraised_at=NOON,
        appraised_by=office.account, own_ceiling="HTT",
    )  # fmt: skip
    dossier = prepared(subject, office)
    with scope(tenant=subject.tenant_id):
        items = {row.code: row.pk for row in ChecklistItem.objects.filter(dossier=dossier)}
        for code, name, content in [
            ("self_review", "ban-kiem-diem.pdf", sheets(2)),
            ("residence_comment", "nhan-xet.png", photo()),
            ("cv_supplement", "ly-lich.pdf", sheets(1)),
        ]:
            checklists.upload_to_item(item_id=items[code], name=name, content=content, actor=office, at=NOON)
        for row in checklists.missing_items(dossier):
            checklists.keep_on_paper(item_id=row.pk, place="Tủ hồ sơ số 2", actor=office, at=NOON)
    return dossier


def bound(dossier):
    """The bound dossier, printed by its job."""
    with scope(tenant=dossier.tenant_id):
        document = printing.print_for_subject(
            kind=DocumentKind.DOSSIER_BUNDLE, subject_id=dossier.subject_id,
            actor=actor_for(dossier.tenant, Role.OFFICE), at=NOON,
        )  # fmt: skip
    run_job(job_id=document.job_id, clock=lambda: NOON)
    with scope(tenant=dossier.tenant_id):
        return PrintedDocument.objects.select_related("file", "job", "subject__review").get(pk=document.pk)


def opened(file):
    with file.content.open("rb") as content:
        return pypdfium2.PdfDocument(content.read())


def test_bundle_has_cover_contents_and_every_paper_under_a_bookmark(dossier):
    document = bound(dossier)

    with opened(document.file) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    assert "Đồng chí Ma Văn Lãnh" in pages[0]
    contents = " ".join(pages[1].split())
    assert [place for _, place in marks] == [2, 4]
    assert len(pages) == 2 + 2 + 1
    for (title, _), span in zip(marks, ("1–2", "3"), strict=True):
        assert f"{title} {span}" in contents
    assert "Lưu bản giấy: Tủ hồ sơ số 2" in contents


def test_private_papers_are_named_and_not_bound_in(dossier):
    document = bound(dossier)

    with opened(document.file) as pdf:
        contents = " ".join(pdf[1].get_textpage().get_text_bounded().split())
        titles = {mark.get_title() for mark in pdf.get_toc()}
    with scope(tenant=dossier.tenant_id):
        label = ChecklistItem.objects.get(dossier=dossier, code="cv_supplement").label
    assert label in contents
    assert KEPT_BACK in contents
    assert label not in titles


def test_bundle_is_current_until_a_paper_changes(dossier):
    document = bound(dossier)
    with scope(tenant=dossier.tenant_id):
        assert current_bundle(dossier.subject) == document.file
        item = ChecklistItem.objects.get(dossier=dossier, code="self_review")
        office = actor_for(dossier.tenant, Role.OFFICE)
        checklists.upload_to_item(item_id=item.pk, name="moi.pdf", content=sheets(1), actor=office, at=NOON)

        assert current_bundle(dossier.subject) is None


def test_paper_that_cannot_be_opened_is_named_by_the_job(dossier):
    with scope(tenant=dossier.tenant_id):
        item = ChecklistItem.objects.select_related("file").get(dossier=dossier, code="residence_comment")
        with item.file.content.open("wb") as content:
            content.write(b"%PDF-1.7 broken")

    document = bound(dossier)

    assert document.state == DocumentState.FAILED
    assert "tệp thứ 2" in document.job.error


def test_papers_beyond_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr("dossiers.pages.work.MAX_BYTES", 10)

    with pytest.raises(PagesRefused, match="ghép thành một"):
        page_counts([sheets(1)])


def test_binding_without_papers_is_the_cover_alone():
    with pypdfium2.PdfDocument(bind(sheets(1), [], [])) as pdf:
        assert (len(pdf), list(pdf.get_toc())) == (1, [])


def test_package_holds_the_originals_the_bound_volume_and_their_digests(dossier):
    bound(dossier)

    with scope(tenant=dossier.tenant_id):
        made = dossier_package(dossier=dossier, actor=actor_for(dossier.tenant, Role.OFFICE), at=NOON)

    with made, zipfile.ZipFile(made) as archive:
        told = json.loads(archive.read(MANIFEST))["dossiers"][0]
        files = [one for one in (*told["papers"], told["bound"]) if "file" in one]
        assert sorted(one["file"] for one in files) == sorted(set(archive.namelist()) - {MANIFEST})
        assert len(files) == 3 + 1
        for one in files:
            assert hashlib.sha256(archive.read(one["file"])).hexdigest() == one["sha256"]


def test_package_keeps_private_papers_from_whoever_may_not_open_them(dossier):
    with scope(tenant=dossier.tenant_id):
        made = dossier_package(dossier=dossier, actor=actor_for(dossier.tenant, Role.HEAD), at=NOON)

        with made, zipfile.ZipFile(made) as archive:
            told = json.loads(archive.read(MANIFEST))["dossiers"][0]
            assert not [name for name in archive.namelist() if "ly-lich" in name]
        assert KEPT_BACK in {one["note"] for one in told["papers"]}
        with pytest.raises(NotVisible):
            dossier_package(dossier=dossier, actor=actor_for(dossier.tenant), at=NOON)


def test_bundle_travels_with_the_dossier_and_arrives_as_one_package(dossier):
    document = bound(dossier)
    office = actor_for(dossier.tenant, Role.OFFICE)
    with scope(tenant=dossier.tenant_id):
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
        handing_up.submit_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
        above = dossier.subject.decided_by
        assert RatingCase.objects.get(subject=dossier.subject).proposed_level == "HTT"
    with scope(tenant=above.pk):
        submission = IncomingSubmission.objects.select_related("envelope").get()
        made = submission_package(
            submission=submission, actor=actor_for(above, Role.ORGANISATION_BOARD), at=NOON
        )  # fmt: skip

    with made, zipfile.ZipFile(made) as archive:
        papers = json.loads(archive.read(MANIFEST))["dossiers"][0]["papers"]
        digests = {one["file"]: one["sha256"] for one in papers}
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in digests} == digests
    assert document.file.digest in digests.values()


@pytest.mark.parametrize(("kind", "opens"), [("collective_report", True), ("dossier_bundle", False)])
def test_author_of_a_report_opens_the_report_and_not_the_whole_dossier(kind, opens):
    review = final_review(CollectiveSubjectFactory())
    with scope(tenant=review.tenant_id):
        author = actor_for(review.tenant, person=PersonFactory(tenant=review.tenant))
        Review.objects.filter(pk=review.pk).update(author=author.person_id)
        subject = Subject.objects.select_related("review").get(pk=review.subject_id)

    assert is_about(author, PrintedDocument(kind=kind, subject=subject)) is opens
