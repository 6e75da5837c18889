"""What a page may ask of the database, and that three hundred rows ask no more than three."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgchart.tenancy import scope
from reviews.models import Review
from reviews.states import ReviewState
from tests.architecture.crowd import Crowd, crowd
from tests.counting import FRAME, statements_of

FEW, MANY = 3, 300

# How many statements the GET of a page may take; the frame of every page is not counted.
BUDGETS = {
    "orgchart:my_work": 20,
    "orgchart:chart": 15,
    "orgchart:persons": 15,
    "orgchart:accounts": 12,
    "orgchart:delegations": 12,
    "orgchart:audit": 12,
    "reviews:cycle": 15,
    "reviews:cycle_subjects": 20,
    "reviews:review_list": 20,
    "reviews:review_edit": 20,
    "reviews:progress": 15,
    "reviews:conference_list": 15,
    "reviews:conference_calendar": 15,
    "reviews:conference_presence": 15,
    "ratings:cases": 15,
    "ratings:board": 25,
    "ratings:summary": 20,
    "dossiers:dossier_list": 15,
}


@pytest.fixture
def town(db: None) -> Crowd:
    """A tenant with the few units."""
    found = crowd()
    found.grow(FEW)
    return found


@pytest.fixture
def client(client: Client, town: Crowd) -> Client:
    """The one who runs the year, leads it and writes in it."""
    client.force_login(town.actor.account)
    return client


def test_pages_keep_their_budget_for_every_length(client, town, subtests):
    few = {name: len(statements_of(client, address_of(name, town))) for name in BUDGETS}
    town.grow(MANY)

    for name, budget in BUDGETS.items():
        with subtests.test(name):
            many = statements_of(client, address_of(name, town))
            assert few[name] == len(many) <= budget, "\n".join(many)


def test_pages_show_the_rows_that_they_are_measured_with(client, town):
    town.grow(FEW + 1)

    for name in (
        "orgchart:my_work",
        "reviews:review_list",
        "ratings:board",
        "ratings:summary",
        "dossiers:dossier_list",
    ):
        assert f"Đoàn thể {FEW}" in client.get(address_of(name, town)).content.decode(), name


def test_saving_a_section_keeps_its_budget(client, town):
    address = reverse("reviews:save_section", args=[*place(town), own_draft(town).pk, "I-2"])
    client.post(address, {"text": "Lần đầu.", "version": "1"}, headers={"Accept": "application/json"})

    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address, {"text": "Lần hai.", "version": "2"}, headers={"Accept": "application/json"})

    assert answer.json()["version"] == 3
    statements = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(FRAME)]
    assert len(statements) <= 15, "\n".join(statements)


def test_login_page_asks_at_most_twice(db):
    assert len(statements_of(Client(), reverse("account_login"))) <= 2


def address_of(name: str, town: Crowd) -> str:
    """The address of a page; the one of writing is of the draft of whoever is logged in."""
    if name == "orgchart:my_work":
        return reverse(name)
    rows = {"reviews:review_edit": own_draft(town).pk, "ratings:board": town.board.pk}
    return reverse(
        name, args=[*place(town)[: 1 if name.startswith("orgchart:") else 2], *filter(None, [rows.get(name)])]
    )


def place(town: Crowd) -> tuple[str, int]:
    """Tenant and year, as every address of a cycle begins."""
    return town.cycle.tenant.slug, town.cycle.year


def own_draft(town: Crowd) -> Review:
    """A draft of the one who is logged in."""
    with scope(tenant=town.cycle.tenant_id):
        return Review.objects.filter(author=town.person, state=ReviewState.DRAFT).earliest("pk")
