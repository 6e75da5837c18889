"""The work report of an office: field by field, with the tasks of the year after, which go into its table."""

from datetime import date

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from dossiers.gather.forms import collective_report
from orgchart.errors import Refused
from orgchart.models import Organization
from orgchart.tenancy import scope
from reviews.models import Cycle, FormKind, FormLine, Review, Target
from reviews.queries.contents import form_of
from reviews.regulations.loader import load_set
from reviews.services.circulation import circulate_review
from reviews.services.lines import add_line, save_line
from reviews.services.transitions import finalise_review, mark_reviewed
from tests.dossiers.documents import reading
from tests.factories.orgchart import OrganizationFactory

FIELD = {
    "field": "Chính sách dân tộc",
    "results": "Giải ngân 98% vốn chương trình mục tiêu.",
    "strengths": "Chủ động hướng dẫn cơ sở.",
    "weaknesses": "Báo cáo quý II chậm.",
    "difficulties": "Địa bàn rộng, văn bản hướng dẫn ban hành muộn.",
    "solutions": "Giao chỉ tiêu từng tháng, kiểm tra tại chỗ.",
}
TASK = {"field": "Chính sách dân tộc", "task": "Rà soát đối tượng thụ hưởng", "due": "2025-03-31"}


@pytest.fixture
def office(scene):
    """The collective as an office of an agency, in a year of Sơn La's plan."""
    with scope(tenant=scene.tenant.pk):
        code = "son-la-bdt-2022"
        Cycle.objects.filter(pk=scene.cycle.pk).update(set_code=code, set_digest=load_set(code).digest)
    unit = OrganizationFactory(
        tenant=scene.tenant, parent=scene.collective.organization, bloc="state", name="Phòng Chính sách"
    )
    with scope(tenant=scene.tenant.pk):
        type(scene.report.subject).objects.filter(pk=scene.report.subject_id).update(unit=unit)
        scene.report = Review.objects.select_related("subject__cycle", "subject__unit", "author").get(
            pk=scene.report.pk
        )
    return scene


def put(scene, kind, values):
    row = scene.call(add_line, review_id=scene.report.pk, kind=kind)
    scene.call(
        save_line, review_id=scene.report.pk, kind=kind, reference=row.reference, version=row.version, values=values
    )
    return row


def refused(scene):
    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=scene.report.pk)
    return " ".join(map(str, refusal.value.reasons))


@pytest.mark.clause("SL-IV.3-2")
def test_report_of_an_office_lists_each_field_with_all_that_the_plan_asks_for(office):
    office.fill(office.report)
    reasons = refused(office)
    assert "chưa có dòng “lĩnh vực công tác” nào" in reasons
    assert "chưa có dòng “nhiệm vụ năm sau” nào" in reasons

    put(office, "work_field", {"field": FIELD["field"]})
    reasons = refused(office)
    for label in ("Kết quả đạt được", "Ưu điểm", "Nhược điểm", "Khó khăn", "Giải pháp năm sau"):
        assert f"chưa ghi “{label}”" in reasons
    with scope(tenant=office.tenant.pk):
        row = FormLine.objects.get(kind="work_field")
    office.call(
        save_line, review_id=office.report.pk, kind="work_field", reference=row.reference, version=row.version,
        values=FIELD,
    )  # fmt: skip
    put(office, "next_task", {"field": TASK["field"], "task": TASK["task"]})
    assert "chưa ghi “Hoàn thành trước ngày”" in refused(office)


@pytest.mark.clause("SL-IV.3-2")
def test_each_field_has_a_task_for_the_year_after(office):
    office.fill(office.report)
    put(office, "work_field", FIELD)
    put(office, "work_field", FIELD | {"field": "Tuyên truyền"})
    put(office, "next_task", TASK)

    assert "lĩnh vực “Tuyên truyền” chưa có nhiệm vụ" in refused(office)
    put(office, "next_task", TASK | {"field": " tuyên  truyền ", "task": "Mở 04 lớp tập huấn"})
    assert office.call(circulate_review, review_id=office.report.pk).pk


@pytest.mark.clause("SL-IV.3-2")
def test_open_points_and_tasks_go_into_next_years_table_with_the_final_report(office):
    with scope(tenant=office.tenant.pk):
        common = {"collective": office.collective, "year": 2024}
        Target(name="Xóa 30 nhà tạm", **common).save()
        Target(name="Mở 02 lớp", done_on=date(2024, 6, 1), **common).save()
    office.fill(office.report)
    put(office, "work_field", FIELD)
    put(office, "next_task", TASK)
    office.call(circulate_review, review_id=office.report.pk)
    office.call(mark_reviewed, review_id=office.report.pk, actor=office.office)

    office.call(finalise_review, review_id=office.report.pk, self_level="HTT")

    with scope(tenant=office.tenant.pk):
        rows = Target.objects.filter(year=2025, collective=office.collective, carried_from=2024)
        assert sorted(rows.values_list("name", "due_on")) == [
            ("Rà soát đối tượng thụ hưởng", date(2025, 3, 31)),
            ("Xóa 30 nhà tạm", None),
        ]
        assert "Chính sách dân tộc" in rows.get(name=TASK["task"]).basis


@pytest.mark.clause("SL-IV.3-2")
def test_report_is_printed_field_by_field_with_the_tasks_as_a_table(office):
    put(office, "work_field", FIELD)
    put(office, "next_task", TASK)

    with scope(tenant=office.tenant.pk):
        review = Review.objects.select_related("subject__cycle__tenant", "subject__unit", "author").get(
            pk=office.report.pk
        )
        paper = collective_report(review, office.tenant)
    text = " ".join(reading.text(render(DocumentKind.COLLECTIVE_REPORT, paper)).split())

    for words in ("Kết quả công tác theo từng lĩnh vực", *FIELD.values(), TASK["task"], "31/03/2025"):
        assert words in text


def test_only_reports_of_offices_have_fields_of_work(office):
    page = office.client(office.author).get(office.url(office.report)).content.decode()
    assert "Thêm lĩnh vực" in page
    assert "Nhiệm vụ năm sau theo từng lĩnh vực" in page
    with scope(tenant=office.tenant.pk):
        Organization.objects.filter(pk=office.report.subject.unit_id).update(bloc="mass")
        mass = Review.objects.select_related("subject__cycle", "subject__unit").get(pk=office.report.pk)
        own = Review.objects.select_related("subject__cycle", "subject__unit").get(pk=office.review.pk)

        assert not form_of(mass).has("LV")
        assert own.form_kind == FormKind.LEADER_REVIEW
        assert not form_of(own).has("LV")
