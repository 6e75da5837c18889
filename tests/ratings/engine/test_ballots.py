"""The two ballots: quorum, pass share, places, run-off, refused votes."""

from pathlib import Path

import pytest

from .case_files import Json, board, rate

HY = "hung-yen-2019"
CC = "cho-chu-2024"


def voted(
    tmp_path: Path,
    *,
    round1: Json,
    round2: Json | None = None,
    ceilings: Json | None = None,
    extra: list[Json] | None = None,
    entitled: int = 15,
    present: int = 15,
    code: str = HY,
    kind: str = "collectives",
    parameters: Json | None = None,
) -> Json:
    """A group in which everybody of round 1 stands, with the ceilings given."""
    single = {"collectives": "collective"}.get(kind, "individual")
    subjects = [{"id": one, "kind": single, "group": "g"} for one in round1]
    for one in subjects:
        if one["id"] in (ceilings or {}):
            one["own_ceiling"] = (ceilings or {})[one["id"]]
    ballot: Json = {"entitled": entitled, "present": present, "round1": round1}
    if round2 is not None:
        ballot["round2"] = round2
    groups = [{"id": "g", "kind": kind, "ballot": ballot}]
    return rate(board(code, [*subjects, *(extra or [])], groups, parameters=parameters or {}), tmp_path)


def levels(answer: Json) -> dict[str, str | None]:
    return {one["id"]: one["level"] for one in answer["subjects"]}


def ten(votes: int = 15) -> Json:
    return {f"s{number}": votes for number in range(10)}


@pytest.mark.clause("HY-B.II.4-1")
@pytest.mark.parametrize(("votes", "level"), [(8, "HTT"), (7, "HT"), (0, "HT")])
def test_round_1_needs_more_than_half_of_all_entitled(votes: int, level: str, tmp_path: Path) -> None:
    answer = voted(tmp_path, round1={"a": votes, "b": 15})

    assert levels(answer)["a"] == level


@pytest.mark.clause("HY-B.II.4-1")
def test_half_of_an_even_number_is_not_enough(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1={"a": 7}, entitled=14, present=14)

    assert answer["groups"][0]["ballot"]["passed"] == []


@pytest.mark.clause("HY-B.II.4-1")
def test_only_those_admissible_for_good_can_pass(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1={"a": 15, "b": 15, "c": 15}, ceilings={"a": "HT", "b": "KHT"})

    assert answer["groups"][0]["ballot"]["passed"] == ["c"]
    assert levels(answer) == {"a": "HT", "b": "KHT", "c": "HTT"}


@pytest.mark.clause("HY-B.II.4-2")
def test_places_go_to_those_with_most_votes(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1=ten(), round2={"s7": 14, "s1": 9, "s2": 13, "s3": 8})

    assert answer["groups"][0]["ballot"]["excellent"] == ["s2", "s7"]
    assert [one for one, level in levels(answer).items() if level == "XS"] == ["s2", "s7"]
    assert levels(answer)["s1"] == "HTT"
    assert answer["groups"][0]["excess"] == 0


@pytest.mark.clause("HY-B.II.4-2")
def test_a_place_needs_more_than_the_pass_share_in_round_2(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1=ten(), round2={"s0": 7, "s1": 8})

    assert answer["groups"][0]["ballot"]["excellent"] == ["s1"]


def test_equal_votes_across_the_limit_all_go_to_a_run_off(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1=ten(), round2={"s5": 12, "s0": 10, "s9": 10, "s1": 9})

    ballot = answer["groups"][0]["ballot"]
    assert (ballot["excellent"], ballot["run_off"]) == (["s5"], ["s0", "s9"])
    assert [levels(answer)[one] for one in ("s5", "s0", "s9", "s1")] == ["XS", None, None, "HTT"]
    assert answer["groups"][0]["passed"] == 10


def test_equal_votes_inside_the_limit_need_no_run_off(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1=ten(), round2={"s0": 10, "s9": 10})

    assert answer["groups"][0]["ballot"]["run_off"] == []
    assert answer["groups"][0]["ballot"]["excellent"] == ["s0", "s9"]


def test_a_tie_may_leave_the_place_empty(tmp_path: Path) -> None:
    answer = voted(
        tmp_path,
        round1=ten(),
        round2={"s5": 12, "s0": 10, "s9": 10},
        parameters={"vote.tieAtCap": "leaveEmpty"},
    )

    assert answer["groups"][0]["ballot"]["run_off"] == []
    assert levels(answer)["s0"] == "HTT"


@pytest.mark.clause("HY-B.II.4-2")
def test_without_places_there_is_no_run_off(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1={"a": 15, "b": 15, "c": 15, "d": 15}, round2={"a": 15, "b": 15})

    group = answer["groups"][0]
    assert (group["places"], group["ballot"]["excellent"], group["ballot"]["run_off"]) == (0, [], [])
    assert set(levels(answer).values()) == {"HTT"}


@pytest.mark.clause("HY-B.II.4-2", "HY-B.II.1.4-2")
def test_votes_for_those_not_admissible_are_refused(tmp_path: Path) -> None:
    answer = voted(
        tmp_path,
        round1=ten() | {"s4": 3},
        round2={"s3": 15, "s4": 15, "s0": 9, "s9": 0},
        ceilings={"s3": "HTT"},
    )

    ballot = answer["groups"][0]["ballot"]
    assert (ballot["refused"], ballot["excellent"]) == (["s3", "s4"], ["s0"])
    assert (levels(answer)["s3"], levels(answer)["s4"]) == ("HTT", "HT")
    assert answer["groups"][0]["admissible"] == 8


