"""The summary table of a province: 150 communes that have reported, some 4,000 cells, 120,000 members."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.counting import statements_of
from tests.plugins.figures import Figures
from tests.ratings.reports.test_result_table import Office

COMMUNES, MEMBERS, ROUNDS = 150, 800, 10
NUMBERS = {"total": MEMBERS, "reviewed": MEMBERS, "xs": 133, "htt": 500, "ht": 100, "kht": 7, "not_rated": 60}


@pytest.fixture
def province(db: None) -> Office:
    """Every commune has sent its report, and every report was taken in."""
    found = Office("Tỉnh")
    for number in range(COMMUNES):
        commune = Office(f"Xã {number:03d}", found)
        commune.counted(**NUMBERS, disciplined=3, reasons={"Mới nhận nhiệm vụ": 40, "Đang chữa bệnh": 20})
        commune.counted("collective", total=12, reviewed=12, xs=2, htt=10)
        commune.send()
        found.take_in()
    return found


@pytest.mark.benchmark
@pytest.mark.postgresql
def test_summary_table_of_a_province(province: Office, figure: Figures) -> None:
    client = Client()
    client.force_login(province.actor.account)
    place = [province.tenant.slug, 2024]
    page, file = reverse("ratings:result_table", args=place), reverse("ratings:result_table_excel", args=place)

    asked = len(statements_of(client, page))
    content = client.get(file).content
    values = [list(row) for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows(values_only=True)]
    shown = _median(lambda: client.get(page))
    exported = _median(lambda: client.get(file))
    bare = _median(lambda: _bare(values))

    figure("summary table of a province: statements", asked, "SQL", aim="≤ 20")
    figure("summary table of a province: page", shown, "ms")
    figure("summary table of a province: cells of the export", sum(map(len, values)), "cells")
    figure("summary table of a province: Excel export", exported, "ms", aim="≤ 200")
    figure("summary table of a province: bare openpyxl write", bare, "ms")
    figure("summary table of a province: times the bare write", exported / bare, "×", aim="≤ 2")
    assert asked <= 20
    assert sum(map(len, values)) >= 4_000


def _bare(values: list[list[object]]) -> None:
    """The same cells, without a style and without a question to the database."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in values:
        sheet.append(row)
    book.save(BytesIO())


def _median(call: Callable[[], object]) -> float:
    """In milliseconds, quota and first time left aside."""
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found)
