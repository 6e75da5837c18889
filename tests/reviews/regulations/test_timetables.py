"""The timetables of the five documents: for every dated step its last timely day and the last day offices are open."""

from datetime import date

import pytest

from reviews import calendar
from reviews.regulations.loader import load_set

HY, CC, SL, NA, GB = "hung-yen-2019", "cho-chu-2024", "son-la-bdt-2022", "nghe-an-2022", "giang-bien-2021"
# set, step, year of the cycle, wording, last timely day, last working day, clause
TABLE = [
    (HY, "suggestion", 2024, "trước ngày 20/11", date(2024, 11, 19), date(2024, 11, 19), "HY-B.I.4.1b-2"),
    (HY, "provincial_dossier", 2024, "trước ngày 01/02 năm sau", date(2025, 1, 31), date(2025, 1, 24), "HY-B.II.3-3"),
    (CC, "dossier", 2024, "trước ngày 15/11", date(2024, 11, 14), date(2024, 11, 14), "CC-IIIb.4-1"),
    (SL, "self_review", 2022, "trước ngày 25/11", date(2022, 11, 24), date(2022, 11, 24), "SL-III.2-1"),
    (SL, "office_report", 2022, "chậm nhất ngày 25/11", date(2022, 11, 25), date(2022, 11, 25), "SL-III.1-2"),
    (SL, "leadership_draft", 2022, "trước ngày 26/11", date(2022, 11, 25), date(2022, 11, 25), "SL-III.1-1"),
    (SL, "office_dossier", 2022, "trước ngày 26/11", date(2022, 11, 25), date(2022, 11, 25), "SL-IV.3-5"),
    (SL, "councils", 2022, "trước ngày 28/11", date(2022, 11, 27), date(2022, 11, 25), "SL-III.1-4"),
    (SL, "leader_score", 2022, "trước ngày 28/11", date(2022, 11, 27), date(2022, 11, 25), "SL-IV.2-1"),
    (SL, "rating_conference", 2022, "trước ngày 30/11", date(2022, 11, 29), date(2022, 11, 29), "SL-III.2-2"),
    (SL, "staff_report", 2022, "trước ngày 15/12", date(2022, 12, 14), date(2022, 12, 14), "SL-IV.4-6"),
    (NA, "correction", 2022, "trước ngày 30/11", date(2022, 11, 29), date(2022, 11, 29), "NA-3-2"),
    (NA, "grassroots", 2022, "trước ngày 20/12", date(2022, 12, 19), date(2022, 12, 19), "NA-TG-1"),
    (NA, "above_grassroots", 2022, "trước ngày 31/12", date(2022, 12, 30), date(2022, 12, 30), "NA-TG-2"),
    (NA, "province", 2022, "trước ngày 15/01 năm sau", date(2023, 1, 14), date(2023, 1, 13), "NA-TG-3"),
    (GB, "schedule", 2021, "trước ngày 10/11", date(2021, 11, 9), date(2021, 11, 9), "GB-3.2.4b-2"),
    (GB, "units", 2021, "trước ngày 20/11", date(2021, 11, 19), date(2021, 11, 19), "GB-3.1-1"),
    (GB, "government_emulation", 2021, "trước ngày 20/11", date(2021, 11, 19), date(2021, 11, 19), "GB-3.2.2-2"),
    (GB, "mass_emulation", 2021, "trước ngày 20/11", date(2021, 11, 19), date(2021, 11, 19), "GB-3.2.3-1"),
    (GB, "unit_dossier", 2021, "trước ngày 22/11", date(2021, 11, 21), date(2021, 11, 19), "GB-3.1-2"),
    (GB, "ward", 2021, "trước ngày 05/12", date(2021, 12, 4), date(2021, 12, 3), "GB-3.1-9"),
]


@pytest.mark.parametrize(
    ("code", "key", "year", "wording", "last_day", "office_day", "clause"),
    TABLE,
    ids=[f"{row[0]}-{row[1]}" for row in TABLE],
)
def test_every_dated_step_has_its_days_and_its_clause(code, key, year, wording, last_day, office_day, clause):
    (row,) = [row for row in load_set(code).deadlines() if row.key == key]

    assert row.wording == wording
    assert row.last_timely_day(year) == last_day
    assert calendar.last_working_day(last_day) == office_day
    assert clause in row.source.clauses


@pytest.mark.parametrize("code", [HY, CC, SL, NA, GB])
def test_table_leaves_no_dated_step_out(code):
    dated = {row.key for row in load_set(code).deadlines() if row.day is not None}

    assert dated == {key for of, key, *_ in TABLE if of == code}
