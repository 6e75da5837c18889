"""A dossier goes up, comes back or is taken in, and the decision comes down."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.models import ChecklistItem, Dossier, IncomingSubmission
from dossiers.services import checklists, handing_up
from dossiers.states import DossierState, SubmissionState
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import Envelope, EnvelopeBox
from orgchart.tenancy import scope
from ratings.models import RatingCase
from reviews.models import Deadline, RatingPlace
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return TenantLinkFactory()


@pytest.fixture
def lower(link):
    """A leader managed by the superior, appraised and proposed below, with a complete dossier."""
    subject = SubjectFactory(
        tenant=link.subordinate,
        name="Ma Văn Lãnh",
        position="Bí thư Đảng ủy",
        rating=RatingPlace.SUPERIOR,
        decided_by=link.superior,
    )
    office = actor_for(link.subordinate, Role.OFFICE)
    RatingCaseFactory(
        subject=subject,
        state="appraised",
        self_level="HTT",
        proposed_level="HTT",
        appraised_at=NOON,
        appraised_by=office.account,
        own_ceiling="HTT",
    )
    dossier = prepared(subject, office)
    with scope(tenant=subject.tenant_id):
        for row in checklists.missing_items(dossier):
            checklists.keep_on_paper(item_id=row.pk, place="Tủ 1", actor=office, at=NOON)
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
    return dossier, office


@pytest.fixture
def upper(link):
    """The superior's own subject of the same name in its own cycle."""
    cycle = CycleFactory(tenant=link.superior)
    subject = SubjectFactory(tenant=link.superior, cycle=cycle, name="Ma Văn Lãnh")
    RatingCaseFactory(subject=subject)
    return subject, actor_for(link.superior, Role.ORGANISATION_BOARD)


def submit(lower, at=NOON) -> Dossier:
    dossier, office = lower
    with scope(tenant=dossier.tenant_id):
        return handing_up.submit_dossier(dossier_id=dossier.pk, actor=office, at=at)


def arrived(upper) -> IncomingSubmission:
    subject, _ = upper
    with scope(tenant=subject.tenant_id):
        return IncomingSubmission.objects.select_related("envelope", "cycle").latest("pk")


def reload(dossier) -> Dossier:
    with scope(tenant=dossier.tenant_id):
        return Dossier.objects.get(pk=dossier.pk)


def accept(upper, **more):
    subject, board = upper
    with scope(tenant=subject.tenant_id):
        return handing_up.accept_submission(
            submission_id=arrived(upper).pk, actor=board, at=NOON, **({"subject_id": subject.pk} | more)
        )


@pytest.mark.clause("CC-IIIb.1-5")
def test_proposal_goes_up_sealed_and_is_not_decided_here(lower, upper):
    dossier = submit(lower)

    envelope = arrived(upper).envelope
    assert envelope.content["name"] == "Ma Văn Lãnh"
    assert (envelope.content["self_level"], envelope.content["proposed_level"]) == ("HTT", "HTT")
    assert dossier.state == DossierState.SUBMITTED
    with scope(tenant=dossier.tenant_id):
        case = RatingCase.objects.get(subject=dossier.subject)
    assert (case.state, case.level) == ("proposed", "")


def test_files_of_the_dossier_travel_with_it(lower, upper):
    dossier, office = lower
    with scope(tenant=dossier.tenant_id):
        checklists.reopen_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
        item = ChecklistItem.objects.get(dossier=dossier, code="cv_supplement")
        item = checklists.upload_to_item(item_id=item.pk, name="lý lịch.pdf", content=PDF, actor=office, at=NOON)
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)

    submit(lower)

    with scope(tenant=upper[0].tenant_id):
        copies = list(arrived(upper).envelope.files.values_list("label", "name", "digest"))
    assert copies == [(item.label, "lý lịch.pdf", item.file.digest)]


def test_incomplete_dossier_stays_here(lower, upper):
    dossier, office = lower
    with scope(tenant=dossier.tenant_id):
        checklists.reopen_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
        item = ChecklistItem.objects.get(dossier=dossier, code="self_review")
        checklists.clear_item(item_id=item.pk, actor=office, at=NOON)

    with pytest.raises(Refused) as refusal:
        submit(lower)

    assert refusal.value.reasons == ("Bản kiểm điểm cá nhân",)
    with scope(tenant=dossier.tenant_id):
        assert not Envelope.objects.exists()


