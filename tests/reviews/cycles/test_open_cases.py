"""What the rules leave to the authorised body: who may decide it, what is kept of it, what follows from it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import CollectiveKind, Level, OrganizationKind, PostRole, Role
from orgchart.models import AuditRecord, Post
from orgchart.tenancy import scope
from reviews.models import OpenCase, Place, RatingPlace, Subject
from reviews.services.open_cases import Ruling, add_body, decide_case, request_place
from reviews.services.scope_changes import plan_of
from tests.factories.orgchart import NOON, actor_for
from tests.reviews.cycles.lists import at_level, body_at, listed

RULING = Ruling("Ban Thường vụ Đảng ủy", date(2024, 11, 20), "Thời gian công tác ngang nhau", "12-KL/ĐU")


@pytest.fixture
def tie(commune):
    """A person with two equal posts of equal time, the list made."""
    kinds = (CollectiveKind.FRONT_STANDING, CollectiveKind.MASS_STANDING)
    bodies = [body_at(commune, kind, Level.COMMUNE) for kind in kinds]
    person = commune.holder("Nguyễn Văn Bình", bodies[0], working_share=50, started_on=date(2019, 1, 1))
    commune.holder("", bodies[1], person=person, working_share=50, started_on=date(2020, 1, 1), title="Chủ tịch Hội")
    cycle = commune.cycle()
    subject = listed(commune, cycle)["Nguyễn Văn Bình"]
    with scope(tenant=commune.tenant.pk):
        yield cycle, subject, bodies, OpenCase.objects.get(person=person)


@pytest.mark.clause("CC-II.2.2-9", "CC-III.3-8")
def test_equal_posts_are_decided_by_the_standing_committee_and_the_record_says_who_when_why(commune, tie):
    cycle, subject, bodies, case = tie
    second = Post.objects.get(collective=bodies[1])
    board = actor_for(commune.tenant, Role.STANDING_COMMITTEE)

    done = decide_case(case_id=case.pk, ruling=RULING, post_id=second.pk, actor=board, at=NOON)

    subject.refresh_from_db()
    assert (subject.post, subject.unit) == (second, bodies[1].organization)
    assert [place.collective_id for place in subject.places.all()] == [bodies[1].pk]
    assert (done.body_name, done.decided_on, done.decision_number) == (
        RULING.body_name, RULING.decided_on, RULING.decision_number,
    )  # fmt: skip
    assert (done.decided_by, done.decided_at) == (board.account, NOON)
    record = AuditRecord.objects.get(action="decide_open_case")
    assert (record.on_behalf_of, record.changes["reason"]) == (RULING.body_name, RULING.reason)
    assert plan_of(cycle).count == 0, "the decision holds whatever is compared later"


@pytest.mark.parametrize(
    ("given", "field"),
    [({"post_id": 0}, "post"), ({"ruling": Ruling(" ", date(2024, 11, 20), "x")}, "body_name"),
     ({"ruling": Ruling("BTV", date(2024, 11, 20), " ")}, "reason")],
)  # fmt: skip
def test_a_decision_without_choice_body_or_reason_is_refused_at_its_field(commune, tie, given, field):
    _, _, bodies, case = tie
    first = Post.objects.get(collective=bodies[0])

    with pytest.raises(InvalidInput) as refused:
        decide_case(
            **{"case_id": case.pk, "ruling": RULING, "post_id": first.pk, "actor": commune.head, "at": NOON} | given
        )

    assert set(refused.value.errors) == {field}
    assert not OpenCase.objects.get(pk=case.pk).is_decided


def test_only_the_authorised_body_and_the_office_decide(commune, tie):
    outsider = actor_for(commune.tenant, Role.INSPECTION)

    with pytest.raises(PermissionDenied):
        decide_case(case_id=tie[3].pk, ruling=RULING, post_id=1, actor=outsider, at=NOON)
    with pytest.raises(NotVisible):
        decide_case(case_id=0, ruling=RULING, post_id=1, actor=commune.head, at=NOON)


@pytest.mark.clause("HY-B.I.2.2-8", "SL-II.2.2-5")
def test_the_audience_under_the_one_head_regime_is_chosen_once_for_all_leaders(commune):
    at_level(commune, Level.PROVINCE)
    unit = commune.organization("Sở", OrganizationKind.DEPARTMENT, level=Level.PROVINCE, has_single_head=True)
    body = commune.collective(CollectiveKind.DEPARTMENT, unit)
    for name, role in (("Lý Văn Một", PostRole.HEAD), ("Lý Văn Hai", PostRole.DEPUTY), ("Lý Văn Ba", PostRole.DEPUTY)):
        commune.holder(name, body, role=role)
    cycle = commune.cycle(set_code="hung-yen-2019")
    listed(commune, cycle)
    with scope(tenant=commune.tenant.pk):
        case = OpenCase.objects.get(kind="audience", collective=body)
        with pytest.raises(InvalidInput):
            decide_case(case_id=case.pk, ruling=RULING, audience="collective", actor=commune.head, at=NOON)

        decide_case(case_id=case.pk, ruling=RULING, audience="key_cadres", actor=commune.head, at=NOON)

        rows = Place.objects.filter(collective=body, subject__kind="individual")
        assert set(rows.values_list("audience", flat=True)) == {"key_cadres"}
        assert rows.count() == 3


@pytest.mark.clause("HY-B.I.2.2-10", "CC-II.2.2-6")
def test_a_further_place_is_granted_only_to_holders_of_three_posts_where_the_set_allows_it(commune):
    at_level(commune, Level.DISTRICT)
    kinds = (CollectiveKind.FRONT_STANDING, CollectiveKind.MASS_STANDING, CollectiveKind.GOVERNMENT_LEADERSHIP)
    bodies = [body_at(commune, kind, Level.DISTRICT) for kind in kinds]
    other = body_at(commune, CollectiveKind.COUNCIL_STANDING, Level.DISTRICT)
    person = commune.holder("Nguyễn Văn Bình", bodies[0], rank=10)
    commune.holder("", bodies[1], person=person, rank=11, role=PostRole.MEMBER)
    cycle = commune.cycle(set_code="hung-yen-2019")
    subject = listed(commune, cycle)["Nguyễn Văn Bình"]
    ask = {"subject_id": subject.pk, "collective_id": other.pk, "ruling": RULING, "actor": commune.head, "at": NOON}
    with scope(tenant=commune.tenant.pk):
        with pytest.raises(Refused, match="từ 03 chức vụ"):
            request_place(**ask)
        commune.holder("", bodies[2], person=person, rank=12, role=PostRole.MEMBER)

        request_place(**ask)

        place = Place.objects.get(subject=subject, collective=other)
        assert place.clauses == "HY-B.I.2.2-10"
        with pytest.raises(InvalidInput):
            request_place(**ask)


@pytest.mark.clause("CC-II.2.2-6")
def test_a_concurrent_post_without_full_time_duties_can_not_be_made_a_place(commune, tie):
    subject = tie[1]
    fund = body_at(commune, CollectiveKind.UNIT_LEADERSHIP, Level.COMMUNE, name="Quỹ")
    commune.holder("", fund, person=subject.person, rank=50, is_full_time=False, working_share=5)

    with pytest.raises(Refused, match="không chuyên trách") as refused:
        request_place(subject_id=subject.pk, collective_id=fund.pk, ruling=RULING, actor=commune.head, at=NOON)

    assert "CC-II.2.2-6" in refused.value.clauses


@pytest.mark.clause("HY-B.I.1.1b-2")
def test_a_further_collective_is_added_without_a_new_set_and_goes_the_same_way(commune):
    body = body_at(commune, CollectiveKind.UNIT_LEADERSHIP, Level.COMMUNE, name="Lãnh đạo Trường")
    head = commune.holder("Ma Thị Hương", body, managed_by=None)
    cycle = commune.cycle()
    assert body.name not in listed(commune, cycle)
    with scope(tenant=commune.tenant.pk):
        given = {"cycle_id": cycle.pk, "collective_id": body.pk, "ruling": RULING, "actor": commune.head, "at": NOON}

        add_body(**given)

        row = Subject.objects.get(collective=body)
        assert (row.is_reviewed, row.rating, row.review.author) == (True, RatingPlace.HERE, head)
        assert plan_of(cycle).count == 0
        with pytest.raises(InvalidInput, match="đã có"):
            add_body(**given)


def test_nobody_without_a_place_goes_unseen(commune):
    executive = commune.collective(CollectiveKind.EXECUTIVE_COMMITTEE)
    commune.holder("Nguyễn Văn Bình", executive)
    cycle = commune.cycle()
    subject = listed(commune, cycle)["Nguyễn Văn Bình"]
    front = commune.collective(CollectiveKind.FRONT_STANDING)
    with scope(tenant=commune.tenant.pk):
        case = OpenCase.objects.get(kind="no_place")

        decide_case(case_id=case.pk, ruling=RULING, collective_id=front.pk, actor=commune.head, at=NOON)

        assert list(Place.objects.filter(subject=subject).values_list("collective", flat=True)) == [front.pk]
