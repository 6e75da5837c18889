"""Every worked example of the domain description is played by a test that bears its id."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
# Level standards, numbers of places, individuals, organisations, places of review.
EXAMPLES = {"L": 49, "N": 32, "I": 26, "O": 9, "P": 15}
_NAMED = re.compile(r"(?<![A-Za-z0-9])([LNIOP])(\d{1,2})(?![0-9])", re.IGNORECASE)
_WHERE = re.compile(r"def test_\w+|^\s+\"\"\".*|id=\"[^\"]+\"|^id = .*", re.MULTILINE)


def named() -> set[str]:
    """The ids in names and docstrings of tests and in the cases that are kept as data."""
    found = set[str]()
    for path in (*TESTS.rglob("test_*.py"), *TESTS.glob("ratings/cases/*/*.toml")):
        if path != Path(__file__):
            for words in _WHERE.findall(path.read_text(encoding="utf-8")):
                pairs = _NAMED.findall(words.replace("_", " "))
                found.update(f"{letter.upper()}{int(number)}" for letter, number in pairs)
    return found


@pytest.mark.parametrize(("letter", "last"), EXAMPLES.items())
def test_every_worked_example_is_played_under_its_id(letter: str, last: int) -> None:
    known = named()

    assert [f"{letter}{number}" for number in range(1, last + 1) if f"{letter}{number}" not in known] == []
