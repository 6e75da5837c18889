"""The pages of a year that is judged by points: own sheet, appraisal with sums and conditions, decided points."""

from datetime import date

import pytest
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.tenancy import scope
from orgchart.work import counted
from ratings.work import rating_work
from tests.factories.orgchart import actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.appraisal.test_scores import CONFIRMED, LEADER, points


@pytest.fixture
def town(town):
    """A year under 366-QĐ/TW."""
    town.cycle = CycleFactory(
        tenant=town.tenant, year=2025, set_code="trung-uong-366-2025", rating_date=date(2025, 11, 30)
    )
    town.meeting_day = date(2025, 12, 5)
    return town


@pytest.fixture
def leader(town):
    subject = town.leader("Ma Văn Lãnh")
    town.prepare()
    return subject


def address(town, name, *rest):
    return reverse(f"ratings:{name}", args=[town.tenant.slug, town.cycle.year, *rest])


def sheet(general, results, **more):
    return {f"points_{key}": str(found) for key, found in points(LEADER, general, results).items()} | more


def appraised(town, leader, general, results, proposed, **more):
    typed = sheet(general, results) | {f"condition_{key}": text for key, text in CONFIRMED.items()}
    return typed | {"version": town.case(leader).version, "proposed_level": proposed} | more


@pytest.mark.clause("SL-IV.2-1")
def test_a_leader_finds_the_own_sheet_fills_it_in_and_sees_the_sums(client, town, leader):
    actor = actor_for(town.tenant, Role.STANDING_COMMITTEE, person=leader.person)
    with scope(tenant=town.tenant.pk):
        waiting = [one.url for one in counted(rating_work(actor, date(2025, 11, 1)))]
    client.force_login(actor.account)
    page = address(town, "score_self", town.case(leader).pk)

    refused = client.post(page, sheet("31", "60")).content.decode()
    client.post(page, sheet("28.5", "60"))
    listed = client.get(address(town, "my_scores")).content.decode()
    with scope(tenant=town.tenant.pk):
        left = [one.url for one in counted(rating_work(actor, date(2025, 11, 1)))]

    assert page in waiting
    assert page not in left
    assert 'value="31"' in refused
    assert "28,50" in listed
    assert page in listed


def test_the_sheet_of_somebody_else_is_not_to_be_seen(client, town, leader):
    stranger = actor_for(town.tenant, person=town.leader("Ma Thị Khác").person)
    client.force_login(stranger.account)

    assert client.get(address(town, "score_self", town.case(leader).pk)).status_code == 404
    assert "Ma Văn Lãnh" not in client.get(address(town, "my_scores")).content.decode()


def test_an_appraisal_by_points_shows_three_columns_sums_and_conditions_and_keeps_what_was_typed(client, town, leader):
    client.force_login(town.office.account)
    client.post(address(town, "score_self", town.case(leader).pk), sheet("29", "66"))
    page = address(town, "appraise", town.case(leader).pk)

    before = client.get(page).content.decode()
    refused = client.post(page, appraised(town, leader, "25", "60", "XS"))
    verdict = client.post(
        address(town, "verdict", town.case(leader).pk),
        appraised(town, leader, "29", "66", "XS", condition_xs_exceeded=""),
    ).content.decode()
    stored = client.post(page, appraised(town, leader, "27.5", "63", "XS"))
    after = client.get(page).content.decode()

    assert "Tự chấm" in before
    assert "29,00" in before
    assert "Cấp độ của từng tiêu chí" not in before
    assert "Điều kiện phải xác nhận" in before
    assert refused.status_code == 422
    assert "25 + 60 = 85" in refused.content.decode()
    assert "Phụ lục 1" in refused.content.decode()
    assert "Ít nhất 30% nhiệm vụ hoàn thành vượt mức" in verdict
    assert "29 + 66 = 95 điểm" in verdict
    assert stored.status_code == 302
    assert 'value="27.5"' in after
    assert "63,00" in after


def test_points_of_the_decision_start_from_the_appraisal_and_have_to_reach_the_level(client, town, leader):
    client.force_login(town.office.account)
    client.post(address(town, "appraise", town.case(leader).pk), appraised(town, leader, "28", "64", "XS"))
    board = town.board(leader)
    town.vote(board, {leader: 5}, {leader: 5})
    town.decide(board)
    page = address(town, "score_decided", town.case(leader).pk)

    shown = client.get(page).content.decode()
    refused = client.post(page, sheet("20", "64"))
    stored = client.post(page, sheet("27", "64"))

    assert 'value="64"' in shown
    assert refused.status_code == 422
    assert "20 + 64 = 84" in refused.content.decode()
    assert stored.status_code == 302
    assert "27,00" in client.get(address(town, "appraise", town.case(leader).pk)).content.decode()


def test_a_year_by_degrees_has_no_sheet(client, town):
    town.cycle = CycleFactory(tenant=town.tenant, year=2023, rating_date=date(2023, 11, 30))
    subject = town.leader("Ma Văn Lãnh")
    town.prepare()
    client.force_login(town.office.account)

    page = client.get(address(town, "appraise", town.case(subject).pk)).content.decode()
    empty = client.get(address(town, "score_self", town.case(subject).pk)).content.decode()
    refused = client.post(address(town, "score_self", town.case(subject).pk), {})

    assert "Phiếu chấm điểm" not in page
    assert "Cấp độ của từng tiêu chí" in page
    assert "Đợt này không chấm điểm" in empty
    assert refused.status_code == 409
