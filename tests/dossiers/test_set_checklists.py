"""What the dossiers of each document hold, by when they are due, and where they go."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.sandbox import close_child
from dossiers.models import ChecklistItem, Dossier
from dossiers.queries import is_kept_at_unit
from dossiers.services import checklists, gathering, handing_up, printing, signatures
from dossiers.states import DossierState, ItemState
from orgchart.errors import Refused
from orgchart.kinds import CollectiveKind, Role
from orgchart.models import Envelope
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from reviews.models import Deadline, RatingPlace
from reviews.queries import deadlines_of
from reviews.services.cycles import create_cycle
from tests.factories.dossiers import PDF, final_review, prepared
from tests.factories.orgchart import (
    NOON,
    CollectiveFactory,
    PostFactory,
    TenantFactory,
    TenantLinkFactory,
    actor_for,
)
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, ReviewFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


def of_year(set_code, factory=SubjectFactory, tenant=None, **more):
    home = tenant or TenantFactory()
    return factory(tenant=home, cycle=CycleFactory(tenant=home, set_code=set_code), **more)


def office_of(subject):
    return actor_for(subject.tenant, Role.OFFICE)


def item(dossier, code) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return ChecklistItem.objects.get(dossier=dossier, code=code)


def upload(dossier, code, actor) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return checklists.upload_to_item(
            item_id=item(dossier, code).pk, name="giay.pdf", content=PDF, actor=actor, at=NOON
        )


@pytest.mark.clause("GB-3.1-1", "GB-3.1-2", "GB-3.1-9")
def test_year_of_the_ward_has_its_three_days_with_their_receivers():
    tenant = TenantFactory()
    with scope(tenant=tenant.pk):
        cycle = create_cycle(
            year=2021, set_code="giang-bien-2021", rating_date=date(2021, 12, 1), title="Năm 2021",
            actor=actor_for(tenant, Role.OFFICE), at=NOON,
        )  # fmt: skip
        days = {row.title: (row.last_day, row.receiver) for row in deadlines_of(cycle)}

    assert days["Kiểm điểm, xếp loại tại các đơn vị"][0] == date(2021, 11, 19)
    assert days["Báo cáo, hồ sơ của các đơn vị"] == (date(2021, 11, 21), "Văn phòng Đảng ủy")
    assert days["Cấp phường hoàn thành và báo cáo"] == (
        date(2021, 12, 4),
        "Ban Tổ chức Quận ủy → Ban Thường vụ Quận ủy",
    )


@pytest.mark.clause("GB-3.1-9", "SL-II.4.1b-4")
@pytest.mark.parametrize("set_code", ["giang-bien-2021", "son-la-bdt-2022"])
def test_proposal_for_the_superior_goes_through_its_organisation_commission(set_code):
    superior = TenantFactory(issuing_body="Quận ủy Long Biên")
    subject = of_year(set_code, CollectiveSubjectFactory, rating=RatingPlace.SUPERIOR, decided_by=superior)
    RatingCaseFactory(subject=subject, self_level="HTT")

    with scope(tenant=subject.tenant_id):
        document = printing.print_for_subject(
            kind=DocumentKind.SUBMISSION_LETTER, subject_id=subject.pk, actor=office_of(subject), at=NOON
        )
        letter = gathering.gather(document)

    assert letter.addressees == ("Ban Thường vụ Quận ủy Long Biên", "Ban Tổ chức Quận ủy Long Biên")


@pytest.mark.clause("SL-II.4.1b-4")
def test_report_that_is_not_final_does_not_go_up():
    link = TenantLinkFactory()
    subject = of_year(
        "son-la-bdt-2022", CollectiveSubjectFactory, tenant=link.subordinate, rating=RatingPlace.SUPERIOR,
        decided_by=link.superior,
    )  # fmt: skip
    review = ReviewFactory(subject=subject, form_kind="collective_report", author=None, state="draft")
    office = office_of(subject)
    dossier = prepared(subject, office)

    with scope(tenant=subject.tenant_id):
        with pytest.raises(Refused, match="bản chính thức"):
            printing.print_review(review_id=review.pk, actor=office, at=NOON)
        with pytest.raises(Refused) as refusal:
            handing_up.submit_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
        assert not Envelope.objects.exists()
    assert item(dossier, "report").label in refusal.value.reasons


@pytest.mark.clause("GB-3.1-3")
def test_report_of_a_unit_is_fulfilled_by_its_final_report_once_signed():
    subject = of_year("giang-bien-2021", CollectiveSubjectFactory)
    dossier, office = prepared(subject), office_of(subject)
    review = final_review(subject)
    assert item(dossier, "report").is_lacking

    with scope(tenant=subject.tenant_id):
        document = printing.print_review(review_id=review.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)
    with scope(tenant=subject.tenant_id):
        signatures.sign_by_hand(
            document_id=document.pk, signed_on=date(2024, 11, 4), name="ky.pdf", content=PDF, kept_at="",
            actor=office, at=NOON,
        )  # fmt: skip

    assert not item(dossier, "report").is_lacking


@pytest.mark.clause("GB-3.1-4")
def test_forms_of_the_attached_list_are_asked_of_bodies_and_filled_by_a_file():
    subject = of_year("giang-bien-2021", CollectiveSubjectFactory)
    dossier = prepared(subject)
    assert item(dossier, "form_set").is_lacking

    upload(dossier, "form_set", office_of(subject))

    assert not item(dossier, "form_set").is_lacking


@pytest.mark.clause("HY-B.II.3-7")
def test_comment_of_the_workplace_is_brought_by_the_office_and_never_by_the_person():
    subject = of_year("hung-yen-2019")
    dossier = prepared(subject)
    assert item(dossier, "workplace_comment").is_lacking

    with pytest.raises(PermissionDenied):
        upload(dossier, "workplace_comment", actor_for(subject.tenant, person=subject.person))
    assert upload(dossier, "workplace_comment", office_of(subject)).state == ItemState.PROVIDED


def member_of(kind: CollectiveKind, set_code="hung-yen-2019", **more):
    subject = of_year(set_code, **more)
    body = CollectiveFactory(tenant=subject.tenant, organization=subject.unit, kind=kind)
    PostFactory(tenant=subject.tenant, collective=body, person=subject.person)
    return subject


def handed_in(subject, at) -> Dossier:
    office = office_of(subject)
    dossier = prepared(subject, office)
    with scope(tenant=subject.tenant_id):
        ChecklistItem.objects.filter(dossier=dossier).update(state="on_paper", note="Tủ 1")
        Deadline(
            tenant=subject.tenant, cycle=subject.cycle, step="dossier", title="Nộp hồ sơ", wording="trước 01/02",
            last_day=at.date() - timedelta(days=1),
        ).save()  # fmt: skip
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=at)
        return handing_up.submit_dossier(dossier_id=dossier.pk, actor=office, at=at)


LATE = datetime(2025, 3, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.mark.clause("HY-B.II.3-11")
def test_dossier_of_a_party_group_member_stays_at_the_unit_without_a_day_of_the_province():
    subject = member_of(CollectiveKind.PARTY_GROUP)
    with scope(tenant=subject.tenant_id):
        assert is_kept_at_unit(subject)

    dossier = handed_in(subject, LATE)

    assert (dossier.state, dossier.is_late, dossier.envelope_key) == (DossierState.SUBMITTED, False, None)
    with scope(tenant=subject.tenant_id):
        assert not Envelope.objects.exists()


@pytest.mark.clause("HY-B.II.3-11")
def test_only_members_of_such_bodies_under_such_a_set_keep_theirs_here():
    elsewhere = member_of(CollectiveKind.GOVERNMENT_LEADERSHIP)
    other_set = member_of(CollectiveKind.PARTY_GROUP, "cho-chu-2024")
    managed = member_of(CollectiveKind.PARTY_GROUP, rating=RatingPlace.SUPERIOR, decided_by=TenantFactory())

    for subject in (elsewhere, other_set, managed):
        with scope(tenant=subject.tenant_id):
            assert not is_kept_at_unit(subject)
    assert handed_in(elsewhere, LATE).is_late
