"""Decisions: number, signer, levels, what stands in the way, what comes from above."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import CollectiveKind, Role
from orgchart.models import DisciplineRecord, Tenant
from orgchart.tenancy import scope
from ratings.engine.command import rate
from ratings.models import Decision, DecisionItem
from ratings.services.ballots import withdraw_ballot
from ratings.services.boards import create_board, open_board
from ratings.services.cases import move_case
from ratings.services.decisions import Signer, decide_externally, issue_decision, propose_upward
from ratings.services.notices import confirm_read, notify_decided
from reviews.models import RemediationPlan, Shortcoming
from tests.factories.orgchart import NOON, CollectiveFactory, DisciplineRecordFactory, PostFactory, actor_for
from tests.ratings.conftest import MEETING_DAY


def counted(town, *subjects):
    """A board on which everybody has passed and nobody is at the top."""
    board = town.board(*subjects)
    for group in {town.group(one).pk: one for one in subjects}.values():
        members = [one for one in subjects if town.group(one) == town.group(group)]
        town.vote(board, dict.fromkeys(members, 5), dict.fromkeys(members, 0))
    return board


@pytest.fixture
def union(town):
    subject = town.collective("Đoàn Thanh niên")
    town.prepare()
    town.appraise(subject)
    return subject


@pytest.mark.clause("HY-B.II.1.6-10")
def test_a_decision_has_number_date_signer_and_the_levels(town, union):
    board = counted(town, union)

    decision = town.decide(board)

    with scope(tenant=town.tenant.pk):
        items = list(DecisionItem.objects.filter(decision=decision).values_list("case__subject__name", "level"))
    assert (decision.code, decision.decided_on) == ("01-QĐ/ĐU", MEETING_DAY)
    assert (decision.signer_name, decision.signer_title) == ("Ma Đình Quang", "Bí thư")
    assert items == [("Đoàn Thanh niên", "HTT")]
    assert (town.case(union).state, town.case(union).level) == ("decided", "HTT")


@pytest.mark.clause("HY-B.II.1.6-10")
def test_a_decided_board_takes_no_further_entry_and_no_second_decision(town, union):
    board = counted(town, union)
    town.decide(board)

    with pytest.raises(Refused, match="đã quyết định"):
        town.decide(board)
    with scope(tenant=town.tenant.pk), pytest.raises(Refused, match="đã quyết định"):
        withdraw_ballot(
            board_id=board.pk, group_id=town.group(union).pk, round_number=1, reason="x", actor=town.office, at=NOON
        )


def test_the_stored_question_gives_the_stored_answer_again(town, union):
    import json

    town.appraise(union, disunity="", targets_met_percent="95.5", proposed="HTT")
    decision = town.decide(counted(town, union))

    again = json.loads(rate(json.dumps(decision.engine_input).encode()))

    assert again == decision.engine_result
    assert decision.set_digest == town.cycle.set_digest


def test_a_decision_is_refused_while_ballots_are_missing(town, union):
    board = town.board(union)

    with pytest.raises(Refused) as caught:
        town.decide(board)

    assert caught.value.reasons[0] == "Nhóm “Tập thể lãnh đạo, quản lý”: chưa bỏ phiếu."


def test_a_decision_is_refused_with_another_set_than_the_frozen_one(town, union):
    board = counted(town, union)
    with scope(tenant=town.tenant.pk):
        town.cycle.set_digest = "f" * 64
        town.cycle.save()

    with pytest.raises(Refused) as caught:
        town.decide(board)

    assert "Bộ quy định đã thay đổi" in caught.value.reasons[0]


def test_a_decision_is_refused_when_a_standard_is_no_longer_met(town, union):
    """A conclusion found between ballot and decision leaves nobody at a level that the ballot gave."""
    board = counted(town, union)
    with scope(tenant=town.tenant.pk):
        case = town.case(union)
        case.facts = case.facts | {"disunity": "Kết luận số 5-KL/UBKT"}
        case.save()

    decision = town.decide(board)

    assert town.case(union).level == "KHT"
    assert decision.engine_result["subjects"][0]["reasons"][0]["rule"] == "knock-out"


@pytest.mark.clause("NA-2-1")
def test_decision_asks_those_with_shortcomings_for_a_plan(town, union):
    board = counted(town, union)
    subject = town.case(union).subject
    with scope(tenant=town.tenant.pk):
        text = {"text": "Chậm báo cáo.", "source": "Kết luận", "year": town.cycle.year}
        Shortcoming(tenant=town.tenant, collective=subject.collective, **text).save()

    decision = town.decide(board)

    with scope(tenant=town.tenant.pk):
        plan = RemediationPlan.objects.get()
        assert (plan.subject_id, plan.state, plan.items.count()) == (subject.pk, "draft", 1)
        assert plan.due_on == decision.decided_on + timedelta(days=15)
        assert decision.code in plan.basis


def test_decision_asks_nobody_for_a_plan_who_has_no_shortcoming(town, union):
    town.decide(counted(town, union))

    with scope(tenant=town.tenant.pk):
        assert not RemediationPlan.objects.exists()


def test_only_the_head_and_the_office_decide(town, union):
    board = counted(town, union)
    member = actor_for(town.tenant, Role.STANDING_COMMITTEE)

    with scope(tenant=town.tenant.pk):
        with pytest.raises(PermissionDenied):
            issue_decision(board_id=board.pk, decided_on=MEETING_DAY, actor=member, at=NOON)
        by_head = issue_decision(
            board_id=board.pk,
            decided_on=MEETING_DAY,
            actor=town.head,
            at=NOON,
            signer=Signer("Ma Đình Quang", "Bí thư"),
        )
    assert by_head.number == 1


@pytest.mark.clause("HY-B.II.1.5-1", "CC-IIIb.4-2")
def test_only_a_deciding_body_of_this_tenant_sits_on_ratings(town, union):
    leadership = CollectiveFactory(tenant=town.tenant, kind=CollectiveKind.UNIT_LEADERSHIP, name="Lãnh đạo Trạm Y tế")
    PostFactory(tenant=town.tenant, collective=leadership)
    committee = CollectiveFactory(
        tenant=town.tenant, organization=town.body.organization, kind=CollectiveKind.EXECUTIVE_COMMITTEE
    )
    PostFactory(tenant=town.tenant, collective=committee)
    stranger = CollectiveFactory(kind=CollectiveKind.STANDING_COMMITTEE)
    group = [town.group(union).pk]
    call = {
        "cycle_id": town.cycle.pk,
        "title": "Họp",
        "held_on": MEETING_DAY,
        "group_ids": group,
        "actor": town.office,
        "at": NOON,
    }

    with scope(tenant=town.tenant.pk):
        with pytest.raises(InvalidInput, match="không phải là nơi quyết định"):
            create_board(body_id=leadership.pk, **call)
        with pytest.raises(NotVisible):
            create_board(body_id=stranger.pk, **call)
        board = create_board(body_id=committee.pk, **call)
    assert board.entitled == 1


def test_without_quorum_the_meeting_does_not_open(town, union):
    with scope(tenant=town.tenant.pk):
        board = create_board(
            cycle_id=town.cycle.pk, body_id=town.body.pk, title="Họp", held_on=MEETING_DAY,
            group_ids=[town.group(union).pk], actor=town.office, at=NOON,
        )  # fmt: skip
        with pytest.raises(InvalidInput, match="cần ít nhất 4"):
            open_board(board_id=board.pk, present=3, actor=town.office, at=NOON)


@pytest.mark.clause("HY-B.II.1.4-18")
def test_the_decision_marks_the_discipline_that_it_counted(town):
    union = town.collective("Đoàn Thanh niên")
    PostFactory(tenant=town.tenant, collective=union.collective, title="Bí thư Đoàn")
    with scope(tenant=town.tenant.pk):
        person = union.collective.posts.get().person
    record = DisciplineRecordFactory(tenant=town.tenant, person=person)
    earlier = DisciplineRecordFactory(tenant=town.tenant, person=person, degree="cach_chuc", counted_in_year=2023)
    town.prepare()
    town.appraise(union, proposed="HT")

    town.decide(counted_none(town, union))

    with scope(tenant=town.tenant.pk):
        years = dict(DisciplineRecord.objects.values_list("pk", "counted_in_year"))
    assert town.case(union).level == "HT"  # the reprimand of this year, not the removal that 2023 counted
    assert years == {record.pk: 2024, earlier.pk: 2023}


def counted_none(town, subject):
    """A board on which nobody may stand on the paper, so that both rounds are settled at once."""
    board = town.board(subject)
    town.open_round_1(board, subject)
    town.open_round_2(board, subject)
    return board


@pytest.mark.clause("CC-III.3-4", "CC-III.3-3")
def test_short_posts_and_new_organisations_are_reviewed_but_not_rated(town):
    late = town.leader("Hoàng Văn Mới", appointed_on=date(2024, 6, 6))
    full = town.leader("Hoàng Văn Đủ", appointed_on=date(2024, 6, 5))
    merged = town.cell("Chi bộ mới sáp nhập", merged_on=date(2024, 9, 1))
    town.prepare()
    town.appraise(full)
    board = town.board(full, merged)
    town.vote(board, {full: 5}, {full: 0})
    town.open_round_1(board, merged)
    town.open_round_2(board, merged)

    decision = town.decide(board)

    with scope(tenant=town.tenant.pk):
        listed = list(decision.items.values_list("case__subject__name", flat=True))
    assert listed == ["Hoàng Văn Đủ"]
    assert [town.case(one).state for one in (late, merged)] == ["not_rated", "not_rated"]
    assert "chưa đủ 6 tháng" in town.case(late).appraisal_note


@pytest.mark.clause("CC-IIIb.1-5")
def test_a_subject_of_the_superior_is_proposed_and_never_decided_here(town):
    from tests.factories.orgchart import TenantFactory

    district = TenantFactory()
    chair = town.leader("Ma Đình Quang", rating="superior", decided_by=district)
    union = town.collective("Đoàn Thanh niên")
    town.prepare()
    town.appraise(chair, union)
    case = town.case(chair)
    assert case.group is None

    with scope(tenant=town.tenant.pk):
        with pytest.raises(Refused, match="do cấp trên xếp loại"):
            move_case(case_id=case.pk, group_id=town.group(union).pk, actor=town.office, at=NOON)
        propose_upward(case_id=case.pk, level="XS", actor=town.office, at=NOON)
        decide_externally(
            case_id=case.pk, level="HTT", decision_code="45-QĐ/HU", decided_on=MEETING_DAY,
            body="Ban Thường vụ Huyện ủy", actor=None, at=NOON,
        )  # fmt: skip
    assert (town.case(chair).level, town.case(chair).external_decision) == ("HTT", "45-QĐ/HU")


@pytest.mark.clause("HY-B.II.2-4", "HY-B.II.1.4-6")
def test_a_level_from_above_frees_whoever_waited_for_it(town):
    from tests.factories.orgchart import TenantFactory

    party = town.cell("Đảng bộ thị trấn", rating="superior", decided_by=TenantFactory())
    head = town.leader("Ngô Văn Trưởng", heads=(party,))
    town.prepare()
    town.appraise(party)
    town.appraise(head)
    board = town.board(head)
    with pytest.raises(Refused) as caught:
        town.open_round_1(board, head)
    assert "Đảng bộ thị trấn" in caught.value.reasons[0]

    with scope(tenant=town.tenant.pk):
        propose_upward(case_id=town.case(party).pk, level="", actor=town.office, at=NOON)
        decide_externally(
            case_id=town.case(party).pk, level="HTT", decision_code="45-QĐ/HU", decided_on=MEETING_DAY,
            body="Huyện ủy", actor=town.office, at=NOON,
        )  # fmt: skip
    town.vote(board, {head: 5})

    town.decide(board)
    assert town.case(head).level == "HTT"


@pytest.mark.clause("CC-I.6-4")
def test_the_exception_for_a_new_head_lifts_the_ceiling_and_stands_in_the_decision(town):
    union = town.collective("Đoàn Thanh niên")
    head = town.leader("Ngô Văn Trưởng", heads=(union,), appointed_on=date(2024, 3, 1))
    town.prepare()
    town.appraise(union, degree="TB", proposed="HT")
    town.appraise(
        head, proposed="XS", new_head_transferred_on=date(2024, 3, 1), new_head_reason="Về sau khi có kết luận"
    )
    board = town.board(union, head)
    town.open_round_1(board, union)
    town.open_round_2(board, union)
    town.vote(board, {head: 5}, {head: 4})

    decision = town.decide(board)

    with scope(tenant=town.tenant.pk):
        item = decision.items.get(case__subject=head)
    assert (item.level, item.exception) == ("XS", "Mới chuyển đến ngày 01/03/2024: Về sau khi có kết luận")


@pytest.mark.clause("CC-III.5-2")
def test_notices_go_out_after_the_decision_and_reading_is_stored_once(town):
    leader = town.leader("Lê Thị Phó")
    town.prepare()
    town.appraise(leader)
    reader = actor_for(town.tenant, person=leader.person)
    board = counted(town, leader)
    with scope(tenant=town.tenant.pk):
        with pytest.raises(Refused, match="Chưa có quyết định"):
            notify_decided(board_id=board.pk, actor=town.office, at=NOON)
        with pytest.raises(NotVisible):
            confirm_read(case_id=town.case(leader).pk, actor=reader, at=NOON)
    town.decide(board)

    with scope(tenant=town.tenant.pk):
        assert notify_decided(board_id=board.pk, actor=town.office, at=NOON) == 1
        assert notify_decided(board_id=board.pk, actor=town.office, at=NOON) == 0
        confirm_read(case_id=town.case(leader).pk, actor=reader, at=NOON)
        with pytest.raises(NotVisible):
            confirm_read(case_id=town.case(leader).pk, actor=town.head, at=NOON)
    assert (town.case(leader).notified_at, town.case(leader).read_at) == (NOON, NOON)


def test_numbers_follow_each_other_within_the_year(town):
    unions = [town.collective("Đoàn Thanh niên"), town.cell("Chi bộ 1")]
    town.prepare()
    town.appraise(*unions)

    codes = [town.decide(counted(town, subject)).code for subject in unions]

    assert codes == ["01-QĐ/ĐU", "02-QĐ/ĐU"]
    with scope(tenant=town.tenant.pk):
        assert Decision.objects.count() == 2


def test_numbers_that_begin_anew_with_the_year_are_no_obstacle(town, union):
    with scope(tenant=town.tenant.pk):
        Tenant.objects.filter(pk=town.tenant.pk).update(term="")
    cell = town.cell("Chi bộ Phố Tân Lập")
    town.prepare()
    town.appraise(cell)
    first, second = counted(town, union), counted(town, cell)

    with scope(tenant=town.tenant.pk):
        codes = [
            issue_decision(board_id=board.pk, decided_on=day, actor=town.head, at=NOON).code
            for board, day in ((first, date(2024, 12, 30)), (second, date(2025, 1, 8)))
        ]

    assert codes == ["01-QĐ/ĐU", "01-QĐ/ĐU"]


@pytest.mark.parametrize("day", [date(2026, 1, 1), date.max])
def test_a_decision_belongs_to_its_year(town, union, day):
    board = counted(town, union)

    with scope(tenant=town.tenant.pk), pytest.raises(InvalidInput, match="năm 2024"):
        issue_decision(board_id=board.pk, decided_on=day, actor=town.head, at=NOON)
