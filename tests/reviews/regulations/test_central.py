"""The central sets: what copies tell of them, how certain that is, and what stands open."""

from datetime import date
from pathlib import Path

import pytest

from reviews.regulations.clauses import MARKS, all_clauses, citable, clause, provisions
from reviews.regulations.errors import BadRegulationFileError
from reviews.regulations.loader import load_set, load_state_set
from reviews.regulations.sets import RegulationSet

from .test_loader import SOURCE, value, write

CENTRAL = ("trung-uong-132-2018", "trung-uong-124-2023", "trung-uong-366-2025")


@pytest.fixture
def points() -> RegulationSet:
    return load_set("trung-uong-366-2025")


@pytest.mark.parametrize(
    "regulation", [*map(load_set, CENTRAL), load_state_set("nghi-dinh-90-2020")], ids=lambda one: one.code
)
def test_every_fact_of_a_central_set_carries_a_mark_of_certainty(regulation: RegulationSet) -> None:
    rows = (
        *regulation.reviewed_types(),
        *regulation.rated_types(),
        *regulation.deadlines(),
        *regulation.conditions(),
        *regulation.exemptions(),
        *regulation.periods(),
        *regulation.score_rows,
    )
    own = [entry.source for entry in regulation.entries.values()] + [row.source for row in rows]

    assert own
    assert {source.mark for source in own} <= {"V", "M"}
    assert {point.mark for point in regulation.open_points()} <= {"M", "NF"}


@pytest.mark.parametrize("code", CENTRAL)
def test_what_is_unknown_is_unset_and_shown_as_open(code: str) -> None:
    regulation = load_set(code)

    for point in regulation.open_points():
        assert point.title
        assert not point.parameter or regulation.source(point.parameter).is_default


def test_provisions_stand_apart_from_the_ledger_of_the_five_documents() -> None:
    assert len(all_clauses()) == 447
    assert not set(provisions()) & set(all_clauses())
    assert set(citable()) == set(provisions()) | set(all_clauses())
    assert {one.mark for one in provisions().values()} <= set(MARKS)
    assert {one.mark for one in all_clauses().values()} == {""}
    assert clause("QD366-12.2").citation == "Quy định 366-QĐ/TW ngày 30/8/2025, Điều 12.2"
    assert clause("KL198").citation == "Kết luận 198-KL/TW ngày 08/10/2025"


def test_hundred_points_are_thirty_and_seventy_with_bands(points: RegulationSet) -> None:
    scoring = points.scoring

    assert scoring is not None
    assert (scoring.general, scoring.results) == (30, 70)
    assert dict(scoring.bands) == {"XS": 90, "HTT": 70, "HT": 50}
    assert [len(points.score_groups(kind)) for kind in ("collective", "leader", "member", "outside")] == [8, 6, 4, 5]
    assert "criterion_points" in {point.key for point in points.open_points()}
    assert load_set("hung-yen-2019").scoring is None


def test_exception_of_a_quarter_needs_a_decision(points: RegulationSet) -> None:
    exception = points.cap_exception

    assert points.value("cap.rate") == 20
    assert exception is not None
    assert exception.rate == 25
    assert "Số, ngày của quyết định" in exception.needs
    assert "không vượt quá 25%" in clause(exception.source.clauses[0]).text_vi
    assert load_set("cho-chu-2024").cap_exception is None


@pytest.mark.parametrize(
    ("effect", "subject", "expected"),
    [
        ("XS", "any", {"xs_tasks": 100, "xs_exceeded": 30, "xs_remedied": 100}),
        ("XS", "collective", {"xs_no_discipline": None}),
        ("HTT", "any", {"htt_tasks": 100}),
        ("HT", "any", {"ht_tasks": 100, "ht_late": 20}),
    ],
)
def test_conditions_beside_the_points(
    points: RegulationSet, effect: str, subject: str, expected: dict[str, int | None]
) -> None:
    found = {row.key: row.percent for row in points.conditions(effect) if row.subject == subject}

    assert found == expected
    assert not any(row.on_board for row in points.conditions(effect))


def test_conditions_that_leave_only_the_lowest_level(points: RegulationSet) -> None:
    on_board = {row.key for row in points.conditions("KHT") if row.on_board}
    confirmed = {row.key: row.percent for row in points.conditions("KHT") if not row.on_board}

    assert on_board == {"body_tasks", "body_targets", "body_member_discipline", "body_conclusion"}
    assert confirmed["leader_units"] == confirmed["leader_confidence"] == confirmed["member_tasks"] == 50
    assert (points.value("level.knock.targetShare"), points.value("level.knock.targetOperator")) == (70, "or")
    assert points.value("level.knock.memberDiscipline") == "khien_trach"


def test_new_members_are_not_reviewed_since_2025_and_were_before(points: RegulationSet) -> None:
    now = {row.key: (row.reviewed, row.rated) for row in points.exemptions()}
    before = {row.key: (row.reviewed, row.rated) for row in load_set("trung-uong-132-2018").exemptions()}

    assert now["new_member"] == (False, False)
    assert before["new_member"] == (True, False)
    assert now["sick_leave"] == (True, True)


