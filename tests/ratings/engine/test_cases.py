"""The worked examples, through the real command."""

from pathlib import Path
from typing import Any

import pytest

from .case_files import PENDING, Json, board, cases, criteria, rate, subject

LIKE_THE_BOARD = ("attested", "facts", "proposed", "review_closed", "founded_on", "merged_on", "split_on")


def body(body_id: str, kind: str, level: str) -> Json:
    """A body decided elsewhere, or one that still has no level."""
    return {"id": body_id, "kind": kind} | ({} if level == PENDING else {"fixed_level": level})


def given(case: Json, *keys: str) -> Json:
    """The keys that a case shares with the board file."""
    return {key: case[key] for key in keys if key in case}


def check(answer: Json, case: Json) -> None:
    """Compare the subject under test with what the case expects."""
    rated = subject(answer, "x")
    assert rated["highest"] == case["expected"]
    assert [reason["rule"] for reason in rated["reasons"]] == case.get("rules", [])
    if case["expected"] in ("NR", "blocked"):
        assert rated["level"] == ("NR" if case["expected"] == "NR" else None)
    assert rated["accepted"] == case.get("accepted")
    if "cites" in case:
        assert set(case["cites"]) <= set(rated["reasons"][0]["clauses"])
    assert case.get("words", "") in " ".join(reason["text"] for reason in rated["reasons"])
    assert all(reason["text"].endswith(".") and reason["clauses"] for reason in rated["reasons"])


@pytest.mark.parametrize(("code", "case"), cases("tap-the.toml"))
def test_collective_level(code: str, case: Json, tmp_path: Path) -> None:
    if "organization_merged_on" in case:
        organization: Json = {"id": "o", "kind": "organization", "merged_on": case["organization_merged_on"]}
    else:
        organization = body("o", "organization", case.get("organization", "XS"))
    collective = {"id": "x", "kind": "collective", "organization": "o", "criteria": criteria(case)}
    collective |= given(case, *LIKE_THE_BOARD)

    answer = rate(board(code, [organization, collective], **given(case, "parameters")), tmp_path)

    check(answer, case)


@pytest.mark.parametrize(("code", "case"), cases("to-chuc-dang.toml"))
def test_party_organization_level(code: str, case: Json, tmp_path: Path) -> None:
    cell = {"id": "x", "kind": "party_organization", **given(case, *LIKE_THE_BOARD)}

    answer = rate(board(code, [cell]), tmp_path)

    check(answer, case)


@pytest.mark.parametrize(("code", "case"), cases("ca-nhan.toml"))
def test_individual_level(code: str, case: Json, tmp_path: Path) -> None:
    kinds = {
        "collective": "collective",
        "organization": "organization",
        "second_collective": "collective",
        "second_organization": "party_organization",
    }
    bodies = [body(key, kind, case[key]) for key, kind in kinds.items() if key in case]
    person: Json = {"id": "x", "kind": "individual", "own_ceiling": case["own"], **given(case, "appointed_on")}
    if case.get("head", True):
        person["heads"] = [one["id"] for one in bodies]
    if "new_head" in case:
        person["new_head"] = {"transferred_on": case["new_head"], "reason": "không liên quan kết quả của đơn vị mới"}

    answer = rate(board(code, [*bodies, person], **given(case, "parameters")), tmp_path)

    check(answer, case)


@pytest.mark.parametrize(("code", "case"), cases("diem.toml"))
def test_level_by_points(code: str, case: Json, tmp_path: Path) -> None:
    """Points are put into the file as they are written: no number passes through a binary fraction."""
    one = {"id": "x", "kind": case["kind"], "points": "?"} | given(case, *LIKE_THE_BOARD, "own_ceiling")
    points = f'{{"general": {case["general"]}, "results": {case["results"]}}}'

    answer = rate(board(code, [one]), tmp_path, put={'"?"': points})

    check(answer, case)


def members(case: Json) -> list[Json]:
    """The subjects of a group: first the passers that are admissible, then other passers, then those who fail."""
    kind = {"party_organizations": "party_organization", "collectives": "collective"}.get(case["group"], "individual")
    rated = []
    for number in range(case["size"]):
        one: Json = {"id": f"s{number}", "kind": kind, "group": "g"}
        if number >= case["admissible"]:
            one["own_ceiling"] = "HTT"
        rated.append(one)
    new = [
        {"id": f"moi{number}", "kind": kind, "group": "g", "appointed_on": "2024-07-30"}
        for number in range(case.get("not_rated", 0))
    ]
    return rated + new


@pytest.mark.parametrize(("code", "case"), cases("ty-le.toml"))
def test_places_with_ballot(code: str, case: Json, tmp_path: Path) -> None:
    votes = {f"s{number}": 99 for number in range(case["passed"])}
    votes |= {f"s{number}": 50 for number in range(case["passed"], case["size"])}
    choice = {f"s{number}": 99 - number for number in range(case["admissible"])}
    ballot = {"entitled": 100, "present": 100, "round1": votes, "round2": choice}
    group = {"id": "g", "kind": case["group"], "ballot": ballot}

    answer = rate(board(code, members(case), [group], **given(case, "parameters")), tmp_path)

    figures = answer["groups"][0]
    keys = ("size", "passed", "admissible", "places", "excellent", "basis")
    assert {key: figures[key] for key in keys} == {key: case[key] for key in keys}
    assert figures["excess"] == 0
    assert figures["ballot"]["excellent"] == [f"s{number}" for number in range(case["excellent"])]


@pytest.mark.parametrize(("code", "case"), cases("ty-le.toml"))
def test_places_of_a_finished_year(code: str, case: Json, tmp_path: Path) -> None:
    """Without a ballot the proposals stand as they are, and one top level too many is a violation."""
    subjects: list[Any] = members(case)
    for number, one in enumerate(subjects[: case["size"]]):
        one["proposed"] = "HTT" if number < case["passed"] else "HT"
    for one in subjects[: case["admissible"]]:
        one["proposed"] = "XS"

    answer = rate(board(code, subjects, [{"id": "g", "kind": case["group"]}], **given(case, "parameters")), tmp_path)

    figures = answer["groups"][0]
    assert (figures["places"], figures["basis"]) == (case["places"], case["basis"])
    assert figures["excess"] == max(0, case["admissible"] - case["places"])
    breaches = [one for one in answer["violations"] if one["rule"] == "excellence-cap"]
    assert len(breaches) == (figures["excess"] > 0)
