"""How the rules work together: order of tests, references, exemptions, reasons and violations."""

from pathlib import Path

import pytest

from .case_files import Json, board, rate, subject

HY = "hung-yen-2019"
CC = "cho-chu-2024"
WEAK = [{"code": "2a", "degree": "T", "result": True}]


def organization(level: str | None = None, **more: object) -> Json:
    return {"id": "o", "kind": "organization", **({"fixed_level": level} if level else {}), **more}


def collective(**more: object) -> Json:
    return {"id": "c", "kind": "collective", **more}


def person(**more: object) -> Json:
    return {"id": "p", "kind": "individual", **more}


def first_reason(answer: Json, subject_id: str) -> tuple[str, str]:
    reason = subject(answer, subject_id)["reasons"][0]
    return reason["rule"], reason["limit"]


@pytest.mark.clause("HY-B.II-1")
def test_open_review_comes_before_every_other_reason(tmp_path: Path) -> None:
    head = person(review_closed=False, appointed_on="2019-12-01", heads=["o"], proposed="HT")

    answer = rate(board(HY, [organization(), head]), tmp_path)

    assert subject(answer, "p") == {
        "id": "p",
        "highest": "blocked",
        "level": None,
        "accepted": False,
        "reasons": subject(answer, "p")["reasons"],
    }
    assert [reason["rule"] for reason in subject(answer, "p")["reasons"]] == ["review-not-closed"]


@pytest.mark.clause("CC-III.3-4")
def test_time_in_post_comes_before_a_pending_reference(tmp_path: Path) -> None:
    answer = rate(board(CC, [organization(), person(appointed_on="2024-10-01", heads=["o"])]), tmp_path)

    assert first_reason(answer, "p") == ("time-in-post", "NR")
    assert subject(answer, "p")["level"] == "NR"


@pytest.mark.clause("CC-III.3-3")
@pytest.mark.parametrize("event", ["founded_on", "merged_on", "split_on"])
@pytest.mark.parametrize("kind", ["party_organization", "organization", "collective"])
def test_new_body_is_not_rated(kind: str, event: str, tmp_path: Path) -> None:
    answer = rate(board(CC, [{"id": "x", "kind": kind, event: "2024-06-01", "proposed": "HTT"}]), tmp_path)

    assert first_reason(answer, "x") == ("new-organization", "NR")
    assert answer["violations"][0]["rule"] == "new-organization"


def test_events_that_the_set_does_not_name_do_not_count(tmp_path: Path) -> None:
    cell = {"id": "x", "kind": "organization", "merged_on": "2024-10-01", "split_on": "2024-10-01"}

    answer = rate(board(CC, [cell], parameters={"exempt.newOrg": ["founded"]}), tmp_path)

    assert subject(answer, "x")["highest"] == "XS"


def test_months_may_run_to_the_end_of_the_rated_year(tmp_path: Path) -> None:
    head = person(appointed_on="2024-06-15")

    by_rating_date = rate(board(CC, [head]), tmp_path)
    by_year_end = rate(board(CC, [head], parameters={"exempt.refDate": "yearEnd"}), tmp_path)

    assert subject(by_rating_date, "p")["highest"] == "NR"
    assert subject(by_year_end, "p")["highest"] == "XS"


@pytest.mark.clause("HY-B.II.2-4")
@pytest.mark.parametrize(
    "reference",
    [
        {"review_closed": False},
        {"proposed": "XS", "own_ceiling": "HT"},
        {},
    ],
    ids=["blocked", "proposal refused", "nothing proposed"],
)
def test_head_waits_while_a_body_has_no_level(reference: Json, tmp_path: Path) -> None:
    answer = rate(board(HY, [collective(**reference), person(heads=["c"], proposed="HT")]), tmp_path)

    assert first_reason(answer, "p") == ("reference-pending", "blocked")
    assert subject(answer, "p")["accepted"] is False


@pytest.mark.clause("HY-B.II.1.4-6")
def test_pending_spreads_from_organization_to_collective_to_head(tmp_path: Path) -> None:
    subjects = [person(heads=["c"], proposed="HT"), collective(organization="o", proposed="HT"), organization()]

    answer = rate(board(HY, subjects), tmp_path)

    assert [subject(answer, one)["highest"] for one in ("o", "c", "p")] == ["XS", "blocked", "blocked"]


@pytest.mark.clause("HY-B.II.2-5")
def test_ceiling_is_the_level_that_results_not_the_highest(tmp_path: Path) -> None:
    subjects = [person(heads=["c"]), collective(organization="o", proposed="HT"), organization(proposed="HTT")]

    answer = rate(board(HY, subjects), tmp_path)

    assert subject(answer, "c")["highest"] == "HTT"
    assert first_reason(answer, "p") == ("head-ceiling", "HT")


