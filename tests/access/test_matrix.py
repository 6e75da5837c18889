"""Who gets what at every address; and what every answer owes the database and the browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.access.conftest import Answer, World, taken_back
from tests.access.matrix import MATRIX, OUTSIDE, ROLES
from tests.access.scenes import SCENES, Scene, address, own_names, patterns, variants

pytestmark = pytest.mark.django_db

# Opening a draft is noted on the recipient's receipt: it happens by reading, so it is written by a GET.
RECEIPTS = frozenset({"reviews_circulationreceipt"})
# Whoever opens a dossier or a paper of it stands in the trail.
TRAIL = frozenset({"orgchart_auditrecord"})
VIEWS_ON_RECORD = frozenset(
    {
        "dossiers:dossier",
        "dossiers:submission",
        "dossiers:document",
        "dossiers:file",
        "dossiers:envelope_file",
        "dossiers:file_preview",
        "dossiers:envelope_file_preview",
    }
)
# Nothing is changed: previews of the rules and of a file, and the day of the demo, which is kept in the cache.
# A vote leaves no record by design (promise of secrecy); opening and closing the ballot do.
WITHOUT_RECORD = frozenset(
    {"ratings:verdict", "ratings:inspection_new", "orgchart:set_demo_day", "orgchart:trail_check", "ratings:vote"}
)
# Whoever is not let in stands in the trail, and that is all that is written.
REFUSAL = ["orgchart_auditrecord"]
UNSAFE_SOURCE = re.compile(r"unsafe-inline|unsafe-eval|\*")


@dataclass(frozen=True)
class Tried:
    """All requests to one address."""

    name: str
    answers: dict[tuple[str, str], Answer]

    def codes(self, method: str) -> dict[str, int]:
        """The codes of a method, role by role."""
        return {role: answer.status for (asked, role), answer in self.answers.items() if asked == method}

    def those(self, method: str, *codes: int) -> Iterator[tuple[str, Answer]]:
        """Answers with one of these codes to somebody who is logged in."""
        for (asked, role), answer in self.answers.items():
            if asked == method and answer.status in codes and role != "anonymous":
                yield role, answer


@pytest.fixture(scope="module", params=variants())
def tried(request: pytest.FixtureRequest, world: World) -> Tried:
    """Every role tries GET and POST, each time on the same scene."""
    name, ours = request.param, world.ours
    scene = SCENES.get(name, Scene())
    answers = {}
    with taken_back():
        scene.arrange(ours)
        url = address(name, ours)
        for role in ROLES:
            answers["GET", role] = world.try_out(role, "GET", url)
            answers["POST", role] = world.try_out(role, "POST", url, scene.payload(ours))
    return Tried(name, answers)


def test_every_role_gets_what_the_table_says(tried):
    expected = MATRIX[tried.name]

    assert (tried.codes("GET"), tried.codes("POST")) == expected


def test_reading_writes_nothing(tried):
    writes = {role: answer.recorder.written() for role, answer in tried.those("GET", 200, 302, 405)}

    own = RECEIPTS | (TRAIL if tried.name in VIEWS_ON_RECORD else set())
    assert {role: tables for role, tables in writes.items() if set(tables) - own} == {}


@pytest.mark.clause("HY-B.II.3-1")
def test_every_view_of_a_dossier_is_on_record(tried):
    if tried.name not in VIEWS_ON_RECORD:
        return

    seen = {role: answer.recorder.written() for role, answer in tried.those("GET", 200)}

    assert seen.keys() >= {"office"}
    assert {role: tables for role, tables in seen.items() if "orgchart_auditrecord" not in tables} == {}


def test_what_is_done_is_on_record(tried):
    if tried.name in WITHOUT_RECORD:
        return

    done = {role: answer.recorder.written() for role, answer in tried.those("POST", 200, 302)}

    assert [role for role, tables in done.items() if "orgchart_auditrecord" not in tables] == []


def test_what_can_not_be_done_leaves_nothing(tried):
    refused = {role: answer.recorder.written() for role, answer in tried.those("POST", 405, 409, 422)}

    assert {role: tables for role, tables in refused.items() if tables} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_is_not_let_in_leaves_one_record_and_nothing_else(tried, method):
    refused = {role: answer.recorder.written() for role, answer in tried.those(method, 403, 404)}

    assert {role: tables for role, tables in refused.items() if tables != REFUSAL} == {}


def test_no_statement_leaves_the_fence(tried):
    loose = {sql for answer in tried.answers.values() for sql in answer.recorder.unfenced()}

    assert loose == set()


def test_answers_carry_the_protecting_headers(tried):
    for (method, role), answer in tried.answers.items():
        where, policy = f"{method} {role}", answer.headers["Content-Security-Policy"]
        assert not UNSAFE_SOURCE.search(policy), where
        assert "frame-ancestors 'none'" in policy or policy.startswith("sandbox"), where
        assert answer.headers["X-Content-Type-Options"] == "nosniff", where
        assert answer.headers["X-Frame-Options"] == "DENY", where
        assert answer.headers["Referrer-Policy"] == "same-origin", where
        assert "no-store" in answer.headers["Cache-Control"], where


def test_every_address_has_a_row_and_every_row_an_address():
    listed = {name.partition("@")[0] for name in MATRIX}

    assert set(own_names()) == listed
    assert set(variants()) == set(MATRIX)


def test_no_address_stands_outside_the_table_unseen():
    others = [name for name in patterns() if name not in own_names()]

    assert [name for name in others if not name.startswith(OUTSIDE)] == []


def test_the_table_does_not_shrink():
    cells = len(MATRIX) * 2 * len(ROLES)
    print(f"access matrix: {len(own_names())} addresses, {len(MATRIX)} rows, {cells} cells")

    assert len(own_names()) >= 83
    assert cells >= 1_740
