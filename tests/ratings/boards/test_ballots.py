"""Two ballots per group: who stands on the paper, how papers are checked, how places are counted."""

import pytest

from orgchart.errors import InvalidInput, Refused
from orgchart.tenancy import scope
from ratings.models import Ballot, BoardGroup
from ratings.queries.ballots import next_paper
from ratings.queries.sheet import load_sheet
from ratings.services.ballots import withdraw_ballot
from ratings.services.cases import move_case
from reviews.models import ReferenceKind
from tests.factories.orgchart import NOON


def bodies(town, number):
    found = [town.collective(f"Tập thể {index}") for index in range(number)]
    town.prepare()
    return found


def state_of(town, subject):
    with scope(tenant=town.tenant.pk):
        return BoardGroup.objects.get(group=town.group(subject)).state


def paper_of(town, board, subject):
    with scope(tenant=town.tenant.pk):
        sheet = load_sheet(town.cycle, board)
        row = next(row for row in sheet.groups if row.group == town.group(subject))
        return next_paper(sheet, row)


@pytest.mark.clause("HY-B.II.4-1", "HY-B.II.1.4-4", "HY-B.II.4-5")
def test_passers_of_round_1_are_the_base_of_the_cap(town):
    found = bodies(town, 6)
    town.appraise(*found)
    board = town.board(*found)

    town.open_round_1(board, found[0])
    town.count(board, dict.fromkeys(found[:5], 5) | {found[5]: 2})
    town.open_round_2(board, found[0])

    with scope(tenant=town.tenant.pk):
        row = BoardGroup.objects.get(board=board)
    assert (row.state, row.places_round_2) == ("round_2", 1)  # 5 × 20% = 1, the sixth did not pass
    assert [case.subject for case in paper_of(town, board, found[0]).cases] == found[:5]


@pytest.mark.clause("HY-B.II.4-1")
def test_round_1_lists_only_those_whose_standard_admits_good(town):
    good, weak = bodies(town, 2)
    town.appraise(good)
    town.appraise(weak, degree="TB", proposed="HT")
    board = town.board(good)
    town.open_round_1(board, good)

    assert [case.subject for case in paper_of(town, board, good).cases] == [good]


@pytest.mark.clause("HY-B.II.4-2", "HY-B.II.1.4-2")
def test_round_2_lists_only_passers_whose_standard_admits_the_top_level(town):
    found = bodies(town, 5)
    town.appraise(*found[:4])
    town.appraise(found[4], degree="T")
    board = town.board(*found)
    town.open_round_1(board, found[0])
    town.count(board, dict.fromkeys(found, 5))
    town.open_round_2(board, found[0])

    assert [case.subject for case in paper_of(town, board, found[0]).cases] == found[:4]
    with pytest.raises(Refused, match="không có tên trên phiếu"):
        town.count(board, dict.fromkeys(found[:4], 0) | {found[4]: 5}, round_number=2)


@pytest.mark.clause("HY-B.II.4-2")
def test_papers_with_more_names_than_places_cannot_be_among_the_valid_ones(town):
    found = bodies(town, 5)
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    town.count(board, dict.fromkeys(found, 5))
    town.open_round_2(board, found[0])

    with pytest.raises(InvalidInput) as caught:
        town.count(board, {found[0]: 4, found[1]: 2, found[2]: 0, found[3]: 0, found[4]: 0}, round_number=2)

    assert "6 lượt chọn vượt 5 phiếu × 1 chỗ" in caught.value.errors["valid"]


@pytest.mark.parametrize(
    ("papers", "field"),
    [
        ({"issued": 6}, "issued"),
        ({"issued": 4, "returned": 5, "valid": 4}, "returned"),
        ({"returned": 3, "valid": 4}, "valid"),
    ],
)
def test_papers_have_to_add_up(town, papers, field):
    found = bodies(town, 1)
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])

    with pytest.raises(InvalidInput) as caught:
        town.count(board, {found[0]: 1}, **papers)

    assert field in caught.value.errors


def test_more_votes_than_valid_papers_are_refused_at_the_subject(town):
    found = bodies(town, 1)
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])

    with pytest.raises(InvalidInput) as caught:
        town.count(board, {found[0]: 5}, valid=4)

    assert list(caught.value.errors) == [f"votes_{town.case(found[0]).pk}"]


def test_a_second_entry_is_refused_and_shows_the_first(town):
    found = bodies(town, 5)
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    town.count(board, dict.fromkeys(found, 5))

    with pytest.raises(Refused, match=r"đã được .* nhập: phát ra 5, thu về 5, hợp lệ 5") as caught:
        town.count(board, dict.fromkeys(found, 3))

    assert f"{found[0].name}: 5 phiếu" in caught.value.reasons


