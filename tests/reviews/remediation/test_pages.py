"""The pages of remediation, as those who have a part in it use them."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.documents.follow_up import RemediedShortcoming
from dossiers.gather.follow_up import remediation_report
from dossiers.models import Evidence, PrintedDocument
from orgchart.tenancy import scope
from reviews.models import RemediationEntry, RemediationPlan, Subject
from reviews.services import remediation
from reviews.services.remediation_progress import EntryInput, check_remedy
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON, PersonFactory
from tests.factories.reviews import ReviewFactory, SubjectFactory
from tests.reviews.writing.scene import shortcoming_of, statements


def address(remedy, name, *rest):
    return reverse(f"reviews:{name}", args=[remedy.scene.tenant.slug, 2024, *rest])


@pytest.mark.clause("NA-2-1", "NA-2-2")
def test_plan_goes_its_way_through_the_pages(remedy):
    plan = remedy.begun()
    item, client = remedy.item(plan), remedy.scene.client(remedy.scene.author)
    page = address(remedy, "remediation", plan.pk)
    typed = {f"{item.anchor}-version": "1", f"{item.anchor}-solution": "Giao ban tuần.", "buoc": "trinh"}

    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert f'href="#id_{item.anchor}-due_on"' in refused.content.decode()
    assert f'id="id_{item.anchor}-due_on"' in refused.content.decode()
    assert "Giao ban tuần." in refused.content.decode()

    rest = {"version": "2", "in_charge": remedy.scene.head.pk, "due_on": "31/03/2025", "expected": "Đủ 12 báo cáo."}
    sent = client.post(page, typed | {f"{item.anchor}-{name}": value for name, value in rest.items()})
    assert sent.status_code == 302
    board = remedy.scene.client(remedy.approver)
    assert board.post(page, {"buoc": "duyet", "follower": remedy.follower.person_id}).status_code == 302

    file = SimpleUploadedFile("so-giao-ban.pdf", PDF)
    spot = address(remedy, "remediation_item", item.pk)
    told = {"buoc": "tien-do", "status": "fixed", "text": "Đã giao ban đủ.", "file": file}
    assert client.post(spot, told).status_code == 302
    seen = remedy.scene.client(remedy.follower).get(spot).content.decode()
    assert "Đã giao ban đủ." in seen
    assert "so-giao-ban.pdf" in seen
    assert "Đề nghị xác nhận đã xong" in seen
    check = {"buoc": "kiem-tra", "status": "fixed", "text": "Đã kiểm tra sổ."}
    assert remedy.scene.client(remedy.follower).post(spot, check).status_code == 302
    assert "Đã kiểm tra sổ." in client.get(page).content.decode()


@pytest.mark.clause("NA-2-2")
def test_evidence_is_opened_by_those_who_see_the_plan_and_by_nobody_else(remedy):
    item = remedy.item(remedy.approved())
    client = remedy.scene.client(remedy.scene.author)
    told = {"buoc": "tien-do", "status": "fixing", "text": "Một nửa.", "file": SimpleUploadedFile("a.pdf", PDF)}
    client.post(address(remedy, "remediation_item", item.pk), told)
    with scope(tenant=remedy.scene.tenant.pk):
        file = Evidence.objects.get().file_id
    url = reverse("dossiers:file", args=[remedy.scene.tenant.slug, file])

    answer = remedy.scene.client(remedy.follower).get(url)
    assert answer.status_code == 200
    assert answer.getvalue() == PDF
    assert remedy.scene.client(remedy.scene.outsider).get(url).status_code == 404


def test_bad_file_is_refused_at_its_field_and_nothing_is_kept(remedy):
    item = remedy.item(remedy.approved())
    told = {"buoc": "tien-do", "status": "fixing", "text": "Một nửa.", "file": SimpleUploadedFile("a.exe", b"MZ")}

    answer = remedy.scene.client(remedy.scene.author).post(address(remedy, "remediation_item", item.pk), told)

    assert answer.status_code == 422
    assert "Không nhận loại tệp này" in answer.content.decode()
    assert "Một nửa." in answer.content.decode()
    with scope(tenant=remedy.scene.tenant.pk):
        assert not RemediationEntry.objects.exists()


def test_stale_plan_shows_both_texts(remedy):
    plan = remedy.filled()
    item = remedy.item(plan)
    typed = {f"{item.anchor}-version": "1", f"{item.anchor}-solution": "Bản cũ.", "buoc": "ghi"}

    answer = remedy.scene.client(remedy.scene.office).post(address(remedy, "remediation", plan.pk), typed)

    assert answer.status_code == 409
    assert "Bản cũ." in answer.content.decode()
    assert item.solution in answer.content.decode()


def test_list_names_who_lacks_a_plan_and_costs_the_same_for_many(remedy):
    scene, client = remedy.scene, remedy.scene.client(remedy.scene.office)
    page = address(remedy, "remediation_list")
    assert "chưa có kế hoạch (1)" in client.get(page).content.decode()
    counts = []
    for number in (1, 4):
        for _ in range(number):
            person = PersonFactory(tenant=scene.tenant)
            subject = SubjectFactory(
                tenant=scene.tenant, cycle=scene.cycle, person=person, unit=scene.collective.organization
            )
            ReviewFactory(subject=subject, state="reviewed")
            shortcoming_of(scene, year=2024, person=person)
            asked = {"basis": "Quyết định", "decided_on": NOON.date()}
            remedy.call(remediation.open_plans, subject_ids=[subject.pk], **asked)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        counts.append(len(statements(captured)))
    with scope(tenant=scene.tenant.pk):
        assert RemediationPlan.objects.count() == 5
    assert counts[0] == counts[1] <= 20


@pytest.mark.clause("NA-MB-3", "NA-MB-4")
def test_report_is_made_from_the_plan_of_a_person_and_of_a_body(remedy):
    scene, later = remedy.scene, date(2025, 6, 30)
    item = remedy.item(remedy.approved())
    half = EntryInput(status="not_fixed", text="Mới xong một nửa.", reason="Thiếu người.", new_due_on=later)
    remedy.call(check_remedy, item_id=item.pk, entry=half, actor=remedy.follower)
    shortcoming_of(scene, year=2024, text="Phân công chưa rõ.", collective=scene.collective)
    asked = {"basis": "Quyết định số 01-QĐ/ĐU", "decided_on": NOON.date()}
    remedy.call(remediation.open_plans, subject_ids=[scene.report.subject_id], **asked)

    with scope(tenant=scene.tenant.pk):
        subjects = [Subject.objects.get(pk=pk) for pk in (scene.review.subject_id, scene.report.subject_id)]
        person, body = [remediation_report(subject, scene.tenant) for subject in subjects]

    assert (person.form_label, person.about) == ("Mẫu 13", f"đồng chí {subjects[0].name}")
    [line] = person.rows
    assert line == RemediedShortcoming(
        text="Chậm báo cáo tháng.", measure="Họp giao ban hằng tuần.", result="Mới xong một nửa.",
        status="Chưa khắc phục", reason="Thiếu người.", responsible=scene.head.full_name,
        due="31/03/2025; hạn mới 30/06/2025",
    )  # fmt: skip
    assert (body.form_label, body.about, body.rows[0].text) == ("Mẫu 12", subjects[1].name, "Phân công chưa rõ.")


@pytest.mark.clause("NA-MB-3", "NA-MB-4")
def test_office_prints_the_report_from_the_page_of_the_plan(remedy):
    plan = remedy.approved()
    client = remedy.scene.client(remedy.scene.office)
    page = client.get(address(remedy, "remediation", plan.pk)).content.decode()
    url = reverse(
        "dossiers:print_subject", args=[remedy.scene.tenant.slug, 2024, "remediation_report", plan.subject_id]
    )

    assert f'action="{url}"' in page
    assert "Mẫu 13" in page
    assert client.post(url).status_code == 302
    with scope(tenant=remedy.scene.tenant.pk):
        assert PrintedDocument.objects.get().subject_id == plan.subject_id
