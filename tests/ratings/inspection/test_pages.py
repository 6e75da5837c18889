"""The check of finished years in the browser: preview before storing, the report, who may, what it costs."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings import board_document
from ratings.engine.evaluate import evaluate
from ratings.engine.from_set import rules_of
from ratings.models import Inspection, InspectionFinding
from ratings.services.inspections import Question, preview_file, store_inspection
from reviews.models import Cycle
from reviews.regulations.loader import load_set
from tests.counting import statements_of
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.inspection.years import HEAD, group, group_rows, workbook

ASKED = {"body_name": "Đảng bộ xã Tân Lập", "year": 2021, "set_code": "hung-yen-2019", "rating_date": "2021-12-20"}


def address(town, name, *args):
    return reverse(f"ratings:{name}", args=[town.tenant.slug, town.cycle.year, *args])


@pytest.fixture
def office(client, town):
    client.force_login(town.office.account)
    return client


def hand_in(client, town, content, name="ket-qua.xlsx", **more):
    upload = SimpleUploadedFile(name, content)
    return client.post(address(town, "inspection_new"), ASKED | {"file": upload} | more)


def token(answer):
    return re.search(r'name="content" value="([^"]+)"', answer.content.decode())[1]


def store(client, town, content, **more):
    preview = hand_in(client, town, content, **more)
    return client.post(address(town, "inspection_store"), {"content": token(preview)})


def stored(town):
    with scope(tenant=town.tenant.pk):
        return list(Inspection.objects.order_by("pk"))


def decided(town, level="XS"):
    """A closed year of two collectives with levels written past the board."""
    found = [town.collective(name) for name in ("Đoàn Thanh niên", "Hội Phụ nữ")]
    town.prepare()
    town.appraise(*found, proposed="HTT")
    with scope(tenant=town.tenant.pk):
        for subject in found:
            case = town.case(subject)
            case.state, case.level = "decided", level
            case.save()
        Cycle.objects.filter(pk=town.cycle.pk).update(state="closed")


@pytest.mark.clause("NA-3-1")
def test_preview_stores_nothing_and_the_button_stores_the_finding(town, office):
    preview = hand_in(office, town, workbook(group_rows(4, 13)))
    before = stored(town)

    answer = office.post(address(town, "inspection_store"), {"content": token(preview)}, follow=True)

    page = answer.content.decode()
    assert preview.status_code == 200
    assert "Đối tượng 17" in preview.content.decode()
    assert before == []
    assert "1/1 nhóm vượt tỷ lệ, thừa 1" in page
    assert "bớt 1 trong 4 đối tượng" in page
    assert 'data-clause="HY-B.II.1.4-4"' in page
    assert "23,5%" in page
    assert "30,7%" in page
    with scope(tenant=town.tenant.pk):
        inspection = Inspection.objects.get()
        finding = InspectionFinding.objects.get()
        record = AuditRecord.objects.get(action="store_inspection")
    assert (inspection.year, inspection.rated, finding.rule) == (2021, 17, "excellence-cap")
    assert (inspection.due_on - inspection.inspected_at.date()).days in (30, 31)
    assert record.target_id == inspection.pk


def test_same_file_twice_is_one_inspection(town, office):
    content = workbook(group_rows(1, 9))

    first, second = store(office, town, content), store(office, town, content)

    assert first.headers["Location"] == second.headers["Location"]
    assert len(stored(town)) == 1


def test_wrong_rows_are_listed_and_nothing_can_be_stored(town, office):
    answer = hand_in(office, town, workbook([(1, "Đảng ủy xã", "Tập thể", "Nhóm", "Khá")]))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<td>Khá</td><td>cần một trong" in page
    assert 'name="content"' not in page
    assert 'value="Đảng bộ xã Tân Lập"' in page


@pytest.mark.parametrize(
    ("content", "name", "more", "words"),
    [
        (b"PK nothing", "a.xlsx", {}, "không phải bảng tính Excel"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.xlsx", {}, "Tệp lớn hơn 5 MB"),
        (b"x", "a.xls", {}, "Chỉ nhận bảng tính Excel"),
        (b"x", "a.xlsx", {"set_code": "khac"}, "Bộ quy định áp dụng cho năm đó</a>: "),
        (b"x", "a.xlsx", {"rating_date": "2019-12-20"}, "nằm trong năm đó hoặc năm liền sau"),
        (b"x", "a.xlsx", {"year": 2025}, "2024"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(town, office, content, name, more, words):
    answer = hand_in(office, town, content, name, **more)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert stored(town) == []


def board_file(asked, **more):
    return json.dumps(board_document.question(asked, "hung-yen-2019") | more).encode()


@pytest.mark.clause("NA-3-1")
def test_board_file_gives_the_numbers_that_the_rate_command_gives(town, office):
    year = group(4, 13)

    store(office, town, board_file(year), name="bang.json")

    inspection = stored(town)[0]
    told = evaluate(year, rules_of(load_set("hung-yen-2019"))).groups[0]
    kept = inspection.groups[0]
    assert (kept["passed"], kept["allowed"], kept["decided"], kept["excess"]) == (
        told.passed, told.places, told.excellent, told.excess,
    )  # fmt: skip
    assert inspection.question["subjects"] == board_document.question(year, "hung-yen-2019")["subjects"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"regulation": "cho-chu-2024"}, "bộ quy định đã chọn"),
        ({"parameters": {"cap.rate": 90}}, "không có giá trị thử"),
        ({"year": 2020}, "năm được kiểm tra 2021"),
        ({"rating_date": "2021-12-21"}, "ngày xếp loại đã nhập 20/12/2021"),
        ({"subjects": [{"id": "a"}]}, "$.subjects[0]"),
    ],
)
def test_board_file_that_asks_another_question_is_refused_with_its_place(town, office, more, words):
    answer = hand_in(office, town, board_file(group(1, 9), **more), name="bang.json")

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_own_finished_year_is_checked_from_its_decided_cases(town, office):
    decided(town)

    page = office.post(address(town, "inspection_own"), {"own_year": 2024}, follow=True).content.decode()

    inspection = stored(town)[0]
    assert (inspection.source, inspection.rated) == ("cycle", 2)
    assert inspection.groups[0]["name"] == "Tập thể lãnh đạo, quản lý"
    assert "được phép 1, vượt 1" in page


def test_own_year_that_is_not_over_or_not_there_is_not_checked(town, office):
    running = office.post(address(town, "inspection_own"), {"own_year": 2024})
    missing = office.post(address(town, "inspection_own"), {"own_year": 2019})

    assert (running.status_code, missing.status_code) == (409, 404)
    assert stored(town) == []


def test_a_preview_of_another_tenant_or_a_changed_one_is_not_stored(town, office):
    signed = token(hand_in(office, town, workbook(group_rows(1, 9))))
    other = TenantFactory()
    cycle = CycleFactory(tenant=other)
    office.force_login(actor_for(other, Role.OFFICE).account)

    foreign = office.post(reverse("ratings:inspection_store", args=[other.slug, cycle.year]), {"content": signed})
    office.force_login(town.office.account)
    changed = office.post(address(town, "inspection_store"), {"content": f"{signed}x"})

    assert (foreign.status_code, changed.status_code) == (409, 409)
    assert stored(town) == []


@pytest.mark.clause("NA-TC-1")
@pytest.mark.parametrize(
    ("opener", "reader"), [(Role.INSPECTION, Role.ORGANISATION_BOARD), (Role.ORGANISATION_BOARD, Role.INSPECTION)]
)
def test_both_commissions_see_what_either_opened_and_the_same_progress(town, client, opener, reader):
    client.force_login(actor_for(town.tenant, opener).account)
    place = store(client, town, workbook(group_rows(4, 13))).headers["Location"]
    progress = reverse("reviews:progress", args=[town.tenant.slug, town.cycle.year])
    first = client.get(progress)

    client.force_login(actor_for(town.tenant, reader).account)

    assert client.get(place).status_code == 200
    assert place in client.get(address(town, "inspection_list")).content.decode()
    assert client.get(progress).status_code == first.status_code == 200


def test_order_of_the_cycles_own_set_gives_the_last_day(town, office):
    with scope(tenant=town.tenant.pk):
        Cycle.objects.filter(pk=town.cycle.pk).update(set_code="nghe-an-2022")
    preview = preview_file(
        question=Question(**ASKED | {"rating_date": date(2021, 12, 20)}),
        file_name="a.xlsx",
        content=workbook(group_rows(4, 13)),
    )

    with scope(tenant=town.tenant.pk):
        found = store_inspection(
            cycle_id=town.cycle.pk,
            content=preview.content,
            actor=town.office,
            at=NOON.replace(year=2022, month=11, day=1),
        )

    assert found.due_on == date(2022, 11, 29)
    assert found.due_source == "hạn rà soát của bộ quy định: trước ngày 30/11/2022, cho kết quả năm 2021"


@pytest.mark.parametrize(
    ("role", "reads", "checks"),
    [
        (Role.INSPECTION, 200, 200),
        (Role.ORGANISATION_BOARD, 200, 200),
        (Role.OFFICE, 200, 200),
        (Role.HEAD, 200, 403),
        (Role.STANDING_COMMITTEE, 200, 403),
        (None, 404, 404),
    ],
)
def test_who_leads_the_rating_reads_and_who_inspects_checks(town, client, role, reads, checks):
    client.force_login(town.office.account)
    place = store(client, town, workbook(group_rows(4, 13))).headers["Location"]
    client.force_login(actor_for(town.tenant, *([role] if role else [])).account)

    assert client.get(place).status_code == reads
    assert client.get(address(town, "inspection_list")).status_code == reads
    assert client.get(address(town, "inspection_new")).status_code == checks
    assert client.get(address(town, "inspection_template")).status_code == checks
    assert hand_in(client, town, workbook(group_rows(1, 9))).status_code == checks


def test_inspection_of_another_cycle_or_tenant_is_not_visible(town, office):
    place = store(office, town, workbook(group_rows(4, 13))).headers["Location"]
    CycleFactory(tenant=town.tenant, year=2023)
    other = TenantFactory()
    CycleFactory(tenant=other)

    elsewhere = office.get(place.replace("/2024/", "/2023/"))
    office.force_login(actor_for(other, Role.OFFICE).account)
    foreign = office.get(place.replace(town.tenant.slug, other.slug))

    assert (elsewhere.status_code, foreign.status_code) == (404, 404)


def test_cycle_leads_to_the_inspections(town, office):
    page = office.get(reverse("reviews:cycle", args=[town.tenant.slug, town.cycle.year])).content.decode()

    assert f'href="{address(town, "inspection_list")}"' in page
    assert "Kiểm tra năm đã xếp loại" in page


def test_template_is_a_workbook(town, office):
    answer = office.get(address(town, "inspection_template"))

    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[3]][:4] == [
        "Tên đối tượng", "Loại đối tượng", "Nhóm đối tượng tương đồng", "Mức xếp loại",
    ]  # fmt: skip


def test_pages_ask_no_more_of_the_database_for_more_rows(town, office):
    few = store(office, town, workbook(group_rows(1, 0))).headers["Location"]
    once = [len(statements_of(office, one)) for one in (address(town, "inspection_list"), few)]
    rows = [row for number in range(3) for row in group_rows(2, 1, group=f"Nhóm {number}")]
    many = store(office, town, workbook(rows)).headers["Location"]
    store(office, town, workbook(group_rows(3, 3)))

    assert [len(statements_of(office, one)) for one in (address(town, "inspection_list"), many)] == once
    assert max(once) <= 15


def test_names_are_shown_as_text(town, office):
    content = workbook([(1, "<script>alert(1)</script>", "Tập thể", "Nhóm", "HTXS")], head=HEAD)

    page = hand_in(office, town, content).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
