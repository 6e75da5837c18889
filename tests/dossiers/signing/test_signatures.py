"""Signing a printed document: in order, once, by the right people; and what a signed paper does for its dossier."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.documents.sandbox import close_child
from dossiers.models import ChecklistItem, PrintedDocument
from dossiers.queries import newest_file, slot_rows
from dossiers.services import printing, signatures
from dossiers.signing.checking import Verdict, check
from dossiers.states import SigningWay
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Job, JobState, RoleGrant
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.dossiers.signing import authority as ca
from tests.factories.dossiers import PDF, final_review, prepared
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import CollectiveSubjectFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    yield
    close_child()
    signatures.keyring.cache_clear()


def printed(review) -> PrintedDocument:
    """The form of a review, printed."""
    office = actor_for(review.tenant, Role.OFFICE)
    with scope(tenant=review.tenant_id):
        document = printing.print_review(review_id=review.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)
    with scope(tenant=review.tenant_id):
        return PrintedDocument.objects.select_related("subject__unit", "subject__person", "file").get(pk=document.pk)


@pytest.fixture
def form(settings):
    return printed(final_review(SubjectFactory(name="Nông Thị Hòa")))


@pytest.fixture
def report(tmp_path, settings, authority):
    """A collective report that needs a signature and a seal, with keys for both."""
    document = printed(final_review(CollectiveSubjectFactory()))
    folder = tmp_path / "keys"
    folder.mkdir()
    keys = {
        "head": ("Chủ tịch", ca.issue("Chủ tịch", by=authority)),
        "body": ("Con dấu UBND", ca.issue("Con dấu UBND", by=authority)),
    }
    file = ca.key_file(folder, tenant=document.tenant.slug, authority=authority, keys=keys)
    settings.SIGNING_KEYS_FILE = file
    return document


def office_of(document):
    return actor_for(document.tenant, Role.OFFICE)


def by_hand(document, actor=None, **more):
    values = {"signed_on": date(2024, 11, 4), "name": "", "content": None, "kept_at": "Tủ số 1"} | more
    with scope(tenant=document.tenant_id):
        return signatures.sign_by_hand(document_id=document.pk, actor=actor or office_of(document), at=NOON, **values)


def ask(document, slot, actor=None) -> Job:
    with scope(tenant=document.tenant_id):
        return signatures.request_signature(
            document_id=document.pk, slot=slot, actor=actor or office_of(document), at=NOON
        )


def run(job: Job) -> Job:
    run_job(job_id=job.pk, clock=lambda: NOON)
    job.refresh_from_db()
    return job


def ways(document) -> dict[str, str | None]:
    with scope(tenant=document.tenant_id):
        return {row.slot: row.signature.way if row.signature else None for row in slot_rows(document)}


def bytes_of(document) -> bytes:
    with scope(tenant=document.tenant_id), newest_file(document).content.open("rb") as content:
        return content.read()


@pytest.mark.clause("HY-M02-14")
def test_form_of_a_person_waits_for_its_writer_only(form):
    assert ways(form) == {"owner": None}


@pytest.mark.clause("HY-M01-17")
def test_report_of_a_body_waits_for_signature_and_seal(report):
    assert ways(report) == {"head": None, "body": None}


@pytest.mark.clause("HY-M01-17")
def test_body_without_a_seal_needs_none(report):
    with scope(tenant=report.tenant_id):
        report.subject.unit.has_seal = False
        report.subject.unit.save()

    assert ways(report) == {"head": None}


def test_signed_scan_replaces_the_print_in_the_dossier(form):
    dossier = prepared(form.subject)

    by_hand(form, name="ban-ky.pdf", content=PDF, kept_at="")

    assert ways(form) == {"owner": SigningWay.HAND}
    assert bytes_of(form) == PDF
    with scope(tenant=form.tenant_id):
        item = ChecklistItem.objects.get(dossier=dossier, code="self_review")
        assert item.file == newest_file(form)
        assert AuditRecord.objects.filter(action="sign_document", target_id=form.pk).count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2030, 1, 1)}, "signed_on"),
        ({"kept_at": " "}, "file"),
        ({"name": "x.svg", "content": b"<svg/>"}, "file"),
    ],
)
def test_record_of_a_signature_by_hand_is_checked_at_its_field(form, more, field):
    with pytest.raises(InvalidInput) as refusal:
        by_hand(form, **more)

    assert set(refusal.value.errors) == {field}
    assert ways(form) == {"owner": None}


def test_paper_is_recorded_as_signed_once(form):
    by_hand(form)

    with pytest.raises(Refused, match="đã có chữ ký"):
        by_hand(form)


def test_who_does_not_keep_papers_records_no_signature(form):
    with pytest.raises(PermissionDenied):
        by_hand(form, actor=actor_for(form.tenant, person=form.subject.person))


def test_signatures_are_made_in_their_order_and_all_hold(report, settings):
    with pytest.raises(Refused, match="Thay mặt tập thể"):
        ask(report, "body")

    assert run(ask(report, "head")).state == JobState.DONE
    assert run(ask(report, "body")).state == JobState.DONE

    assert ways(report) == {"head": SigningWay.HERE, "body": SigningWay.HERE}
    found = check(bytes_of(report), signatures.keyring(settings.SIGNING_KEYS_FILE).trusted)
    assert (found.verdict, [one.signer for one in found.signatures]) == (Verdict.VALID, ["Chủ tịch", "Con dấu UBND"])


def test_signing_twice_signs_once(report):
    job = run(ask(report, "head"))
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, finished_at=None)
    before = bytes_of(report)

    run(job)

    assert bytes_of(report) == before
    with pytest.raises(Refused, match="đã có"):
        ask(report, "head")


def test_key_of_a_body_is_used_by_those_who_keep_its_papers(report):
    for role in (Role.STANDING_COMMITTEE, Role.INSPECTION, Role.HEAD):
        with pytest.raises(PermissionDenied):
            ask(report, "head", actor_for(report.tenant, role))


def test_right_that_is_gone_when_the_job_runs_signs_nothing(report):
    office = office_of(report)
    job = ask(report, "head", office)
    with scope(tenant=report.tenant_id):
        RoleGrant.objects.filter(account=office.account).delete()

    assert run(job).state == JobState.FAILED
    assert ways(report) == {"head": None, "body": None}


def test_without_a_key_nobody_signs_here(form):
    with pytest.raises(PermissionDenied):
        ask(form, "owner")


def test_missing_key_is_told_and_can_be_tried_again(report, tmp_path):
    (tmp_path / "keys" / "head.p12").rename(tmp_path / "keys" / "away.p12")

    job = run(ask(report, "head"))

    assert (job.state, ways(report)["head"]) == (JobState.FAILED, None)
    assert "Chủ tịch" in job.error
    (tmp_path / "keys" / "away.p12").rename(tmp_path / "keys" / "head.p12")
    assert run(ask(report, "head")).state == JobState.DONE


def test_signed_by_hand_is_not_signed_again_with_a_key(report):
    by_hand(report)

    with pytest.raises(Refused, match="ký tay"):
        ask(report, "head")


def elsewhere(document, content: bytes, actor=None):
    with scope(tenant=document.tenant_id):
        return signatures.take_in_signed(
            document_id=document.pk, name="da-ky.pdf", content=content, actor=actor or office_of(document), at=NOON
        )


@pytest.fixture
def signed_outside(report):
    """The report as another program signs it; the record of the product knows nothing of it."""
    run(ask(report, "head"))
    content = bytes_of(report)
    with scope(tenant=report.tenant_id):
        report.signatures.all().delete()
    return content


def test_file_signed_elsewhere_is_taken_in(report, signed_outside):
    elsewhere(report, signed_outside)

    assert ways(report) == {"head": SigningWay.ELSEWHERE, "body": None}
    assert bytes_of(report) == signed_outside


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda pdf: pdf[:200] + b"#" + pdf[201:], "không phải văn bản đang ký"),
        (lambda pdf: pdf + b"\n%", "không còn hiệu lực"),
        (lambda pdf: PDF, "không phải văn bản đang ký"),
    ],
    ids=["changed before signing", "changed after signing", "another file"],
)
def test_file_that_is_not_ours_is_refused_with_the_reason(report, signed_outside, change, words):
    with pytest.raises(InvalidInput, match=words):
        elsewhere(report, change(signed_outside))

    assert ways(report) == {"head": None, "body": None}


def test_unsigned_file_is_not_taken_for_a_signed_one(report):
    with pytest.raises(InvalidInput, match="chưa có chữ ký số mới"):
        elsewhere(report, bytes_of(report))


def test_owner_brings_the_own_form_back_but_no_other(form, report):
    owner = actor_for(form.tenant, person=form.subject.person)

    with pytest.raises(InvalidInput):
        elsewhere(form, PDF, owner)
    with pytest.raises(PermissionDenied):
        elsewhere(report, PDF, actor_for(report.tenant, Role.STANDING_COMMITTEE))
