"""Worked examples that no board file can tell: ballots, posts, places and orders of a real year, under their ids."""

from datetime import date

import pytest
from django.urls import reverse

from orgchart.errors import Refused
from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole
from orgchart.models import Succession
from orgchart.tenancy import scope
from ratings.models import RatingCase
from ratings.queries.board_page import board_tables
from ratings.services.cases import prepare_cases
from ratings.services.decisions import decide_externally
from ratings.states import CaseState
from reviews.models import OpinionRequest, RatingPlace, Review, Subject
from reviews.services.opinions import answer_request, send_request
from tests.factories.orgchart import NOON
from tests.factories.reviews import PlaceFactory
from tests.ratings.conftest import Town
from tests.reviews.cycles.conftest import Commune, commune
from tests.reviews.cycles.lists import listed

__all__ = ["commune"]


def under(town, code):
    """The same year under another set."""
    with scope(tenant=town.tenant.pk):
        town.cycle.set_code, town.cycle.set_digest = code, ""
        town.cycle.state = "preparing"
        town.cycle.save()


def levels(town, *subjects):
    return [town.case(subject).level for subject in subjects]


# L46–L49: what the ballots make of collectives in Hưng Yên.


@pytest.fixture
def bodies(town):
    """Five collectives of Hưng Yên whose standard admits the top level, the sixth admits HTT only."""
    under(town, "hung-yen-2019")
    found = [town.collective(f"Tập thể {number}") for number in range(6)]
    town.prepare()
    town.appraise(*found[:5])
    town.appraise(found[5], degree="T")
    return found


@pytest.mark.clause("HY-B.II.4-1")
def test_l46_a_collective_that_fails_round_1_gets_the_third_level(town, bodies):
    board = town.board(*bodies)
    town.vote(board, dict.fromkeys(bodies[1:], 5) | {bodies[0]: 2}, dict.fromkeys(bodies[1:5], 0))

    town.decide(board)

    assert levels(town, *bodies[:2]) == ["HT", "HTT"]


@pytest.mark.clause("HY-B.II.1.4-4", "HY-B.II.4-5")
def test_l47_four_collectives_have_no_place_however_good(town):
    under(town, "hung-yen-2019")
    found = [town.collective(f"Tập thể {number}") for number in range(4)]
    town.prepare()
    town.appraise(*found)
    board = town.board(*found)
    town.vote(board, dict.fromkeys(found, 5))

    town.decide(board)

    assert levels(town, *found) == ["HTT"] * 4


@pytest.mark.clause("HY-B.II.4-2")
def test_l48_who_is_not_chosen_in_round_2_keeps_the_second_level_with_a_place_left(town, bodies):
    board = town.board(*bodies)
    town.vote(board, dict.fromkeys(bodies, 5), {bodies[0]: 2, bodies[1]: 1} | dict.fromkeys(bodies[2:5], 0))

    town.decide(board)

    assert levels(town, *bodies) == ["HTT"] * 6, "nobody got more than half of the five votes"


@pytest.mark.clause("HY-B.II.1.4-2", "HY-B.II.4-2")
def test_l49_a_vote_in_round_2_for_a_collective_below_the_standard_is_refused(town, bodies):
    board = town.board(*bodies)
    town.vote(board, dict.fromkeys(bodies, 5))

    with pytest.raises(Refused, match="không có tên trên phiếu"):
        town.count(board, dict.fromkeys(bodies[:5], 0) | {bodies[5]: 5}, round_number=2)
    town.count(board, {bodies[0]: 5} | dict.fromkeys(bodies[1:5], 0), round_number=2)
    town.decide(board)

    assert levels(town, bodies[0], bodies[5]) == ["XS", "HTT"]


# I13, I22, I26: who waits, and whose word counts.


