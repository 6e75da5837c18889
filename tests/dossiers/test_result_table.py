"""The summary table on paper: figures, a bar beside the numbers, last year, and who has not reported."""

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.sandbox import close_child
from dossiers.gather.result_table import result_table
from dossiers.models import PrintedDocument
from dossiers.services.printing import print_results
from orgchart.errors import NotVisible
from orgchart.kinds import Role
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from ratings.models import ResultCounter
from tests.factories.orgchart import NOON, OrganizationFactory, TenantFactory, TenantLinkFactory, actor_for
from tests.factories.reviews import CycleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


@pytest.fixture
def cycle():
    """A year with figures of one unit, the year before it, and a tenant below that has not reported."""
    tenant = TenantFactory(short_name="Chợ Chu")
    TenantLinkFactory(superior=tenant, subordinate=TenantFactory(short_name="Xã Phúc Chu", name="Đảng bộ xã Phúc Chu"))
    unit = OrganizationFactory(tenant=tenant, name="Ủy ban nhân dân")
    years = {year: CycleFactory(tenant=tenant, year=year) for year in (2023, 2024)}
    for year, levels in ((2023, {"htt": 5}), (2024, {"xs": 1, "htt": 6, "ht": 1})):
        with scope(tenant=tenant.pk):
            ResultCounter(
                tenant=tenant, cycle=years[year], unit=unit, kind="individual", total=9, reviewed=9, not_rated=1,
                reasons={"Mới nhận nhiệm vụ": 1}, disciplined=1, **levels,
            ).save()  # fmt: skip
    return years[2024]


def data(cycle):
    with scope(tenant=cycle.tenant_id):
        return result_table(cycle, cycle.tenant, NOON.date())


def test_lines_sums_and_bars_say_the_same(cycle):
    (part,) = (part for part in data(cycle).parts if part.title.startswith("Cá nhân"))

    line = next(line for line in part.lines if line.number == 1)
    bar = part.bars[0]
    assert (line.name, line.total, line.rated, line.reasons) == ("Ủy ban nhân dân", 9, 8, "Mới nhận nhiệm vụ: 1")
    assert [(cell.count, cell.share) for cell in line.levels][:3] == [(1, "12,5%"), (6, "75%"), (1, "12,5%")]
    assert [(piece.level, piece.start, piece.width) for piece in bar.pieces] == [
        ("XS", 0, 125), ("HTT", 125, 750), ("HT", 875, 125),
    ]  # fmt: skip
    assert part.lines[-1].name == "Tổng cộng"
    assert part.bars[-1].name == "Năm 2023 (tại đây)"


def test_the_paper_holds_table_chart_and_who_has_not_reported(cycle):
    office = actor_for(cycle.tenant, Role.OFFICE)
    with scope(tenant=cycle.tenant_id):
        document = print_results(cycle_id=cycle.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)

    with scope(tenant=cycle.tenant_id):
        document = PrintedDocument.objects.select_related("file").get(pk=document.pk)
    with document.file.content.open("rb") as content, pypdfium2.PdfDocument(content.read()) as pdf:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
        shapes = sum(thing.type == 2 for page in pdf for thing in page.get_objects())
        width, height = pdf[0].get_size()
    assert document.kind == DocumentKind.RESULT_TABLE
    for words in ("BIỂU TỔNG HỢP", "Ủy ban nhân dân", "12,5%", "Phân bố mức xếp loại", "Xã Phúc Chu", "Năm 2023"):
        assert words in text
    assert shapes > 10, "the bars are drawn as vectors"
    assert width > height


def test_same_figures_of_a_day_are_printed_once_and_new_ones_anew(cycle):
    office = actor_for(cycle.tenant, Role.OFFICE)
    with scope(tenant=cycle.tenant_id):
        first = print_results(cycle_id=cycle.pk, actor=office, at=NOON)
        again = print_results(cycle_id=cycle.pk, actor=office, at=NOON)
        ResultCounter.objects.filter(cycle=cycle).update(htt=7, ht=0)
        other = print_results(cycle_id=cycle.pk, actor=office, at=NOON)

    assert (first.pk == again.pk, first.pk == other.pk) == (True, False)


@pytest.mark.parametrize(("role", "refusal"), [(Role.STANDING_COMMITTEE, PermissionDenied), (Role.ADMIN, NotVisible)])
def test_others_do_not_print_it(cycle, role, refusal):
    actor = actor_for(cycle.tenant, role)

    with scope(tenant=cycle.tenant_id), pytest.raises(refusal):
        print_results(cycle_id=cycle.pk, actor=actor, at=NOON)


def test_the_page_of_the_table_leads_to_the_paper(cycle, client):
    client.force_login(actor_for(cycle.tenant, Role.OFFICE).account)

    page = client.get(reverse("ratings:result_table", args=[cycle.tenant.slug, 2024])).content.decode()

    assert reverse("dossiers:print_results", args=[cycle.tenant.slug, 2024]) in page
