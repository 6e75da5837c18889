"""How long a vote takes while 25 a second come in, on ten meetings that vote at once."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from orgchart.kinds import PostRole
from orgchart.tenancy import scope
from ratings.services.cases import create_group, move_case
from ratings.services.voting import open_voting
from tests.factories.orgchart import NOON, PostFactory
from tests.plugins.figures import Figures
from tests.ratings.conftest import Town, make_town

MEETINGS, VOTERS, RATE, WORKERS = 10, 30, 25, 8


@pytest.fixture
def slips(transactional_db: None) -> list[tuple[str, str, list[int]]]:
    """Address, code and names of every slip, the meetings by turns."""
    with transaction.atomic():
        town = make_town()
        for number in range(VOTERS - 5):
            PostFactory(tenant=town.tenant, collective=town.body, role=PostRole.MEMBER, rank=10 + number)
        found = [_meeting(town, number) for number in range(MEETINGS)]
    return [slip for turn in zip(*found, strict=True) for slip in turn]


def _meeting(town: Town, number: int) -> list[tuple[str, str, list[int]]]:
    subjects = [town.collective(f"Tập thể {number}-{index}") for index in range(12)]
    town.prepare()
    town.appraise(*subjects)
    with scope(tenant=town.tenant.pk):
        group = create_group(
            cycle_id=town.cycle.pk, kind="collectives", name=f"Nhóm {number}", actor=town.office, at=NOON
        )
        for subject in subjects:
            move_case(case_id=town.case(subject).pk, group_id=group.pk, actor=town.office, at=NOON)
    board = town.board(*subjects)
    town.open_round_1(board, subjects[0])
    cases = [town.case(one).pk for one in subjects]
    with scope(tenant=town.tenant.pk):
        voting, codes = open_voting(board_id=board.pk, group_id=group.pk, actor=town.office, at=NOON)
    address = reverse("ratings:vote", args=[town.tenant.slug, voting.pk])
    return [(address, slip.code, cases) for slip in codes]


@pytest.mark.benchmark
@pytest.mark.postgresql
def test_votes_at_twenty_five_a_second(slips: list[tuple[str, str, list[int]]], figure: Figures) -> None:
    began = time.perf_counter() + 0.5

    def cast(place: int) -> float:
        address, code, cases = slips[place]
        due = began + place / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        asked = time.perf_counter()
        answer: Any = Client().post(address, {"code": code, "vote": "1", "chosen": cases[:6]})
        assert answer.status_code == 200, answer.status_code
        return (time.perf_counter() - asked) * 1000

    def work(first: int) -> list[float]:
        try:
            return [cast(place) for place in range(first, len(slips), WORKERS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        spent = sorted(one for times in pool.map(work, range(WORKERS)) for one in times)

    figure("a vote at 25 a second, half of them", statistics.median(spent), "ms wall")
    figure("a vote at 25 a second, 95 of 100", spent[int(len(spent) * 0.95)], "ms wall", aim="≤ 300")
