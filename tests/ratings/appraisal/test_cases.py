"""Cases and groups of a cycle, and the own level that comes with the final review."""

import pytest

from orgchart.errors import Refused
from orgchart.kinds import CollectiveKind
from orgchart.tenancy import scope
from ratings.models import CapGroup, CriterionDegree, RatingCase
from ratings.queries.drafts import ceiling_of_draft
from ratings.services.cases import create_group, move_case, on_review_final, prepare_cases
from tests.factories.orgchart import NOON, TenantFactory
from tests.factories.reviews import ReviewSectionFactory


def groups(town):
    with scope(tenant=town.tenant.pk):
        rows = RatingCase.objects.values_list("subject__name", "group__name")
        return dict(rows)


@pytest.mark.clause("CC-III.1.1a-1", "CC-III.1.1a-6", "CC-III.3-1", "CC-IIIb.1-5", "CC-III.1.1b-1")
def test_the_town_compares_three_kinds_and_leaves_out_whom_the_district_rates(town):
    town.cell("Chi bộ 1")
    town.collective("Chi ủy 1", kind=CollectiveKind.CELL_COMMITTEE)
    town.collective("Đoàn Thanh niên")
    town.leader("Lê Thị Phó")
    town.leader("Ma Đình Quang", rating="superior", decided_by=TenantFactory())
    town.leader("Người nghỉ", rating="none", reason="Nghỉ hưu")

    town.prepare()

    assert groups(town) == {
        "Chi bộ 1": "Tổ chức đảng",
        "Chi ủy 1": "Tập thể lãnh đạo, quản lý",
        "Đoàn Thanh niên": "Tập thể lãnh đạo, quản lý",
        "Lê Thị Phó": "Cán bộ lãnh đạo, quản lý",
        "Ma Đình Quang": None,
    }


@pytest.mark.clause("HY-B.II.1.4-5", "HY-B.II.2-7")
def test_the_province_compares_kinds_of_collectives_and_equivalent_titles(town):
    with scope(tenant=town.tenant.pk):
        town.cycle.set_code = "hung-yen-2019"
        town.cycle.save()
    town.collective("Chi ủy 1", kind=CollectiveKind.CELL_COMMITTEE)
    town.collective("Đoàn Thanh niên")
    town.leader("Lê Thị Phó", title_group="Cấp phó")
    town.leader("Ngô Văn Trưởng", title_group="Cấp trưởng")

    town.prepare()

    assert len(set(groups(town).values())) == 4


def test_preparing_again_adds_only_who_came_later(town):
    town.leader("Lê Thị Phó")
    town.prepare()
    first = groups(town)
    town.leader("Hoàng Văn Mới")

    with scope(tenant=town.tenant.pk):
        assert prepare_cases(cycle_id=town.cycle.pk, actor=town.office, at=NOON) == 1
        assert prepare_cases(cycle_id=town.cycle.pk, actor=town.office, at=NOON) == 0
        assert CapGroup.objects.count() == 1
    assert groups(town) == first | {"Hoàng Văn Mới": "Cán bộ lãnh đạo, quản lý"}


@pytest.mark.clause("HY-B.II.1.4-5")
def test_kinds_are_not_merged_to_gain_places(town):
    union, cell = town.collective("Đoàn Thanh niên"), town.cell("Chi bộ 1")
    town.prepare()

    with scope(tenant=town.tenant.pk), pytest.raises(Refused, match="không cùng loại"):
        move_case(case_id=town.case(union).pk, group_id=town.group(cell).pk, actor=town.office, at=NOON)


def test_who_comes_after_the_ballot_waits_for_a_group_of_its_own(town):
    first = town.collective("Đoàn Thanh niên")
    town.prepare()
    town.appraise(first)
    board = town.board(first)
    town.open_round_1(board, first)
    late = town.collective("Hội Nông dân")

    town.prepare()

    assert town.case(late).group is None
    with scope(tenant=town.tenant.pk):
        group = create_group(cycle_id=town.cycle.pk, kind="collectives", name="Bổ sung", actor=town.office, at=NOON)
        assert move_case(case_id=town.case(late).pk, group_id=group.pk, actor=town.office, at=NOON).group == group


@pytest.mark.clause("HY-B.II.1.6-1", "HY-B.II.1.6-2")
def test_the_final_report_brings_level_and_degrees_into_the_case(town):
    union = town.collective("Đoàn Thanh niên")
    with scope(tenant=town.tenant.pk):
        prepare_cases(cycle_id=town.cycle.pk, actor=town.office, at=NOON)
        review = union.review
    for key, degree in {"I-1": "X", "I-2": "T", "I-3": "X", "I-4": "K", "I-5": "TB", "III": "T"}.items():
        ReviewSectionFactory(review=review, key=key, degree=degree)

    with scope(tenant=town.tenant.pk):
        on_review_final(review, town.office, NOON)
        own = dict(CriterionDegree.objects.values_list("code", "self_degree"))

    case = town.case(union)
    assert (case.state, case.self_level) == ("self_rated", "HTT")
    # I.2 speaks of 2a and 2c, I.4 of no criterion; the Front's frame calls its criteria 1a, 1b, 2a, 2b, 2c, 3.
    assert own == {"2b": "X", "2a": "T", "2c": "T", "1a": "X", "1b": "TB", "3": "T"}


def test_a_review_that_is_final_before_the_list_is_made_gets_its_case(town):
    union = town.collective("Đoàn Thanh niên")

    with scope(tenant=town.tenant.pk):
        on_review_final(union.review, town.office, NOON)

    assert town.case(union).state == "self_rated"


@pytest.mark.clause("CC-III.1.1a-6")
def test_the_report_of_a_cell_committee_serves_the_cell_too(town):
    cell = town.cell("Chi bộ 1", is_reviewed=False)
    committee = town.collective("Chi ủy 1", kind=CollectiveKind.CELL_COMMITTEE)
    with scope(tenant=town.tenant.pk):
        collective = committee.collective
        collective.organization = cell.organization
        collective.save()
        prepare_cases(cycle_id=town.cycle.pk, actor=town.office, at=NOON)
        committee.refresh_from_db()
        on_review_final(committee.review, town.office, NOON)

    assert {town.case(one).state for one in (cell, committee)} == {"self_rated"}
    town.appraise(cell, committee)


@pytest.mark.clause("HY-B.II.1.6-2")
def test_a_draft_knows_the_level_that_its_degrees_admit(town):
    leader = town.leader("Lê Thị Phó")
    with scope(tenant=town.tenant.pk):
        review = leader.review
    with scope(tenant=town.tenant.pk):
        found = ceiling_of_draft(review, {"I-2": "T"})

    assert found.level == "HTT"
    assert "2a chỉ đạt “Tốt”" in found.because
