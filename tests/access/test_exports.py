"""Every list comes out as a workbook with the columns of its page; what people typed stays text (promises 7, 30)."""

import re
from contextlib import closing
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from orgchart.exports import Column, workbook
from tests.access.conftest import taken_back
from tests.access.matrix import MATRIX
from tests.access.scenes import address
from tests.factories.orgchart import PersonFactory

pytestmark = pytest.mark.django_db

LISTS = (
    "orgchart:chart", "orgchart:persons", "orgchart:disciplines", "orgchart:envelopes", "orgchart:audit",
    "reviews:review_list",
    "reviews:progress", "reviews:conference_list", "reviews:conference_presence",
    "ratings:cases", "ratings:board_list", "ratings:inspection_list",
    "ratings:compliance", "reviews:plan_notice_list",
    "dossiers:dossier_list", "dossiers:submission_list", "dossiers:decision_list",
    "dossiers:letter_list",
)  # fmt: skip
HEADING = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.DOTALL)
HEAD_ROW = 4
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://x.example","y")', "\t=1+1", "\r=1+1")


def sheet_of(content):
    return load_workbook(BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("name", LISTS)
def test_workbook_has_the_columns_of_the_page_in_their_order(world, name):
    url = address(name, world.ours)
    page = world.ask("office", "GET", url)
    sheet = sheet_of(world.ask("office", "GET", f"{url}?dang=excel").body)

    shown = [re.sub(r"<[^>]+>", "", text).strip() for text in HEADING.findall(page.text)]
    columns = [cell.value for cell in sheet[HEAD_ROW]]

    assert "dang=excel" in page.text
    assert [one for one in columns if one in shown] == [one for one in shown if one and one != "Việc làm"]
    assert sheet.max_row > HEAD_ROW


@pytest.mark.parametrize("name", LISTS)
def test_whoever_may_not_see_the_list_gets_no_workbook(world, name):
    url = f"{address(name, world.ours)}?dang=excel"
    rights = {role: code for role, code in MATRIX[name][0].items() if code != 200}

    assert {role: world.ask(role, "GET", url).status for role in rights} == rights


def test_workbook_is_narrowed_like_the_page(world):
    url = address("orgchart:persons", world.ours)

    everybody = sheet_of(world.ask("office", "GET", f"{url}?dang=excel").body)
    nobody = sheet_of(world.ask("office", "GET", f"{url}?tim=qqqqqq&dang=excel").body)

    assert nobody.max_row == HEAD_ROW
    assert everybody.max_row > HEAD_ROW


def test_list_longer_than_a_page_comes_out_whole(world):
    PersonFactory.create_batch(120, tenant=world.ours.tenant)
    url = address("orgchart:persons", world.ours)

    sheet = sheet_of(world.ask("office", "GET", f"{url}?dang=excel").body)
    count = int(re.search(r"([\d.]+) người", world.ask("office", "GET", url).text).group(1).replace(".", ""))

    assert count > 120
    assert sheet.max_row == HEAD_ROW + count


@pytest.mark.parametrize("text", FORMULAS)
def test_what_people_typed_stays_text(world, text):
    with taken_back():
        PersonFactory(tenant=world.ours.tenant, full_name=text, sort_key="!", search_key="x")
        url = address("orgchart:persons", world.ours)
        cell = sheet_of(world.ask("office", "GET", f"{url}?dang=excel").body).cell(HEAD_ROW + 1, 1)

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.strip() == text.strip()


def test_without_the_care_it_would_be_a_formula():
    """The library itself takes such a text for a formula."""
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    stream = BytesIO()
    book.save(stream)

    assert load_workbook(BytesIO(stream.getvalue())).worksheets[0]["A1"].data_type == "f"


def test_signs_that_no_workbook_takes_are_left_out(world, rf):
    request = rf.get("/")
    request.tenant = world.ours.tenant

    answer = workbook(request, "Thử", [Column("Cột", str)], ["a\x0bb\x1fc"])
    # The file is closed, not the answer: that would be the end of a request, and of the connection of the two tenants.
    with closing(answer.file_to_stream):
        content = answer.getvalue()

    assert sheet_of(content).cell(HEAD_ROW + 1, 1).value == "a b c"


def test_reading_a_list_as_a_workbook_writes_nothing(world):
    answers = [world.ask("office", "GET", f"{address(name, world.ours)}?dang=excel") for name in LISTS]

    assert [answer.recorder.written() for answer in answers] == [[]] * len(LISTS)
    assert {sql for answer in answers for sql in answer.recorder.unfenced()} == set()