@pytest.mark.clause("HY-B.II.2-4")
@pytest.mark.parametrize("exempt", [False, True])
def test_i13_a_head_waits_for_every_member_of_the_unit_who_is_neither_rated_nor_exempt(town, exempt):
    under(town, "hung-yen-2019")
    cell, body = town.cell("Chi bộ Cơ quan"), town.collective("Lãnh đạo Sở")
    head = town.leader("Ngô Văn Trưởng", title_group="Cấp trưởng", heads=(body, cell))
    late = date(2024, 11, 1) if exempt else date(2020, 1, 1)
    member = town.leader("Lê Thị Phó", title_group="Cấp phó", appointed_on=late)
    town.prepare()
    town.appraise(cell, body, head)
    if not exempt:
        town.appraise(member)
    board = town.board(cell, body, head)
    for one in (cell, body):
        town.vote(board, {one: 5})

    if exempt:
        town.vote(board, {head: 5})
        town.decide(board)
        assert town.case(head).level == "HTT"
    else:
        with pytest.raises(Refused) as caught:
            town.open_round_1(board, head)
        assert "còn chưa xếp loại Lê Thị Phó" in caught.value.reasons[0]


@pytest.mark.clause("CC-I.5-1", "CC-II.2.2-2")
def test_i22_who_is_reviewed_at_the_workplace_and_not_yet_in_the_cell_is_not_balloted(town):
    leader, cell = town.leader("Ma Thị Hương"), town.cell("Chi bộ Cơ quan")
    workplace = PlaceFactory(subject=leader, tenant=town.tenant, done_at=NOON)
    place = PlaceFactory(subject=leader, collective=None, cell=cell.organization, audience="whole_cell")
    town.prepare()

    with pytest.raises(Refused, match="Chưa hoàn thành kiểm điểm"):
        town.appraise(leader)

    with scope(tenant=town.tenant.pk):
        place.done_at = NOON
        place.save()
    assert workplace.done_at == NOON
    town.appraise(leader)
    board = town.board(leader)
    town.vote(board, {leader: 5}, {leader: 0})
    town.decide(board)
    assert town.case(leader).level == "HTT"


@pytest.mark.clause("SL-III.2-2")
def test_i26_proposals_are_shown_to_the_leadership_and_do_not_bind_it(town):
    under(town, "son-la-bdt-2022")
    officer = town.leader("Lò Thị Chuyên Viên", role=PostRole.STAFF, title_group="Chuyên viên")
    town.prepare()
    town.appraise(officer, proposed="HTT", note="Phòng biểu quyết Hoàn thành tốt; Hội đồng đề xuất Hoàn thành tốt.")
    board = town.board(officer)
    town.open_round_1(board, officer)
    with scope(tenant=town.tenant.pk):
        shown = [line.case for table in board_tables(board, None)[1] for line in table.lines]
    town.count(board, {officer: 2})
    town.open_round_2(board, officer)

    town.decide(board)

    assert [(case.self_level, case.proposed_level) for case in shown] == [("HTT", "HTT")]
    assert (town.case(officer).proposed_level, town.case(officer).level) == ("HTT", "HT")


# I19, I20, O4, O6: what the chart decides.


def play(commune: Commune, name: str) -> Town:
    """The listed people and bodies of a commune, reviews closed, with a standing committee of the district to vote."""
    cycle = commune.cycle()
    listed(commune, cycle)
    with scope(tenant=commune.tenant.pk):
        body = Subject.objects.get(collective__kind=CollectiveKind.STANDING_COMMITTEE).collective
        assert body is not None
        Review.objects.update(state="final", self_level="HTT", finalised_at=NOON, finalised_by=commune.office.account)
        for subject in Subject.objects.all():
            subject.places.update(done_at=NOON)
    return Town(commune.tenant, cycle, commune.office, commune.head, body)


def two_posts(commune, *, shares, ranks):
    """A deputy of the front, managed here, who is a deputy of the youth union too, managed by the district."""
    commune.holder("Ma Đình Quang", commune.collective(CollectiveKind.STANDING_COMMITTEE))
    bodies = [
        commune.collective(kind, commune.organization(kind.label, OrganizationKind.AGENCY))
        for kind in (CollectiveKind.FRONT_STANDING, CollectiveKind.MASS_STANDING)
    ]
    deputy = PostRole.DEPUTY
    person = commune.holder(
        "Nguyễn Văn Bình", bodies[0], role=deputy, rank=ranks[0], working_share=shares[0], title="Phó Chủ tịch MTTQ"
    )
    commune.holder(
        "", bodies[1], role=deputy, rank=ranks[1], working_share=shares[1], person=person, title="Phó Bí thư Đoàn",
        managed_by=commune.district,
    )  # fmt: skip
    return person


