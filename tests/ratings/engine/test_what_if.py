"""What-if: parameters of the board file replace the values of the set."""

from dataclasses import replace
from pathlib import Path

import pytest

from ratings.engine.from_set import rules_of
from reviews.regulations.loader import load_set
from reviews.regulations.parsing import Entry
from reviews.regulations.rows import Source
from reviews.regulations.schema import Mode, parameter

from .case_files import Json, board, rate, subject

HY = "hung-yen-2019"
CC = "cho-chu-2024"


def collective(**more: object) -> Json:
    return {"id": "c", "kind": "collective", **more}


def person(**more: object) -> Json:
    return {"id": "p", "kind": "individual", **more}


@pytest.mark.parametrize(
    ("rounding", "passed", "places"),
    [("nearest", 12, 2), ("nearest", 13, 3), ("up", 11, 3), ("up", 10, 2), ("down", 14, 2)],
)
def test_rounding_of_a_what_if(rounding: str, passed: int, places: int, tmp_path: Path) -> None:
    subjects = [{"id": f"s{number}", "kind": "collective", "group": "g", "proposed": "HTT"} for number in range(passed)]
    groups = [{"id": "g", "kind": "collectives"}]

    answer = rate(board(HY, subjects, groups, parameters={"cap.rounding": rounding}), tmp_path)

    assert answer["groups"][0]["places"] == places


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"cap.smallGroup.max": 2}, (2, "small-group")),
        ({"cap.smallGroup.max": 0}, (0, "small-group")),
        ({"cap.smallGroup.below": 4}, (0, "ordinary")),
        ({"cap.smallGroup.kinds": ["members"]}, (0, "ordinary")),
        ({"cap.smallGroup.kinds": ["members"], "cap.rate": 50}, (2, "ordinary")),
    ],
)
def test_small_group_what_if(overrides: Json, expected: tuple[int, str], tmp_path: Path) -> None:
    subjects = [{"id": f"s{number}", "kind": "individual", "group": "g", "proposed": "HTT"} for number in range(4)]

    answer = rate(board(CC, subjects, [{"id": "g", "kind": "leaders"}], parameters=overrides), tmp_path)

    assert (answer["groups"][0]["places"], answer["groups"][0]["basis"]) == expected


@pytest.mark.parametrize(
    ("overrides", "degrees", "expected"),
    [
        ({"level.XS.minDegree": ["T", "T"]}, "T", "XS"),
        ({"level.XS.minDegree": "X / T"}, "T", "HTT"),
        ({"level.HTT.minDegree": {"result": "X", "remaining": "TB"}}, "T", "HT"),
        ({"level.HT.minDegree": "X"}, "T", "KHT"),
    ],
)
def test_degrees_what_if(overrides: Json, degrees: str, expected: str, tmp_path: Path) -> None:
    one = collective(criteria=[{"code": "2a", "degree": degrees, "result": True}])

    answer = rate(board(HY, [one], parameters=overrides), tmp_path)

    assert subject(answer, "c")["highest"] == expected