@pytest.mark.clause("HY-B.II.1.6-9", "CC-IIIb.1-3")
def test_round_1_waits_for_the_appraisal_of_everybody(town):
    found = bodies(town, 2)
    town.appraise(found[0])
    board = town.board(*found)

    with pytest.raises(Refused, match="chưa thẩm định") as caught:
        town.open_round_1(board, found[0])

    assert caught.value.reasons == (found[1].name,)


@pytest.mark.clause("HY-B.II.1.4-5")
def test_groups_are_fixed_by_the_first_ballot(town):
    found = bodies(town, 2)
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])

    with scope(tenant=town.tenant.pk), pytest.raises(Refused, match="đã bỏ phiếu"):
        move_case(case_id=town.case(found[1]).pk, group_id=None, actor=town.office, at=NOON)


@pytest.mark.clause("CC-III.3-1")
def test_a_small_group_of_which_all_passed_has_one_place(town):
    found = bodies(town, 4)
    town.appraise(*found)
    board = town.board(*found)
    town.vote(board, dict.fromkeys(found, 5), {found[0]: 4, found[1]: 1, found[2]: 0, found[3]: 0})

    town.decide(board)

    assert [town.case(subject).level for subject in found] == ["XS", "HTT", "HTT", "HTT"]


@pytest.mark.clause("CC-III.3-2")
def test_a_small_group_without_anybody_admissible_gives_no_place_away(town):
    found = bodies(town, 3)
    town.appraise(*found, degree="T")
    board = town.board(*found)
    town.vote(board, dict.fromkeys(found, 5))

    assert state_of(town, found[0]) == "counted"
    town.decide(board)
    assert {town.case(subject).level for subject in found} == {"HTT"}


@pytest.mark.parametrize(("run_off", "levels"), [((3, 2), ["XS", "XS", "HTT"]), ((3, 3), ["XS", "HTT", "HTT"])])
def test_equal_votes_at_the_limit_are_settled_by_a_run_off_or_leave_the_place_empty(town, run_off, levels):
    found = bodies(town, 10)
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    town.count(board, dict.fromkeys(found, 5))
    town.open_round_2(board, found[0])
    town.count(board, {found[0]: 4, found[1]: 3, found[2]: 3} | dict.fromkeys(found[3:], 0), round_number=2)
    assert state_of(town, found[0]) == "run_off"
    paper = paper_of(town, board, found[0])
    assert ([case.subject for case in paper.cases], paper.places) == (found[1:3], 1)

    if sum(run_off) > 5:
        with pytest.raises(InvalidInput, match="phiếu ghi nhiều tên hơn số chỗ"):
            town.count(board, dict(zip(found[1:3], run_off, strict=True)), round_number=3)
        run_off = (2, 2)
    town.count(board, dict(zip(found[1:3], run_off, strict=True)), round_number=3)
    town.decide(board)

    assert [town.case(subject).level for subject in found[:3]] == levels


@pytest.mark.clause("HY-B.II.2-4", "HY-B.I.4.2-3")
def test_heads_sit_apart_after_everybody_else(town):
    union = town.collective("Đoàn Thanh niên")
    deputy = town.leader("Lê Thị Phó")
    head = town.leader("Ngô Văn Trưởng", heads=(union,))
    town.prepare()
    town.appraise(union, deputy, head)
    board = town.board(union, head)

    town.open_round_1(board, deputy)
    assert [case.subject for case in paper_of(town, board, head).cases] == [deputy]
    town.count(board, {deputy: 5})
    with pytest.raises(Refused, match="người đứng đầu") as caught:
        town.count(board, {head: 5}, sitting=2)
    assert "chưa có mức xếp loại chính thức" in caught.value.reasons[0]

    town.vote(board, {union: 5}, {union: 1})
    town.count(board, {head: 5}, sitting=2)
    town.open_round_2(board, head)

    assert state_of(town, head) == "round_2"


@pytest.mark.clause("HY-B.II.2-5", "CC-I.6-3")
def test_a_head_comes_no_higher_than_the_collective_headed(town):
    union = town.collective("Đoàn Thanh niên")
    head = town.leader("Ngô Văn Trưởng", heads=(union,))
    town.prepare()
    town.appraise(union, degree="TB", proposed="HT")
    town.appraise(head, proposed="HT")
    board = town.board(union, head)
    town.open_round_1(board, union)
    town.open_round_2(board, union)
    town.open_round_1(board, head)
    town.open_round_2(board, head)

    town.decide(board)

    assert (town.case(union).level, town.case(head).level) == ("HT", "HT")


