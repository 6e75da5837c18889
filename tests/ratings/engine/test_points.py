"""Points on a board: what is refused, and what more points may never do."""

import io
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from ratings.engine.board import Board, Points, Subject, SubjectKind
from ratings.engine.command import rate as rate_bytes
from ratings.engine.consistency import BoardError
from ratings.engine.evaluate import evaluate
from ratings.engine.from_set import rules_of
from ratings.engine.scales import Level
from reviews.regulations.loader import available_sets, load_set

from .case_files import RATED_ON, Json, board, rate

POINTS = "trung-uong-366-2025"
RULES = rules_of(load_set(POINTS))
DAY = date(2025, 12, 20)


def scored(points: str, code: str = POINTS, **more: object) -> bytes:
    """A board with one collective whose points are written as given."""
    one: Json = {"id": "c", "kind": "collective", "points": "?", **more}
    return json.dumps(board(code, [one]), ensure_ascii=False).replace('"?"', points).encode()


@pytest.mark.parametrize("code", [code for code in available_sets() if code != POINTS])
def test_points_are_refused_where_the_set_does_not_score(code: str) -> None:
    with pytest.raises(BoardError) as refused:
        rate_bytes(scored('{"general": 20, "results": 60}', code))

    assert str(refused.value) == f"$.subjects[0].points: điểm; cần tiêu chí theo cấp độ: bộ “{code}” không chấm điểm"


@pytest.mark.parametrize(
    ("points", "line"),
    [
        ('{"general": 31, "results": 60}', ".general: 31; cần một số từ 0 đến 30"),
        ('{"general": 30.01, "results": 60}', ".general: 30.01; cần một số từ 0 đến 30"),
        ('{"general": -0.5, "results": 60}', ".general: -0.5; cần một số từ 0 đến 30"),
        ('{"general": 30, "results": 70.001}', ".results: 70.001; cần một số từ 0 đến 70"),
        ('{"general": 30, "results": "60"}', '.results: "60"; cần một số từ 0 đến 70'),
        ('{"general": true, "results": 60}', ".general: true; cần một số từ 0 đến 30"),
        ('{"general": null, "results": 60}', ".general: null; cần một số từ 0 đến 30"),
        ('{"general": 30}', ': thiếu khóa "results"; cần khóa này'),
        ('{"general": 30, "results": 60, "bonus": 5}', ".bonus: khóa không được dùng ở đây"),
        ('{"general": 30, "general": 20, "results": 60}', ".general: khóa bị lặp"),
        ("90", ": 90; cần một đối tượng {…}"),
        ("[30, 60]", ": một danh sách […]; cần một đối tượng {…}"),
        (
            f'{{"general": 29.{"9" * 40}, "results": 60}}',
            f".general: 29.{'9' * 37}… có quá nhiều chữ số; cần một số từ 0 đến 30",
        ),
        ('{"general": 1e-999999999, "results": 60}', ".general: 1e-999999999 có quá nhiều chữ số"),
    ],
)
def test_wrong_points_name_their_place(points: str, line: str) -> None:
    with pytest.raises(BoardError) as refused:
        rate_bytes(scored(points))

    assert str(refused.value).startswith(f"$.subjects[0].points{line}")


def test_points_and_criteria_exclude_each_other() -> None:
    content = scored('{"general": 30, "results": 60}', criteria=[{"code": "1", "degree": "X", "result": True}])

    with pytest.raises(BoardError, match=r"\$\.subjects\[0\]\.points: có cả criteria và points; cần một trong hai"):
        rate_bytes(content)


def test_a_reference_has_no_points() -> None:
    with pytest.raises(BoardError, match=r"\$\.subjects\[0\]\.points: khóa không được dùng ở đây"):
        rate_bytes(scored('{"general": 30, "results": 60}', fixed_level="XS"))


def test_the_command_refuses_on_one_line_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "board.json"
    file.write_bytes(scored('{"general": 31, "results": 60}'))
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit) as stop:
        call_command("rate", str(file), stdout=out, stderr=err)

    assert stop.value.code == 2
    assert out.getvalue() == ""
    assert len(err.getvalue().splitlines()) == 1


def test_the_sentence_carries_the_arithmetic() -> None:
    text = rate_bytes(scored('{"general": 22.5, "results": 45.25}', name="Chi bộ A"), for_people=True)

    assert (
        "Tổng điểm 22,5 + 45,25 = 67,75, dưới 70 điểm của loại “Hoàn thành tốt nhiệm vụ”, nên cao nhất là "
        "“Hoàn thành nhiệm vụ”; muốn xếp cao hơn cần thêm 2,25 điểm để đạt từ 70 điểm trở lên. (QD366-11-DIEM)"
    ) in text


@pytest.mark.parametrize("code", available_sets())
def test_every_built_in_set_rates_a_board(code: str, tmp_path: Path) -> None:
    subjects = [
        {"id": "o", "kind": "organization", "fixed_level": "HTT"},
        {"id": "c", "kind": "collective", "organization": "o", "group": "g", "proposed": "XS"},
        {"id": "p", "kind": "individual", "heads": ["c"], "proposed": "HTT"},
    ]

    answer = rate(board(code, subjects, [{"id": "g", "kind": "collectives"}]), tmp_path)

    assert answer["regulation"] == code
    assert [one["highest"] for one in answer["subjects"]] == ["HTT", "blocked"]
    assert [one["rule"] for one in answer["violations"]] == ["organization-ceiling", "reference-pending"]
    assert set(RATED_ON) == set(available_sets())


def highest(general: Decimal, results: Decimal) -> Level:
    """The level of one collective with these points and nothing else."""
    one = Subject(id="c", kind=SubjectKind.COLLECTIVE, points=Points(general=general, results=results))
    board_of_one = Board(rating_date=DAY, year=2025, subjects=(one,))
    level = evaluate(board_of_one, RULES).subjects[0].highest
    assert isinstance(level, Level)
    return level


@given(
    st.decimals(0, 30, places=3),
    st.decimals(0, 70, places=3),
    st.decimals(0, 30, places=3),
    st.decimals(0, 70, places=3),
)
def test_bands_are_exact_and_more_points_never_lower_a_level(
    general: Decimal, results: Decimal, other_general: Decimal, other_results: Decimal
) -> None:
    one, other = highest(general, results), highest(other_general, other_results)

    total = Fraction(general) + Fraction(results)
    reached = [level for level, least in ((Level.XS, 90), (Level.HTT, 70), (Level.HT, 50)) if total >= least]
    assert one is max(reached, default=Level.KHT)
    if Fraction(other_general) + Fraction(other_results) >= total:
        assert other >= one