def test_quarters_feed_the_year_and_are_reported_before_the_fifteenth(points: RegulationSet) -> None:
    assert [row.key for row in points.periods()] == ["quarter", "year", "term", "on_demand"]
    days = {row.key: row.last_timely_day(2025) for row in points.deadlines()}
    assert days == {
        "quarter_1": date(2025, 3, 14),
        "quarter_2": date(2025, 6, 14),
        "quarter_3": date(2025, 9, 14),
        "quarter_4": date(2025, 12, 14),
        "year_end": date(2025, 12, 30),
        "special_units": date(2026, 1, 14),
        "central_dossier": date(2026, 1, 31),
        "politburo_report": date(2026, 2, 28),
    }


def test_open_points_of_the_regulation_in_force(points: RegulationSet) -> None:
    assert {point.parameter for point in points.open_points() if point.parameter} == {
        "cap.rounding",
        "cap.smallGroup.kinds",
        "cap.base",
        "ceiling.headVsCollective",
        "ceiling.headVsOrg",
        "ceiling.collectiveVsOrg",
        "exempt.minMonths",
        "exempt.newOrg",
        "vote.quorum",
    }


def test_a_lower_set_closes_an_open_point_by_giving_the_value() -> None:
    central = {point.key for point in load_set("trung-uong-124-2023").open_points()}
    commune = {point.key for point in load_set("cho-chu-2024").open_points()}

    assert central - commune == {"small_group"}


def test_the_regulation_of_2023_frees_new_heads_and_wants_half_exceeded() -> None:
    regulation = load_set("trung-uong-124-2023")

    assert regulation.value("ceiling.newHeadException") is True
    assert {row.percent for row in regulation.conditions("XS")} == {50}
    assert regulation.value("level.knock.targetOperator") == "and"
    assert load_set("trung-uong-132-2018").value("ceiling.newHeadException") is False


SCORING = "[scoring]\ngeneral = 30\nresults = 70\nbands = { XS = 90, HTT = 70, HT = 50 }\n" + SOURCE
EXCEPTION = '[cap_exception]\nrate = 25\ncondition = "X"\nneeds = ["X"]\n' + SOURCE
OPEN = '[[open_points]]\nkey = "x"\ntitle = "X"\nparameter = "cap.base"\nmark = "NF"\n' + SOURCE
BAD = {
    "points that do not add up": (SCORING.replace("70\nb", "60\nb"), "scoring", "30 + 60 = 90, không phải 100"),
    "bands out of order": (SCORING.replace("HTT = 70", "HTT = 95"), "scoring.bands", "không lớn hơn"),
    "two bands alike": (SCORING.replace("HT = 50", "HT = 70"), "scoring.bands", "không lớn hơn"),
    "a band missing": (SCORING.replace(", HT = 50", ""), "scoring.bands", "không đủ ba mức"),
    "band above the total": (SCORING.replace("XS = 90", "XS = 101"), "scoring.bands.XS", "không phải số nguyên"),
    "points without source": (SCORING.replace(SOURCE, ""), "scoring", "thiếu hoặc thừa khóa"),
    "points of a half": (SCORING.replace("general = 30", "general = 29.5"), "scoring.general", "không phải số nguyên"),
    "exception below the cap": (EXCEPTION.replace("25", "20"), "cap_exception.rate", "không cao hơn tỷ lệ chung 20%"),
    "exception without proof": (EXCEPTION.replace('["X"]', "[]"), "cap_exception.needs", "không nêu căn cứ"),
    "open and given": (OPEN + value("cap.base", '"finalHTT"'), "open_points x", "vừa để ngỏ vừa có giá trị"),
    "open point surely known": (OPEN.replace('"NF"', '"V"'), "open_points[0].mark", "không có"),
    "unknown mark": (
        '[cap.rate]\nvalue = 20\nsource = { decision = "X", reason = "Y", mark = "?" }\n',
        "cap.rate",
        "dấu “?” không có",
    ),
    "condition for nobody": (
        f'[[conditions]]\nkey = "x"\ntitle = "X"\nsubject = "x"\neffect = "XS"\n{SOURCE}',
        "conditions[0].subject",
        "không có",
    ),
    "exemption that does not say whether it is rated": (
        f'[[exemptions]]\nkey = "x"\ntitle = "X"\nsubject = "any"\nreviewed = true\n{SOURCE}',
        "exemptions[0].rated",
        "thiếu hoặc sai kiểu",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_points_exceptions_and_open_points_are_refused(name: str, tmp_path: Path) -> None:
    content, key, reason = BAD[name]
    write(tmp_path, "thu", content)

    with pytest.raises(BadRegulationFileError, match=r"thu\.toml") as refused:
        load_set("thu", tmp_path)

    assert refused.value.key == key
    assert reason in refused.value.reason


def test_points_come_down_to_the_sets_below(tmp_path: Path) -> None:
    write(tmp_path, "tren", SCORING + EXCEPTION)
    write(tmp_path, "duoi", value("exempt.minMonths", "3"), parent="tren")

    below = load_set("duoi", tmp_path)

    assert below.scoring is not None
    assert below.scoring.source.origin == "tren"
    assert below.cap_exception is not None
