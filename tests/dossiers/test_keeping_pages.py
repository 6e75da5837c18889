"""The pages of what is kept, held and disposed of, from the period to the printed minutes."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.documents.kinds import DocumentKind
from dossiers.models import Disposal, Hold, PrintedDocument, RetentionPeriod
from dossiers.services.gathering import gather
from orgchart.kinds import Role
from orgchart.tenancy import scope
from tests.counting import statements_of
from tests.dossiers.kept import LATER
from tests.factories.orgchart import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """Six years later."""
    monkeypatch.setattr("orgchart.clock.now", lambda: LATER)
    monkeypatch.setattr("orgchart.clock.today", LATER.date)


class Desk:
    """Somebody at the pages of a year."""

    def __init__(self, archive, actor):
        self.archive, self.client = archive, Client()
        self.client.force_login(actor.account)

    def url(self, name, *more):
        return reverse(f"dossiers:{name}", args=[self.archive.tenant.slug, self.archive.cycle.year, *more])

    def get(self, name, *more):
        return self.client.get(self.url(name, *more)).content.decode()

    def post(self, name, *more, **payload):
        return self.client.post(self.url(name, *more), payload)


@pytest.fixture
def office(archive):
    return Desk(archive, archive.office)


@pytest.fixture
def head(archive):
    return Desk(archive, archive.head)


def only(archive, model):
    with scope(tenant=archive.tenant.pk):
        return model.objects.get()


def test_from_the_period_to_the_approved_list(archive, office, head):
    assert "chưa đặt" in office.get("retention")
    office.post("set_period", record_class="person", years="5", basis="Quyết định 12")
    assert "Lập danh mục" in office.get("retention")

    office.post("propose_disposal", "person")
    disposal = only(archive, Disposal)
    assert "không lấy lại được" in head.get("disposal", disposal.pk)
    head.post("approve_disposal", disposal.pk)

    assert only(archive, Disposal).state == "approved"
    assert only(archive, RetentionPeriod).set_by == archive.office.account


def test_period_without_ground_or_length_is_refused_at_the_field(archive, office):
    answer = office.post("set_period", record_class="person", years="", basis="")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ghi căn cứ của thời hạn này." in page
    assert "Ghi số năm, hoặc chọn “Bảo quản vĩnh viễn”." in page


def test_what_is_not_due_is_refused_with_its_day(archive, office):
    archive.period(years=20)

    answer = office.post("propose_disposal", "person")

    assert answer.status_code == 409
    assert "31/12/2044" in answer.content.decode()


def test_whoever_made_the_list_is_told_that_another_has_to_approve(archive):
    both = Desk(archive, actor_for(archive.tenant, Role.OFFICE, Role.HEAD))
    archive.period()
    both.post("propose_disposal", "person")
    disposal = only(archive, Disposal)

    page = both.get("disposal", disposal.pk)

    assert "tiêu hủy luôn do hai người" in page
    assert "Duyệt tiêu hủy</button>" not in page
    assert both.post("approve_disposal", disposal.pk).status_code == 409


def test_hold_is_placed_on_one_dossier_shown_with_its_reason_and_lifted(archive, office):
    subject = archive.subjects[0]
    office.post("place_hold", on=f"ho-so-{subject.pk}", reason="Đang xác minh đơn")
    assert "Đang xác minh đơn" in office.get("retention")

    office.post("lift_hold", only(archive, Hold).pk, reason="Đã kết luận")

    assert "Đang xác minh đơn" not in office.get("retention")
    assert only(archive, Hold).lift_reason == "Đã kết luận"


def test_list_and_minutes_are_printed_from_the_frozen_record(archive, office):
    disposal = archive.gone()

    office.post("print_disposal", disposal.pk)

    document = only(archive, PrintedDocument)
    with scope(tenant=archive.tenant.pk):
        data = gather(document)
    assert document.kind == DocumentKind.DISPOSAL_MINUTES
    assert [line.label.partition(" –")[0] for line in data.gone] == ["Ma Văn Số 1", "Ma Văn Số 2"]
    assert data.files == 10
    assert (data.proposed_by, data.approved_by) == (
        archive.office.account.full_name, archive.head.account.full_name,
    )  # fmt: skip


def test_pages_cost_the_same_however_much_is_listed(archive, office):
    archive.period()
    few = len(statements_of(office.client, office.url("retention")))
    archive.propose()
    disposal = only(archive, Disposal)
    for pk in range(1, 9):
        with scope(tenant=archive.tenant.pk):
            disposal.entries.create(tenant=archive.tenant, model="dossiers.scanbatch", object_id=pk, label=f"Mục {pk}")

    assert len(statements_of(office.client, office.url("retention"))) <= few
    assert len(statements_of(office.client, office.url("disposal", disposal.pk))) <= 12
