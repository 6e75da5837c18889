"""What the built-in sets say: values with their sources, lists, deadlines, criteria frames."""

from datetime import date
from fractions import Fraction

import pytest

from reviews.regulations.clauses import all_clauses, clause
from reviews.regulations.errors import UnknownClauseError, UnknownParameterError, UnknownSetError
from reviews.regulations.loader import available_sets, load_set
from reviews.regulations.schema import registry
from reviews.regulations.sets import RegulationSet


@pytest.fixture
def hy() -> RegulationSet:
    return load_set("hung-yen-2019")


@pytest.fixture
def cc() -> RegulationSet:
    return load_set("cho-chu-2024")


@pytest.mark.parametrize("code", available_sets())
def test_every_built_in_set_loads_with_a_value_and_a_source_for_everything(code: str) -> None:
    regulation = load_set(code)

    for name in registry():
        key = name.replace("[]", "[x]")
        assert regulation.source(key).words
        regulation.value(key)
    assert len(regulation.digest) == 64


def test_digest_tells_sets_apart_and_stays_the_same() -> None:
    digests = {code: load_set(code).digest for code in available_sets()}
    load_set.cache_clear()

    assert len(set(digests.values())) == len(digests)
    assert digests == {code: load_set(code).digest for code in available_sets()}


def test_unknown_set_names_those_there_are() -> None:
    with pytest.raises(UnknownSetError, match="cho-chu-2024, giang-bien-2021, hung-yen-2019"):
        load_set("ha-noi-2025")


@pytest.mark.parametrize("code", ["parameters", "defaults", "criteria", "../hung-yen-2019", ""])
def test_other_files_are_no_sets(code: str) -> None:
    with pytest.raises(UnknownSetError):
        load_set(code)


@pytest.mark.parametrize("name", ["cap.rat", "cap", "criteria.basic", "criteria.basic[]", "cap.rate[x]"])
def test_unknown_parameter_is_refused(hy: RegulationSet, name: str) -> None:
    with pytest.raises(UnknownParameterError):
        hy.value(name)


@pytest.mark.clause("CC-0-1", "CC-III.2-1")
def test_silent_commune_takes_the_value_of_the_upper_level_and_says_so(cc: RegulationSet) -> None:
    assert cc.value("cap.rate") == 20
    assert cc.source("cap.rate").origin == "trung-uong-124-2023"
    assert cc.value("level.XS.minDegree") == ("X", "T")
    assert cc.source("level.XS.minDegree").origin == "trung-uong-124-2023"


def test_default_stands_in_where_all_are_silent(cc: RegulationSet) -> None:
    assert cc.value("vote.quorum") == Fraction(2, 3)
    assert cc.value("vote.passShare") == Fraction(1, 2)
    assert cc.source("vote.quorum").is_default


def test_own_value_quotes_its_clause(hy: RegulationSet, cc: RegulationSet) -> None:
    assert hy.source("cap.rounding").clauses == ("HY-B.II.4-5",)
    assert cc.source("ceiling.newHeadException").clauses == ("CC-I.6-4",)
    assert "cap.rate" in hy.own_names()
    assert "cap.rate" not in cc.own_names()


def test_issuer_and_years_are_not_inherited(hy: RegulationSet, cc: RegulationSet) -> None:
    assert hy.value("regset.issuer") == "Ban Thường vụ Tỉnh ủy Hưng Yên"
    assert cc.value("regset.effectiveFrom") is None


