"""The report of a finished year that was checked: printed through the outbox by whoever inspects."""

from datetime import date

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied

from dossiers.documents.sandbox import close_child
from dossiers.models import PrintedDocument
from dossiers.services.printing import print_inspection
from orgchart.errors import NotVisible
from orgchart.kinds import Role
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from ratings.services.corrections import Answer, record_correction
from ratings.services.inspections import Question, preview_file, store_inspection
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.inspection.years import group_rows, workbook

pytestmark = pytest.mark.django_db
BODY = "Đảng bộ xã Phúc Chu"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


@pytest.fixture
def tenant():
    return TenantFactory()


@pytest.fixture
def inspector(tenant):
    return actor_for(tenant, Role.INSPECTION)


@pytest.fixture
def inspection(tenant, inspector):
    """Five of fifteen have the highest level in 2021, under a set that orders old years to be put right."""
    cycle = CycleFactory(tenant=tenant, year=2022, set_code="nghe-an-2022")
    asked = Question(body_name=BODY, year=2021, set_code="nghe-an-2022", rating_date=date(2021, 12, 20))
    content = preview_file(question=asked, file_name="Năm 2021.xlsx", content=workbook(group_rows(5, 10))).content
    with scope(tenant=tenant.pk):
        return store_inspection(cycle_id=cycle.pk, content=content, actor=inspector, at=NOON)


def printed(inspection, actor) -> tuple[PrintedDocument, str]:
    """The finished document and its words on one line."""
    with scope(tenant=inspection.tenant_id):
        document = print_inspection(inspection_id=inspection.pk, actor=actor, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)
    with scope(tenant=inspection.tenant_id):
        document = PrintedDocument.objects.select_related("file").get(pk=document.pk)
    with document.file.content.open("rb") as content, pypdfium2.PdfDocument(content.read()) as pdf:
        text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    return document, " ".join(text.split())


@pytest.mark.clause("NA-4-1", "NA-4-3")
def test_report_prints_both_ratios_and_each_breach_with_what_to_do_and_by_when(inspection, inspector):
    document, text = printed(inspection, inspector)

    assert BODY in document.file.name
    for words in (
        "33,3%", "50%", "được phép 3, vượt 2", "5 − 3 = 2", "bớt 2 trong 5 đối tượng", "Kế hoạch 131-KH/TU",
        f"đến hết ngày {inspection.due_on:%d/%m/%Y}", "Chưa có", "Năm 2021.xlsx",
    ):  # fmt: skip
        assert words in text


@pytest.mark.clause("NA-3-2", "NA-TC-2")
def test_report_tells_the_standing_order_and_what_was_put_right(inspection, inspector):
    first, before = printed(inspection, inspector)
    with scope(tenant=inspection.tenant_id):
        record_correction(
            inspection_id=inspection.pk,
            finding_id=inspection.findings.get().pk,
            answer=Answer(kind="rerated", decision_number="9-QĐ/ĐU", done_on=date(2022, 1, 10), answer="Đã họp lại"),
            actor=inspector,
            at=NOON,
        )

    second, after = printed(inspection, inspector)

    assert "tự chấn chỉnh, khắc phục xong trước ngày 30/11/2022" in before
    assert "Quyết định 9-QĐ/ĐU" not in before
    assert "Đã xếp loại lại theo Quyết định 9-QĐ/ĐU, ngày 10/01/2022" in after
    assert second.pk != first.pk


def test_same_report_is_printed_once(inspection, inspector, tenant):
    first, _ = printed(inspection, inspector)
    with scope(tenant=tenant.pk):
        again = print_inspection(inspection_id=inspection.pk, actor=actor_for(tenant, Role.OFFICE), at=NOON)

    assert again.pk == first.pk


@pytest.mark.parametrize(("role", "refusal"), [(Role.STANDING_COMMITTEE, PermissionDenied), (Role.ADMIN, NotVisible)])
def test_report_is_not_printed_by_others(inspection, tenant, role, refusal):
    with scope(tenant=tenant.pk), pytest.raises(refusal):
        print_inspection(inspection_id=inspection.pk, actor=actor_for(tenant, role), at=NOON)


def test_report_of_another_tenant_is_not_visible(inspection):
    other = TenantFactory()

    with scope(tenant=other.pk), pytest.raises(NotVisible):
        print_inspection(inspection_id=inspection.pk, actor=actor_for(other, Role.INSPECTION), at=NOON)