def test_fixed_level_stands_before_everything_and_is_not_reported(tmp_path: Path) -> None:
    reference = organization("HT", review_closed=False, name="Tổ chức")

    answer = rate(board(HY, [reference, collective(organization="o")]), tmp_path)

    assert [one["id"] for one in answer["subjects"]] == ["c"]
    assert first_reason(answer, "c") == ("organization-ceiling", "HT")


@pytest.mark.parametrize("level", ["NR"])
def test_reference_without_rating_limits_nothing_unless_it_blocks(level: str, tmp_path: Path) -> None:
    subjects = [organization(level), person(heads=["o"])]

    ignored = rate(board(HY, subjects), tmp_path)
    blocking = rate(board(HY, subjects, parameters={"ceiling.unratedReference": "block"}), tmp_path)

    assert subject(ignored, "p")["highest"] == "XS"
    assert first_reason(blocking, "p") == ("reference-pending", "blocked")


@pytest.mark.parametrize(
    ("parameter", "kept"),
    [("ceiling.headVsCollective", "HT"), ("ceiling.headVsOrg", "KHT")],
)
def test_switched_off_ceiling_neither_limits_nor_waits(parameter: str, kept: str, tmp_path: Path) -> None:
    bodies = [organization("HT"), collective(fixed_level="KHT")]
    pending = [organization("HT"), collective()] if parameter.endswith("Collective") else [organization(), bodies[1]]

    for subjects in (bodies, pending):
        answer = rate(board(HY, [*subjects, person(heads=["o", "c"])], parameters={parameter: False}), tmp_path)

        assert subject(answer, "p")["highest"] == kept


def test_collective_is_free_of_its_organization_where_the_set_says_so(tmp_path: Path) -> None:
    subjects = [organization(), collective(organization="o")]

    answer = rate(board(CC, subjects, parameters={"ceiling.collectiveVsOrg": False}), tmp_path)

    assert subject(answer, "c")["highest"] == "XS"


NEW = {"transferred_on": "2024-02-01", "reason": "mới chuyển đến"}


@pytest.mark.clause("CC-I.6-4")
def test_lifted_ceiling_is_not_waited_for(tmp_path: Path) -> None:
    answer = rate(board(CC, [organization(), collective(), person(heads=["o", "c"], new_head=NEW)]), tmp_path)

    assert subject(answer, "p")["highest"] == "XS"


@pytest.mark.clause("CC-I.6-4")
@pytest.mark.parametrize(
    ("kind", "expected"), [("organization", "XS"), ("party_organization", "XS"), ("collective", "HT")]
)
def test_exception_may_lift_organizations_only(kind: str, expected: str, tmp_path: Path) -> None:
    subjects = [{"id": "b", "kind": kind, "fixed_level": "HT"}, person(heads=["b"], new_head=NEW)]

    answer = rate(board(CC, subjects, parameters={"ceiling.newHeadException.lifts": "orgOnly"}), tmp_path)

    assert subject(answer, "p")["highest"] == expected


@pytest.mark.clause("CC-I.6-4")
@pytest.mark.parametrize(("year", "expected"), [(2024, "XS"), (2023, "HT")])
def test_exception_needs_a_transfer_in_the_rated_year(year: int, expected: str, tmp_path: Path) -> None:
    subjects = [organization("HT"), person(heads=["o"], new_head=NEW)]

    answer = rate(board(CC, subjects, year=year), tmp_path)

    assert subject(answer, "p")["highest"] == expected


@pytest.mark.clause("HY-B.II.2-1")
def test_lower_of_degrees_and_own_ceiling_counts(tmp_path: Path) -> None:
    good = [{"code": "2a", "degree": "X", "result": True}]

    answer = rate(
        board(
            HY,
            [
                collective(criteria=WEAK, own_ceiling="HT"),
                {"id": "d", "kind": "collective", "criteria": WEAK, "own_ceiling": "XS"},
                {"id": "e", "kind": "collective", "criteria": good, "own_ceiling": "HTT"},
            ],
        ),
        tmp_path,
    )

    assert [one["highest"] for one in answer["subjects"]] == ["HT", "HTT", "HTT"]
    assert all(len(one["reasons"]) == 1 for one in answer["subjects"])


def test_reasons_stand_strictest_first_and_equals_in_the_order_of_the_rules(tmp_path: Path) -> None:
    facts = {"member_disciplines": [{"degree": "khien_trach"}], "disunity_concluded": True}
    weak = collective(organization="o", criteria=WEAK, facts=facts)

    answer = rate(board(HY, [organization("HTT"), weak]), tmp_path)

    assert [(reason["rule"], reason["limit"]) for reason in subject(answer, "c")["reasons"]] == [
        ("knock-out", "KHT"),
        ("discipline", "HT"),
        ("level-standard", "HTT"),
        ("organization-ceiling", "HTT"),
    ]


