"""What the sets of Sơn La, Nghệ An and Giang Biên say, each value with the clause that gives it."""

import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reviews.regulations.clauses import clause
from reviews.regulations.errors import BadRegulationFileError
from reviews.regulations.loader import SETS, available_sets, load_set
from reviews.regulations.schema import parameter
from reviews.regulations.sets import RegulationSet

COLUMNS = Path(__file__).with_name("columns")
PREFIX = {"son-la-bdt-2022": "SL-", "nghe-an-2022": "NA-", "giang-bien-2021": "GB-"}


@pytest.fixture
def sl() -> RegulationSet:
    return load_set("son-la-bdt-2022")


@pytest.fixture
def na() -> RegulationSet:
    return load_set("nghe-an-2022")


@pytest.fixture
def gb() -> RegulationSet:
    return load_set("giang-bien-2021")


def column_values() -> Iterator[Any]:
    for path in sorted(COLUMNS.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["value"]:
            yield pytest.param(path.stem, row, id=f"{path.stem}-{row['name']}")


@pytest.mark.parametrize(("code", "row"), list(column_values()))
def test_every_value_of_the_document_stands_in_the_set_with_its_clause(code: str, row: dict[str, Any]) -> None:
    regulation = load_set(code)
    source = regulation.source(row["name"])

    assert regulation.value(row["name"]) == parameter(row["name"]).read(row["name"], row["value"])
    assert source.origin == code
    assert list(source.clauses) == row["clauses"]
    assert source.document or row["clauses"]
    assert all(one.startswith(PREFIX[code]) for one in row["clauses"])


@pytest.mark.parametrize("code", PREFIX)
def test_a_set_gives_nothing_that_its_document_does_not_say(code: str) -> None:
    listed = {row["name"] for row in tomllib.loads((COLUMNS / f"{code}.toml").read_text(encoding="utf-8"))["value"]}

    assert set(load_set(code).own_names()) == listed


@pytest.mark.parametrize("code", PREFIX)
def test_what_stands_open_is_not_given_by_anybody(code: str) -> None:
    regulation = load_set(code)

    for point in regulation.open_points():
        assert point.mark in ("M", "NF")
        assert point.source.words
        if point.parameter:
            assert regulation.source(point.parameter).is_default


@pytest.mark.clause("SL-II.5-1", "SL-II.5-3")
def test_son_la_rates_four_kinds_and_reviews_the_whole_staff(sl: RegulationSet) -> None:
    assert sl.value("scope.allStaff") is True
    assert [row.key for row in sl.rated_types()] == ["agency", "leadership", "leaders", "non_leaders"]
    assert {row.source.clauses for row in sl.rated_types()} == {("SL-II.5-1",)}
    assert sl.value("scope.ratedBySuperior") == ("Tập thể lãnh đạo Ban",)
    criteria = next(point for point in sl.open_points() if point.key == "staff_criteria")
    assert criteria.source.clauses == ("SL-II.5-3",)
    assert criteria.source.origin == "nghi-dinh-90-2020"


@pytest.mark.clause("SL-0-1")
def test_son_la_stands_under_the_party_line_and_the_government_line(sl: RegulationSet) -> None:
    assert (sl.parent, sl.state_parent) == ("trung-uong-132-2018", "nghi-dinh-90-2020")
    assert sl.source("cap.rate").origin == "trung-uong-132-2018"
    assert {row.source.origin for row in sl.exemptions()} == {"trung-uong-132-2018", "nghi-dinh-90-2020"}
    assert "nghi-dinh-90-2020" not in available_sets()


@pytest.mark.clause("NA-0-1", "NA-0-3")
def test_nghe_an_names_its_own_year_and_the_plan_before(na: RegulationSet) -> None:
    assert na.value("regset.years") == [2022]
    assert na.value("regset.base") == "61-KH/TU ngày 27/10/2021"
    assert na.value("scope.subjectKinds") == ("party_organizations", "members", "collectives", "leaders")
    assert na.value("vote.rounds") == 2
    assert na.source("vote.rounds").is_default


@pytest.mark.clause("GB-0-1", "GB-1-1", "GB-2-2")
def test_giang_bien_refers_to_its_standing_plan_and_says_that_it_is_not_at_hand(gb: RegulationSet) -> None:
    assert gb.value("regset.base") == "10-KH/ĐU ngày 16/11/2020"
    assert "Chỉ đạo của Quận ủy Long Biên" in gb.value("regset.parents")  # type: ignore[operator]
    open_points = {point.key: point.source.clauses for point in gb.open_points()}
    assert open_points["standing_plan"] == ("GB-1-1",)
    assert open_points["standing_criteria"] == ("GB-2-2",)


@pytest.mark.clause("GB-1-2")
def test_o5_the_standing_body_of_the_council_has_no_task_in_giang_bien(gb: RegulationSet) -> None:
    reviewed = {kind for row in gb.reviewed_types() for kind in row.types}
    (left_out,) = gb.excluded_types()

    assert gb.value("scope.hasPeopleCouncil") is False
    assert left_out.types == ("council_standing",)
    assert "council_standing" not in reviewed | {kind for row in gb.rated_types() for kind in row.types}
    assert "chính quyền đô thị" in clause(left_out.source.clauses[0]).text_vi


LAST_DAYS = {
    "son-la-bdt-2022": {
        "self_review": (date(2022, 11, 24), "SL-III.2-1"),
        "office_report": (date(2022, 11, 25), "SL-III.1-2"),
        "leadership_draft": (date(2022, 11, 25), "SL-III.1-1"),
        "office_dossier": (date(2022, 11, 25), "SL-IV.3-5"),
        "councils": (date(2022, 11, 27), "SL-III.1-4"),
        "leader_score": (date(2022, 11, 27), "SL-IV.2-1"),
        "rating_conference": (date(2022, 11, 29), "SL-III.2-2"),
        "staff_report": (date(2022, 12, 14), "SL-IV.4-6"),
    },
    "nghe-an-2022": {
        "correction": (date(2022, 11, 29), "NA-3-2"),
        "grassroots": (date(2022, 12, 19), "NA-TG-1"),
        "above_grassroots": (date(2022, 12, 30), "NA-TG-2"),
        "province": (date(2023, 1, 14), "NA-TG-3"),
        "before_year_end": (None, "NA-5-1"),
    },
    "giang-bien-2021": {
        "schedule": (date(2021, 11, 9), "GB-3.2.4b-2"),
        "units": (date(2021, 11, 19), "GB-3.1-1"),
        "government_emulation": (date(2021, 11, 19), "GB-3.2.2-2"),
        "mass_emulation": (date(2021, 11, 19), "GB-3.2.3-1"),
        "unit_dossier": (date(2021, 11, 21), "GB-3.1-2"),
        "ward": (date(2021, 12, 4), "GB-3.1-9"),
    },
}


@pytest.mark.parametrize("code", LAST_DAYS)
def test_last_timely_days(code: str) -> None:
    year = int(code[-4:])

    found = {row.key: (row.last_timely_day(year), row.source.clauses[0]) for row in load_set(code).deadlines()}

    assert found == LAST_DAYS[code]


DOSSIERS = {
    ("son-la-bdt-2022", "collective"): {
        "report": ("required", "SL-II.4.1b-4"),
        "score_sheet": ("required", "SL-III.1-3"),
        "minutes": ("required", "SL-IV.3-4"),
        "opinions": ("added", "SL-IV.1-3"),
        "appraisal": ("added", "SL-IV.1-4"),
    },
    ("son-la-bdt-2022", "individual"): {
        "minutes": ("required", "SL-IV.3-4"),
        "self_review": ("required", "SL-IV.2-1"),
        "self_score": ("conditional", "SL-IV.2-1"),
        "manifestations": ("required", "SL-PL.2a-5"),
    },
    ("giang-bien-2021", "collective"): {
        "report": ("required", "GB-3.1-3"),
        "form_set": ("required", "GB-3.1-4"),
    },
    ("giang-bien-2021", "individual"): {
        "self_review": ("required", "GB-3.1-5"),
        "cv_supplement": ("required", "GB-3.1-6"),
        "residence_comment": ("required", "GB-3.1-7"),
        "certified_copies": ("conditional", "GB-3.1-8"),
    },
}


@pytest.mark.parametrize(("code", "kind"), DOSSIERS)
def test_dossiers(code: str, kind: str) -> None:
    items = load_set(code).dossier_items(kind)

    assert {item.key: (item.need, item.source.clauses[0]) for item in items} == DOSSIERS[code, kind]


def test_a_report_without_a_list_of_papers_leaves_the_default_list(na: RegulationSet) -> None:
    assert {item.source.decision for item in na.dossier_items("individual")} == {"Giá trị mặc định"}
    assert "dossier" in {point.key for point in na.open_points()}


def test_forms_carry_the_codes_of_their_document(sl: RegulationSet, na: RegulationSet, gb: RegulationSet) -> None:
    assert [form.key for form in sl.forms()] == ["01", "02a", "02b", "02d", "05", "PL02", "PL04"]
    assert [form.key for form in na.forms()] == ["11", "12", "13"]
    assert [form.key for form in gb.forms()] == ["01", "02", "03"]
    assert {form.source.decision for form in gb.forms()} == {"Giá trị mặc định"}


@pytest.mark.clause("NA-4-3", "NA-4-4")
def test_nghe_an_orders_a_new_rating_and_notes_the_head_when_the_number_is_exceeded(na: RegulationSet) -> None:
    assert na.value("cap.excess.rule") == "overAllowed"
    assert na.value("cap.excess.action") == {"reRate", "noteHead"}
    assert na.citations["cap.collectives"][:2] == ("NA-4-3", "NA-4-4")


def test_who_may_order_a_new_review(na: RegulationSet, gb: RegulationSet) -> None:
    assert na.source("inspect.reReview").clauses == ("NA-4-2",)
    assert gb.source("inspect.reReview").clauses == ("GB-3.2.1-2",)


CLAUSE = {"son-la-bdt-2022": "SL-II.5-1", "nghe-an-2022": "NA-0-1", "giang-bien-2021": "GB-0-1"}


@pytest.mark.parametrize("code", PREFIX)
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("ceiling.headVsOrg", "false"),
        ("level.XS.minDegree", '["T", "T"]'),
        ("level.knock.disunityOrDegraded", "false"),
        ("level.knock.memberDiscipline", '"cach_chuc"'),
    ],
)
def test_the_plans_are_bound_by_what_the_centre_locks_or_lets_only_tighten(
    code: str, name: str, given: str, tmp_path: Path
) -> None:
    shutil.copytree(SETS, tmp_path / "sets", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    file = tmp_path / "sets" / f"{code}.toml"
    content = file.read_text(encoding="utf-8")
    file.write_text(
        f'{content}\n[{name}]\nvalue = {given}\nsource = {{ clause = "{CLAUSE[code]}" }}\n', encoding="utf-8"
    )

    with pytest.raises(BadRegulationFileError, match="cấp trên đã quy định") as refused:
        load_set(code, tmp_path / "sets")

    assert (refused.value.file, refused.value.key) == (f"{code}.toml", name)
