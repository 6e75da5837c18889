"""The appraisal page's service: degrees, attestations, facts, discipline, and the proposal that they admit."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import Conflict, InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.tenancy import scope
from ratings.models import CriterionDegree, RatingCase
from ratings.services.appraisal import appraise_case, exempt_case, preview_appraisal
from ratings.services.cases import prepare_cases, record_self_rating
from tests.factories.orgchart import NOON, DisciplineRecordFactory, PostFactory, actor_for
from tests.ratings.conftest import appraisal


@pytest.fixture
def union(town):
    subject = town.collective("Đoàn Thanh niên")
    town.prepare()
    return subject


def highest_accepted(town, subject, **more):
    """The best level that the service takes as a proposal."""
    for level in ("XS", "HTT", "HT"):
        try:
            town.appraise(subject, proposed=level, **more)
        except InvalidInput:
            continue
        return level
    town.appraise(subject, proposed="KHT", **more)
    return "KHT"


def cases(*rows):
    return [pytest.param(facts, level, marks=pytest.mark.clause(*clauses)) for facts, level, clauses in rows]


@pytest.mark.parametrize(
    ("facts", "level"),
    cases(
        ({}, "XS", ["HY-B.II.1.4-1", "HY-B.II.1.4-2", "HY-B.II.1.4-3"]),
        ({"attested": False}, "HTT", ["HY-B.II.1.4-1"]),
        ({"degrees": {"2a": "T"}}, "HTT", ["HY-B.II.1.4-2"]),
        ({"degrees": {"1a": "TB"}}, "HTT", ["HY-B.II.1.4-3"]),
        ({"degrees": {"2a": "TB"}}, "HT", ["HY-B.II.1.4-7"]),
        ({"degrees": {"1a": "K"}}, "KHT", ["HY-B.II.1.4-8", "HY-B.II.1.4-10", "HY-B.II.1.4-13"]),
        ({"disunity": "Kết luận 15-KL/UBKT ngày 02/11/2024"}, "KHT", ["HY-B.II.1.4-14"]),
        ({"degradation": "Kết luận 16-KL/UBKT"}, "KHT", ["HY-B.II.1.4-14"]),
        ({"disunity": "  "}, "XS", ["HY-B.II.1.4-14"]),
        ({"targets_met_percent": 49, "main_targets_met": False}, "KHT", ["HY-B.II.1.4-15"]),
        ({"targets_met_percent": 49, "main_targets_met": True}, "XS", ["HY-B.II.1.4-15"]),
        (
            {"targets_met_percent": 40, "main_targets_met": False, "force_majeure": "Công văn 12/UBND"},
            "XS",
            ["HY-B.II.1.4-15"],
        ),
    ),
)
def test_the_best_proposal_follows_from_degrees_attestations_and_facts(town, union, facts, level):
    assert highest_accepted(town, union, **facts) == level


@pytest.mark.parametrize(
    ("record", "level"),
    cases(
        ({"degree": "khien_trach"}, "HT", ["HY-B.II.1.4-9", "HY-B.II.1.4-17"]),
        ({"degree": "canh_cao"}, "KHT", ["HY-B.II.1.4-17"]),
        ({"degree": "canh_cao", "counted_in_year": 2023}, "XS", ["HY-B.II.1.4-18"]),
        ({"degree": "canh_cao", "decided_on": date(2023, 5, 2)}, "XS", ["HY-B.II.1.4-18"]),
    ),
)
def test_discipline_of_members_comes_from_its_records(town, union, record, level):
    post = PostFactory(tenant=town.tenant, collective=union.collective)
    DisciplineRecordFactory(tenant=town.tenant, person=post.person, **record)

    assert highest_accepted(town, union) == level


@pytest.mark.parametrize(
    ("flags", "level"),
    cases(
        ({}, "KHT", ["HY-B.II.1.4-11", "HY-B.II.1.4-16"]),
        ({"self_detected": True}, "KHT", ["HY-B.II.1.4-12"]),
        ({"self_detected": True, "remedied": True}, "HT", ["HY-B.II.1.4-12"]),
    ),
)
def test_discipline_of_the_body_itself(town, union, flags, level):
    DisciplineRecordFactory(tenant=town.tenant, person=None, collective=union.collective, **flags)

    assert highest_accepted(town, union) == level


@pytest.mark.clause("HY-B.II.1.4-18")
def test_party_and_state_discipline_for_one_violation_count_once(town, union):
    post = PostFactory(tenant=town.tenant, collective=union.collective)
    for degree, year in (("khien_trach", None), ("canh_cao", 2023)):
        DisciplineRecordFactory(
            tenant=town.tenant, person=post.person, degree=degree, violation="Vi phạm đất đai", counted_in_year=year
        )

    assert highest_accepted(town, union) == "XS"


@pytest.mark.clause("HY-B.II.1.6-1")
def test_every_criterion_needs_a_degree(town, union):
    with pytest.raises(InvalidInput) as caught:
        town.appraise(union, degrees={"1a": "", "2d": ""})

    assert list(caught.value.errors) == ["degree_1a"]  # 2d may have no object
    assert town.case(union).state == "self_rated"


@pytest.mark.clause("HY-B.II-1", "CC-I.5-1", "CC-III.5-1", "SL-II.5-2")
def test_nothing_is_appraised_before_the_review_is_closed(town):
    union = town.collective("Đoàn Thanh niên")
    with scope(tenant=town.tenant.pk):
        review = union.review
        review.state = "reviewed"
        review.save()
    town.prepare()

    with pytest.raises(Refused, match="Chưa hoàn thành kiểm điểm"):
        town.appraise(union)


@pytest.mark.clause("HY-B.II.2-5", "CC-I.6-3")
def test_a_head_is_proposed_no_higher_than_the_body_headed(town):
    union = town.collective("Đoàn Thanh niên")
    head = town.leader("Ngô Văn Trưởng", heads=(union,))
    town.prepare()
    town.appraise(union, proposed="HT", degree="TB")

    with pytest.raises(InvalidInput) as caught:
        town.appraise(head, proposed="HTT")

    assert "“Đoàn Thanh niên” xếp loại “Hoàn thành nhiệm vụ”" in caught.value.errors["proposed_level"]


@pytest.mark.clause("CC-I.6-4")
@pytest.mark.parametrize(
    ("claim", "field"),
    [
        ({"new_head_transferred_on": date(2023, 12, 31), "new_head_reason": "x"}, "new_head_transferred_on"),
        ({"new_head_transferred_on": date(2024, 3, 1)}, "new_head_reason"),
        ({"new_head_reason": "Mới về"}, "new_head_transferred_on"),
    ],
)
def test_the_exception_needs_a_date_in_the_year_and_a_reason(town, claim, field):
    head = town.leader("Ngô Văn Trưởng", heads=(town.collective("Đoàn Thanh niên"),))
    town.prepare()

    with pytest.raises(InvalidInput) as caught:
        town.appraise(head, **claim)

    assert list(caught.value.errors) == [field]


@pytest.mark.clause("HY-B.II.2-5")
def test_a_set_without_the_exception_takes_no_claim(town):
    head = town.leader("Ngô Văn Trưởng", heads=(town.collective("Đoàn Thanh niên"),))
    with scope(tenant=town.tenant.pk):
        town.cycle.set_code = "hung-yen-2019"
        town.cycle.save()
    town.prepare()

    with pytest.raises(InvalidInput, match="không có ngoại lệ"):
        town.appraise(head, new_head_transferred_on=date(2024, 3, 1), new_head_reason="Mới về")


def test_the_second_of_two_appraisers_is_told(town, union):
    stale = town.case(union).version
    town.appraise(union)

    with scope(tenant=town.tenant.pk), pytest.raises(Conflict, match="vừa được người khác ghi"):
        appraise_case(case_id=town.case(union).pk, appraisal=appraisal(), version=stale, actor=town.office, at=NOON)


@pytest.mark.clause("HY-C.2-1")
def test_only_the_organisation_board_and_the_office_appraise(town, union):
    voter = actor_for(town.tenant, Role.STANDING_COMMITTEE, Role.HEAD, Role.INSPECTION)
    board = actor_for(town.tenant, Role.ORGANISATION_BOARD)
    call = {"case_id": town.case(union).pk, "appraisal": appraisal(), "version": 0, "at": NOON}

    with scope(tenant=town.tenant.pk):
        with pytest.raises(PermissionDenied):
            appraise_case(actor=voter, **call)
        assert appraise_case(actor=board, **call).state == "appraised"


def test_a_preview_keeps_nothing(town, union):
    with scope(tenant=town.tenant.pk):
        answer = preview_appraisal(
            case_id=town.case(union).pk, appraisal=appraisal(degree="T"), actor=town.office, at=NOON
        ).of(town.case(union))
        assert not CriterionDegree.objects.exists()

    assert answer.highest.name == "HTT"
    assert (town.case(union).state, town.case(union).version) == ("self_rated", 0)


@pytest.mark.clause("HY-B.II.1.6-2")
def test_an_own_level_above_the_own_degrees_is_a_stored_warning_and_no_refusal(town, union):
    with scope(tenant=town.tenant.pk):
        case = record_self_rating(
            case_id=town.case(union).pk, level="XS", degrees=dict.fromkeys(("1a", "1b", "2a", "2b", "3"), "T"),
            actor=town.office, at=NOON,
        )  # fmt: skip

    assert (case.state, case.self_level) == ("self_rated", "XS")
    assert "cao hơn mức cao nhất theo các cấp độ đã tự nhận (“Hoàn thành tốt nhiệm vụ”)" in case.self_warning


def test_only_the_engine_says_who_is_not_rated(town, union):
    late = town.leader("Hoàng Văn Mới", appointed_on=date(2024, 8, 1))
    town.prepare()

    with scope(tenant=town.tenant.pk):
        with pytest.raises(Refused, match="vẫn thuộc diện được xếp loại"):
            exempt_case(case_id=town.case(union).pk, actor=town.office, at=NOON)
        exempt_case(case_id=town.case(late).pk, actor=town.office, at=NOON)
        assert RatingCase.objects.get(subject=late).state == "not_rated"


@pytest.mark.clause("CC-III.4-2", "HY-B.II.1.5-3")
def test_nothing_is_appraised_without_an_own_level(town):
    union = town.collective("Đoàn Thanh niên")
    with scope(tenant=town.tenant.pk):
        prepare_cases(cycle_id=town.cycle.pk, actor=town.office, at=NOON)

    with pytest.raises(Refused, match="chưa đủ điều kiện"):
        town.appraise(union)


@pytest.mark.clause("HY-B.II.1.3-9")
def test_a_criterion_without_object_takes_no_part_in_the_test(town):
    cell = town.cell("Chi bộ 1")
    town.prepare()

    assert highest_accepted(town, cell, degrees={"2d": "K"}) == "KHT"
    assert highest_accepted(town, cell, degrees={"2d": ""}) == "XS"


@pytest.mark.clause("HY-B.II.2-1", "HY-B.II.2-2", "HY-B.II.2-3")
def test_the_province_asks_leaders_for_two_criteria_more(town):
    leader = town.leader("Lê Thị Phó")
    with scope(tenant=town.tenant.pk):
        town.cycle.set_code = "hung-yen-2019"
        town.cycle.save()
    town.prepare()

    with pytest.raises(InvalidInput) as caught:
        town.appraise(leader, degrees={"4": "", "5": ""})

    assert list(caught.value.errors) == ["degree_4", "degree_5"]