def test_violations_name_the_first_reason_in_the_order_of_the_subjects(tmp_path: Path) -> None:
    subjects = [
        person(heads=["o"], proposed="XS"),
        collective(attested=False, proposed="XS"),
        organization(own_ceiling="KHT", proposed="HT"),
        {"id": "q", "kind": "individual", "own_ceiling": "HTT", "proposed": "HTT"},
    ]

    answer = rate(board(HY, subjects), tmp_path)

    assert [(one["rule"], one["subjects"]) for one in answer["violations"]] == [
        ("reference-pending", ["p"]),
        ("level-standard", ["c"]),
        ("level-standard", ["o"]),
    ]
    assert [one["accepted"] for one in answer["subjects"]] == [False, False, False, True]


@pytest.mark.clause("NA-4-3", "HY-B.II.1.4-4")
def test_finished_year_with_too_many_top_levels_is_inspected_not_changed(tmp_path: Path) -> None:
    subjects = [
        {"id": f"s{number}", "kind": "collective", "group": "g", "proposed": "XS" if number < 4 else "HTT"}
        for number in range(17)
    ]

    answer = rate(board(HY, subjects, [{"id": "g", "kind": "collectives"}]), tmp_path)

    group = answer["groups"][0]
    assert (group["passed"], group["places"], group["excellent"], group["excess"]) == (17, 3, 4, 1)
    assert [one["level"] for one in answer["subjects"]][:5] == ["XS", "XS", "XS", "XS", "HTT"]
    assert answer["violations"][0]["group"] == "g"
    assert answer["violations"][0]["subjects"] == ["s0", "s1", "s2", "s3"]
    assert "17 đạt loại Tốt trở lên × 20% = 3,4 → 3" in answer["violations"][0]["text"]


@pytest.mark.clause("HY-B.II.4-4")
def test_small_group_of_a_finished_year_may_exceed_the_percentage(tmp_path: Path) -> None:
    subjects = [
        {"id": f"s{number}", "kind": "individual", "group": "g", "proposed": "HTT" if number else "XS"}
        for number in range(4)
    ]

    answer = rate(board(HY, subjects, [{"id": "g", "kind": "leaders"}]), tmp_path)

    assert answer["groups"][0]["basis"] == "small-group"
    assert answer["violations"] == []


def test_blocked_subjects_count_in_the_size_and_unrated_ones_do_not(tmp_path: Path) -> None:
    subjects = [
        {"id": "a", "kind": "individual", "group": "g", "proposed": "HTT"},
        {"id": "b", "kind": "individual", "group": "g", "review_closed": False},
        {"id": "c", "kind": "individual", "group": "g", "appointed_on": "2024-11-01"},
    ]

    answer = rate(board(CC, subjects, [{"id": "g", "kind": "leaders"}, {"id": "trong", "kind": "members"}]), tmp_path)

    group, empty = answer["groups"]
    assert (group["size"], group["passed"], group["places"], group["basis"]) == (2, 1, 0, "ordinary")
    assert (empty["size"], empty["passed"], empty["places"], empty["basis"]) == (0, 0, 0, "ordinary")


@pytest.mark.clause("HY-B.II.1.4-5", "HY-B.II.2-7")
@pytest.mark.parametrize(("kind", "single"), [("collectives", "collective"), ("leaders", "individual")])
def test_places_are_counted_group_by_group_and_never_pooled(kind: str, single: str, tmp_path: Path) -> None:
    subjects = [
        {"id": f"{group}{number}", "kind": single, "group": group, "proposed": "HTT"}
        for group in ("so", "huyen")
        for number in range(9)
    ]

    answer = rate(board(HY, subjects, [{"id": "so", "kind": kind}, {"id": "huyen", "kind": kind}]), tmp_path)

    assert [(group["size"], group["places"]) for group in answer["groups"]] == [(9, 1), (9, 1)]


@pytest.mark.clause("HY-B.II.4-6")
def test_level_test_knows_the_four_degrees_in_their_order(tmp_path: Path) -> None:
    degrees = ["X", "T", "TB", "K"]

    answer = rate(
        board(
            HY,
            [
                {"id": degree, "kind": "collective", "criteria": [{"code": "2a", "degree": degree, "result": True}]}
                for degree in degrees
            ],
        ),
        tmp_path,
    )

    assert [one["highest"] for one in answer["subjects"]] == ["XS", "HTT", "HT", "KHT"]