EQUAL, UNEQUAL = (20, 20), (20, 30)
BY_TIME, BY_RANK = pytest.mark.clause("CC-III.3-8"), pytest.mark.clause("CC-I.6-2")


@pytest.mark.parametrize(
    ("shares", "ranks", "post", "place"),
    [
        pytest.param((60, 40), EQUAL, "Phó Chủ tịch MTTQ", "here", marks=BY_TIME, id="i19"),
        pytest.param((40, 60), EQUAL, "Phó Bí thư Đoàn", "superior", marks=BY_TIME, id="i19-other-way"),
        pytest.param((20, 80), UNEQUAL, "Phó Chủ tịch MTTQ", "here", marks=BY_RANK, id="i20"),
        pytest.param((20, 80), UNEQUAL[::-1], "Phó Bí thư Đoàn", "superior", marks=BY_RANK, id="i20-other-way"),
    ],
)
def test_i19_i20_of_two_posts_one_decides_the_level_once(commune, shares, ranks, post, place):
    """I19: of equivalent posts the one with more working time; I20: of unequal ones the higher."""
    person = two_posts(commune, shares=shares, ranks=ranks)

    town = play(commune, "Nguyễn Văn Bình")

    with scope(tenant=commune.tenant.pk):
        subject = Subject.objects.get(person=person)
    town.prepare()
    town.appraise(subject)
    assert (subject.rating, subject.position.startswith(post)) == (place, True)
    if place == RatingPlace.HERE:
        board = town.board(subject)
        town.vote(board, {subject: 1}, {subject: 0})
        town.decide(board)
    else:
        assert town.case(subject).group is None, "who is decided on above stands in no group here"
        with scope(tenant=commune.tenant.pk):
            decide_externally(
                case_id=town.case(subject).pk, level="HTT", decision_code="15-QĐ/HU", decided_on=date(2024, 12, 5),
                body="Ban Thường vụ Huyện ủy", actor=town.head, at=NOON,
            )  # fmt: skip
    assert town.case(subject).level == "HTT"


@pytest.mark.clause("CC-III.3-7")
def test_i21_a_suspended_member_has_no_case_for_the_post(commune):
    standing, cell = commune.collective(CollectiveKind.STANDING_COMMITTEE), commune.cell("Chi bộ Phố")
    commune.holder("Ma Đình Quang", standing, cell=cell)
    suspended = commune.holder(
        "Hoàng Văn Sáu", standing, role=PostRole.MEMBER, cell=cell, suspended_on=date(2024, 7, 1)
    )

    town = play(commune, "Hoàng Văn Sáu")

    town.prepare()
    with scope(tenant=commune.tenant.pk):
        subject = Subject.objects.prefetch_related("places").get(person=suspended)
        rated = set(RatingCase.objects.values_list("subject__name", flat=True))
    assert [place.cell_id for place in subject.places.all()] == [cell.pk]
    assert "Hoàng Văn Sáu" not in rated
    assert "Ma Đình Quang" in rated


@pytest.fixture
def moved(commune):
    """A cell that came from the party committee of a hospital in March, and its commune."""
    cell = commune.cell("Chi bộ Trạm Y tế")
    commune.holder("Ma Đình Quang", commune.collective(CollectiveKind.STANDING_COMMITTEE))
    with scope(tenant=commune.tenant.pk):
        transfer = Succession(
            tenant=commune.tenant, successor=cell, kind="transferred", happened_on=date(2024, 3, 1),
            former_superior="Đảng ủy Trung tâm Y tế",
        )  # fmt: skip
        transfer.save()
    return cell, transfer


def opened(town, cell):
    """The cell, appraised, and a board on which its first ballot is to be opened."""
    with scope(tenant=town.tenant.pk):
        subject = Subject.objects.get(organization=cell)
    town.prepare()
    town.appraise(subject)
    return subject, town.board(subject)


