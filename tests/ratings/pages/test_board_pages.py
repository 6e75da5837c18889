"""The board in the browser: list, ballots, decision, who may do what, and what it costs."""

import pytest
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.tenancy import scope
from ratings.models import Ballot, Board
from tests.counting import statements_of
from tests.factories.orgchart import actor_for


def address(town, name, *args):
    return reverse(f"ratings:{name}", args=[town.tenant.slug, town.cycle.year, *args])


@pytest.fixture
def office(client, town):
    client.force_login(town.office.account)
    return client


def several(town, number):
    found = [town.collective(f"Tập thể {index}") for index in range(number)]
    town.prepare()
    town.appraise(*found, proposed="XS")
    return found


def votes(town, numbers, **papers):
    present = papers.pop("present", 5)
    given = {"round": 1, "sitting": 1, "issued": present, "returned": present, "valid": present} | papers
    return given | {f"votes_{town.case(subject).pk}": number for subject, number in numbers.items()}


def test_a_year_of_ballots_is_played_on_the_page(town, office):
    found = several(town, 5)
    group = town.group(found[0]).pk
    created = office.post(
        address(town, "board_new"),
        {"title": "Họp xét xếp loại", "body": town.body.pk, "held_on": "2024-12-05", "groups": [group]},
    )
    assert created.status_code == 302
    with scope(tenant=town.tenant.pk):
        board = Board.objects.get().pk

    office.post(address(town, "open_board", board), {"present": 5})
    office.post(address(town, "open_round", board, group, 1))
    office.post(address(town, "record_ballot", board, group), votes(town, dict.fromkeys(found, 5)))
    passed = office.get(address(town, "board", board)).content.decode()
    office.post(address(town, "open_round", board, group, 2))
    office.post(
        address(town, "record_ballot", board, group), votes(town, {found[0]: 5} | dict.fromkeys(found[1:], 0), round=2)
    )
    decided = office.post(
        address(town, "decide", board),
        {"decided_on": "2024-12-06", "signer_name": "Ma Đình Quang", "signer_title": "Bí thư"},
    )
    shown = office.get(address(town, "board", board)).content.decode()
    told = office.post(address(town, "notify", board))

    assert "5 đạt loại Tốt trở lên × 20% = 1" in passed
    assert (decided.status_code, told.status_code) == (302, 302)
    assert "Quyết định số 01-QĐ/ĐU" in shown
    assert "5 đạt loại Tốt trở lên × 20% = 1" in shown
    assert "đã hết chỗ" in shown
    assert [town.case(one).level for one in found] == ["XS", "HTT", "HTT", "HTT", "HTT"]


def test_the_page_says_why_a_ceiling_holds_and_what_would_lift_it(town, office):
    weak = town.collective("Đoàn Thanh niên")
    town.prepare()
    town.appraise(weak, degree="T", proposed="HTT")
    board = town.board(weak)

    page = office.get(address(town, "board", board.pk)).content.decode()

    assert "Không quá <em>Hoàn thành tốt</em>" in page
    assert "muốn xếp cao hơn" in page
    assert 'data-clause="CC-III.2-1"' in page


def test_wrong_counts_come_back_with_everything_typed(town, office):
    found = several(town, 2)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    data = votes(town, {found[0]: 5, found[1]: 3}, valid=4)

    answer = office.post(address(town, "record_ballot", board.pk, town.group(found[0]).pk), data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "được 5 phiếu, ngoài khoảng 0 – 4" in page
    assert f'name="votes_{town.case(found[1]).pk}" value="3"' in page
    with scope(tenant=town.tenant.pk):
        assert not Ballot.objects.exists()


def test_a_second_count_is_answered_with_409_and_the_first_one(town, office):
    found = several(town, 2)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    where, data = (
        address(town, "record_ballot", board.pk, town.group(found[0]).pk),
        votes(town, dict.fromkeys(found, 5)),
    )
    office.post(where, data)

    answer = office.post(where, data)

    assert answer.status_code == 409
    assert "phát ra 5, thu về 5, hợp lệ 5" in answer.content.decode()


def test_without_quorum_the_page_says_how_many_are_needed(town, office):
    found = several(town, 1)
    created = {"title": "Họp", "body": town.body.pk, "held_on": "2024-12-05", "groups": [town.group(found[0]).pk]}
    office.post(address(town, "board_new"), created)
    with scope(tenant=town.tenant.pk):
        board = Board.objects.get().pk

    answer = office.post(address(town, "open_board", board), {"present": 2})

    assert answer.status_code == 422
    assert "cần ít nhất 4" in answer.content.decode()


PAGES = ("board_list", "cases", "summary", "summary_excel")


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OFFICE, 200), (Role.ORGANISATION_BOARD, 200), (Role.STANDING_COMMITTEE, 200), (Role.HEAD, 200), (None, 404)],
)
def test_members_do_not_learn_that_the_lists_exist(town, client, role, status):
    found = several(town, 1)
    board = town.board(*found)
    actor = actor_for(town.tenant, *([role] if role else []))
    client.force_login(actor.account)
    pages = [*(address(town, name) for name in PAGES), address(town, "board", board.pk)]
    pages.append(address(town, "appraise", town.case(found[0]).pk))

    assert {client.get(page).status_code for page in pages} == {status}


def test_who_votes_may_look_but_not_enter(town, client):
    found = several(town, 1)
    board = town.board(*found)
    client.force_login(actor_for(town.tenant, Role.STANDING_COMMITTEE).account)
    group = town.group(found[0]).pk
    doors = [
        address(town, "prepare"),
        address(town, "create_group"),
        address(town, "open_board", board.pk),
        address(town, "open_round", board.pk, group, 1),
        address(town, "record_ballot", board.pk, group),
        address(town, "withdraw_ballot", board.pk, group, 1),
        address(town, "decide", board.pk),
        address(town, "notify", board.pk),
        address(town, "appraise", town.case(found[0]).pk),
        address(town, "verdict", town.case(found[0]).pk),
    ]

    assert {client.post(door).status_code for door in doors} == {403}


def test_rows_of_another_tenant_are_missing(town, office):
    from tests.ratings.conftest import make_town

    other = make_other(make_town)

    assert office.get(address(town, "board", other.pk)).status_code == 404


def make_other(make):
    from orgchart.models import Tenant

    Tenant.objects.filter(slug="cho-chu").update(slug="cho-chu-cu")
    other = make()
    Tenant.objects.filter(pk=other.tenant.pk).update(slug="noi-khac")
    Tenant.objects.filter(slug="cho-chu-cu").update(slug="cho-chu")
    found = several(other, 1)
    return other.board(*found)


def test_the_board_costs_the_same_with_3_and_with_30_rows(town, office):
    few = several(town, 3)
    small = len(statements_of(office, address(town, "board", town.board(*few).pk)))
    more = [town.cell(f"Chi bộ {index}") for index in range(30)]
    town.prepare()
    town.appraise(*more)

    large = len(statements_of(office, address(town, "board", town.board(*more).pk)))

    assert large == small <= 25


@pytest.mark.parametrize("name", ["board_list", "cases", "summary"])
def test_lists_cost_the_same_with_1_and_with_3_rows(town, office, name):
    first = several(town, 1)
    town.board(*first)
    one = len(statements_of(office, address(town, name)))
    more = [town.cell("Chi bộ 1"), town.leader("Lê Thị Phó")]
    town.prepare()
    town.appraise(*more)
    for subject in more:
        town.board(subject)

    assert len(statements_of(office, address(town, name))) == one <= 20
