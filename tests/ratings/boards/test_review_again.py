"""A review that did not satisfy is held again: new text, new conference, and no rating before it is closed. (NA-4-2)"""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.services.cases import on_review_final
from reviews.models import AgendaItem, Conference, Place, Review
from reviews.queries import conferences as queries
from reviews.services.conferences import plan_conference
from reviews.services.review_again import review_again
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import AgendaItemFactory, ConferenceFactory, PlaceFactory
from tests.ratings.boards.test_reconsiderations import annul

ORDER = {"ordered_by": "Ban Thường vụ Huyện ủy (5-TB/HU)", "reason": "Chưa làm rõ trách nhiệm người đứng đầu."}


@pytest.fixture
def body(town):
    """A collective whose conference is over and signed, appraised."""
    subject = town.collective("Tập thể lãnh đạo UBND")
    town.prepare()
    town.appraise(subject)
    with scope(tenant=town.tenant.pk):
        place = PlaceFactory(subject=subject, tenant=town.tenant, collective=subject.collective, done_at=NOON)
        conference = ConferenceFactory(
            tenant=town.tenant, cycle=town.cycle, collective=place.collective, state="signed", closed_at=NOON,
            signed_at=NOON, title="Hội nghị kiểm điểm lần đầu",
        )  # fmt: skip
        AgendaItemFactory(
            conference=conference, tenant=town.tenant, subject=subject, state="concluded", concluded_at=NOON,
            strengths="Hoàn thành nhiệm vụ.",
        )  # fmt: skip
    return subject


def again(town, subject, actor=None, **more):
    with scope(tenant=town.tenant.pk):
        review = Review.objects.get(subject=subject)
        return review_again(review_id=review.pk, actor=actor or town.head, at=NOON, **ORDER | more)


@pytest.mark.clause("NA-4-2", "GB-3.2.1-2")
def test_the_review_opens_anew_the_old_record_stays_and_the_rating_waits(town, body):
    review = again(town, body)

    case = town.case(body)
    assert (review.state, review.finalised_at, review.again_ordered_by) == ("draft", None, ORDER["ordered_by"])
    assert (case.state, case.proposed_level, case.self_rated_at) == ("not_ready", "", None)
    with scope(tenant=town.tenant.pk):
        assert Place.objects.get(subject=body).done_at is None
        held = Conference.objects.get(title="Hội nghị kiểm điểm lần đầu")
        assert (held.state, AgendaItem.objects.get(conference=held).strengths) == ("signed", "Hoàn thành nhiệm vụ.")
        waiting = list(queries.open_places(town.cycle, body.collective_id, None))
        assert [place.subject for place in waiting] == [body], "the next conference takes it up again"
        actions = set(AuditRecord.objects.values_list("action", flat=True))
    assert {"again_review", "suspend_rating"} <= actions
    with pytest.raises(Refused):
        town.appraise(body)
    board = town.board(body)
    with pytest.raises(Refused):
        town.open_round_1(board, body)


@pytest.mark.clause("NA-4-2")
def test_the_rating_goes_on_once_the_new_review_is_final(town, body):
    review = again(town, body)
    with scope(tenant=town.tenant.pk):
        Place.objects.filter(subject=body).update(done_at=NOON)
        review.state, review.self_level = "final", "HT"
        review.finalised_at, review.finalised_by = NOON, town.office.account
        review.save()
        on_review_final(review, town.office, NOON)
    assert (town.case(body).state, town.case(body).self_level) == ("self_rated", "HT")

    town.appraise(body)
    board = town.board(body)
    town.vote(board, {body: 5}, {body: 0})
    town.decide(board)

    assert town.case(body).level == "HTT"


@pytest.mark.clause("NA-4-2")
def test_what_was_voted_on_or_decided_is_taken_back_first(town, body):
    board = town.board(body)
    town.vote(board, {body: 5}, {body: 0})
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        again(town, body)
    town.decide(board)
    with pytest.raises(Refused, match="đã có quyết định xếp loại"):
        again(town, body)

    annul(town, body)

    assert again(town, body).state == "draft"


def test_it_needs_a_body_that_orders_it_a_reason_and_the_right(town, body):
    with pytest.raises(InvalidInput) as caught:
        again(town, body, ordered_by=" ", reason="")
    with pytest.raises(PermissionDenied):
        again(town, body, actor=actor_for(town.tenant, Role.INSPECTION))

    assert set(caught.value.errors) == {"ordered_by", "reason"}
    assert town.case(body).state == "appraised"


@pytest.mark.clause("NA-4-2")
def test_the_page_of_the_text_orders_it_and_says_so_to_the_author(town, body, client):
    with scope(tenant=town.tenant.pk):
        review = Review.objects.get(subject=body)
    at = [town.tenant.slug, town.cycle.year, review.pk]
    client.force_login(town.office.account)

    before = client.get(reverse("reviews:review_read", args=at)).content.decode()
    refused = client.post(reverse("reviews:review_again", args=at), ORDER | {"reason": ""})
    client.post(reverse("reviews:review_again", args=at), ORDER)
    after = client.get(reverse("reviews:review_edit", args=at)).content.decode()

    assert "Kiểm điểm lại" in before
    assert refused.status_code == 422
    assert "5-TB/HU" in refused.content.decode()
    assert "theo yêu cầu của Ban Thường vụ Huyện ủy (5-TB/HU): Chưa làm rõ trách nhiệm người đứng đầu." in after


def test_a_second_conference_can_be_planned(town, body):
    again(town, body)

    with scope(tenant=town.tenant.pk):
        planned = plan_conference(
            cycle_id=town.cycle.pk, collective_id=body.collective_id, starts_at=NOON, actor=town.office, at=NOON
        )

    assert (planned.is_supplementary, planned.state) == (True, "planned")
