"""Printing through the outbox."""

import pypdfium2
import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.sandbox import close_child, render_in_child
from dossiers.models import ChecklistItem, File, PrintedDocument
from dossiers.services import printing
from dossiers.states import DocumentState, ItemState
from orgchart.errors import NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import Job, JobState
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from ratings.models import RatingCase
from reviews.services.conferences import sign_minutes
from tests.factories.dossiers import final_review, prepared
from tests.factories.orgchart import NOON, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import (
    AgendaItemFactory,
    CollectiveSubjectFactory,
    ConferenceFactory,
    ReviewFactory,
    ReviewSectionFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


@pytest.fixture
def review():
    return final_review(SubjectFactory(name="Nông Thị Hòa"))


@pytest.fixture
def office(review):
    return actor_for(review.tenant, Role.OFFICE)


def ask(review, actor) -> PrintedDocument:
    with scope(tenant=review.tenant_id):
        return printing.print_review(review_id=review.pk, actor=actor, at=NOON)


def run(document) -> PrintedDocument:
    run_job(job_id=document.job_id, clock=lambda: NOON)
    with scope(tenant=document.tenant_id):
        return PrintedDocument.objects.select_related("file", "job").get(pk=document.pk)


def text_of(file: File) -> str:
    with file.content.open("rb") as content, pypdfium2.PdfDocument(content.read()) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_final_review_becomes_a_pdf_with_its_texts(review, office):
    document = run(ask(review, office))

    text = text_of(document.file)
    assert document.state == DocumentState.READY
    assert "Nông Thị Hòa" in text
    assert "Nội dung mục II-1." in text


@pytest.mark.clause("HY-B.II.3-5", "CC-III.7.2-2")
def test_item_of_the_checklist_is_fulfilled_by_the_final_form_only(review, office):
    dossier = prepared(review.subject, office)

    document = run(ask(review, office))

    with scope(tenant=review.tenant_id):
        row = ChecklistItem.objects.get(dossier=dossier, code="self_review")
    assert (row.state, row.file_id) == (ItemState.PROVIDED, document.file_id)


@pytest.mark.clause("HY-B.II.3-5")
@pytest.mark.parametrize("state", ["not_started", "draft", "circulated", "reviewed"])
def test_text_that_is_not_final_is_not_printed_for_the_dossier(state):
    review = ReviewFactory(state=state) if state != "circulated" else ReviewFactory(state="draft")

    with pytest.raises(Refused, match="hoàn chỉnh"):
        ask(review, actor_for(review.tenant, Role.OFFICE))


def test_same_content_is_rendered_once(review, office):
    first = run(ask(review, office))

    again = ask(review, office)

    assert again.pk == first.pk
    assert again.state == DocumentState.READY
    assert Job.objects.count() == 1


def test_changed_content_is_a_new_document(review, office):
    first = run(ask(review, office))
    with scope(tenant=review.tenant_id):
        section = review.sections.get(key="II-1")
        section.text = "Nội dung đã sửa."
        section.save()

    second = run(ask(review, office))

    assert second.pk != first.pk
    assert "Nội dung đã sửa." in text_of(second.file)


def test_running_the_job_twice_stores_one_file(review, office):
    document = run(ask(review, office))
    Job.objects.filter(pk=document.job_id).update(state=JobState.QUEUED, finished_at=None)

    run(document)

    with scope(tenant=review.tenant_id):
        assert File.objects.count() == 1


def test_stranger_can_not_print(review):
    stranger = actor_for(review.tenant, person=SubjectFactory(tenant=review.tenant, cycle=review.subject.cycle).person)

    with pytest.raises(NotVisible):
        ask(review, stranger)


def test_author_prints_the_own_form(review):
    assert ask(review, actor_for(review.tenant, person=review.subject.person)).state == DocumentState.REQUESTED


@pytest.mark.clause("CC-III.7.1-3")
def test_self_assessment_sheet_carries_degrees_and_level(review, office):
    case = RatingCaseFactory(subject=review.subject, state="self_rated", self_level="HTT", self_rated_at=NOON)

    with scope(tenant=review.tenant_id):
        document = printing.print_for_subject(
            kind=DocumentKind.SELF_ASSESSMENT, subject_id=case.subject_id, actor=office, at=NOON
        )

    assert "Hoàn thành tốt nhiệm vụ" in text_of(run(document).file)


def test_sheet_without_a_self_rating_is_refused(review, office):
    with scope(tenant=review.tenant_id), pytest.raises(Refused, match="tự xếp loại"):
        printing.print_for_subject(
            kind=DocumentKind.SELF_ASSESSMENT, subject_id=review.subject_id, actor=office, at=NOON
        )
    with scope(tenant=review.tenant_id):
        assert not RatingCase.objects.exists()


def test_failed_rendering_says_so_and_can_be_asked_for_again(review, office, settings, tmp_path):
    settings.DOCUMENT_FONTS_DIR = tmp_path / "no-fonts"

    document = run(ask(review, office))

    assert document.state == DocumentState.FAILED
    assert document.job.state == JobState.FAILED
    assert document.job.error
    del settings.DOCUMENT_FONTS_DIR
    assert run(ask(review, office)).state == DocumentState.READY


def test_print_that_is_too_much_says_why_in_its_row_and_the_next_job_runs(review, office, monkeypatch):
    other = final_review(SubjectFactory(tenant=review.tenant, cycle=review.subject.cycle, name="Lê Văn Ngắn"))
    with scope(tenant=review.tenant_id):
        review.sections.filter(key="II-1").update(text="Đã làm hết việc.\n" * 20_000)
    endless, ordinary = ask(review, office), ask(other, office)

    with monkeypatch.context() as little_time:
        little_time.setitem(render_in_child.__kwdefaults__, "cpu_seconds", 1)
        failed = run(endless)

    assert (failed.state, failed.job.state, failed.file) == (DocumentState.FAILED, JobState.FAILED, None)
    assert "quá dài hoặc quá phức tạp" in failed.job.error
    assert run(ordinary).state == DocumentState.READY


def test_empty_heading_prints_without_failing(office, review):
    other = final_review(SubjectFactory(tenant=review.tenant, cycle=review.subject.cycle, name="Lê Văn Trống"))
    with scope(tenant=review.tenant_id):
        other.sections.all().delete()
    ReviewSectionFactory(review=other, key="I-1a", text="")

    assert run(ask(other, office)).state == DocumentState.READY


@pytest.mark.clause("CC-III.1.1a-6", "CC-III.7.1-2")
def test_report_of_a_cell_committee_serves_the_dossier_of_its_cell_too():
    committee = CollectiveSubjectFactory()
    cell = CollectiveSubjectFactory(
        tenant=committee.tenant,
        cycle=committee.cycle,
        kind="party_organization",
        collective=None,
        organization=committee.unit,
        unit=committee.unit,
        name=committee.unit.name,
        is_reviewed=False,
    )
    office = actor_for(committee.tenant, Role.OFFICE)
    dossier = prepared(cell, office)

    document = run(ask(final_review(committee), office))

    with scope(tenant=cell.tenant_id):
        assert ChecklistItem.objects.get(dossier=dossier, code="report").file_id == document.file_id


@pytest.mark.clause("HY-B.II.3-6", "CC-III.7.1-4")
@pytest.mark.parametrize(("state", "filled"), [("closed", False), ("signed", True)])
def test_minutes_count_only_once_they_are_signed(state, filled):
    subject = CollectiveSubjectFactory()
    conference = ConferenceFactory(
        tenant=subject.tenant, cycle=subject.cycle, collective=subject.collective, state=state, opened_at=NOON
    )
    AgendaItemFactory(conference=conference, subject=subject, state="concluded", concluded_at=NOON)
    office = actor_for(subject.tenant, Role.OFFICE)
    dossier = prepared(subject, office)

    with scope(tenant=subject.tenant_id):
        document = printing.print_minutes(conference_id=conference.pk, actor=office, at=NOON)
    document = run(document)

    with scope(tenant=subject.tenant_id):
        row = ChecklistItem.objects.get(dossier=dossier, code="minutes")
    assert (row.file_id == document.file_id) is filled


def test_minutes_of_a_running_conference_are_not_printed():
    conference = ConferenceFactory(state="running")

    with scope(tenant=conference.tenant_id), pytest.raises(Refused, match="chưa kết thúc"):
        printing.print_minutes(conference_id=conference.pk, actor=actor_for(conference.tenant, Role.OFFICE), at=NOON)


@pytest.mark.clause("HY-B.II.3-6", "CC-III.7.1-4")
def test_signing_puts_the_minutes_into_the_dossier_by_itself():
    subject = CollectiveSubjectFactory()
    conference = ConferenceFactory(
        tenant=subject.tenant, cycle=subject.cycle, collective=subject.collective, state="closed", opened_at=NOON
    )
    AgendaItemFactory(conference=conference, subject=subject, state="concluded", concluded_at=NOON)
    office = actor_for(subject.tenant, Role.OFFICE)
    dossier = prepared(subject, office)

    with scope(tenant=subject.tenant_id):
        sign_minutes(conference_id=conference.pk, actor=office, at=NOON)
        document = PrintedDocument.objects.get(conference=conference)
    run(document)

    with scope(tenant=subject.tenant_id):
        assert ChecklistItem.objects.get(dossier=dossier, code="minutes").state == ItemState.PROVIDED