@pytest.mark.clause("CC-IIIb.4-1", "HY-B.II.3-3")
@pytest.mark.parametrize(("day", "is_late"), [(date(2024, 11, 14), False), (date(2024, 11, 15), True)])
def test_dossier_after_the_last_timely_day_is_taken_and_marked_late(lower, upper, day, is_late):
    dossier, _ = lower
    with scope(tenant=dossier.tenant_id):
        Deadline(
            tenant=dossier.tenant,
            cycle=dossier.subject.cycle,
            step="dossier",
            title="Nộp hồ sơ",
            wording="trước ngày 15/11/2024",
            last_day=date(2024, 11, 14),
        ).save()

    at = NOON.replace(month=day.month, day=day.day, hour=23, minute=59)

    assert submit(lower, at=at).is_late is is_late


def test_receiver_without_a_cycle_of_the_year_takes_nothing(lower):
    with pytest.raises(Refused, match="chưa mở đợt"):
        submit(lower)

    assert reload(lower[0]).state == DossierState.COMPLETE


def test_returned_dossier_shows_the_reason_below_and_may_be_handed_in_again(lower, upper):
    dossier = submit(lower)
    subject, board = upper
    with scope(tenant=subject.tenant_id):
        handing_up.return_submission(
            submission_id=arrived(upper).pk, reason="Thiếu nhận xét nơi cư trú", actor=board, at=NOON
        )

    back = reload(dossier)
    assert (back.state, back.return_reason) == (DossierState.RETURNED, "Thiếu nhận xét nơi cư trú")

    assert submit(lower, at=NOON + timedelta(days=1)).state == DossierState.SUBMITTED
    assert arrived(upper).state == SubmissionState.ARRIVED


def test_return_without_a_reason_is_refused_at_the_field(lower, upper):
    submit(lower)
    subject, board = upper

    with scope(tenant=subject.tenant_id), pytest.raises(InvalidInput) as refusal:
        handing_up.return_submission(submission_id=arrived(upper).pk, reason="  ", actor=board, at=NOON)

    assert "reason" in refusal.value.errors


def test_accepted_dossier_feeds_the_own_case_of_the_superior(lower, upper):
    dossier = submit(lower)

    submission = accept(upper)

    assert submission.state == SubmissionState.ACCEPTED
    assert reload(dossier).state == DossierState.RECEIVED
    with scope(tenant=upper[0].tenant_id):
        case = RatingCase.objects.get(subject=upper[0])
    assert (case.state, case.self_level) == ("self_rated", "HTT")


def test_own_subject_of_the_same_name_is_proposed_first(lower, upper):
    other = SubjectFactory(tenant=upper[0].tenant, cycle=upper[0].cycle, rank=1)
    submit(lower)

    with scope(tenant=upper[0].tenant_id):
        assert handing_up.candidates(arrived(upper)) == [upper[0], other]


def test_dossier_has_to_be_matched_by_a_person(lower, upper):
    submit(lower)

    with pytest.raises(InvalidInput):
        accept(upper, subject_id=None)


def test_dossier_is_answered_once(lower, upper):
    submit(lower)
    accept(upper)

    with pytest.raises(Refused, match="đã được xử lý"):
        accept(upper)


def test_members_neither_submit_nor_examine(lower, upper):
    dossier, _ = lower
    member = actor_for(dossier.tenant, person=dossier.subject.person)
    with scope(tenant=dossier.tenant_id), pytest.raises(PermissionDenied):
        handing_up.submit_dossier(dossier_id=dossier.pk, actor=member, at=NOON)
    submit(lower)

    standing = actor_for(upper[0].tenant, Role.STANDING_COMMITTEE)
    with scope(tenant=upper[0].tenant_id), pytest.raises(PermissionDenied):
        handing_up.accept_submission(submission_id=arrived(upper).pk, subject_id=upper[0].pk, actor=standing, at=NOON)


def test_lower_tenant_never_sees_the_receivers_rows(lower, upper):
    dossier = submit(lower)

    with scope(tenant=dossier.tenant_id):
        assert Envelope.objects.filter(box=EnvelopeBox.IN).count() == 0
        assert IncomingSubmission.objects.count() == 0