@pytest.mark.parametrize(
    ("name", "hung_yen", "cho_chu"),
    [
        ("cap.smallGroup.kinds", {"leaders"}, {"party_organizations", "collectives", "leaders", "members"}),
        ("cap.smallGroup.allPassed", False, True),
        ("ceiling.newHeadException", False, True),
        ("place.model", "byPostType", "cellPlusCollective"),
        ("place.multiPost.threshold", 3, 2),
        ("place.multiPost.mode", "onRequest", "mandatory"),
        ("place.ubndAudience", "leadership", "allStaff"),
        ("order.partyAfterOthers", "block", "warn"),
        ("prep.collectiveLead", 3, 3),
        ("exempt.minMonths", 6, 6),
        ("scope.cellWithoutCommittee", "wholeCell", "wholeCell"),
    ],
)
def test_where_the_two_sets_differ(
    hy: RegulationSet, cc: RegulationSet, name: str, hung_yen: object, cho_chu: object
) -> None:
    assert hy.value(name) == hung_yen
    assert cc.value(name) == cho_chu


@pytest.mark.clause(
    "CC-III.1.1a-1", "CC-III.1.1a-2", "CC-III.1.1a-3", "CC-III.1.1a-4", "CC-III.1.1a-5", "CC-III.1.1a-6"
)
def test_cho_chu_rates_six_kinds_and_not_its_own_standing_committee(cc: RegulationSet) -> None:
    rated = {kind: row.source.clauses for row in cc.rated_types() for kind in row.types}

    assert rated == {
        "party_cell": ("CC-III.1.1a-1",),
        "council_standing": ("CC-III.1.1a-2",),
        "government_leadership": ("CC-III.1.1a-3",),
        "front_standing": ("CC-III.1.1a-4",),
        "mass_standing": ("CC-III.1.1a-5",),
        "cell_committee": ("CC-III.1.1a-6",),
    }
    reviewed = {kind for row in cc.reviewed_types() for kind in row.types}
    assert {"standing_committee", "whole_cell"} <= reviewed - set(rated)


@pytest.mark.clause("HY-B.II.1.1-1", "HY-B.II.1.1-2", "HY-B.II.1.1-3", "HY-B.II.1.1-4", "HY-B.II.1.1-5")
def test_hung_yen_keeps_rated_types_apart_from_reviewed_ones(hy: RegulationSet) -> None:
    rated = {row.key: row for row in hy.rated_types()}
    reviewed = {row.key for row in hy.reviewed_types()}

    assert set(rated) == {
        "party_bodies",
        "district_standing_committee",
        "grassroots_committee",
        "advisory_agency",
        "youth_union",
        "department",
        "district_unit",
    }
    assert rated["youth_union"].types == ("named",)
    assert "provincial_standing_committee" in reviewed - set(rated)


def test_deadline_before_a_day_ends_the_day_before(hy: RegulationSet, cc: RegulationSet) -> None:
    assert [deadline.last_timely_day(2024) for deadline in cc.deadlines()] == [date(2024, 11, 14)]
    days = {deadline.key: deadline.last_timely_day(2019) for deadline in hy.deadlines()}
    assert days == {
        "suggestion": date(2019, 11, 19),
        "provincial_dossier": date(2020, 1, 31),
        "other_dossier": None,
        "opinion": None,
    }


def test_dossier_lists_are_those_of_the_documents(hy: RegulationSet, cc: RegulationSet) -> None:
    collective = cc.dossier_items("collective")
    individual = cc.dossier_items("individual")

    assert [item.source.clauses[0] for item in collective] == [f"CC-III.7.1-{number}" for number in range(1, 9)]
    listed = [item.source.clauses[0] for item in individual if item.source.clauses[0].startswith("CC-III.7.2")]
    assert listed == [f"CC-III.7.2-{number}" for number in range(1, 11)]
    assert [item.key for item in collective if item.need == "added"] == ["opinions", "appraisal"]
    assert [item.key for item in individual if item.stage == "decision"] == ["decision", "complaint"]
    assert cc.dossier_items("party_organization") == collective
    assert {"manifestations", "residence_comment"} <= {item.key for item in hy.dossier_items("individual")}


