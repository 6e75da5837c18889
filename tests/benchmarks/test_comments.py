"""How long a comment takes while thirty people of one conference each speak every three seconds, beside a bare page."""

import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from orgchart.tenancy import scope
from reviews.models import Comment
from tests.plugins.figures import Figures
from tests.reviews.conferences.conftest import Room, make_room

PEOPLE, COMMENTS, RATE = 30, 150, 10


@pytest.fixture
def running(transactional_db: None, settings: Settings) -> tuple[Room, str]:
    """A conference that hears its collective, and the address where comments go."""
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    with transaction.atomic():
        room = make_room()
        with scope(tenant=room.tenant.pk):
            conference = room.open()
            room.start(conference, "T")
            item = room.item(conference, "T").pk
    return room, reverse("reviews:item_comment", args=[room.tenant.slug, 2024, conference.pk, item])


@pytest.mark.benchmark
@pytest.mark.postgresql
def test_comments_at_ten_a_second(running: tuple[Room, str], figure: Figures) -> None:
    room, address = running
    person = room.people["B"].pk
    clients = [Client() for _ in range(PEOPLE)]
    for client in clients:
        client.force_login(room.office.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def timed(number: int, began: float) -> tuple[float, float]:
        client = clients[number % PEOPLE]
        time.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        start = time.perf_counter()
        said = {"person": person, "text": f"Góp ý thứ {number}.", "once": str(uuid.uuid4())}
        assert client.post(address, said).status_code == 302
        middle = time.perf_counter()
        assert client.get("/trang-tron/").status_code == 200
        return (middle - start) * 1000, (time.perf_counter() - middle) * 1000

    def work(first: int, began: float) -> list[tuple[float, float]]:
        try:
            return [timed(number, began) for number in range(first, COMMENTS, PEOPLE)]
        finally:
            connection.close()

    began = time.perf_counter() + 0.5
    with ThreadPoolExecutor(PEOPLE) as pool:
        found = [one for times in pool.map(work, range(PEOPLE), [began] * PEOPLE) for one in times]

    with transaction.atomic(), scope(tenant=room.tenant.pk):
        assert Comment.objects.count() == COMMENTS
    comments, bare = (sorted(times) for times in zip(*found, strict=True))
    figure("a comment at 10 a second, half of them", statistics.median(comments), "ms wall")
    figure("a comment at 10 a second, 95 of 100", comments[int(len(comments) * 0.95)], "ms wall", aim="≤ 300")
    figure("  a bare page meanwhile, 95 of 100", bare[int(len(bare) * 0.95)], "ms wall")