@pytest.mark.clause("HY-B.II.1.4-6")
def test_a_collective_waits_for_its_organisation_and_stays_below_it(town):
    cell = town.cell("Chi bộ Phố Tân Lập")
    committee = town.collective("Chi ủy Phố Tân Lập")
    town.refer(committee, cell, ReferenceKind.ORGANIZATION)
    town.prepare()
    town.appraise(cell, degree="TB", proposed="HT")
    town.appraise(committee, proposed="HT")
    board = town.board(cell, committee)
    with pytest.raises(Refused) as caught:
        town.open_round_1(board, committee)
    assert "Chi bộ Phố Tân Lập" in caught.value.reasons[0]

    for subject in (cell, committee):
        town.open_round_1(board, subject)
        town.open_round_2(board, subject)
    town.decide(board)

    assert town.case(committee).level == "HT"


def test_withdrawn_counts_take_what_followed_with_them_and_stay_in_the_trail(town):
    from orgchart.models import AuditRecord

    found = bodies(town, 5)
    town.appraise(*found)
    board = town.board(*found)
    town.vote(board, dict.fromkeys(found, 5), {found[0]: 5} | dict.fromkeys(found[1:], 0))

    with scope(tenant=town.tenant.pk):
        withdraw_ballot(
            board_id=board.pk,
            group_id=town.group(found[0]).pk,
            round_number=1,
            reason="Nhập nhầm",
            actor=town.office,
            at=NOON,
        )
        left = Ballot.objects.filter(board=board).count()
        record = AuditRecord.objects.get(action="withdraw_ballot")

    assert left == 0
    assert state_of(town, found[0]) == "round_1"
    assert {town.case(subject).state for subject in found} == {"appraised"}
    assert record.changes["withdrawn"]["Vòng 2 – hoàn thành xuất sắc (1)"][found[0].name] == 5


def hung_yen(town):
    with scope(tenant=town.tenant.pk):
        town.cycle.set_code = "hung-yen-2019"
        town.cycle.save()


@pytest.mark.clause("HY-B.II.4-3", "HY-B.II.2-6")
def test_individuals_are_voted_on_in_the_same_two_rounds(town):
    found = [town.leader(f"Lê Thị Phó {number}") for number in range(6)]
    town.prepare()
    town.appraise(*found)
    board = town.board(*found)
    town.vote(board, dict.fromkeys(found[:5], 5) | {found[5]: 1}, {found[0]: 5} | dict.fromkeys(found[1:5], 0))

    town.decide(board)

    assert [town.case(one).level for one in found] == ["XS", "HTT", "HTT", "HTT", "HTT", "HT"]


@pytest.mark.clause("HY-B.II.4-4")
def test_fewer_than_five_leaders_may_choose_one_even_when_not_all_passed(town):
    hung_yen(town)
    found = [town.leader(f"Lê Thị Phó {number}") for number in range(4)]
    bodies = [town.collective(f"Tập thể {number}") for number in range(4)]
    town.prepare()
    town.appraise(*found, *bodies)
    board = town.board(found[0], bodies[0])
    for group in (found, bodies):
        town.open_round_1(board, group[0])
        town.count(board, dict.fromkeys(group[:3], 5) | {group[3]: 2})
        town.open_round_2(board, group[0])

    with scope(tenant=town.tenant.pk):
        places = dict(BoardGroup.objects.values_list("group__kind", "places_round_2"))
    assert places == {"leaders": 1, "collectives": 0}


@pytest.mark.clause("HY-B.II.2-4")
def test_heads_in_a_group_of_their_own_wait_for_the_others_of_their_unit(town):
    hung_yen(town)
    union = town.collective("Đoàn Thanh niên")
    deputy = town.leader("Lê Thị Phó", title_group="Cấp phó")
    head = town.leader("Ngô Văn Trưởng", title_group="Cấp trưởng", heads=(union,))
    town.prepare()
    town.appraise(union, deputy, head)
    board = town.board(union, deputy, head)
    town.vote(board, {union: 5})

    with pytest.raises(Refused) as caught:
        town.open_round_1(board, head)
    assert "còn chưa xếp loại Lê Thị Phó" in caught.value.reasons[0]

    town.vote(board, {deputy: 5}, {deputy: 0})
    town.open_round_1(board, head)
    assert [case.subject for case in paper_of(town, board, head).cases] == [head]


def test_what_was_voted_on_is_not_appraised_anew(town):
    found = bodies(town, 2)
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    town.appraise(found[0], degree="T")
    town.count(board, dict.fromkeys(found, 5))

    with pytest.raises(Refused, match="đã có kết quả bỏ phiếu"):
        town.appraise(found[0], degree="X")