CAP_UY = {
    "1a": ("HY-B.II.1.2-1", False),
    "1b": ("HY-B.II.1.2-2", False),
    "2a": ("HY-B.II.1.2-3", True),
    "2b": ("HY-B.II.1.2-4", True),
    "2c": ("HY-B.II.1.2-5", True),
    "2d": ("HY-B.II.1.2-6", False),
    "3": ("HY-B.II.1.2-7", False),
}
FRONT = {
    "1a": ("HY-B.II.1.3-1", False),
    "1b": ("HY-B.II.1.3-1", False),
    "2a": ("HY-B.II.1.3-3", True),
    "2b": ("HY-B.II.1.3-4", True),
    "2c": ("HY-B.II.1.3-5", False),
    "3": ("HY-B.II.1.3-10", False),
}
ADVISORY = {
    "1a": ("HY-B.II.1.3-1", False),
    "1b": ("HY-B.II.1.3-1", False),
    "2a": ("HY-B.II.1.3-6", True),
    "2b": ("HY-B.II.1.3-7", False),
    "2c": ("HY-B.II.1.3-8", True),
    "2d": ("HY-B.II.1.3-9", False),
    "3": ("HY-B.II.1.3-10", False),
}


@pytest.mark.parametrize(
    ("body", "frame"),
    [
        pytest.param("standing_committee", CAP_UY, marks=pytest.mark.clause(*(one for one, _ in CAP_UY.values()))),
        pytest.param("party_group", CAP_UY, marks=pytest.mark.clause("HY-B.II.1.3-2")),
        pytest.param("party_board", CAP_UY, marks=pytest.mark.clause("HY-B.II.1.3-2")),
        pytest.param("front_standing", FRONT, marks=pytest.mark.clause(*(one for one, _ in FRONT.values()))),
        pytest.param("mass_standing", FRONT, marks=pytest.mark.clause("HY-B.II.1.3-3")),
        pytest.param("advisory_agency", ADVISORY, marks=pytest.mark.clause(*(one for one, _ in ADVISORY.values()))),
    ],
)
def test_criteria_frames_carry_the_texts_of_their_clauses(
    hy: RegulationSet, body: str, frame: dict[str, tuple[str, bool]]
) -> None:
    criteria = {one.code: one for one in hy.criteria_for(body).criteria}

    assert list(criteria) == list(frame)
    for code, (clause_id, result) in frame.items():
        assert criteria[code].result is result
        assert criteria[code].basic
        assert clause_id in criteria[code].clauses
        if clause_id not in ("HY-B.II.1.3-1", "HY-B.II.1.3-2"):
            assert criteria[code].title.rstrip(".") in clause(clause_id).text_vi


@pytest.mark.clause("HY-B.II.1.3-9")
def test_ratings_of_subordinate_units_are_asked_only_where_there_are_any(hy: RegulationSet) -> None:
    frame = hy.criteria_for("advisory_agency")

    assert [one.code for one in frame.criteria if one.if_any] == ["2d"]


def test_bodies_without_a_frame_of_their_own_have_no_party_building(cc: RegulationSet) -> None:
    for body in ("government_leadership", "council_standing", "a kind nobody named"):
        assert [one.code for one in cc.criteria_for(body).criteria] == ["1a", "1b", "2b", "2c", "2d", "3"]


@pytest.mark.clause("HY-B.II.2-2", "HY-B.II.2-3")
def test_hung_yen_adds_two_criteria_for_individuals(hy: RegulationSet, cc: RegulationSet) -> None:
    added = [one for one in hy.criteria_for("individual").criteria if one.code in ("4", "5")]

    assert [one.clauses for one in added] == [("HY-B.II.2-2",), ("HY-B.II.2-3",)]
    assert [one.code for one in cc.criteria_for("individual").criteria] == ["1a", "1b", "1c", "1d", "2a", "2b", "3"]


def test_ledger_gives_every_clause_with_its_document() -> None:
    one = clause("CC-III.3-4")

    assert len(all_clauses()) == 447
    assert one.document.startswith("Kế hoạch năm 2024")
    assert one.citation.endswith("mục III.3")
    assert "6 tháng" in one.text_vi or "chưa đủ" in one.text_vi
    with pytest.raises(UnknownClauseError):
        clause("CC-IX")
