"""Whatever is counted: nobody above the own standard, and a cap that holds by arithmetic done apart from the engine."""

from random import Random

import pytest

pytestmark = pytest.mark.slow

LEVELS = ["KHT", "HT", "HTT", "XS"]
HIGHEST = {"X": "XS", "T": "HTT", "TB": "HT"}


def allowed(size, passed):
    """One in a group of fewer than five that all passed, else a fifth, rounded down."""
    if 0 < passed == size < 5:
        return 1
    return 20 * passed // 100


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.clause("CC-III.3-1", "HY-B.II.4-5", "HY-B.II.4-2")
def test_the_cap_holds_in_years_of_random_votes(town, seed):
    dice = Random(seed)
    found = [town.collective(f"Tập thể {index}") for index in range(dice.randint(1, 12))]
    town.prepare()
    degrees = {subject: dice.choice("XXXXTTB").replace("B", "TB") for subject in found}
    for subject, degree in degrees.items():
        town.appraise(subject, degree=degree, proposed="HT")
    board = town.board(*found)
    admitted = [subject for subject in found if degrees[subject] != "TB"]
    first = {subject: dice.choice([2, 3, 4, 5]) for subject in admitted}
    town.open_round_1(board, found[0])
    if first:
        town.count(board, first)
    town.open_round_2(board, found[0])
    passed = [subject for subject in admitted if first[subject] >= 3]
    runners = [subject for subject in passed if degrees[subject] == "X"]
    places = allowed(len(found), len(passed))
    if places and runners:
        left, second = 5 * places, {}
        for subject in runners:
            second[subject] = dice.randint(0, min(5, left))
            left -= second[subject]
        town.count(board, second, round_number=2)
        if town.case(found[0]).state != "balloted":
            limit = sorted(second.values(), reverse=True)[places - 1]
            town.count(board, {one: 0 for one in runners if second[one] == limit}, round_number=3)

    town.decide(board)

    levels = {subject: town.case(subject).level for subject in found}
    assert sum(level == "XS" for level in levels.values()) <= places
    assert all(LEVELS.index(level) <= LEVELS.index(HIGHEST[degrees[one]]) for one, level in levels.items())
    assert {one for one, level in levels.items() if level in {"XS", "HTT"}} == set(passed)
