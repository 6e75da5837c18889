"""Discipline from Excel: shown first, doubtful places asked about, written whole, nothing the second time."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from orgchart.errors import Refused
from orgchart.imports.discipline_template import discipline_template
from orgchart.kinds import Role
from orgchart.models import AuditRecord, DisciplineRecord, Job, JobState, RosterImport, Tenant
from orgchart.queries.rosters import plan_for
from orgchart.services import roster_imports
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.factories.orgchart import (
    NOON,
    CollectiveFactory,
    OrganizationFactory,
    PersonFactory,
    TenantFactory,
    actor_for,
)
from tests.orgchart.imports.taking import read_workbook

pytestmark = pytest.mark.django_db
HEADINGS = (
    "TT", "Họ và tên, tập thể", "Năm sinh", "Hình thức kỷ luật", "Số quyết định", "Ngày quyết định",
    "Nội dung vi phạm", "Tự phát hiện", "Đã khắc phục", "Cùng vụ việc với", "Ghi chú",
)  # fmt: skip
FIRST = (1, "LÊ THỊ HOA", "", "Khiển trách", "12-QĐ/UBKT", date(2024, 2, 3), "Vi phạm quy chế", "x", "", "", "")
SECOND = (2, "Lê Thị Hoa", "", "Cảnh cáo", "15-QĐ/UBKT", "10/05/2024", "Như trên", "", "có", "12-QĐ/UBKT", "")
BODY = (3, "Ban Thường vụ Đảng ủy", "", "khiển trách", "16-QĐ/HU", date(2024, 6, 1), "Thiếu kiểm tra", "", "", "", "")


def book(*rows, headings=HEADINGS):
    """A list as an inspection commission keeps it: a title above, the headings in their own order."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["DANH SÁCH KỶ LUẬT"])
    sheet.append([])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tenant = TenantFactory()
    root = OrganizationFactory(tenant=tenant, name=tenant.name, kind="party_committee")
    PersonFactory(tenant=tenant, full_name="Lê Thị Hoa", birth_date=date(1980, 2, 3))
    CollectiveFactory(tenant=tenant, organization=root, name="Ban Thường vụ Đảng ủy")
    with scope(tenant=tenant.pk):
        yield actor_for(tenant, Role.INSPECTION)


def take(office, content):
    return read_workbook(content, office, kind="discipline", name="Kỷ luật.xlsx")


def write(office, taken):
    roster_imports.request_writing(import_id=taken.pk, actor=office, at=NOON)
    job = Job.objects.get(key=f"roster:{taken.pk}")
    run_job(job_id=job.pk, clock=lambda: NOON)
    job.refresh_from_db()
    return job


def test_decisions_on_persons_and_collectives_are_written_with_their_case(office):
    taken = take(office, book(FIRST, SECOND, BODY))
    assert not DisciplineRecord.objects.exists()
    assert plan_for(taken).counts() == {"new": 3, "changed": 0, "same": 0, "decisions": 3}

    job = write(office, taken)

    assert job.state == JobState.DONE
    first, second, body = DisciplineRecord.objects.order_by("decided_on")
    assert (first.degree, first.violation, first.decided_on) == ("khien_trach", "Vi phạm quy chế", date(2024, 2, 3))
    assert (first.self_detected, first.remedied, second.remedied) == (True, False, True)
    assert (second.same_case_as, second.violation) == (first, "Vi phạm quy chế")
    assert body.collective.name == "Ban Thường vụ Đảng ủy"
    assert AuditRecord.objects.filter(action="record_discipline").count() == 3
    assert AuditRecord.objects.filter(action="write_disciplines").count() == 1


def test_same_file_again_changes_nothing(office):
    write(office, take(office, book(FIRST, SECOND, BODY)))

    again = take(office, book(FIRST, SECOND, BODY))

    assert plan_for(again).counts() == {"new": 0, "changed": 0, "same": 3, "decisions": 3}
    with pytest.raises(Refused, match="không có gì để ghi"):
        roster_imports.request_writing(import_id=again.pk, actor=office, at=NOON)
    assert DisciplineRecord.objects.count() == 3


def test_corrected_row_corrects_the_recorded_decision(office):
    write(office, take(office, book(FIRST)))
    corrected = (*FIRST[:3], "Cảnh cáo", *FIRST[4:8], "x", *FIRST[9:])

    write(office, take(office, book(corrected)))

    row = DisciplineRecord.objects.get()
    assert (row.degree, row.remedied) == ("canh_cao", True)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        (1, "Trần Văn Không", "không có trong sơ đồ"),
        (3, "Phê bình", "cần một trong các hình thức"),
        (4, "", "bắt buộc"),
        (5, "2024", "cần đủ ngày, tháng, năm"),
        (5, "31/02/2024", "không có ngày này"),
        (6, "", "bắt buộc"),
        (7, "có lẽ", "ghi “x” hoặc để trống"),
        (9, "99-QĐ/UBKT", "không có quyết định nào mang số này"),
    ],
)
def test_wrong_cell_is_named_with_its_reason_and_stops_everything(office, column, value, reason):
    row = [*FIRST]
    row[column] = value

    taken = take(office, book(row, BODY))

    plan = plan_for(taken)
    assert [(one.row, one.column) for one in plan.findings] == [(4, column + 1)]
    assert reason in plan.findings[0].reason
    with pytest.raises(Refused, match="chỗ chưa rõ"):
        roster_imports.request_writing(import_id=taken.pk, actor=office, at=NOON)


