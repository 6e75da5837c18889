"""The levels of Nghệ An's plan: one after the other, the last of them in the next year."""

from datetime import date

import pytest

from reviews.queries.timetables import dated_steps
from reviews.regulations.loader import load_set
from reviews.timetable import Step, Timetable, contradictions


def level(key, last_day):
    return Step(key=key, title=key, phase=key, last_day=last_day, clauses=())


@pytest.mark.clause("NA-TG-2", "NA-TG-3")
def test_levels_of_nghe_an_end_on_the_day_before_the_named_one():
    days = {step.title: step.last_day for step in dated_steps(load_set("nghe-an-2022"), 2022)}

    assert days["Cấp trên cơ sở hoàn thành"] == date(2022, 12, 30)
    assert days["Cấp tỉnh hoàn thành"] == date(2023, 1, 14)


@pytest.mark.clause("NA-TG-2", "NA-TG-3")
@pytest.mark.parametrize(
    ("lower", "upper", "clash"),
    [
        (date(2022, 12, 19), date(2022, 12, 30), False),
        (date(2022, 12, 30), date(2022, 12, 30), True),
        (date(2023, 1, 2), date(2022, 12, 30), True),
    ],
)
def test_a_level_that_does_not_end_before_the_one_above_is_a_contradiction(lower, upper, clash):
    table = Timetable(steps=(level("grassroots", lower), level("above_grassroots", upper)))

    assert bool(contradictions(table)) is clash