@pytest.mark.parametrize(
    ("overrides", "facts", "expected"),
    [
        ({"level.HTT.noMemberDisciplined": False}, {"member_disciplines": [{"degree": "khien_trach"}]}, "XS"),
        ({"level.knock.memberDiscipline": "khien_trach"}, {"member_disciplines": [{"degree": "khien_trach"}]}, "KHT"),
        ({"level.knock.memberDiscipline": "cach_chuc"}, {"member_disciplines": [{"degree": "canh_cao"}]}, "HT"),
        (
            {"level.HT.selfDetectedException": False},
            {"collective_discipline": {"self_detected": True, "remedied": True}},
            "KHT",
        ),
        (
            {},
            {"collective_discipline": {"self_detected": False, "remedied": False, "counted_before": True}},
            "XS",
        ),
        ({"level.knock.disunityOrDegraded": False}, {"degradation_concluded": True}, "XS"),
        (
            {"level.knock.forceMajeure": False},
            {"targets_met_percent": 10, "main_targets_met": False, "force_majeure": True},
            "KHT",
        ),
        ({}, {"targets_met_percent": 49.99, "main_targets_met": False}, "KHT"),
        ({"level.knock.targetShare": 49}, {"targets_met_percent": 49.99, "main_targets_met": False}, "XS"),
        (
            {"level.discipline.countOnce": "violation"},
            {"member_disciplines": [{"degree": "canh_cao", "counted_before": True}]},
            "KHT",
        ),
        (
            {"level.discipline.countOnce": "years"},
            {
                "member_disciplines": [
                    {"degree": "canh_cao", "counted_before": True, "violation": "A"},
                    {"degree": "khien_trach", "violation": "A"},
                ]
            },
            "HT",
        ),
    ],
)
def test_conduct_what_if(overrides: Json, facts: Json, expected: str, tmp_path: Path) -> None:
    answer = rate(board(HY, [collective(facts=facts)], parameters=overrides), tmp_path)

    assert subject(answer, "c")["highest"] == expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([{"degree": "khien_trach"}], "HT"),
        ([{"degree": "canh_cao"}], "KHT"),
        ([{"degree": "khai_tru", "counted_before": True}], "XS"),
        ([{"degree": "khien_trach", "violation": "A"}, {"degree": "canh_cao", "violation": "A"}], "KHT"),
        ([{"degree": "khien_trach", "violation": "A", "counted_before": True}, {"degree": "khien_trach"}], "HT"),
    ],
)
def test_discipline_of_a_person_counts_by_analogy(records: list[Json], expected: str, tmp_path: Path) -> None:
    answer = rate(board(HY, [person(facts={"disciplines": records})]), tmp_path)

    assert subject(answer, "p")["highest"] == expected


@pytest.mark.parametrize(
    ("overrides", "own", "expected"),
    [
        ({}, {}, "KHT"),
        ({"criteria.basic[2d]": False}, {}, "HT"),
        ({"criteria.basic[2d]": False}, {"basic": True}, "KHT"),
        ({"criteria.basic[2d]": True}, {"basic": False}, "HT"),
        ({"criteria.basic[2a]": False}, {}, "KHT"),
        ({"criteria.result[2d]": True}, {"basic": False}, "HT"),
    ],
)
def test_basic_criterion_of_a_what_if_yields_to_the_board(
    overrides: Json, own: Json, expected: str, tmp_path: Path
) -> None:
    one = collective(criteria=[{"code": "2d", "degree": "K", "result": False, **own}])

    answer = rate(board(HY, [one], parameters=overrides), tmp_path)

    assert subject(answer, "c")["highest"] == expected


def test_basic_criterion_of_a_set_is_the_default() -> None:
    entry = Entry(
        parameter("criteria.basic[2d]"), value=False, mode=Mode.OPEN, source=Source("moi", decision="Thử", reason="thử")
    )
    loaded = load_set(HY)

    of_set = rules_of(replace(loaded, entries={**loaded.entries, "criteria.basic[2d]": entry}))
    of_what_if = rules_of(
        replace(loaded, entries={**loaded.entries, "criteria.basic[2d]": entry}), {"criteria.basic[2d]": True}
    )

    assert of_set.not_basic == {"2d"}
    assert of_what_if.not_basic == frozenset()


def test_parameters_without_meaning_on_a_board_change_nothing(tmp_path: Path) -> None:
    harmless = {
        "notify.days": 9,
        "deadline[ho-so].inclusive": True,
        "criteria.setFor[UBND]": {"khung": "co-quan"},
        "place.model": "byPostType",
        "ceiling.headOfSeveral": "allHeaded",
        "cap.smallGroup.sizeOf": "rated",
        "conf.quorum": "3/4",
        "regset.years": [2024],
    }
    subjects = [{"id": "o", "kind": "organization", "fixed_level": "HTT"}, collective(organization="o", proposed="HTT")]

    assert rate(board(HY, subjects, parameters=harmless), tmp_path) == rate(board(HY, subjects), tmp_path)