@pytest.mark.clause("CC-III.3-5")
def test_o4_the_ballot_on_a_transferred_cell_waits_for_the_opinion_that_was_asked_for_with_the_list(commune, moved):
    cell, _ = moved
    town = play(commune, cell.name)
    subject, board = opened(town, cell)
    with scope(tenant=commune.tenant.pk):
        request = OpinionRequest.objects.get(subject=subject)

    with pytest.raises(Refused, match="chưa thể xếp loại") as caught:
        town.open_round_1(board, subject)

    assert "chưa có nhận xét của Đảng ủy Trung tâm Y tế" in caught.value.reasons[0]
    with scope(tenant=commune.tenant.pk):
        send_request(request_id=request.pk, actor=town.office, at=NOON)
        codes = [one["code"] for one in request.criteria]
    with pytest.raises(Refused):
        town.open_round_1(board, subject)
    with scope(tenant=commune.tenant.pk):
        answer_request(
            request_id=request.pk, strengths="Đoàn kết.", shortcomings="Không.", degree="T",
            degrees=dict.fromkeys(codes, "T"), actor=town.office, at=NOON,
        )  # fmt: skip
    town.vote(board, {subject: 1}, {subject: 0})
    town.decide(board)
    assert town.case(subject).level == "HTT"


@pytest.mark.clause("CC-III.3-5")
def test_o3_an_opinion_that_came_with_the_transfer_is_not_asked_for_again(commune, moved):
    cell, transfer = moved
    with scope(tenant=commune.tenant.pk):
        transfer.former_opinion = "Hoàn thành tốt nhiệm vụ."
        transfer.save()
    town = play(commune, cell.name)

    subject, board = opened(town, cell)

    with scope(tenant=commune.tenant.pk):
        assert not OpinionRequest.objects.exists()
    town.vote(board, {subject: 1}, {subject: 0})
    town.decide(board)
    assert town.case(subject).level == "HTT"


@pytest.mark.clause("CC-II.1.1-1", "CC-IIIb.1-5")
def test_o6_the_own_standing_committee_is_reviewed_here_and_its_level_comes_from_the_district(commune):
    standing = commune.collective(CollectiveKind.STANDING_COMMITTEE)
    commune.holder("Ma Đình Quang", standing)
    town = play(commune, standing.name)
    with scope(tenant=commune.tenant.pk):
        subject = Subject.objects.get(collective=standing)
        prepare_cases(cycle_id=town.cycle.pk, actor=town.office, at=NOON)
    town.prepare()
    town.appraise(subject)

    case = town.case(subject)
    assert (subject.is_reviewed, subject.rating, case.group) == (True, RatingPlace.SUPERIOR, None)
    with scope(tenant=commune.tenant.pk):
        decide_externally(
            case_id=case.pk, level="HT", decision_code="15-QĐ/HU", decided_on=date(2024, 12, 5),
            body="Ban Thường vụ Huyện ủy", actor=town.head, at=NOON,
        )  # fmt: skip
    decided = town.case(subject)
    assert (decided.state, decided.level, decided.decided_externally_by) == (
        CaseState.DECIDED, "HT", "Ban Thường vụ Huyện ủy",
    )  # fmt: skip


@pytest.mark.clause("HY-B.II.1.4-4", "HY-B.II.4-2", "HY-B.II.4-5")
def test_n1_seventeen_passers_have_three_places_shown_before_round_2_and_a_fourth_gets_none(town, client):
    under(town, "hung-yen-2019")
    found = [town.collective(f"Tập thể {number:02}") for number in range(17)]
    town.prepare()
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    town.count(board, dict.fromkeys(found, 5))
    client.force_login(town.office.account)

    page = client.get(reverse("ratings:board", args=[town.tenant.slug, town.cycle.year, board.pk])).content.decode()
    town.open_round_2(board, found[0])
    town.count(board, dict.fromkeys(found[:3], 4) | {found[3]: 3} | dict.fromkeys(found[4:], 0), round_number=2)
    town.decide(board)

    assert "17 đạt loại Tốt trở lên × 20% = 3,4 → 3" in page
    assert levels(town, *found[:5]) == ["XS", "XS", "XS", "HTT", "HTT"]