@pytest.mark.clause("HY-B.II.4-3", "HY-B.II.4-4")
def test_individuals_vote_like_collectives_with_their_small_group(tmp_path: Path) -> None:
    answer = voted(tmp_path, round1={"a": 14, "b": 12, "c": 2}, round2={"b": 10, "a": 9}, kind="leaders")

    group = answer["groups"][0]
    assert (group["places"], group["basis"], group["ballot"]["excellent"]) == (1, "small-group", ["b"])


@pytest.mark.clause("CC-III.3-2")
def test_small_group_place_stays_empty_when_nobody_meets_the_standard(tmp_path: Path) -> None:
    answer = voted(
        tmp_path,
        round1={"a": 14, "b": 12},
        round2={"a": 15},
        ceilings={"a": "HTT", "b": "HTT"},
        code=CC,
        kind="members",
    )

    group = answer["groups"][0]
    assert (group["places"], group["excellent"], group["ballot"]["refused"]) == (1, 0, ["a"])


@pytest.mark.parametrize(("present", "met"), [(10, True), (9, False)])
def test_quorum_is_a_share_of_those_entitled(present: int, met: bool, tmp_path: Path) -> None:
    answer = voted(tmp_path, round1={"a": 9}, present=present)

    assert answer["groups"][0]["ballot"]["quorum_met"] is met


def test_without_quorum_nothing_results(tmp_path: Path) -> None:
    new = {"id": "moi", "kind": "individual", "group": "g", "appointed_on": "2024-11-01"}
    rated = {"id": "de-nghi", "kind": "individual", "group": "g", "own_ceiling": "HT", "proposed": "XS"}

    answer = voted(
        tmp_path, round1={"a": 5, "b": 5}, round2={"a": 5}, present=5, extra=[new, rated], code=CC, kind="leaders"
    )

    group = answer["groups"][0]
    assert group["ballot"] == {"quorum_met": False, "passed": [], "excellent": [], "run_off": [], "refused": []}
    figures = {key: group[key] for key in ("size", "passed", "admissible", "places", "excellent", "excess", "basis")}
    assert figures == {
        "size": 3,
        "passed": 0,
        "admissible": 0,
        "places": 0,
        "excellent": 0,
        "excess": 0,
        "basis": "ordinary",
    }
    assert levels(answer) == {"a": None, "b": None, "moi": "NR", "de-nghi": None}
    assert [one["rule"] for one in answer["violations"]] == ["level-standard"]


def test_ballot_decides_instead_of_the_proposal_and_the_head_follows_it(tmp_path: Path) -> None:
    head = {"id": "p", "kind": "individual", "heads": ["a"], "proposed": "XS"}
    subjects: list[Json] = [{"id": "a", "kind": "collective", "group": "g", "proposed": "XS"}, head]
    groups = [{"id": "g", "kind": "collectives", "ballot": {"entitled": 3, "present": 3, "round1": {"a": 1}}}]

    answer = rate(board(HY, subjects, groups), tmp_path)

    assert levels(answer) == {"a": "HT", "p": None}
    assert answer["subjects"][0]["accepted"] is True
    assert [(one["rule"], one["subjects"]) for one in answer["violations"]] == [("head-ceiling", ["p"])]


def test_head_of_a_body_in_a_run_off_waits(tmp_path: Path) -> None:
    head = {"id": "p", "kind": "individual", "heads": ["s0"]}

    answer = voted(tmp_path, round1=ten(), round2={f"s{number}": 12 for number in range(3)}, extra=[head])

    assert answer["groups"][0]["ballot"]["run_off"] == ["s0", "s1", "s2"]
    assert answer["subjects"][-1]["highest"] == "blocked"


def test_unrated_and_blocked_subjects_get_nothing_from_a_ballot(tmp_path: Path) -> None:
    extra: list[Json] = [
        {"id": "moi", "kind": "individual", "group": "g", "appointed_on": "2024-11-01"},
        {"id": "cho", "kind": "individual", "group": "g", "review_closed": False},
    ]
    votes = {"a": 15, "moi": 15, "cho": 15}
    groups = [
        {
            "id": "g",
            "kind": "leaders",
            "ballot": {"entitled": 15, "present": 15, "round1": votes, "round2": {"moi": 9, "a": 9}},
        }
    ]
    subjects = [{"id": "a", "kind": "individual", "group": "g"}, *extra]

    answer = rate(board(CC, subjects, groups), tmp_path)

    group = answer["groups"][0]
    assert levels(answer) == {"a": "HTT", "moi": "NR", "cho": None}
    assert (group["size"], group["passed"], group["places"]) == (2, 1, 0)
    assert group["ballot"]["refused"] == ["moi"]


@pytest.mark.parametrize(
    ("parameters", "passed"),
    [({"vote.passShare": "2/3"}, ["b"]), ({"vote.passShare": "1/1"}, []), ({"vote.passShare": "0/1"}, ["a", "b"])],
)
def test_pass_share_of_a_what_if(parameters: Json, passed: list[str], tmp_path: Path) -> None:
    answer = voted(tmp_path, round1={"a": 10, "b": 11}, parameters=parameters)

    assert answer["groups"][0]["ballot"]["passed"] == passed


def test_lists_stand_in_the_order_of_the_subjects(tmp_path: Path) -> None:
    order = ["z", "m", "a", "k", "b"]

    answer = voted(tmp_path, round1=dict.fromkeys(order, 15), round2={"b": 9, "z": 9})

    ballot = answer["groups"][0]["ballot"]
    assert ballot["passed"] == order
    assert ballot["run_off"] == ["z", "b"]
