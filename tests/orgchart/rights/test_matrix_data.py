"""The matrix of rights: data, checked at the start, the same in the file, in its README and on its page."""

import re
import tomllib

import pytest

from orgchart.kinds import Role
from orgchart.rights import ACTIONS, SOURCE, MatrixIsWrong, allows, held_by, read_matrix
from tests.architecture.sources import ROOT, modules, name

COLUMNS = {
    "office": "VP", "organisation_board": "BTC", "standing_committee": "BTV", "head": "BT", "inspection": "UBKT",
    "read_only": "X", "admin": "QT",
}  # fmt: skip


def source() -> dict:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def test_every_action_has_its_words_and_somebody_who_may():
    assert len(ACTIONS) >= 24
    assert [code for code, action in ACTIONS.items() if not (action.step and action.title and action.roles)] == []


def test_reading_only_writes_nothing():
    """The read-only role sees what the standing committee sees, and does nothing."""
    doing = {code for code in ACTIONS if not code.endswith((".see", ".read"))}

    assert held_by([Role.READ_ONLY]) & doing == set()
    assert held_by([Role.READ_ONLY]) == held_by([Role.STANDING_COMMITTEE]) - doing


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data["role"].pop("admin"), "admin"),
        (lambda data: data["role"].update(king={"second_factor": False, "lends": True}), "king"),
        (lambda data: data["action"]["chart.see"]["roles"].append("king"), "unknown roles king"),
    ],
)
def test_matrix_that_names_what_is_no_role_does_not_load(spoil, why):
    data = source()
    spoil(data)

    with pytest.raises(MatrixIsWrong, match=why):
        read_matrix(data)


def test_action_outside_the_matrix_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        allows("chart.burn", {"admin"})


def test_every_right_that_is_asked_for_stands_in_the_matrix_and_is_asked():
    asked = set()
    for path in modules():
        asked |= set(re.findall(r'(?:\.may|allows)\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8")))

    assert asked - set(ACTIONS) == set()
    assert set(ACTIONS) - asked - {"roles.lend"} == set(), "lending follows from the role itself"


def test_predicates_ask_the_matrix_and_no_list_of_their_own():
    """A role named beside the matrix would be a right that nobody finds there; roles that a set names are its own."""
    loose = [
        name(path)
        for path in modules("orgchart", "reviews", "ratings", "dossiers")
        if path.name == "access.py" and re.search(r"\.has\(\s*Role\.", path.read_text(encoding="utf-8"))
    ]

    assert loose == []


def test_readme_shows_the_same_table():
    text = (ROOT / "orgchart" / "rights" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_.]+)` \| [^|]+ \| ([^|]*) \|", text, re.MULTILINE)

    shown = {code: set(filter(None, re.split(r"[ ,]+", cell.strip()))) for code, cell in rows}

    assert shown == {code: {COLUMNS[role] for role in action.roles} for code, action in ACTIONS.items()}
