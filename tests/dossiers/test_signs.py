"""Positive answers about signs of degradation, corruption and waste: listed to whom, from when, with what."""

import pytest
from django.urls import reverse

from dossiers.services import checklists, handing_up
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import FormLine, RatingPlace
from reviews.queries.signs import found_signs, sign_of
from reviews.services.circulation import circulate_review, withdraw_review
from reviews.services.transitions import finalise_review, mark_reviewed
from tests.factories.dossiers import prepared
from tests.factories.orgchart import NOON, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, ReviewFactory, SubjectFactory
from tests.reviews.writing.scene import Scene, make_scene

pytestmark = pytest.mark.django_db
FOUND = "Một đồng chí nhận quà trái quy định; đã nộp lại, kiểm điểm trước chi bộ."


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address_of(tenant, year=2024):
    return reverse("dossiers:sign_list", args=[tenant.slug, year])


def listed(scene, actor=None):
    return scene.client(actor or scene.overseer()).get(address_of(scene.tenant)).content.decode()


def send(scene, review, **answer):
    scene.fill(review, without="sign")
    scene.find_sign(review, **answer)
    scene.call(circulate_review, review_id=review.pk)


@pytest.mark.clause("CC-I.2-1")
def test_positive_answers_are_listed_to_the_inspection_with_who_what_and_a_link(scene):
    send(scene, scene.review, found="yes", what=FOUND)
    send(scene, scene.report, found="no")

    page = listed(scene)

    assert "1 nơi trả lời" in page
    assert scene.head.full_name in page
    assert FOUND in page
    assert scene.url(scene.review, "xem") in page
    assert scene.url(scene.report, "xem") not in page


@pytest.mark.clause("CC-I.2-1")
@pytest.mark.parametrize("role", [None, Role.ORGANISATION_BOARD, Role.STANDING_COMMITTEE, Role.HEAD, Role.READ_ONLY])
def test_list_is_for_the_inspection_and_the_office_only(scene, role):
    send(scene, scene.review, found="yes", what=FOUND)
    actor = actor_for(scene.tenant, role) if role else scene.reader

    assert scene.client(actor).get(address_of(scene.tenant)).status_code == 403
    assert scene.client(scene.overseer()).get(address_of(scene.tenant)).status_code == 200


def test_drafts_are_nobodys_and_what_was_withdrawn_leaves_the_list(scene):
    scene.fill(scene.report, without="sign")
    scene.find_sign(scene.report, found="yes", what=FOUND)
    assert FOUND not in listed(scene)

    scene.call(circulate_review, review_id=scene.report.pk)
    assert FOUND in listed(scene)
    scene.call(withdraw_review, review_id=scene.report.pk)

    assert FOUND not in listed(scene)


def test_what_was_sent_counts_until_the_text_is_final(scene):
    send(scene, scene.review, found="yes", what=FOUND)
    scene.call(mark_reviewed, review_id=scene.review.pk, actor=scene.office)
    scene.find_sign(scene.review, 1, what="Đã làm rõ tại hội nghị.")
    assert FOUND in listed(scene)

    scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")

    page = listed(scene)
    assert "Đã làm rõ tại hội nghị." in page
    assert FOUND not in page


@pytest.mark.clause("CC-I.2-1")
def test_whom_a_superior_manages_goes_with_the_dossier_to_the_superiors_inspection(settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    link = TenantLinkFactory()
    subject = SubjectFactory(
        tenant=link.subordinate, name="Ma Văn Lãnh", rating=RatingPlace.SUPERIOR, decided_by=link.superior
    )
    office = actor_for(link.subordinate, Role.OFFICE)
    RatingCaseFactory(
        subject=subject, state="appraised", self_level="HTT", proposed_level="HTT", appraised_at=NOON,
        appraised_by=office.account, own_ceiling="HTT",
    )  # fmt: skip
    review = ReviewFactory(
        subject=subject, author=subject.person, state="final", self_level="HTT", circulated_at=NOON,
        circulated_by=office.account, finalised_at=NOON, finalised_by=office.account,
    )  # fmt: skip
    upper = CycleFactory(tenant=link.superior)
    dossier = prepared(subject, office)
    with scope(tenant=subject.tenant_id):
        FormLine(
            tenant=subject.tenant, review=review, kind="sign", reference="dh", values={"found": "yes", "what": FOUND}
        ).save()
        assert found_signs(subject.cycle) == [], "not for the inspection of the committee that is managed itself"
        assert sign_of(subject) == FOUND
        for row in checklists.missing_items(dossier):
            checklists.keep_on_paper(item_id=row.pk, place="Tủ 1", actor=office, at=NOON)
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
        handing_up.submit_dossier(dossier_id=dossier.pk, actor=office, at=NOON)

    reader = actor_for(link.superior, Role.INSPECTION)
    client.force_login(reader.account)
    page = client.get(address_of(upper.tenant)).content.decode()

    assert "Ma Văn Lãnh" in page
    assert FOUND in page
    assert "Hồ sơ cấp dưới gửi lên" in page