def test_typed_answer_settles_a_cell_and_skipping_leaves_a_row_out(office):
    row = [*FIRST]
    row[3] = "Phê bình"
    unknown = (9, "Trần Văn Không", *BODY[2:])
    taken = take(office, book(row, unknown))
    degree = next(one for one in plan_for(taken).questions.values() if one.about.startswith("Hình thức"))
    assert [value for value, _ in degree.choices] == ["", "Khiển trách", "Cảnh cáo", "Cách chức", "Khai trừ"]
    assert degree.proposal == ""
    answers = {
        key: "Khiển trách" if one is degree or one.about == degree.about else "bỏ qua"
        for key, one in plan_for(taken).questions.items()
    }

    taken = roster_imports.answer_roster(import_id=taken.pk, answers=answers, actor=office, at=NOON)

    assert plan_for(taken).counts()["new"] == 1
    write(office, taken)
    assert DisciplineRecord.objects.get().degree == "khien_trach"


def test_namesakes_are_told_apart_by_birth_or_asked_about(office):
    tenant = Tenant.objects.get(pk=office.tenant_id)
    other = PersonFactory(tenant=tenant, full_name="Lê Thị Hoa", birth_date=date(1990, 5, 6))
    born = (1, "Lê Thị Hoa", "1990", *FIRST[3:])
    assert plan_for(take(office, book(born))).decisions[0].bearer == f"p:{other.pk}"

    taken = take(office, book(FIRST))

    (question,) = plan_for(taken).questions.values()
    assert len(question.choices) == 2
    taken = roster_imports.answer_roster(
        import_id=taken.pk, answers={question.key: f"p:{other.pk}"}, actor=office, at=NOON
    )
    write(office, taken)
    assert DisciplineRecord.objects.get().person == other


def test_failure_in_the_middle_leaves_nothing(office):
    tomorrow = (2, "Ban Thường vụ Đảng ủy", "", "Cảnh cáo", "17-QĐ/HU", "01/12/2024", "Sai", "", "", "", "")

    job = write(office, take(office, book(FIRST, tomorrow)))

    assert job.state == JobState.FAILED
    assert "17-QĐ/HU" in job.error
    assert not DisciplineRecord.objects.exists()


def test_file_without_the_table_says_what_it_needs(office):
    taken = take(office, book(headings=("Họ và tên", "Chức vụ")))

    assert (taken.state, taken.sheets) == ("unreadable", [])
    assert "Không tìm thấy bảng" in taken.refusal


def test_marked_copy_says_what_is_wrong_where(office):
    row = [*FIRST]
    row[3] = "Phê bình"

    marked = load_workbook(BytesIO(roster_imports.marked_copy(take(office, book(row)))))

    assert "cần một trong các hình thức" in marked.worksheets[0].cell(4, 4).comment.text


def test_template_is_read_back_without_its_example(office):
    filled = load_workbook(BytesIO(discipline_template(["Ban Thường vụ Đảng ủy"])))
    for column, value in enumerate(("1", "Lê Thị Hoa", "", "Khiển trách", "1-QĐ", "03/02/2024", "Vi phạm"), start=1):
        filled.worksheets[0].cell(4, column, value)
    stream = BytesIO()
    filled.save(stream)

    assert plan_for(take(office, stream.getvalue())).counts()["new"] == 1


def test_who_keeps_the_chart_only_does_not_import_discipline(office):
    admin = actor_for(Tenant.objects.get(pk=office.tenant_id), Role.ADMIN)

    with pytest.raises(PermissionDenied):
        take(admin, book(FIRST))
    with pytest.raises(PermissionDenied):
        roster_imports.drop_roster(import_id=take(office, book(FIRST)).pk, actor=admin, at=NOON)


def test_pages_take_a_file_show_it_and_what_was_written(client, office):
    client.force_login(office.account)
    slug = office.account.memberships.get().tenant.slug
    upload = BytesIO(book(FIRST, BODY))
    upload.name = "ky-luat.xlsx"

    answer = client.post(reverse("orgchart:discipline_imports", args=[slug]), {"file": upload}, follow=True)

    assert "Đọc tệp" in answer.content.decode()
    run_job(job_id=Job.objects.get().pk, clock=lambda: NOON)
    shown = client.get(answer.redirect_chain[-1][0]).content.decode()
    assert "2 quyết định" in shown
    assert "Khiển trách; số 12-QĐ/UBKT, 03/02/2024; Vi phạm quy chế" in shown
    taken = RosterImport.objects.get()
    write(office, taken)
    assert "Quyết định thêm mới" in client.get(reverse("orgchart:roster", args=[slug, taken.pk])).content.decode()
