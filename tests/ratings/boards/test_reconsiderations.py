"""A decided level looked at again: kept or annulled; the old result stays readable, dependants are tested again."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.engine.command import rate
from ratings.models import CapGroup, DecisionItem, RatingFlag, Reconsideration
from ratings.services.cases import create_group, move_case
from ratings.services.decisions import Signer
from ratings.services.reconsiderations import Annulment, annul_level, keep_level, open_reconsideration
from reviews.models import ReferenceKind
from tests.factories.orgchart import NOON, DisciplineRecordFactory, TenantFactory, actor_for
from tests.ratings.conftest import MEETING_DAY

ANNULLED_ON = MEETING_DAY


def reopen(town, subject, *, ground="fault", actor=None):
    """Look at the level of a subject again."""
    with scope(tenant=town.tenant.pk):
        return open_reconsideration(
            case_id=town.case(subject).pk, ground=ground, facts="Kết luận số 12-KL/UBKT ngày 10/12/2024",
            actor=actor or town.office, at=NOON,
        )  # fmt: skip


def annul(town, subject, **more):
    """Look at it again and annul it."""
    found = reopen(town, subject)
    given = {"annulled_on": ANNULLED_ON, "signer": Signer("Ma Đình Quang", "Bí thư"), "conclusion": "Không đạt."}
    with scope(tenant=town.tenant.pk):
        return annul_level(reconsideration_id=found.pk, annulment=Annulment(**given | more), actor=town.office, at=NOON)


def flags(town):
    """The open flags by name and rule."""
    with scope(tenant=town.tenant.pk):
        rows = RatingFlag.objects.filter(resolved_at=None).order_by("case__subject__name", "rule")
        return list(rows.values_list("case__subject__name", "rule"))


@pytest.fixture
def unit(town):
    """An organisation, its collective and the head, all decided at the top: three groups, one meeting."""
    cell = town.cell("Chi bộ Cơ quan")
    body = town.collective("Tập thể lãnh đạo UBND")
    head = town.leader("Hoàng Thị Đứng Đầu", heads=(body,))
    town.refer(body, cell, ReferenceKind.ORGANIZATION)
    town.prepare()
    for one in (cell, body, head):
        town.appraise(one, proposed="HTT")
    board = town.board(cell, body, head)
    for one in (cell, body, head):
        town.vote(board, {one: 5}, {one: 5})
    town.decide(board)
    return cell, body, head


def rate_again(town, subject, *, good=5, top=None, degree="T"):
    """The new round of one annulled subject: appraised, balloted, decided."""
    town.appraise(subject, degree=degree, proposed="HT" if degree == "TB" else "HTT")
    board = town.board(subject)
    town.open_round_1(board, subject)
    if degree != "TB":
        town.count(board, {subject: good})
    town.open_round_2(board, subject)
    if top is not None:
        town.count(board, {subject: top}, round_number=2)
    return town.decide(board)


@pytest.mark.clause("CC-III.5-4", "HY-B.II.1.4-6")
def test_a_lowered_organisation_flags_the_collective_and_its_new_level_lifts_the_flag(town, unit):
    """L43: the organisation falls from XS to HTT after the collective had got XS."""
    cell, body, head = unit

    annul(town, cell)

    assert flags(town) == [("Tập thể lãnh đạo UBND", "reference-pending")]
    rate_again(town, cell)
    assert town.case(cell).level == "HTT"
    assert flags(town) == [("Tập thể lãnh đạo UBND", "organization-ceiling")]
    annul(town, body)
    assert flags(town) == [("Hoàng Thị Đứng Đầu", "reference-pending")]
    rate_again(town, body, degree="X")
    assert town.case(body).level == "HTT"
    assert flags(town) == [("Hoàng Thị Đứng Đầu", "head-ceiling")]
    annul(town, head)
    rate_again(town, head, degree="X")
    assert (town.case(head).level, flags(town)) == ("HTT", [])


@pytest.mark.clause("CC-III.5-4", "CC-III.4-4")
def test_the_old_result_stays_readable_and_a_new_round_opens(town, unit):
    cell, _, _ = unit

    found = annul(town, cell)

    case = town.case(cell)
    assert (found.state, found.level, found.decision_code, found.code) == ("annulled", "XS", "01-QĐ/ĐU", "02-QĐ/ĐU")
    assert (found.deciding_body, found.decided_on) == ("Ban Thường vụ Đảng ủy", MEETING_DAY)
    assert (case.state, case.level, case.notified_at) == ("self_rated", "", None)
    assert case.group.name == "Xếp loại lại – Tổ chức đảng"
    with scope(tenant=town.tenant.pk):
        assert DecisionItem.objects.get(case=case).level == "XS"
        record = AuditRecord.objects.get(action="annul_level")
    assert record.changes["decision"] == "01-QĐ/ĐU"
    assert record.on_behalf_of == "Ma Đình Quang"
    decision = rate_again(town, cell)
    with scope(tenant=town.tenant.pk):
        levels = list(DecisionItem.objects.filter(case=case).order_by("pk").values_list("level", flat=True))
    assert decision.code == "03-QĐ/ĐU"
    assert levels == ["XS", "HTT"]


@pytest.mark.clause("CC-III.5-4")
def test_a_hidden_violation_found_afterwards_leads_to_the_lowest_level(town):
    """I24: HTT was decided, a violation came to light, the new round ends with KHT."""
    leader = town.leader("Lê Thị Phó")
    town.prepare()
    town.appraise(leader)
    board = town.board(leader)
    town.vote(board, {leader: 5}, {leader: 0})
    town.decide(board)
    DisciplineRecordFactory(tenant=town.tenant, person=leader.person, degree="canh_cao", decided_on=date(2024, 12, 20))

    annul(town, leader)
    town.appraise(leader, proposed="KHT")
    again = town.board(leader)
    town.open_round_1(again, leader)
    town.open_round_2(again, leader)
    town.decide(again)

    assert town.case(leader).level == "KHT"


@pytest.mark.clause("CC-III.5-4")
def test_keeping_needs_a_conclusion_and_changes_nothing(town, unit):
    cell, _, _ = unit
    found = reopen(town, cell)

    with scope(tenant=town.tenant.pk):
        with pytest.raises(InvalidInput) as caught:
            keep_level(reconsideration_id=found.pk, conclusion=" ", actor=town.office, at=NOON)
        kept = keep_level(reconsideration_id=found.pk, conclusion="Không đủ căn cứ.", actor=town.office, at=NOON)
        with pytest.raises(Refused, match="giữ nguyên"):
            keep_level(reconsideration_id=found.pk, conclusion="Lần nữa", actor=town.office, at=NOON)

    assert "conclusion" in caught.value.errors
    assert (kept.state, town.case(cell).level, flags(town)) == ("kept", "XS", [])


@pytest.mark.clause("CC-III.4-4", "HY-B.II.1.5-1")
def test_who_may_not_decide_may_not_annul_and_nothing_is_half_written(town, unit):
    cell, body, _ = unit
    found = reopen(town, cell)
    member = actor_for(town.tenant, Role.ORGANISATION_BOARD)
    given = Annulment(annulled_on=ANNULLED_ON, signer=Signer("Ma Đình Quang", "Bí thư"), conclusion="Không đạt.")

    with pytest.raises(PermissionDenied):
        reopen(town, body, actor=member)
    with scope(tenant=town.tenant.pk):
        with pytest.raises(PermissionDenied):
            annul_level(reconsideration_id=found.pk, annulment=given, actor=member, at=NOON)
        with pytest.raises(NotVisible):
            annul_level(reconsideration_id=0, annulment=given, actor=town.office, at=NOON)
        early = Annulment(annulled_on=date(2024, 12, 4), signer=Signer("", ""), conclusion="")
        with pytest.raises(InvalidInput) as caught:
            annul_level(reconsideration_id=found.pk, annulment=early, actor=town.office, at=NOON)
    with pytest.raises(Refused, match="đang được xem xét lại"):
        reopen(town, cell)
    with pytest.raises(InvalidInput):
        reopen(town, body, ground="khac")

    assert set(caught.value.errors) == {"annulled_on", "signer_name", "conclusion"}
    with scope(tenant=town.tenant.pk):
        assert Reconsideration.objects.get().state == "open"
    assert town.case(cell).level == "XS"


@pytest.mark.clause("CC-IIIb.1-5", "CC-III.4-4")
def test_what_the_superior_decided_is_not_annulled_here_and_what_is_undecided_not_at_all(town):
    above = town.leader("Bí thư Đảng ủy", rating="superior", decided_by=TenantFactory(slug="huyen"))
    here = town.leader("Lê Thị Phó")
    town.prepare()
    with scope(tenant=town.tenant.pk):
        case = town.case(above)
        case.state, case.level, case.decided_externally_by = "decided", "XS", "Ban Thường vụ Huyện ủy"
        case.save()

    with pytest.raises(Refused, match="Ban Thường vụ Huyện ủy"):
        reopen(town, above)
    with pytest.raises(Refused, match="chưa có mức xếp loại đã quyết định"):
        reopen(town, here)


def five_with_one_top(town):
    """Five passers, hence one place, and it is taken."""
    found = [town.collective(f"Tập thể {index}") for index in range(5)]
    town.prepare()
    town.appraise(*found)
    board = town.board(*found)
    town.vote(board, dict.fromkeys(found, 5), {found[0]: 5} | dict.fromkeys(found[1:], 0))
    town.decide(board)
    return found


@pytest.mark.clause("HY-B.II.4-2", "CC-III.5-4")
def test_a_repeated_ballot_gains_no_place(town):
    """One annulled of five, rated again alone: alone it would be a small group with a place of its own."""
    found = five_with_one_top(town)
    annul(town, found[4])
    town.appraise(found[4])
    board = town.board(found[4])

    town.open_round_1(board, found[4])
    town.count(board, {found[4]: 5})
    town.open_round_2(board, found[4])
    town.decide(board)

    assert town.case(found[4]).level == "HTT"
    assert flags(town) == []


@pytest.mark.clause("CC-III.5-4", "NA-4-3")
def test_a_lost_passer_takes_the_place_from_under_the_one_at_the_top(town):
    found = five_with_one_top(town)

    annul(town, found[4])

    assert flags(town) == [("Tập thể 0", "excellence-cap")]
    rate_again(town, found[4], degree="TB")
    assert town.case(found[4]).level == "HT"
    assert flags(town) == [("Tập thể 0", "excellence-cap")]
    with scope(tenant=town.tenant.pk):
        text = RatingFlag.objects.get(resolved_at=None).text
    assert text == (
        "Nhóm có 1 đối tượng xếp “Hoàn thành xuất sắc nhiệm vụ”, được phép 0: 4 đạt loại Tốt trở lên × 20% = 0,8 → 0."
    )
    annul(town, found[0])
    rate_again(town, found[0], degree="X")
    assert (town.case(found[0]).level, flags(town)) == ("HTT", [])


@pytest.mark.clause("CC-I.5-2", "HY-B.II.4-2")
def test_an_absent_one_gets_a_supplementary_decision_within_the_places_of_the_group(town):
    """I23: absent at the conference, reviewed later; the group's one place is taken already."""
    found = five_with_one_top(town)
    late = town.collective("Tập thể vắng mặt")
    town.prepare()
    with scope(tenant=town.tenant.pk):
        group = create_group(
            cycle_id=town.cycle.pk, kind="leaders", name="Bổ sung tập thể", actor=town.office, at=NOON,
            supplement_to=town.group(found[0]).pk,
        )  # fmt: skip
        move_case(case_id=town.case(late).pk, group_id=group.pk, actor=town.office, at=NOON)
    town.appraise(late)
    board = town.board(late)

    town.open_round_1(board, late)
    town.count(board, {late: 5})
    town.open_round_2(board, late)
    decision = town.decide(board)

    assert (group.kind, decision.code) == ("collectives", "02-QĐ/ĐU")
    assert town.case(late).level == "HTT"
    stored = decision.engine_input["groups"][0]["carried"]
    assert stored == {"size": 5, "passed": 5, "excellent": 1}
    assert decision.engine_result["groups"][0]["places"] == 0
    answer = json.loads(rate(json.dumps(decision.engine_input).encode()))
    assert answer == decision.engine_result


def test_a_supplement_waits_for_the_decision_of_its_group(town):
    found = [town.collective(f"Tập thể {index}") for index in range(2)]
    town.prepare()
    town.appraise(*found)
    with scope(tenant=town.tenant.pk):
        with pytest.raises(InvalidInput, match="chưa bỏ phiếu"):
            create_group(
                cycle_id=town.cycle.pk, kind="collectives", name="Sớm", actor=town.office, at=NOON,
                supplement_to=town.group(found[0]).pk,
            )  # fmt: skip
        group = create_group(cycle_id=town.cycle.pk, kind="collectives", name="Sau", actor=town.office, at=NOON)
        move_case(case_id=town.case(found[1]).pk, group_id=group.pk, actor=town.office, at=NOON)
    first = town.board(found[0])
    town.open_round_1(first, found[0])
    with scope(tenant=town.tenant.pk):
        CapGroup.objects.filter(pk=group.pk).update(supplement_to=town.group(found[0]))
    second = town.board(found[1])

    with pytest.raises(Refused, match="tính chung số chỗ"):
        town.open_round_1(second, found[1])
